"""Zones first: ranking zones of the world in a field, on a small world computed by hand."""

import datetime as dt
import functools

import numpy as np
import pyarrow as pa
import pytest

from intercluster.directory.types import ClusterRecord, Directory, OrganisationKind, TerritoryPart
from intercluster.evidence.schema import EVIDENCE_TABLES, REFERENCE_TABLES
from intercluster.evidence.store import EvidenceBase, assemble_evidence
from intercluster.fields.concepts import Concept, ConceptMapping, Match
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.inhabitants import organisations_in
from intercluster.scouting.profiles import field_profile
from intercluster.scouting.spaces import governed_beside, spaces
from intercluster.scouting.spread import Level
from intercluster.scouting.zones import Order, ZoneRanking, ZoneStanding, rank_zones

DAY = dt.date(2018, 1, 1)
ZONES = [  # zone, level, parent, country
    ("FR", 0, None, "FR"),
    ("FRK", 1, "FR", "FR"),
    ("FRK1", 2, "FRK", "FR"),
    ("FRK2", 2, "FRK", "FR"),
    ("FRK24", 3, "FRK2", "FR"),
    ("FRK26", 3, "FRK2", "FR"),
    ("US", 0, None, "US"),
    ("US-CA", 2, "US", "US"),
    ("JP", 0, None, "JP"),
]
ORGANISATIONS = {"a": "FRK24", "b": "FRK26", "c": "FRK1", "d": "US-CA", "e": "JP", "f": "FR"}
PROJECTS = {  # year, source, organisations, light, water
    "p1": (2010, "h2020", "abc", 1.0, 0.0),
    "p2": (2012, "h2020", "ad", 0.5, 0.0),
    "p3": (2015, "h2020", "ae", 1.0, 0.0),
    "p4": (2015, "h2020", "c", 0.0, 1.0),
    "p5": (None, "h2020", "f", 1.0, 0.0),
    "p6": (2016, "h2020", "de", 0.2, 1.0),  # too weak a tag to be in the field of light
    "p7": (2024, "horizon-hop-on", "eee", 1.0, 0.0),  # a selection: not counted
}
EMPLOYMENT = [
    ("FRK1", "nace:26", 10.0),
    ("FRK1", "nace:36", 90.0),
    ("FRK2", "nace:26", 30.0),
    ("FRK2", "nace:36", 70.0),
]
VOCABULARY = Vocabulary(
    [
        Concept("field:all", "field", "all", None, {"en": "All"}),
        Concept("field:light", "field", "light", "field:all", {"en": "Light", "fr": "Lumière"}),
        Concept("field:water", "field", "water", "field:all", {"en": "Water"}),
        Concept("esv:lasers", "esv", "lasers", None, {"en": "Lasers"}),
        Concept("nace:26", "nace", "26", None, {"en": "Electronics"}),
        Concept("nace:36", "nace", "36", None, {"en": "Water supply"}),
    ],
    [
        ConceptMapping("field:light", Match.NARROW, "esv:lasers"),
        ConceptMapping("field:light", Match.CLOSE, "nace:26"),
        ConceptMapping("field:water", Match.BROAD, "nace:36"),
    ],
)
DIRECTORY = Directory(
    clusters=(
        ClusterRecord("optics-rhone", "Optics Rhône", OrganisationKind.POLE, "FR", "FRK26", fields=("field:light",)),
        ClusterRecord(
            "central",
            "Central",
            OrganisationKind.GRAPPE,
            "FR",
            "FRK1",
            fields=("field:light", "field:water"),
            territory=(TerritoryPart("FRK"),),
        ),
        ClusterRecord("water-tokyo", "Water Tokyo", OrganisationKind.REGIONAL_CLUSTER, "JP", fields=("field:water",)),
        ClusterRecord("lab", "A university", OrganisationKind.UNIVERSITY, "US", "US-CA", fields=("field:light",)),
    )
)


