"""Builds every bundled table from the folder of raw data: ``python tools/bundle/build.py DATA``.

The same input gives the same bytes. Needs ``tools/requirements.txt`` besides the project's own requirements.
"""

import argparse
import sys
from pathlib import Path

import pandas as pd
from countries_map import build_countries_map
from crosswalk import build_crosswalk
from directory_files import build_directory
from employment import build_employment, traded_clusters
from organisations import build_organisations
from places import Gazetteer
from projects import build_participations, build_programme_fields, build_projects
from raw import RawData
from sources import write_sources
from tables import write_csv, write_table

from intercluster.datafolder import BUNDLED
from intercluster.evidence import schema
from intercluster.territory.nuts import NutsConverter


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, help="folder of the raw files")
    arguments.add_argument("--into", type=Path, default=BUNDLED, help="folder to write (default: the bundled one)")
    options = arguments.parse_args()
    raw, folder = RawData(options.data), options.into
    folder.mkdir(parents=True, exist_ok=True)

    gazetteer = Gazetteer(raw)
    zones = gazetteer.zones()
    write_table(zones, schema.ZONES, folder / "zones.parquet", ["zone"])
    write_csv(gazetteer.continents(), folder / "countries.csv")
    crosswalk = write_table(
        build_crosswalk(raw),
        schema.NUTS_CROSSWALK,
        folder / "nuts_crosswalk.parquet",
        ["from_version", "from_code", "to_code"],
    )
    regions = zones.loc[(zones["level"] > 0) & ~zones["zone"].str.contains("-"), "zone"]
    converter = NutsConverter(crosswalk, regions)

    organisations = build_organisations(raw, gazetteer, converter)
    participations = build_participations(raw, organisations.of_fp7, set(organisations.rows["org_id"]))
    projects = build_projects(raw)
    active = organisations.rows[organisations.rows["org_id"].isin(set(participations["org_id"]))]
    projects = projects[projects["project_id"].isin(set(participations["project_id"]))]
    write_table(active, schema.ORGANISATIONS, folder / "organisations.parquet", ["org_id"])
    write_table(projects, schema.PROJECTS, folder / "projects.parquet", ["project_id"])
    write_table(participations, schema.PARTICIPATIONS, folder / "participations.parquet", ["project_id", "org_id"])
    _write_programme_fields(build_programme_fields(raw, projects), set(projects["project_id"]), folder)
    write_table(
        build_employment(raw, converter),
        schema.EMPLOYMENT,
        folder / "employment.parquet",
        ["zone", "concept", "year"],
    )
    _name_us_concepts(raw)
    build_directory(raw, gazetteer, active, folder)
    build_countries_map(raw, Path(__file__).parents[2] / "src/intercluster_web/static/geo/countries.geojson")
    write_sources(folder)
    print(f"Bundled data written to {folder}", file=sys.stderr)


def _write_programme_fields(found: pd.DataFrame, projects: set[str], folder: Path) -> None:
    """Replaces the rows of method ``programme`` and keeps the others, which ``tools/fields`` writes.

    A file whose rows would not change is left alone.
    """
    path = folder / "project_fields.parquet"
    order = ["project_id", "concept", "method"]
    columns = schema.PROJECT_FIELDS.names
    if path.exists():
        before = pd.read_parquet(path)
        others = before[(before["method"] != "programme") & before["project_id"].isin(projects)]
        found = pd.concat([found.astype({"weight": "float32"}), others], ignore_index=True)
        if set(found[columns].itertuples(index=False)) == set(before[columns].itertuples(index=False)):
            return
    write_table(found, schema.PROJECT_FIELDS, path, order)


def _name_us_concepts(raw: RawData) -> None:
    """Lists the US clusters that employment speaks of, for the vocabulary built in ``tools/fields``."""
    rows = traded_clusters(raw)[["key_t", "cluster_name_t"]].drop_duplicates().sort_values("key_t")
    path = Path(__file__).with_name("uscm_concepts.csv")
    fields = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("key")["fields"] if path.exists() else {}
    named = rows.set_axis(["key", "label"], axis="columns")
    write_csv(named.assign(fields=named["key"].map(fields).fillna("")), path)


if __name__ == "__main__":
    main()
