"""Letters between people and meetings: odds as counted one by one, and timetables that keep the rules."""

from itertools import combinations
from math import prod

import numpy as np
import pytest
from bench.meetings.generated import generate
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.meetings.checker import check
from intercluster.meetings.masks import gaps, mask_of
from intercluster.meetings.problem import NOWHERE, Meeting, Person, Problem, Slot, Table, schedule_of
from intercluster.meetings.search import engine
from intercluster.meetings.search.beliefs import settle
from intercluster.meetings.search.board import event_of
from intercluster.meetings.search.diary import busy_odds
from intercluster.meetings.search.engine import search

weights = st.lists(st.floats(0.05, 20), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(weights, st.data())
def test_odds_are_those_of_all_days_counted_one_by_one(weight: list[float], data: st.DataObject) -> None:
    slots = len(weight)
    meetings = data.draw(st.integers(0, slots))
    gap = data.draw(st.sampled_from([1.0, 0.3, 0.01]))
    night = data.draw(st.integers(1, slots))
    opens = [mask_of(range(night)), mask_of(range(night, slots))]
    # Meetings with wishes: so many must, and so many can be over after each slot.
    some_day = data.draw(st.permutations(range(slots)))[:meetings]
    held = [sum(slot <= now for slot in some_day) for now in range(slots)]
    fewer = data.draw(st.lists(st.integers(0, 2), min_size=slots, max_size=slots))
    more = data.draw(st.lists(st.integers(0, 2), min_size=slots, max_size=slots))
    least = np.maximum.accumulate(np.maximum(np.array(held) - fewer, 0)).astype(np.int32)
    most = np.maximum.accumulate(np.array(held) + more).astype(np.int32)
    odds = _odds(weight, meetings, night, gap, (least, most))

    busy, idle = np.zeros(slots), np.zeros(slots)
    for day in combinations(range(slots), meetings):
        over = np.cumsum([slot in day for slot in range(slots)])
        if not ((least <= over) & (over <= most)).all():
            continue
        worth = prod(weight[slot] for slot in day) * gap ** gaps(mask_of(day), opens)
        for slot in range(slots):
            if slot in day:
                busy[slot] += worth / weight[slot]
            else:
                idle[slot] += worth
    for slot in range(slots):
        if idle[slot] > 0:
            assert odds[slot] == pytest.approx(busy[slot] / idle[slot], rel=1e-6)
        else:
            assert odds[slot] > 1e6


def _odds(
    weight: list[float], meetings: int, night: int, gap: float, over: tuple[np.ndarray, np.ndarray]
) -> list[float]:
    slots = len(weight)
    mornings = np.array([slot in (0, night) for slot in range(slots)])
    before, after = np.full((slots + 1, meetings + 2, 3), 7.0), np.full((slots + 1, meetings + 2, 3), 7.0)
    odds = np.zeros(slots)
    busy_odds(np.array(weight), meetings, mornings, gap, *over, before, after, odds)
    return [float(one) for one in odds]


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(["mid", "loose"]), st.integers(0, 20), st.sampled_from([1, 2]))
def test_whatever_settles_keeps_the_rules(family: str, seed: int, threads: int) -> None:
    problem = generate(family, 60, 220, 14, seed)
    slot_of = settle(event_of(problem), 2.0, seed, threads)
    assert all(
        slot == NOWHERE or allowed >> int(slot) & 1 for slot, allowed in zip(slot_of, problem.allowed, strict=True)
    )
    for own in problem.of_person:
        taken = [slot_of[meeting] for meeting in own if slot_of[meeting] != NOWHERE]
        assert len(set(taken)) == len(taken)


def test_nearly_all_find_a_slot_of_their_own() -> None:
    problem = generate("loose", 60, 220, 14)
    assert (settle(event_of(problem), 60.0, 1) == NOWHERE).sum() <= 11


def test_a_day_that_can_be_had_in_one_way_only_is_found() -> None:
    """One after the other: each meeting of a chain of people leaves one slot to the next."""
    meetings = [
        Meeting(((person,), (person + 1,)), slots=0b1 if person == 0 else mask_of({person - 1, person}))
        for person in range(9)
    ]
    problem = Problem((Slot(),) * 9, (Person(),) * 10, (Table(),), tuple(meetings), fairness=None)
    assert settle(event_of(problem), 2.0, 1).tolist() == list(range(9))


def test_three_at_a_table_that_is_fixed_settle_as_well() -> None:
    meetings = [Meeting(((person,), (person + 1,), (person + 2,)), table=0) for person in range(4)]
    problem = Problem((Slot(),) * 6, (Person(),) * 6, (Table(),), tuple(meetings), fairness=None)
    slot_of = settle(event_of(problem), 2.0, 1)
    assert sorted(slot_of.tolist()) == sorted(set(slot_of.tolist()))
    assert NOWHERE not in slot_of


def test_the_search_follows_the_letters_where_many_have_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = generate("loose", 100, 500, 20)
    monkeypatch.setattr(engine, "BIG", 400)
    lettered = search(problem, 3.0)
    assert lettered.complete
    assert check(problem, schedule_of(problem, lettered.slot_of)).sound
    monkeypatch.setattr(engine, "settle", lambda event, *_: np.full(len(event.allowed), NOWHERE, dtype=np.int32))
    assert search(problem, 3.0).complete
