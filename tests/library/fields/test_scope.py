from collections.abc import Sequence

import pytest

from intercluster.fields.concepts import UnknownConceptError
from intercluster.fields.scope import Scope, ScopeAdvice, Verdict, check_scope, distance, mean_distance
from intercluster.fields.vocabulary import Vocabulary

COATING, TRIBOLOGY, AUTONOMOUS = "esv:/25/63/391", "esv:/25/75/463", "esv:/25/75/461/1235/1731"
AUTOMOTIVE, AGRICULTURE, VITICULTURE = "esv:/25/75/461/1235", "esv:/27/81/30021", "esv:/27/81/30021/499/497"
# how many projects are tagged with each concept and nothing else: 1,000 in all
TAGGED = {
    "field:photonics": 30,
    "field:agrifood": 100,
    AGRICULTURE: 60,
    VITICULTURE: 4,
    AUTONOMOUS: 3,
    AUTOMOTIVE: 15,
    COATING: 20,
    TRIBOLOGY: 12,
    "field:tourism": 756,
}


def check(vocabulary: Vocabulary, *chosen: str) -> Scope:
    def projects_in(keys: Sequence[str]) -> int:
        weights = vocabulary.expand(keys)
        return sum(count for key, count in TAGGED.items() if weights.get(key, 0) > 0.25)

    return check_scope(vocabulary, chosen, projects_in, sum(TAGGED.values()))


def test_a_technology_with_evidence_fits(bundled: Vocabulary) -> None:
    scope = check(bundled, "field:photonics")
    assert (scope.verdict, scope.projects, scope.project_share) == (Verdict.FITS, 30, 0.03)
    assert (scope.concepts, scope.depth, scope.spread, scope.advice) == (1, 1.0, 0.0, ())
    assert 0 < scope.tree_share < 0.1


def test_a_whole_sector_is_too_broad_and_its_parts_are_advised(bundled: Vocabulary) -> None:
    scope = check(bundled, "field:agrifood")
    assert (scope.verdict, scope.projects) == (Verdict.TOO_BROAD, 164)
    assert scope.advice == (ScopeAdvice(AGRICULTURE, 64),)  # parts without ten projects are not


def test_a_large_part_of_the_tree_is_too_broad_whatever_the_projects(bundled: Vocabulary) -> None:
    scope = check(bundled, "esv:/23")
    assert (scope.verdict, scope.projects) == (Verdict.TOO_BROAD, 0)
    assert scope.tree_share > 0.3


def test_one_product_is_too_narrow_and_the_term_above_with_evidence_is_advised(bundled: Vocabulary) -> None:
    scope = check(bundled, AUTONOMOUS)
    assert (scope.verdict, scope.projects, scope.depth) == (Verdict.TOO_NARROW, 3, 4.0)
    assert scope.advice == (ScopeAdvice(AUTOMOTIVE, 18),)


def test_two_near_concepts_fit_and_two_far_ones_are_scattered(bundled: Vocabulary) -> None:
    assert check(bundled, COATING, TRIBOLOGY).verdict is Verdict.FITS
    far = check(bundled, "field:photonics", "field:tourism")
    assert (far.verdict, far.spread, far.advice) == (Verdict.SCATTERED, 1.0, ())


def test_choosing_one_concept_twice_changes_nothing(bundled: Vocabulary) -> None:
    assert check(bundled, COATING, COATING) == check(bundled, COATING)


def test_distance_in_the_tree(bundled: Vocabulary) -> None:
    assert distance(bundled, COATING, "esv:/25/63/397") == pytest.approx(1 - 2 * 2 / 6)  # two materials
    assert distance(bundled, COATING, TRIBOLOGY) == pytest.approx(1 - 2 * 1 / 6)  # engineering in common
    assert distance(bundled, COATING, VITICULTURE) == 1.0
    assert distance(bundled, "field:materials", COATING) == 0.0  # one counts for the other
    assert distance(bundled, "field:photonics", "field:ict") == pytest.approx(0.5)  # one group
    assert distance(bundled, TRIBOLOGY, "field:textiles") == pytest.approx(0.5)  # through mechanics
    assert mean_distance(bundled, [COATING]) == 0.0
    for one, other in ((COATING, TRIBOLOGY), ("field:photonics", VITICULTURE)):
        assert distance(bundled, one, other) == distance(bundled, other, one)


def test_nothing_to_judge_is_said(bundled: Vocabulary) -> None:
    with pytest.raises(ValueError, match="no concept is chosen"):
        check(bundled)
    with pytest.raises(ValueError, match="import evidence first"):
        check_scope(bundled, [COATING], lambda _: 0, 0)
    with pytest.raises(UnknownConceptError, match="field:magic"):
        check(bundled, "field:magic")
