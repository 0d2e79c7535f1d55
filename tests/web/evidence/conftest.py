"""A small evidence of its own: twelve projects in photonics and water, around Lyon, Southampton and Tokyo."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from intercluster.evidence.schema import EVIDENCE_TABLES

DAY = dt.date(2018, 1, 24)
ORGANISATIONS = [  # org_id, name, country, city, zone, type
    ("pic:1", "Université de Lumière", "FR", "Lyon", "FRK26", "HES"),
    ("pic:2", "Photon Works SARL", "FR", "Lyon", "FRK26", "PRC"),
    ("pic:3", "University of Solent", "GB", "Southampton", "UKJ32", "HES"),
    ("pic:4", None, "JP", None, "JP", "PRC"),
    ("pic:5", "Wasserwerk", "DE", "Köln", "DEA23", "PRC"),
]
PROJECTS = [  # project_id, year, organisations, concept
    *[(f"rcn:{number}", 2008 + number, ["pic:1", "pic:2"], "field:photonics") for number in range(6)],
    *[(f"rcn:{number}", 2016, ["pic:1", "pic:3"], "field:photonics") for number in range(6, 8)],
    ("rcn:8", 2017, ["pic:4"], "field:photonics"),
    *[(f"rcn:{number}", 2015, ["pic:5", "pic:3"], "field:water") for number in range(9, 49)],
]


@pytest.fixture
def evidence(data_folder: Path) -> Path:
    """The folder of the small evidence, in force for this test."""
    told = {"source": "h2020-participations", "as_of": DAY}
    rows = {
        "organisations": [
            {"org_id": key, "pic": key[4:], "name": name, "country": country, "city": city, "zone": zone}
            | {"zone_basis": "city", "activity_type": kind}
            | told
            for key, name, country, city, zone, kind in ORGANISATIONS
        ],
        "projects": [
            {"project_id": key, "rcn": key[4:], "framework": "H2020", "programme": "LEIT", "start_year": year}
            | {"acronym": f"ACRO{key[4:]}", "title": f"Title of {key}"}
            | told
            for key, year, *_ in PROJECTS
        ],
        "participations": [
            {"project_id": key, "org_id": org, "source": "h2020-participations"}
            for key, _, orgs, _ in PROJECTS
            for org in orgs
        ],
        "project_fields": [
            {"project_id": key, "concept": concept, "weight": 1.0, "method": "official", "source": "h2020"}
            for key, *_, concept in PROJECTS
        ],
        "employment": [
            {"zone": "FRK2", "concept": concept, "year": 2014, "persons": persons, "source": "eurostat-sbs"}
            for concept, persons in [("nace:26", 40_000.0), ("nace:10", 60_000.0)]
        ],
    }
    folder = data_folder / "evidence" / "small"
    folder.mkdir(parents=True)
    for name, found in rows.items():
        pq.write_table(pa.Table.from_pylist(found, schema=EVIDENCE_TABLES[name]), folder / f"{name}.parquet")
    (folder.parent / "current").write_text("small", encoding="utf-8")
    return folder
