"""The local search keeps every rule, whatever the event, and comes near the bound."""

from itertools import permutations

import numpy as np
import pytest
from bench.meetings.generated import generate
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.meetings.checker import check
from intercluster.meetings.lower_bound import gap_bound
from intercluster.meetings.masks import ALL, gaps, idle_slots, mask_of
from intercluster.meetings.problem import NOWHERE, Meeting, Person, Problem, Slot, Table, schedule_of
from intercluster.meetings.search import engine
from intercluster.meetings.search.anneal import energy
from intercluster.meetings.search.board import empty_board, event_of, scratch_of, weights_of
from intercluster.meetings.search.chains import component, exchange, put
from intercluster.meetings.search.engine import search
from intercluster.meetings.search.ties import ties_of
from intercluster.meetings.search.windows import anneal_windows, deficit_of, first_plan


def event(meetings: list[Meeting], people: int, slots: int, tables: int = 9, **rules: object) -> Problem:
    return Problem(
        slots=tuple(Slot(day=number * 2 // slots) for number in range(slots)),
        people=(Person(),) * people,
        tables=(Table(),) * tables,
        meetings=tuple(meetings),
        **rules,  # type: ignore[arg-type]
    )


def pair(first: int, second: int, **rest: object) -> Meeting:
    return Meeting(((first,), (second,)), **rest)  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**16 - 1), st.integers(0, 2**16 - 1))
def test_compiled_counts_are_those_of_the_masks(busy: int, window: int) -> None:
    problem = event([pair(0, 1)], 2, 16, fairness=None)
    rules = event_of(problem)
    weights = weights_of(rules, 1.0, gap=1.0, idle=100.0, outside=10_000.0)
    outside = (busy & ~window).bit_count()
    expected = gaps(busy, problem.days) + 100 * idle_slots(busy, problem.days) + 10_000 * outside
    assert energy(rules.days, weights, np.uint64(busy), np.uint64(window)) == expected


@st.composite
def events(draw: st.DrawFn) -> Problem:
    """Events that have a timetable (the hidden one), with meetings of two and three, wishes, order and booths."""
    people, slots = draw(st.integers(4, 9)), draw(st.integers(3, 7))
    hidden: list[tuple[int, Meeting]] = []
    for slot in range(slots):
        order = draw(st.permutations(range(people)))
        sizes = draw(st.lists(st.sampled_from([2, 2, 3]), max_size=3))
        for size in sizes:
            group, order = order[:size], order[size:]
            if len(group) == size:
                wish = mask_of({slot, *draw(st.sets(st.integers(0, slots - 1), max_size=3))})
                mask = draw(st.sampled_from([ALL, ALL, wish]))
                hidden.append((slot, Meeting(tuple((person,) for person in group), slots=mask)))
    meetings = [meeting for _, meeting in hidden]
    for number, (slot, meeting) in enumerate(hidden):
        earlier = [other for other, (before, _) in enumerate(hidden) if before < slot]
        if earlier and draw(st.integers(0, 4)) == 0:
            meetings[number] = Meeting(meeting.seats, slots=meeting.slots, after=(draw(st.sampled_from(earlier)),))
    return event(meetings, people, slots, tables=3, fairness=None)


@settings(max_examples=30, deadline=None)
@given(events())
def test_what_is_placed_keeps_all_rules_and_what_is_not_is_said(problem: Problem) -> None:
    """A local search may leave a meeting out that a proof would place; it never breaks a rule for it."""
    found = search(problem, 0.1, bound=gap_bound(problem))
    verdict = check(problem, schedule_of(problem, found.slot_of))
    assert {fault.code for fault in verdict.faults} == ({"not_placed"} if found.unplaced else set())
    assert (found.gaps, found.idle, found.complete) == (verdict.gaps, verdict.idle, not verdict.faults)


def test_a_chain_moves_its_ends_alone() -> None:
    problem = event([pair(0, 1), pair(1, 2), pair(2, 3)], 4, 4, fairness=None)
    rules = event_of(problem)
    board, scratch = empty_board(rules), scratch_of(rules, 1)
    for meeting, slot in enumerate((0, 1, 0)):
        put(rules, board, meeting, slot)
    length, ending, gained = component(rules, board, scratch, 0, 0, 1)
    assert (length, sorted(scratch.ends[:ending]), gained) == (3, [0, 3], 1)
    exchange(rules, board, scratch, 0, 0, 1, length, ending, gained)
    assert board.slot_of.tolist() == [1, 0, 1]
    assert board.busy[0].tolist() == [0b10, 0b11, 0b11, 0b10]
    assert board.load.tolist() == [1, 2, 0, 0]


