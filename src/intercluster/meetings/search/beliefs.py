"""A timetable by messages between people and meetings (belief propagation), for events full of wishes.

Where most meetings are wished for in one half of the day, windows chosen person by person count on the same partner in
the same slot. So people and meetings write to each other: a meeting tells its people how likely it is held in each
slot; each person, who knows how few gaps their day can have (``diary``), answers how likely they can take it then.
What is believed is leant on a little more each round (reinforcement) until every meeting has settled on a slot.

Sum-product on factor graphs: Kschischang, Frey and Loeliger (2001); reinforcement: Braunstein and Zecchina (2006).
Rules of order between meetings, and fairness, are left to the search that follows.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.problem import NOWHERE
from intercluster.meetings.search.bits import Numbers, Whole, compiled
from intercluster.meetings.search.board import Event
from intercluster.meetings.search.diary import Shares, busy_odds

GAP_FIRST, GAP_LAST = 0.05, 1e-5
"""Weight of a gap in the first round and after ``COOLED`` of the rounds: rarer and rarer."""
COOLED = 0.07
LEAN_FIRST, LEAN_LAST = 0.05, 1.0
"""Share of its belief (as a logarithm) that a meeting takes into the next round, in the first and the last round."""
PRICE_STEP = 2.0
"""How fast the price of a slot follows the share of tables that are missing."""
UNLIKELY, LIMITS_EVERY = 1e-5, 10
"""Belief below which a slot is left out when it is counted how many meetings can be over by when; rounds in between."""
LEAST, MOST, SURELY = 1e-12, 1e9, 1e12
"""Beliefs and odds are kept above and below these; what a person hears of a slot from all meetings, below the last."""
SETTLED = 1e-4
"""Mean change of belief of a meeting below which nothing moves any more."""
ROUNDS = 6000
"""Rounds in which leaning grows to its full, if there is time; all is settled within a sixth to a half of them."""


class Letters(NamedTuple):
    """Who writes to whom. A seat is one person (or fixed table) of one meeting."""

    starts: Numbers  # seats of meeting m: starts[m] to starts[m + 1]
    row_of: Numbers  # of each seat
    meeting_of: Numbers  # of each seat
    row_starts: Numbers  # seats of a row: row_seats[row_starts[row]:row_starts[row + 1]]
    row_seats: Numbers
    people: int  # rows from here on are fixed tables, which mind no gaps
    allowed: NDArray[np.bool_]  # [meeting, slot]
    needs: Numbers  # 1 for a meeting that takes a general table
    capacity: Numbers
    mornings: NDArray[np.bool_]  # of each slot: the first of a day


class Beliefs(NamedTuple):
    """What is believed so far."""

    answers: Shares  # [seat, slot]: odds that the person can take the meeting there
    share: Shares  # [meeting, slot]: belief that the meeting is held there
    lean: Shares  # [meeting, slot]: what is kept of the belief
    price: Shares  # of a table in each slot
    least: Numbers  # [row, slot]: meetings that must be over after the slot
    most: Numbers  # [row, slot]: meetings that can be over after it


def letters_of(event: Event) -> Letters:
    """The graph of an event."""
    slots = np.arange(len(event.capacity), dtype=np.uint64)
    rows = len(event.opens)
    mornings = np.zeros(len(slots), dtype=np.bool_)
    mornings[[(int(day) & -int(day)).bit_length() - 1 for day in event.days]] = True
    return Letters(
        starts=event.starts,
        row_of=event.seated,
        meeting_of=np.repeat(np.arange(len(event.allowed)), np.diff(event.starts)).astype(np.int32),
        row_starts=np.concatenate([[0], np.cumsum(np.bincount(event.seated, minlength=rows))]).astype(np.int32),
        row_seats=np.argsort(event.seated, kind="stable").astype(np.int32),
        people=event.people,
        allowed=(event.allowed[:, None] >> slots & np.uint64(1)).astype(np.bool_),
        needs=event.needs,
        capacity=event.capacity,
        mornings=mornings,
    )


def first_beliefs(letters: Letters, seed: int) -> Beliefs:
    """Every allowed slot as likely as the others, but for a little noise."""
    seats, rows, slots = len(letters.row_of), len(letters.row_starts) - 1, len(letters.capacity)
    noise = np.random.default_rng(seed).normal(0, 0.1, (seats, slots))
    beliefs = Beliefs(
        answers=np.exp(noise),
        share=letters.allowed / np.maximum(letters.allowed.sum(axis=1, keepdims=True), 1),
        lean=letters.allowed.astype(np.float64),
        price=np.zeros(slots),
        least=np.zeros((rows, slots), dtype=np.int32),
        most=np.zeros((rows, slots), dtype=np.int32),
    )
    count_limits(letters, beliefs)
    return beliefs


@compiled
def count_limits(letters: Letters, beliefs: Beliefs) -> None:
    """Each meeting lies between the first and the last slot it may still have: so many are over after each slot."""
    least, most, share = beliefs.least, beliefs.most, beliefs.share
    least[:], most[:] = 0, 0
    slots = share.shape[1]
    for seat in range(len(letters.row_of)):
        row, meeting = letters.row_of[seat], letters.meeting_of[seat]
        first, last = slots, -1
        for slot in range(slots):
            if share[meeting, slot] > UNLIKELY:
                first, last = min(first, slot), slot
        if last >= 0:
            most[row, first] += 1
            least[row, last] += 1
    for row in range(len(least)):
        for slot in range(1, slots):
            most[row, slot] += most[row, slot - 1]
            least[row, slot] += least[row, slot - 1]


@compiled
def exchange_letters(letters: Letters, beliefs: Beliefs, order: Numbers, gap: float) -> float:
    """These rows, in this order, read what their meetings say and answer. Returns the change of beliefs."""
    slots, most = beliefs.share.shape[1], 0
    for row in range(len(letters.row_starts) - 1):
        most = max(most, letters.row_starts[row + 1] - letters.row_starts[row])
    before, after = np.zeros((slots + 1, most + 2, 3)), np.zeros((slots + 1, most + 2, 3))
    said, heard = np.zeros((most, slots)), np.zeros(slots)
    weight, odds, rates = np.zeros(slots), np.zeros(slots), np.exp(-beliefs.price)
    change = 0.0
    for row in order:
        begin, end = letters.row_starts[row], letters.row_starts[row + 1]
        heard[:] = 0.0
        for i in range(begin, end):
            change += _hear(letters, beliefs, letters.row_seats[i], rates, said[i - begin])
            heard += said[i - begin]
        for slot in range(slots):
            weight[slot] = min(heard[slot], SURELY)
        own_gap = gap if row < letters.people else 1.0
        least, most_held = beliefs.least[row], beliefs.most[row]
        busy_odds(weight, end - begin, letters.mornings, own_gap, least, most_held, before, after, odds)
        for i in range(begin, end):
            answer, own = beliefs.answers[letters.row_seats[i]], said[i - begin]
            for slot in range(slots):
                others = max(heard[slot] - own[slot], 0.0)
                answer[slot] = min(max(odds[slot] / (1.0 + odds[slot] * others), 1 / MOST), MOST)
    return change


@compiled
def _hear(letters: Letters, beliefs: Beliefs, seat: Whole, rates: Shares, said: Shares) -> float:
    """What the meeting of a seat says to it: the odds of each slot, apart from what the seat itself answered.

    Returns the change of belief.
    """
    meeting = letters.meeting_of[seat]
    share, answers = beliefs.share, beliefs.answers
    total = 0.0
    for slot in range(len(said)):
        said[slot] = 0.0
        if letters.allowed[meeting, slot]:
            product = beliefs.lean[meeting, slot]
            if letters.needs[meeting]:
                product *= rates[slot]
            for other in range(letters.starts[meeting], letters.starts[meeting + 1]):
                product *= answers[other, slot]
            said[slot] = product
            total += product
    change = 0.0
    total = max(total, 1e-300)
    for slot in range(len(said)):
        product = said[slot]
        change += abs(product / total - share[meeting, slot])
        share[meeting, slot] = product / total
        if product > 0:
            rest = max(total - product, LEAST * total)
            said[slot] = min(max(product / answers[seat, slot] / rest, LEAST), MOST)
    return change


class Believing:
    """Rounds of letters among all people, by so many threads at a time; who reads a letter late, reads the next one."""

    def __init__(self, event: Event, seed: int, pool: ThreadPoolExecutor, threads: int) -> None:
        self.letters = letters_of(event)
        self.beliefs = first_beliefs(self.letters, seed)
        self._random = np.random.default_rng(seed)
        self._rows = np.flatnonzero(np.diff(self.letters.row_starts)).astype(np.int32)
        self._pool, self._threads = pool, threads
        self._rounds = 0

    def round(self, done: float) -> float:
        """One more round, at this share of all rounds. Returns the mean change of belief of a meeting."""
        letters, beliefs = self.letters, self.beliefs
        if self._rounds % LIMITS_EVERY == 0 and self._rounds:
            count_limits(letters, beliefs)
        self._rounds += 1
        gap = GAP_FIRST * (GAP_LAST / GAP_FIRST) ** min(done / COOLED, 1.0)
        parts = np.array_split(self._random.permutation(self._rows), self._threads)
        jobs = [self._pool.submit(exchange_letters, letters, beliefs, part, gap) for part in parts]
        change = sum(job.result() for job in jobs)
        beliefs.lean[:] = np.maximum(beliefs.share, LEAST) ** (LEAN_FIRST + (LEAN_LAST - LEAN_FIRST) * done)
        # einsum: a matrix product would start threads of its own.
        used = np.einsum("m,mt->t", letters.needs, beliefs.share)
        missing = used / np.maximum(letters.capacity, 0.5) - 1
        beliefs.price[:] = np.maximum(beliefs.price + PRICE_STEP * missing, 0.0)
        return change / len(letters.row_of)

    def slots(self) -> NDArray[np.int32]:
        """The likeliest slot of each meeting, the surest first; -1 where that puts somebody in two places."""
        share = self.beliefs.share
        likeliest = share.argmax(axis=1)
        found = np.full(len(share), NOWHERE, dtype=np.int32)
        busy = np.zeros(self.beliefs.least.shape, dtype=np.bool_)
        for meeting in np.argsort(-share.max(axis=1), kind="stable"):
            rows = self.letters.row_of[self.letters.starts[meeting] : self.letters.starts[meeting + 1]]
            slot = likeliest[meeting]
            if share[meeting, slot] > 0 and not busy[rows, slot].any():
                busy[rows, slot] = True
                found[meeting] = slot
        return found


def settle(
    event: Event, seconds: float, seed: int, threads: int = 1, stop: Callable[[], bool] = lambda: False
) -> NDArray[np.int32]:
    """Slots for the meetings of an event, -1 for none, after about so many seconds or when all is settled."""
    began = time.monotonic()
    done, change, rounds = 0.0, 1.0, 0
    with ThreadPoolExecutor(threads) as pool:
        believing = Believing(event, seed, pool, threads)
        while done < 1 and not stop() and not (change < SETTLED and done > COOLED):
            change = believing.round(done)
            rounds += 1
            done = max(rounds / ROUNDS, 0.5 * (time.monotonic() - began) / seconds)
    return believing.slots()
