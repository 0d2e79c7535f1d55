"""The cases of the sources, against the directory they name and the ladder they climb."""

import datetime as dt
from itertools import pairwise

import pytest

from intercluster.cooperations.cases import Case, When, load_cases, parse_when
from intercluster.cooperations.ladder import LADDER, Proof, Stage
from intercluster.directory.bundled import bundled_actors, load_bundled_directory
from intercluster.fields.vocabulary import load_vocabulary

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_every_organisation_and_field_is_known(case: Case):
    known = {*load_bundled_directory().by_key, *(actor.key for actor in bundled_actors())}
    assert {case.owner, *(key for key, _role in case.parties), case.mediated_by} - {""} - known == set()
    assert [concept for concept in case.concepts if concept not in load_vocabulary()] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_time_runs_forward_and_the_ladder_upward(case: Case):
    days = [entry.when.day for entry in case.entries if entry.when.day]
    steps = [entry.stage for entry in case.entries if entry.stage]
    assert days == sorted(days)
    assert [LADDER.index(step) for step in steps] == sorted({LADDER.index(step) for step in steps})
    assert steps[-1] is case.stage
    assert all(entry.en and entry.fr and entry.en != entry.fr for entry in case.entries)


def test_durations_the_sources_tell():
    """About six months at OpticsValley, about a year at Cap Digital (Le Moci)."""
    by_key = {case.key: case for case in CASES}

    def months(key: str) -> float:
        found = {entry.proof: entry.when.day for entry in by_key[key].entries}
        first = found.get(Proof.EVENT_ATTENDED) or found[Proof.MIRROR_CONTACT]
        return round((found[Proof.AGREEMENT_SIGNED] - first).days / 30.4)

    assert (months("opticsvalley-sepnet"), months("cap-digital-tsb-berlin")) == (5, 12)


def test_days_are_as_precise_as_the_source():
    texts = ("", "2010", "2010-06", "2010-06-15", "2010-autumn")
    assert [parse_when(text) for text in texts] == [
        When(None, "unknown"),
        When(dt.date(2010, 1, 1), "year"),
        When(dt.date(2010, 6, 1), "month"),
        When(dt.date(2010, 6, 15), "day"),
        When(dt.date(2010, 11, 1), "season"),
    ]
    with pytest.raises(ValueError, match=r"invalid literal|Invalid isoformat"):
        parse_when("last year")


def test_the_cases_the_sources_name_are_all_there():
    assert {case.key for case in CASES} >= {
        "opticsvalley-sepnet",
        "opticsvalley-photonics-cluster-uk",
        "cap-digital-tsb-berlin",
        "cap-digital-rio-convergencia-digital",
        "cap-digital-carnegie-mellon",
        "viameca-mecafuture",
        "viameca-inplas",
        "coopol",
        "occitanie-transport-terrestre-intelligent",
    }
    assert all(isinstance(case.stage, Stage) for case in CASES)


def test_order_of_pairs_is_strict():
    """Two steps of one case are never the same."""
    for case in CASES:
        steps = [entry.stage for entry in case.entries if entry.stage]
        assert all(before is not after for before, after in pairwise(steps))