def test_locked_meetings_stay_and_booths_hold_one_meeting_a_slot() -> None:
    meetings = [pair(0, 1, slot=2), *(pair(number, number + 1, table=0) for number in range(0, 8, 2)), pair(1, 2)]
    problem = event(meetings, 9, 4, tables=2)
    found = search(problem, 0.2)
    assert found.slot_of[0] == 2
    assert sorted(found.slot_of[1:5]) == [0, 1, 2, 3]
    assert check(problem, schedule_of(problem, found.slot_of)).sound


def test_what_cannot_be_placed_is_left_out_and_counted() -> None:
    problem = event([pair(0, 1), pair(0, 2), pair(0, 3)], 4, 2)
    found = search(problem, 0.1)
    assert (found.unplaced, found.complete) == (1, False)
    assert sorted(found.slot_of)[0] == NOWHERE


def test_a_start_is_taken_up() -> None:
    problem = generate("mid", 30, 90, 10)
    first = search(problem, 0.3)
    again = search(problem, 1.0, start=first.slot_of, stop=lambda: True)
    assert again.slot_of == first.slot_of


def test_no_meetings_no_search() -> None:
    assert search(event([], 3, 3), 0.1).complete


@pytest.mark.parametrize("family", ["mid", "tight", "loose"])
def test_generated_events_are_complete_and_near_their_bound(family: str) -> None:
    problem = generate(family, 60, 240, 13)
    bound = gap_bound(problem)
    found = search(problem, 1.0, bound=bound)
    assert check(problem, schedule_of(problem, found.slot_of)).sound
    assert bound <= found.gaps <= bound + 25


def test_two_workers_and_planned_windows_keep_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BIG", 200)
    problem = generate("mid", 80, 400, 16)
    heard: list[int] = []
    found = search(problem, 2.5, workers=2, on_better=lambda better: heard.append(better.gaps))
    verdict = check(problem, schedule_of(problem, found.slot_of))
    assert verdict.sound
    assert verdict.gaps == found.gaps == heard[-1] < heard[0]


def test_windows_come_to_suit_each_other() -> None:
    problem = generate("mid", 60, 300, 16)
    rules = event_of(problem)
    ties = ties_of(rules)
    plan = first_plan(rules, ties, seed=1)
    before = int(plan.deficit.sum())
    random = np.array([12345], dtype=np.uint64)
    for temperature in np.geomspace(0.7, 0.08, 20):
        anneal_windows(ties, plan, random, float(temperature), 2000)
    assert plan.deficit.sum() < before / 3
    assert plan.deficit.tolist() == [deficit_of(ties, plan, person) for person in range(60)]
    counted = [int((plan.windows >> np.uint64(slot) & np.uint64(1)).sum()) for slot in range(16)]
    assert plan.crowd.tolist() == counted
    assert plan.options.tolist() == _options(problem, plan.windows)


def _options(problem: Problem, windows: np.ndarray) -> list[list[int]]:
    """For each person and slot: the others they meet whose window and whose meeting have the slot."""
    found = [[0] * len(problem.slots) for _ in problem.people]
    for meeting, allowed in zip(problem.meetings, problem.allowed, strict=True):
        for person, other in permutations([seat[0] for seat in meeting.seats], 2):
            for slot in range(len(problem.slots)):
                found[person][slot] += (allowed & int(windows[other])) >> slot & 1
    return found


def test_a_deficit_is_what_no_matching_can_place() -> None:
    """Person 0 has three meetings in slots 0 to 2, and two of the others come in slot 0 alone."""
    people = (Person(open=0b0111), Person(open=0b0001), Person(open=0b0001), Person(open=0b1111))
    problem = Problem((Slot(),) * 4, people, (Table(),) * 4, (pair(0, 1), pair(0, 2), pair(0, 3)))
    rules = event_of(problem)
    ties = ties_of(rules)
    plan = first_plan(rules, ties, seed=1)
    plan.windows[3] = 0b0010
    assert deficit_of(ties, plan, 0) == 1


def test_generated_events_have_the_shape_they_promise() -> None:
    tight = generate("tight", 60, 300, 12)
    degrees = [len(own) for own in tight.of_person]
    assert (len(tight.meetings), sum(number == 12 for number in degrees) >= 33) == (300, True)
    assert 300 / (12 * len(tight.tables)) == pytest.approx(0.95, abs=0.04)
    loose = generate("loose", 60, 300, 16)
    wished = sum(meeting.slots in (0x00FF, 0xFF00) for meeting in loose.meetings)
    assert 0.45 < wished / 300 < 0.75
    assert generate("mid", 40, 100, 12) == generate("mid", 40, 100, 12)
    with pytest.raises(ValueError, match="cannot have"):
        generate("mid", 4, 100, 12)
