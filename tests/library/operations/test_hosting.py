"""Whose turn it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.operations.hosting import Turn, next_hosts

HOSTS = st.lists(st.sampled_from("ABCDEFG"), min_size=1, max_size=7, unique=True)
HELD = st.lists(st.tuples(st.integers(2000, 2019), st.sampled_from("ABCDEFG")), max_size=12)


def test_one_year_here_next_year_there():
    turns = next_hosts(["Lyon", "Braga"], [(2009, "Lyon")], 2010, 3)
    assert turns == [Turn(2010, "Braga", "fewest"), Turn(2011, "Lyon", "longest"), Turn(2012, "Braga", "fewest")]


def test_the_agreed_order_decides_at_the_start():
    assert [turn.host for turn in next_hosts(["B", "A", "C"], [], 2030, 3, every=2)] == ["B", "A", "C"]
    assert [turn.year for turn in next_hosts(["B", "A"], [], 2030, 2, every=2)] == [2030, 2032]


@given(order=HOSTS)
def test_a_level_start_gives_everybody_one_turn_in_order(order):
    assert [turn.host for turn in next_hosts(order, [], 2020, len(order))] == order


@given(order=HOSTS, held=HELD, count=st.integers(1, 60))
def test_the_gap_between_hosts_never_grows(order, held, count):
    """However it began, nobody who is ahead gets a turn while somebody is behind."""
    times = {host: sum(each == host for _year, each in held) for host in order}
    for turn in next_hosts(order, held, 2020, count):
        assert times[turn.host] == min(times.values())
        times[turn.host] += 1


@pytest.mark.parametrize(("order", "every"), [([], 1), (["A", "A"], 1), (["A"], 0)])
def test_what_makes_no_sense_is_refused(order, every):
    with pytest.raises(ValueError, match=r"An alternation|twice|a year apart"):
        next_hosts(order, [], 2020, 1, every)
