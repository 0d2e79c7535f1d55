"""A rotation is as fair as can be: checked against every possible plan of small cases."""

from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.alliances.rotation import Member, NoRotationError, plan

FIRST = date(2027, 1, 1)


def members(barred: list[set[int]], had: list[int]) -> list[Member]:
    return [
        Member(f"m{place}", not_in=frozenset(2027 + turn for turn in turns), had=had[place])
        for place, turns in enumerate(barred)
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(2, 3).flatmap(
        lambda n: st.tuples(
            st.lists(st.sets(st.integers(0, 4), max_size=2), min_size=n, max_size=n),
            st.lists(st.integers(0, 2), min_size=n, max_size=n),
        )
    ),
    st.integers(1, 5),
    st.booleans(),
)
def test_no_plan_is_fairer(asked: tuple[list[set[int]], list[int]], turns: int, twice: bool) -> None:
    barred, had = asked
    spreads = [
        max(counts) - min(counts)
        for chosen in product(range(len(barred)), repeat=turns)
        if all(turn not in barred[place] for turn, place in enumerate(chosen))
        and (twice or all(one != two for one, two in pairwise(chosen)))
        for counts in [[had[place] + chosen.count(place) for place in range(len(barred))]]
    ]
    if not spreads:
        with pytest.raises(NoRotationError):
            plan(members(barred, had), FIRST, 12, turns, twice_running=twice)
        return
    found = plan(members(barred, had), FIRST, 12, turns, twice_running=twice)
    assert found.spread == min(spreads) == max(found.counts.values()) - min(found.counts.values())
    assert all(
        int(turn.key[1:]) not in [m for m, b in enumerate(barred) if turn.number - 1 in b] for turn in found.turns
    )
    assert twice or all(one.key != two.key for one, two in pairwise(found.turns))


def test_without_constraints_turns_follow_the_order() -> None:
    found = plan([Member(key) for key in "ABC"], FIRST, 6, 6)
    assert [turn.key for turn in found.turns] == list("ABCABC")
    assert (found.equal, found.moved) == (True, 0)
    assert (found.turns[1].starts, found.turns[1].ends) == (date(2027, 7, 1), date(2027, 12, 31))


def test_what_cannot_be_equal_says_its_bound() -> None:
    late = Member("ES", not_before=date(2029, 1, 1))
    found = plan([Member("FR"), late], FIRST, 12, 4, twice_running=True)
    assert (found.counts, found.spread, found.least) == ({"FR": 2, "ES": 2}, 0, 0)
    bound = plan([Member("FR"), Member("ES", not_before=date(2030, 1, 1))], FIRST, 12, 4, twice_running=True)
    assert (bound.spread, bound.least) == (2, 0)


def test_turns_already_had_are_kept_and_counted() -> None:
    found = plan([Member("A"), Member("B")], FIRST, 12, 4, done=("A",))
    assert [(turn.number, turn.key) for turn in found.turns] == [(2, "B"), (3, "A"), (4, "B")]


def test_the_turn_nobody_may_take_is_named() -> None:
    elections = [Member(key, not_in=frozenset({2028})) for key in "AB"]
    with pytest.raises(NoRotationError) as problem:
        plan(elections, FIRST, 12, 3)
    assert problem.value.empty == ((2, date(2028, 1, 1)),)


def test_a_turn_from_the_last_of_a_month_keeps_inside_months() -> None:
    found = plan([Member("A"), Member("B")], date(2027, 1, 31), 1, 2)
    assert [(turn.starts, turn.ends) for turn in found.turns] == [
        (date(2027, 1, 31), date(2027, 2, 27)),
        (date(2027, 2, 28), date(2027, 3, 30)),
    ]
