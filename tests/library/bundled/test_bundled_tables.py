"""The bundled tables keep their promises: schemas, keys, references, sources, size."""

import csv
import re
from collections import Counter

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from intercluster.datafolder import BUNDLED
from intercluster.evidence.schema import EVIDENCE_TABLES, REFERENCE_TABLES

TABLES = EVIDENCE_TABLES | REFERENCE_TABLES
KEYS = {
    "organisations": ("org_id",),
    "projects": ("project_id",),
    "participations": ("project_id", "org_id"),
    "project_fields": ("project_id", "concept", "method"),
    "employment": ("zone", "concept", "year"),
    "concepts": ("concept",),
    "mappings": ("concept", "relation", "target"),
    "zones": ("zone",),
    "nuts_crosswalk": ("from_version", "from_code", "to_code"),
}
MEGABYTE = 1_000_000


def column(table: str, name: str) -> list:
    return pq.read_table(BUNDLED / f"{table}.parquet", columns=[name])[name].to_pylist()


def test_everything_bundled_fits_in_twenty_megabytes() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.rglob("*") if path.is_file()) <= 20 * MEGABYTE


@pytest.mark.parametrize("name", sorted(TABLES))
def test_schema_is_exact_and_nothing_required_is_missing(name: str) -> None:
    table = pq.read_table(BUNDLED / f"{name}.parquet")
    found = [(field.name, field.type) for field in table.schema]
    assert found == [(field.name, field.type) for field in TABLES[name]]
    assert {field.name: table[field.name].null_count for field in TABLES[name] if not field.nullable} == {
        field.name: 0 for field in TABLES[name] if not field.nullable
    }


@pytest.mark.parametrize(("name", "key"), sorted(KEYS.items()))
def test_keys_are_unique(name: str, key: tuple[str, ...]) -> None:
    table = pq.read_table(BUNDLED / f"{name}.parquet", columns=list(key))
    assert table.group_by(list(key)).aggregate([]).num_rows == table.num_rows


def test_every_participation_is_of_a_known_project_and_organisation() -> None:
    assert set(column("participations", "project_id")) == set(column("projects", "project_id"))
    assert set(column("participations", "org_id")) == set(column("organisations", "org_id"))


def test_every_field_and_figure_is_of_a_known_project_concept_and_zone() -> None:
    concepts, zones = set(column("concepts", "concept")), set(column("zones", "zone"))
    assert set(column("project_fields", "project_id")) - set(column("projects", "project_id")) == set()
    assert set(column("project_fields", "concept")) - concepts == set()
    assert set(column("employment", "concept")) - concepts == set()
    assert set(column("employment", "zone")) - zones == set()


def test_organisations_sit_in_known_zones_of_their_own_country() -> None:
    zones = pq.read_table(BUNDLED / "zones.parquet")
    country_of = dict(zip(zones["zone"].to_pylist(), zones["country"].to_pylist(), strict=True))
    rows = zip(column("organisations", "zone"), column("organisations", "country"), strict=True)
    assert [(zone, country) for zone, country in rows if zone is not None and country_of.get(zone) != country] == []


def test_an_organisation_has_a_zone_exactly_when_it_says_how_it_was_found() -> None:
    zones, bases = column("organisations", "zone"), column("organisations", "zone_basis")
    assert Counter((zone is None, basis is None) for zone, basis in zip(zones, bases, strict=True)).keys() == {
        (True, True),
        (False, False),
    }
    assert set(bases) == {"declared", "city", "converted", "country", None}


def test_countries_are_spelt_as_iso_does() -> None:
    spelt = set(column("organisations", "country")) | set(column("zones", "country")) | set(column("zones", "zone"))
    spelt |= set(column("organisations", "zone"))
    assert spelt & {"UK", "EL"} == set()
    assert {"GB", "GR"} <= spelt


def test_zones_form_a_tree_below_the_countries() -> None:
    zones = pq.read_table(BUNDLED / "zones.parquet")
    level = dict(zip(zones["zone"].to_pylist(), zones["level"].to_pylist(), strict=True))
    parents = list(zip(zones["zone"].to_pylist(), zones["parent"].to_pylist(), strict=True))
    assert {level[zone] for zone, parent in parents if parent is None} == {0}
    steps = Counter(level[zone] - level[parent] for zone, parent in parents if parent and not zone.startswith("US-"))
    assert set(steps) == {1}
    assert {parent for zone, parent in parents if zone.startswith("US-")} == {"US"}


def test_every_region_has_a_centre_on_the_globe() -> None:
    zones = pq.read_table(BUNDLED / "zones.parquet")
    regions = zones.filter(pc.greater(zones["level"], 0))
    assert regions["latitude"].null_count == regions["longitude"].null_count == 0
    assert -90 <= pc.min(zones["latitude"]).as_py() <= pc.max(zones["latitude"]).as_py() <= 90
    assert -180 <= pc.min(zones["longitude"]).as_py() <= pc.max(zones["longitude"]).as_py() <= 180


@pytest.mark.parametrize("name", sorted(EVIDENCE_TABLES))
def test_every_row_names_a_listed_source(name: str) -> None:
    with (BUNDLED / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["key"]: row for row in csv.DictReader(file)}
    assert set(column(name, "source")) - listed.keys() == set()
    assert all(row["title"] and row["publisher"] and row["licence"] and row["as_of"] for row in listed.values())


@pytest.mark.parametrize("name", ["organisations", "projects", "employment"])
def test_every_row_says_the_day_its_source_stood_at(name: str) -> None:
    assert column(name, "as_of").count(None) == 0


def test_weights_of_fields_are_shares() -> None:
    weights = column("project_fields", "weight")
    assert 0 < min(weights) <= max(weights) <= 1


def test_persons_employed_are_never_negative() -> None:
    assert min(column("employment", "persons")) >= 0


def test_attribution_names_the_publishers() -> None:
    words = _attribution()
    named = (
        "Publications Office of the European Union",
        "Eurostat",
        "U.S. Cluster Mapping",
        "GeoNames",
        "Natural Earth",
    )
    assert [name for name in named if name not in words] == []


@pytest.mark.parametrize("framework", ["FP7", "H2020", "HE"])
def test_attribution_counts_what_is_there(framework: str) -> None:
    rows = re.findall(r"^\| (projects|organisations|participations) \|(.*)\|$", _attribution(), re.MULTILINE)
    place = ["FP7", "H2020", "HE"].index(framework)
    said = {what: int(cells.split("|")[place].replace(",", "")) for what, cells in rows}
    projects = pq.read_table(BUNDLED / "projects.parquet", columns=["project_id", "framework"])
    own = set(projects.filter(pc.equal(projects["framework"], framework))["project_id"].to_pylist())
    pairs = zip(column("participations", "project_id"), column("participations", "org_id"), strict=True)
    members = [organisation for project, organisation in pairs if project in own]
    assert said == {"projects": len(own), "organisations": len(set(members)), "participations": len(members)}


def _attribution() -> str:
    return (BUNDLED / "ATTRIBUTION.md").read_text(encoding="utf-8")
