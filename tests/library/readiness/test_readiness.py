"""Keys, hypotheses, advice: the rules as they are written down, at their edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.directory.bundled import load_bundled_directory
from intercluster.directory.types import ClusterRecord, CooperationRecord, Directory, OrganisationKind
from intercluster.fields.vocabulary import load_vocabulary
from intercluster.readiness.advice import FirstStep, advise
from intercluster.readiness.hypotheses import Hypothesis, Level, Sign, Situation, assess, level_of, percentile
from intercluster.readiness.keys import STATEMENTS, Key, overall, results
from intercluster.readiness.neighbours import neighbours

ANSWERS = st.dictionaries(st.sampled_from(sorted(STATEMENTS)), st.integers(0, 3))
SIGNS = st.lists(st.sampled_from([True, False, None]), max_size=8)

GROWN = Situation(years=20, animation_team=True, governed=True, keys=0.8, cooperations_at_home=3, networks=1)


def test_a_key_is_the_mean_of_its_answers_and_says_how_many_there_were():
    found = {result.key: result for result in results({"strategy_shared": 3, "authorities_support": 0})}
    assert (found[Key.TERRITORY].figure, found[Key.TERRITORY].answered, found[Key.TERRITORY].asked) == (0.5, 2, 3)
    assert found[Key.MARKETS].figure is None
    assert overall(results({})) is None


@given(answers=ANSWERS)
def test_keys_stay_between_nothing_and_all(answers):
    for result in results(answers):
        assert (result.figure is None) is (result.answered == 0)
        assert result.figure is None or 0 <= result.figure <= 1


@pytest.mark.parametrize(("answers", "message"), [({"luck": 1}, "luck"), ({"team_enough": 4}, "between 0 and 3")])
def test_impossible_answers_are_refused(answers, message):
    with pytest.raises(ValueError, match=message):
        results(answers)


@given(said=SIGNS)
def test_levels_follow_the_share_of_known_signs(said):
    level = level_of([Sign("x", each) for each in said])
    known = [each for each in said if each is not None]
    expected = (
        Level.UNKNOWN
        if len(known) < 2
        else Level.HIGH
        if sum(known) / len(known) >= 2 / 3
        else Level.LOW
        if sum(known) / len(known) < 1 / 3
        else Level.MEDIUM
    )
    assert level is expected


def test_nothing_known_is_not_low():
    assert {each.level for each in assess(Situation())} == {Level.UNKNOWN}
    assert advise(assess(Situation())).step is FirstStep.SAY_MORE


def _advised(**changes):
    base = {name: getattr(GROWN, name) for name in GROWN.__dataclass_fields__}
    return advise(assess(Situation(**(base | changes))))


LARGE = {
    "members": 600,
    "members_percentile": 95.0,
    "projects": 900,
    "projects_percentile": 90.0,
    "label_level": "world",
}
SMALL = {"members": 30, "members_percentile": 10.0, "projects": 4, "projects_percentile": 20.0}


def test_a_small_cluster_with_a_missing_link_goes_through_a_network():
    advice = _advised(links=("missing", "existing"), urgencies=(3,), **SMALL)
    assert (advice.step, advice.imperative) == (FirstStep.NETWORK_FIRST, True)
    assert advice.because == ((Hypothesis.ATTRACTIVENESS, Level.LOW), (Hypothesis.NEED, Level.HIGH))


def test_a_large_one_goes_directly():
    assert _advised(links=("missing",), urgencies=(3,), **LARGE).step is FirstStep.DIRECT


def test_an_unsure_one_begins_at_home_whatever_the_need():
    step = _advised(
        years=1, animation_team=False, keys=0.2, cooperations_at_home=0, networks=0, links=("missing",), **LARGE
    ).step
    assert step is FirstStep.HOME_FIRST


def test_without_need_there_is_time():
    assert _advised(links=("existing",), urgencies=(1,), open_locks=0, **LARGE).step is FirstStep.TAKE_TIME


def _cluster(key: str, *fields: str, zone: str = "FRK2", ended: bool = False) -> ClusterRecord:
    return ClusterRecord(key, key, OrganisationKind.POLE, "FR", zone, fields=fields, ended=ended)


def test_neighbours_share_fields_or_a_branch():
    vocabulary = load_vocabulary()
    branch = [
        concept.key
        for concept in vocabulary.directory_fields
        if concept.broader == vocabulary.get("field:photonics").broader and concept.key != "field:photonics"
    ]
    clusters = (
        _cluster("a", "field:photonics"),
        _cluster("b", "field:photonics"),
        _cluster("c", branch[0]),
        _cluster("far", "field:photonics", zone="FR10"),
        _cluster("gone", "field:photonics", ended=True),
    )
    directory = Directory(clusters, (), (CooperationRecord("a", "b", "mou"),))
    found = neighbours(directory, vocabulary, ["FRK"])
    assert [(pair.a.key, pair.b.key, pair.figure, pair.known) for pair in found] == [
        ("a", "b", 1.0, True),
        ("a", "c", 0.25, False),
        ("b", "c", 0.25, False),
    ]


def test_the_bundled_directory_has_neighbours_to_suggest_in_rhone_alpes():
    found = neighbours(load_bundled_directory(), load_vocabulary(), ["FRK"])
    assert found == sorted(found, key=lambda pair: (-pair.figure, pair.a.name, pair.b.name))
    assert all(pair.a.zone.startswith("FRK") and pair.b.zone.startswith("FRK") for pair in found)
    assert len(found) > 10


def test_percentiles_count_those_below():
    assert percentile(5, [1, 2, 5]) == 100.0
    assert percentile(1, [1, 2, 5]) == 0.0
    assert (percentile(None, [1, 2]), percentile(3, [3])) == (None, None)
