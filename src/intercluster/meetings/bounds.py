"""Lower bounds on the gaps of each person that hold whatever the timetable."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import Problem

IMPOSSIBLE: Final = 1 << 30
"""The bound of somebody whose meetings do not fit into their slots."""


@dataclass(frozen=True, slots=True)
class PersonBound:
    """Fewest gaps of a person who attends at least ``meetings`` and at most ``most`` meetings.

    ``opens`` and ``forced`` are masks: the slots they may meet in, and those of them in which they must.
    """

    person: int
    gaps: int
    meetings: int
    most: int
    opens: int
    forced: int


@lru_cache(maxsize=65536)
def fewest_gaps(least: int, most: int, open_slots: int, forced: int, days: tuple[int, ...]) -> int:
    """Fewest gaps of somebody with ``least`` to ``most`` meetings in these slots, the forced ones included.

    Dynamic programme over the slots; its state is (meetings placed, busy in the slot before, busy earlier today).
    ``IMPOSSIBLE`` when the slots do not suffice.
    """
    states = {(0, False, False): 0}
    mornings = {(day & -day).bit_length() - 1 for day in days}
    for slot in range(open_slots.bit_length()):
        following: dict[tuple[int, bool, bool], int] = {}
        for (placed, before, today), cost in states.items():
            busy, started = (False, False) if slot in mornings else (before, today)
            steps = []
            if open_slots >> slot & 1 and placed < most:
                steps.append(((placed + 1, True, True), cost + (started and not busy)))
            if not forced >> slot & 1:
                steps.append(((placed, False, started), cost))
            for state, price in steps:
                if price < following.get(state, IMPOSSIBLE):
                    following[state] = price
        states = following
    return min((cost for (placed, _, _), cost in states.items() if placed >= least), default=IMPOSSIBLE)


def person_bounds(problem: Problem) -> tuple[PersonBound, ...]:
    """``fewest_gaps`` of everybody, from the slots that the rules of their meetings leave open."""
    people = range(len(problem.people))
    sure, may = [0] * len(people), [0] * len(people)
    opens, forced = [0] * len(people), [0] * len(people)
    for mask, meeting in zip(problem.allowed, problem.meetings, strict=True):
        for seat in meeting.seats:
            for person in seat:
                may[person] += 1
                opens[person] |= mask & problem.people[person].open
            if len(seat) == 1:
                sure[seat[0]] += 1
                forced[seat[0]] |= mask if mask.bit_count() == 1 else 0
    return tuple(
        PersonBound(
            person,
            fewest_gaps(sure[person], may[person], opens[person], forced[person], problem.days),
            sure[person],
            may[person],
            opens[person],
            forced[person],
        )
        for person in people
    )


def slot_names(problem: Problem, mask: int) -> str:
    """The slots of a mask in words: a session or day when it is exactly that, the names of the slots otherwise."""
    sessions = {slot.session for slot in problem.slots if slot.session}
    for session in sorted(sessions):
        if mask == sum(1 << number for number, slot in enumerate(problem.slots) if slot.session == session):
            return f"session {session}"
    names = [problem.slot_name(slot) for slot in slots_of(mask)]
    return ", ".join(names) if names else "no slot"