@functools.cache
def world() -> EvidenceBase:
    empty = {name: schema.empty_table() for name, schema in (EVIDENCE_TABLES | REFERENCE_TABLES).items()}
    rows = {
        "organisations": [
            {"org_id": key, "name": f"Organisation {key}", "country": zone[:2], "zone": zone, "source": "h2020"}
            for key, zone in ORGANISATIONS.items()
        ],
        "projects": [
            {"project_id": key, "framework": "H2020", "start_year": year, "source": source, "as_of": DAY}
            for key, (year, source, *_) in PROJECTS.items()
        ],
        "participations": [
            {"project_id": key, "org_id": org, "source": source}
            for key, (_, source, orgs, *_) in PROJECTS.items()
            for org in orgs
        ],
        "project_fields": [
            {"project_id": key, "concept": concept, "weight": weight, "method": "text", "source": source}
            for key, (_, source, _, light, water) in PROJECTS.items()
            for concept, weight in [("esv:lasers", light), ("field:water", water)]
            if weight
        ],
        "employment": [
            {"zone": zone, "concept": concept, "year": 2015, "persons": persons, "source": "sbs"}
            for zone, concept, persons in EMPLOYMENT
        ],
        "concepts": [
            {"concept": one.key, "scheme": one.scheme, "notation": one.notation, "label_en": one.label()}
            for one in VOCABULARY
        ],
        "zones": [
            {
                "zone": zone,
                "level": level,
                "parent": parent,
                "label": zone,
                "country": country,
                "latitude": 45.0 + number,
            }
            | {"longitude": 5.0}
            for number, (zone, level, parent, country) in enumerate(ZONES)
        ],
    }
    schemas = EVIDENCE_TABLES | REFERENCE_TABLES
    filled = {name: pa.Table.from_pylist(found, schema=schemas[name]) for name, found in rows.items()}
    return assemble_evidence(empty | filled)


def rank(**options: object) -> ZoneRanking:
    return rank_zones(world(), VOCABULARY, DIRECTORY, ("field:light",), floor=1, **options)  # type: ignore[arg-type]


def by_zone(ranking: ZoneRanking) -> dict[str, ZoneStanding]:
    return {standing.zone: standing for standing in ranking.zones}


WEIGHT = 0.9  # of a narrower mapped concept


def test_zones_are_ranked_by_fractional_count() -> None:
    # Light: p1 thirds over FRK2 (a and b) and FRK1, p2 halves FRK2 and California at 0.5, p3 halves FRK2 and Japan.
    counts = {"FRK2": 2 / 3 + 0.25 + 0.5, "JP": 0.5, "FRK1": 1 / 3, "US-CA": 0.25}
    found = {standing.zone: standing.count for standing in rank().zones}
    assert list(found) == list(counts)
    assert found == pytest.approx({zone: count * WEIGHT for zone, count in counts.items()})
    assert [standing.rank for standing in rank().zones] == [1, 2, 3, 4]


def test_distinct_projects_and_organisations_are_counted() -> None:
    rhone = by_zone(rank())["FRK2"]
    assert (rhone.projects, rhone.organisations) == (3, 2)


def test_the_quotient_compares_with_the_world() -> None:
    # FRK2: of its 2/3 + 1/2 + 1/2 projects, those in light; the world: 4.5 × 0.9 counted out of 6 projects less p7.
    ranking = rank()
    world_share = WEIGHT * (1 + 0.5 + 1 + 1) / 6
    assert ranking.world_share == pytest.approx(world_share)
    share = WEIGHT * (2 / 3 + 0.25 + 0.5) / (2 / 3 + 0.5 + 0.5)
    quotient = by_zone(ranking)["FRK2"].quotient
    assert quotient is not None
    assert quotient.value == pytest.approx(share / world_share)
    assert quotient.low < quotient.value < quotient.high
    assert quotient.n == 3


def test_under_the_floor_the_quotient_is_withheld_and_n_still_shown() -> None:
    ranking = rank_zones(world(), VOCABULARY, DIRECTORY, ("field:light",), floor=2)
    japan = by_zone(ranking)["JP"]
    assert (japan.quotient, japan.projects) == (None, 1)
    assert by_zone(ranking)["FRK2"].quotient is not None


def test_what_cannot_be_placed_is_said() -> None:
    # p5 is by an organisation known only by its country, which is cut into regions.
    ranking = rank()
    assert ranking.placed == pytest.approx((1 + 0.5 + 1) / (1 + 0.5 + 1 + 1))
    assert rank(level=Level.COUNTRY).placed == pytest.approx(1.0)


def test_levels() -> None:
    assert {standing.zone for standing in rank(level=Level.NUTS3).zones} == {"FRK24", "FRK26", "US-CA", "JP"}
    assert {standing.zone for standing in rank(level=Level.COUNTRY).zones} == {"FR", "US", "JP"}


def test_trend_halves_the_period_and_compares_with_the_world() -> None:
    ranking = rank()
    assert ranking.halves == ((2010, 2012), (2013, 2015))
    assert ranking.undated == 1
    trend = by_zone(ranking)["FRK2"].trend
    assert trend is not None
    assert (trend.earlier, trend.recent) == (2, 1)
    assert trend.earlier_share == pytest.approx((2 / 3 + 0.25) / 1.5)
    assert trend.recent_share == pytest.approx(0.5)


