"""Names in texts, friction, clauses and the bridging indicator."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.outcomes.anonymity import Trace, traces
from intercluster.outcomes.contracts import Bridge, ContractKind, Sector, bridge, clauses
from intercluster.outcomes.friction import Place, friction, time_zone

WINTER = dt.date(2026, 1, 15)
PARIS = Place("FR", 48.86, 2.35)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A maker of sensors", ()),
        ("Zyxolite makes sensors", ((Trace.NAME, "zyxolite"),)),
        ("ZYXOLITE SAS, in Lyon", ((Trace.NAME, "Zyxolite SAS"),)),
        ("Write to a.b@zyx.eu", ((Trace.EMAIL, "a.b@zyx.eu"), (Trace.WEB, "zyx.eu"))),
        ("See www.example", ((Trace.WEB, "www."),)),
        ("Call +33 4 77 12 34 56", ((Trace.PHONE, "+33 4 77 12 34 56"),)),
        ("In the SAS sector, with 04 patents and 120 people", ()),
    ],
)
def test_what_gives_a_member_away(text: str, found: tuple[tuple[Trace, str], ...]) -> None:
    assert traces(text, ["Zyxolite SAS"]) == found


@given(st.text(max_size=80), st.text(alphabet="abcdefghij", min_size=5, max_size=9))
def test_a_name_is_found_wherever_it_stands(text: str, name: str) -> None:
    assert Trace.NAME in {trace for trace, _words in traces(f"{text} {name} {text}", [name])}


@pytest.mark.parametrize(
    ("place", "hours", "common"),
    [
        (Place("GB", 51.5, 0.0), -1, 7),
        (Place("US", 37.4, -122.1), -9, 0),
        (Place("CA", 45.5, -73.6), -6, 2),
        (Place("IN"), 4.5, 3.5),
        (Place("US"), None, None),
        (Place(""), None, None),
    ],
)
def test_hours_between(place: Place, hours: float | None, common: float | None) -> None:
    way = friction(PARIS, place, WINTER)
    assert (way.hours_apart, way.common_hours) == (hours, common)


def test_summer_time_counts() -> None:
    montreal = Place("CA", 45.5, -73.6)
    assert [friction(PARIS, montreal, day).hours_apart for day in (WINTER, dt.date(2026, 3, 15))] == [-6, -5]


def test_distance_and_languages() -> None:
    brussels = friction(PARIS, Place("BE", 50.85, 4.35), WINTER)
    assert brussels.kilometres == pytest.approx(264, abs=3)
    assert "fr" in brussels.shared_languages
    assert friction(PARIS, Place("JP"), WINTER).kilometres is None


def test_a_country_of_one_time_needs_no_place() -> None:
    assert time_zone(Place("DE")) is not None


@pytest.mark.parametrize("kind", ContractKind)
def test_every_contract_asks_who_signs_and_how_disputes_end(kind: ContractKind) -> None:
    asked = clauses(kind)
    assert asked[0] == "parties"
    assert "dispute" in asked
    assert len(set(asked)) == len(asked)


def test_bridges_between_private_and_public_research() -> None:
    private, public, unknown = Sector.PRIVATE, Sector.PUBLIC, Sector.UNKNOWN
    pairs = [(private, public), (public, private), (private, private), (private, unknown)]
    assert bridge(pairs) == Bridge(bridging=2, of=3, unknown=1)
    assert bridge([]).share is None
