"""A small world worked out by hand: who stands behind whom, how access adds up, what a search leaves out."""

import math

import pytest

from intercluster.directory.types import CooperationRecord, Coverage, TerritoryPart
from intercluster.fields.concepts import UnknownConceptError
from intercluster.scouting.access import COOPERATION_AS, ENCOUNTER_AS, OUTSIDE_FIELD
from intercluster.scouting.engine import UnknownUnitError, explain, position, scout
from intercluster.scouting.types import Axis, Basis, Candidate, Mode, Query, Reason, Seeker, Shortlist, UnitKind
from tests.library.factories import World, WorldBuilder

US = Seeker("us", "Us", "FR", members=("a", "b"))
COATINGS = ("esv:coatings",)


def bridged() -> WorldBuilder:
    """a and b are ours, z worked with a and, in coatings, with x; y only knows z from lasers."""
    builder = WorldBuilder()
    for key, zone in {"a": "FRK2", "b": "FRK1", "z": "JP", "x": "DE91", "y": "UKJ3", "w": "UKJ3"}.items():
        builder.organisation(key, zone)
    builder.project("ours", "az", {"metals": 1.0}, year=2012)
    builder.project("theirs", "zx", {"coatings": 1.0}, year=2014)
    builder.project("elsewhere", "zy", {"lasers": 1.0}, year=2014)
    builder.project("alone", "y", {"coatings": 0.5}, year=2015)
    builder.project("far", "w", {"coatings": 0.1}, year=2015)
    return builder


def search(world: World, seeker: Seeker = US, units: UnitKind = UnitKind.ORGANISATION, **more: object) -> Shortlist:
    query = Query(seeker, COATINGS, units=units, **more)  # type: ignore[arg-type]
    return scout(world.base, world.directory, world.vocabulary, query)


def one(shortlist: Shortlist, key: str) -> Candidate:
    return next(candidate for candidate in shortlist.candidates if candidate.key == key)


def by_key(shortlist: Shortlist) -> dict[str, Candidate]:
    return {candidate.key: candidate for candidate in shortlist.candidates}


def terms(candidate: Candidate, axis: Axis = Axis.ACCESS) -> dict[str, Reason]:
    return {reason.code: reason for reason in candidate.reasons if reason.axis is axis}


def test_only_organisations_active_in_the_field_are_candidates() -> None:
    shortlist = search(bridged().build())
    assert {candidate.key for candidate in shortlist.candidates} == {"z", "x", "y"}  # w: too weak a tag
    assert shortlist.considered == 3
    assert shortlist.seeker_basis is Basis.MEMBERS
    assert shortlist.seeker_organisations == 1  # b took part in nothing


def test_countries_left_out_are_no_candidates_even_where_they_are_asked_for() -> None:
    world = bridged().build()
    assert {candidate.key for candidate in search(world, exclude_countries=("GB",)).candidates} == {"z", "x"}
    left = search(world, countries=("GB", "DE"), exclude_countries=("GB",))
    assert [(candidate.key, candidate.considered) for candidate in left.candidates] == [("x", 1)]


def test_relevance_is_the_logarithm_of_the_fractional_count() -> None:
    shortlist = search(bridged().build())
    assert one(shortlist, "x").relevance == pytest.approx(math.log1p(1.0))
    assert one(shortlist, "y").relevance == pytest.approx(math.log1p(0.5))
    strength = one(shortlist, "y").reasons[0]
    assert (strength.code, strength.params["projects"], strength.params["world_rank"]) == ("field_strength", 1, 3)
    assert [(item.kind, item.key) for item in strength.evidence] == [("project", "alone")]


def test_a_bridge_in_the_field_counts_in_full_and_one_outside_a_tenth() -> None:
    shortlist = search(bridged().build())
    inside, outside = terms(one(shortlist, "x"))["bridge"], terms(one(shortlist, "y"))["bridge_elsewhere"]
    assert inside.amount == pytest.approx(1 / math.log(3))  # z has three partners
    assert outside.amount == pytest.approx(OUTSIDE_FIELD / math.log(3))
    assert inside.params["name"] == "Z"
    assert [item.key for item in inside.evidence] == ["z", "theirs", "ours"]


def test_the_less_obvious_discounts_hubs_and_leaves_out_whom_we_know() -> None:
    world = bridged().build()
    shortlist = search(world, mode=Mode.LESS_OBVIOUS)
    assert {candidate.key for candidate in shortlist.candidates} == {"x", "y"}
    assert terms(one(shortlist, "x"))["bridge"].amount == pytest.approx(1 / 3)
    assert [candidate.key for candidate in search(world, mode=Mode.KNOWN_PARTNERS).candidates] == ["z"]


def test_every_term_is_the_mean_over_our_organisations() -> None:
    builder = bridged()
    builder.project("b too", "b", {"metals": 1.0})
    shortlist = search(builder.build())
    assert shortlist.seeker_organisations == 2
    assert terms(one(shortlist, "x"))["bridge"].amount == pytest.approx(1 / math.log(3) / 2)


