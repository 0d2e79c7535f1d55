"""When we last went where."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from intercluster.missions.history import Trip, YearCount, by_year, by_zone, outside_europe, whole_years

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))


def _trip(key: str, day: str, zone: str = "EU", **more: object) -> Trip:
    return Trip(key, dt.date.fromisoformat(day), "XX", zone, **more)  # type: ignore[arg-type]


def test_the_first_mission_outside_europe_for_two_years() -> None:
    trips = [_trip("china", "2008-09-01", "AS"), _trip("berlin", "2009-06-01"), _trip("rio", "2010-09-01", "SA")]
    latest, first = outside_europe(trips)
    assert (latest.trip.key, latest.before and latest.before.key, latest.years) == ("rio", "china", 2)
    assert (first.trip.key, first.before, first.years) == ("china", None, None)
    assert {zone: [since.trip.key for since in found] for zone, found in by_zone(trips).items()} == {
        "AS": ["china"],
        "EU": ["berlin"],
        "SA": ["rio"],
    }


def test_missions_in_parallel_are_not_one_before_the_other() -> None:
    trips = [_trip("southampton", "2010-06-01"), _trip("birmingham", "2010-06-01")]
    assert [since.before for since in by_zone(trips)["EU"]] == [None, None]


def test_years_without_a_mission_are_counted_too() -> None:
    trips = [_trip("a", "2008-01-01"), _trip("b", "2010-01-01", joint=True, support=("DGCIS-Ubifrance",))]
    assert by_year(trips) == [
        YearCount(2010, 1, 1, {"DGCIS-Ubifrance": 1}),
        YearCount(2009, 0, 0, {}),
        YearCount(2008, 1, 0, {}),
    ]
    assert by_year([]) == []


@given(DAYS, DAYS)
def test_whole_years_are_those_of_a_birthday(first: dt.date, later: dt.date) -> None:
    years = whole_years(first, later)
    if later >= first:
        assert (first.year + years, first.month, first.day) <= (later.year, later.month, later.day)
        assert (first.year + years + 1, first.month, first.day) > (later.year, later.month, later.day)
    else:
        assert years == 0