def test_years_and_countries_narrow_the_ranking() -> None:
    late = rank(first_year=2013)
    assert ([standing.zone for standing in late.zones if standing.count], late.period) == (["FRK2", "JP"], (2015, 2015))
    assert late.halves is None
    japan = rank(countries=("JP",)).zones
    assert [(standing.zone, standing.rank) for standing in japan] == [("JP", 2)]


def test_a_selection_of_projects_is_not_counted() -> None:
    assert rank().projects == 4
    assert rank().sources == ("h2020",)


def test_employment_in_the_mapped_industries() -> None:
    employment = by_zone(rank())["FRK2"].employment
    assert employment is not None
    assert (employment.persons, employment.year, employment.industries) == (30.0, 2015, ("nace:26",))
    assert employment.quotient == pytest.approx((30 / 100) / (40 / 200))
    assert by_zone(rank())["JP"].employment is None


def test_a_far_wider_industry_is_not_the_field() -> None:
    ranking = rank_zones(world(), VOCABULARY, DIRECTORY, ("field:water",))
    assert all(standing.employment is None for standing in ranking.zones)


def test_clusters_of_the_zone_that_work_in_the_field() -> None:
    zones = by_zone(rank())
    assert [(one.name, one.seated) for one in zones["FRK2"].clusters] == [("Optics Rhône", True), ("Central", False)]
    assert [(one.name, one.seated) for one in zones["FRK1"].clusters] == [("Central", True)]
    assert zones["US-CA"].clusters == ()
    assert zones["JP"].clusters == ()


def test_a_narrower_field_finds_the_clusters_of_the_wider_one() -> None:
    ranking = rank_zones(world(), VOCABULARY, DIRECTORY, ("esv:lasers",))
    assert [one.key for one in by_zone(ranking)["FRK2"].clusters] == ["optics-rhone", "central"]


def test_countries_by_clusters_in_the_field() -> None:
    ranking = rank_zones(
        world(), VOCABULARY, DIRECTORY, ("field:water",), level=Level.COUNTRY, order=Order.CLUSTERS, floor=1
    )
    assert [(standing.zone, len(standing.clusters)) for standing in ranking.zones] == [("FR", 1), ("JP", 1), ("US", 0)]


def test_order_by_quotient_puts_withheld_ones_last() -> None:
    ranking = rank_zones(world(), VOCABULARY, DIRECTORY, ("field:light",), order=Order.QUOTIENT, floor=2)
    values = [standing.quotient.value if standing.quotient else 0.0 for standing in ranking.zones]
    assert values == sorted(values, reverse=True)
    assert values[-1] == 0.0


def test_a_field_is_needed_and_must_exist() -> None:
    with pytest.raises(ValueError, match="at least one field"):
        rank_zones(world(), VOCABULARY, DIRECTORY, ())
    with pytest.raises(KeyError, match="not in the vocabulary: field:magic"):
        rank_zones(world(), VOCABULARY, DIRECTORY, ("field:magic",))


def test_top_organisations_of_a_zone_of_any_level() -> None:
    found = organisations_in(world(), "FR", VOCABULARY.expand(("field:light",)))
    assert [(one.org_id, one.projects, one.last_year) for one in found] == [
        ("a", 3, 2015),
        ("f", 1, None),
        ("b", 1, 2010),
        ("c", 1, 2010),
    ]
    assert found[0].count == pytest.approx(WEIGHT * (1 / 3 + 0.25 + 0.5))
    with pytest.raises(KeyError):
        organisations_in(world(), "XX9")


def test_the_profile_of_an_organisation_by_field() -> None:
    profile = field_profile(world(), VOCABULARY, np.array([world().org_index["c"]], dtype=np.int32), floor=1)
    water, light = profile
    assert (water.concept, water.count, water.projects) == ("field:water", 1.0, 1)
    assert (light.concept, light.projects) == ("field:light", 1)
    assert light.count == pytest.approx(WEIGHT / 3)
    assert water.share + light.share == pytest.approx(1.0)
    assert water.quotient is not None
    assert water.quotient.value == pytest.approx((1 / (4 / 3)) / (2 / 6))


def test_spaces_are_specialised_for_sure_and_have_their_governed_clusters_beside() -> None:
    assert spaces(world(), VOCABULARY, floor=1) == ()  # too few projects to be sure of any
    beside = governed_beside(world(), VOCABULARY, DIRECTORY, "field:water")
    assert {zone: [one.key for one in clusters] for zone, clusters in beside.items()} == {
        "FRK1": ["central"],
        "FRK2": ["central"],
        "JP": ["water-tokyo"],
    }