def test_encounters_and_cooperations_weigh_as_prior_ties() -> None:
    builder = bridged()
    builder.cluster("inplas", "DE91", members=("x",))
    builder.cooperations.append(CooperationRecord("us", "inplas", "partnership", 2010, "surface engineering"))
    met = Seeker("us", "Us", "FR", members=("a",), encounters=("inplas", "inplas", "inplas"))
    found = terms(one(search(builder.build(), met, UnitKind.CLUSTER), "inplas"))
    assert found["encounters"].amount == pytest.approx(math.log2(4) / math.log(ENCOUNTER_AS))
    assert found["cooperation"].amount == pytest.approx(1 / math.log(COOPERATION_AS))
    assert found["cooperation"].evidence[0].year == 2010
    organisation = one(search(builder.build(), met), "x")
    assert "cooperation" in terms(organisation)
    zone = one(search(builder.build(), met, UnitKind.ZONE), "DE91")
    assert "cooperation" in terms(zone)


def test_a_cluster_without_members_stands_on_its_territory_in_its_own_fields() -> None:
    builder = bridged()
    builder.project("lasers", "x", {"coatings": 1.0, "lasers": 1.0})
    builder.cluster("lasers", "DE91", fields=("esv:lasers",))
    builder.cluster("coatings", "DE91", fields=COATINGS)
    builder.cluster("half", None, fields=COATINGS, territory=(TerritoryPart("DE91", Coverage.PART),))
    builder.cluster("somewhere", None, fields=COATINGS)
    shortlist = search(builder.build(), units=UnitKind.CLUSTER)
    assert {candidate.key: candidate.basis for candidate in shortlist.candidates} == {
        "lasers": Basis.TERRITORY,
        "coatings": Basis.TERRITORY,
        "half": Basis.TERRITORY,
    }
    counts = {candidate.key: round(math.expm1(candidate.relevance), 6) for candidate in shortlist.candidates}
    # two projects in coatings; of the 2.5 in the world, 1 is in lasers as well
    assert counts == {"coatings": 2.0, "half": 1.0, "lasers": round(1.0 / 2.5, 6)}
    assert "clusters_without_evidence" in shortlist.notes


def test_a_country_cut_into_regions_is_no_territory() -> None:
    builder = bridged()
    builder.cluster("french", "FR", fields=COATINGS)
    builder.cluster("japanese", "JP", fields=COATINGS)
    assert [candidate.key for candidate in search(builder.build(), units=UnitKind.CLUSTER).candidates] == ["japanese"]


def test_a_unit_never_stands_on_our_own_organisations() -> None:
    builder = bridged()
    builder.project("mine", "ax", {"coatings": 1.0})
    builder.cluster("shared", None, members=("a", "x"))
    candidate = one(search(builder.build(), units=UnitKind.CLUSTER), "shared")
    assert candidate.projects == 2
    assert {item.key for item in candidate.reasons[0].evidence if item.kind == "organisation"} <= {"x"}


def test_filters_keep_places_and_years() -> None:
    world = bridged().build()
    assert [c.key for c in search(world, countries=("GB",)).candidates] == ["y"]
    assert [c.key for c in search(world, zone="DE9").candidates] == ["x"]
    assert [c.key for c in search(world, first_year=2015).candidates] == ["y"]
    assert search(world, last_year=2014).period == (2012, 2014)


def test_a_seeker_without_evidence_is_told_and_can_still_search() -> None:
    shortlist = search(bridged().build(), Seeker("nobody", "Nobody"))
    assert shortlist.notes[0] == "seeker_without_evidence"
    assert {code for candidate in shortlist.candidates for code in terms(candidate)} == {"cold_contact"}


def test_what_is_asked_for_must_exist() -> None:
    world = bridged().build()
    with pytest.raises(UnknownUnitError, match="nothere"):
        explain(world.base, world.directory, world.vocabulary, Query(US, COATINGS), "nothere")
    with pytest.raises(ValueError, match="at least one field"):
        scout(world.base, world.directory, world.vocabulary, Query(US, ()))
    with pytest.raises(UnknownConceptError):
        scout(world.base, world.directory, world.vocabulary, Query(US, ("esv:nowhere",)))
    with pytest.raises(ValueError, match="negative"):
        scout(world.base, world.directory, world.vocabulary, Query(US, COATINGS, limit=-1))


def test_the_limit_cuts_the_list_and_the_place_does_not_depend_on_it() -> None:
    world = bridged().build()
    query = Query(US, COATINGS, units=UnitKind.ORGANISATION, limit=1)
    assert len(scout(world.base, world.directory, world.vocabulary, query).candidates) == 1
    assert position(world.base, world.directory, world.vocabulary, query, "y") == 3
    assert position(world.base, world.directory, world.vocabulary, query, "a") is None


def test_conditions_say_language_distance_size_and_freshness() -> None:
    candidate = one(search(bridged().build(), Seeker("a", "A", "FR")), "x")
    said = {condition.code: condition for condition in candidate.conditions}
    assert said["no_shared_language"].params == {"theirs": "de"}
    assert said["size_ratio"].value == 1.0
    assert said["last_project"].params["year"] == 2014
    assert said["distance"].value == pytest.approx(852, abs=10)  # Lyon's region to Brunswick's


def test_a_cluster_that_ended_says_who_followed() -> None:
    builder = bridged()
    builder.cluster("old", "DE91", members=("x",), ended=True, successors=("New",), ended_in=2019)
    builder.cluster("going_on", "DE91", members=("x",))
    found = search(builder.build(), units=UnitKind.CLUSTER)
    said = {
        key: [one.text for one in one_of.conditions if one.code == "ended"] for key, one_of in by_key(found).items()
    }
    assert said == {"old": ["followed by New in 2019"], "going_on": []}
