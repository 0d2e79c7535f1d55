"""Small CORDIS files for the tests, in the official layout, and a small base to import them into."""

import csv
import datetime as dt
import hashlib
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from intercluster.evidence.schema import EVIDENCE_TABLES

PROJECT = {
    "id": "633053",
    "acronym": "LIGHT",
    "status": "CLOSED",
    "title": "Light for sensors",
    "startDate": "2015-01-01",
    "endDate": "2018-12-31",
    "frameworkProgramme": "H2020",
    "legalBasis": "H2020-EU.2.1.1.",
    "objective": "First line;\nsecond line",
    "contentUpdateDate": "2023-03-10 21:15:00",
    "rcn": "193159",
}
ORGANIZATION = {
    "projectID": "633053",
    "projectAcronym": "LIGHT",
    "organisationID": "999997930",
    "name": "Institut de physique",
    "SME": "false",
    "activityType": "REC",
    "city": "PARIS",
    "country": "FR",
    "nutsCode": "FR101",
    "geolocation": "48.85,2.35",
    "contentUpdateDate": "2023-03-10 21:15:00",
    "order": "1",
    "role": "coordinator",
    "ecContribution": "1000000.5",
}
TAG = {"projectID": "633053", "euroSciVocCode": "/23/43", "euroSciVocTitle": "physical sciences"}
TOPIC = {"projectID": "633053", "topic": "ICT-27-2015", "title": "Photonics"}
STEMS = {"project": PROJECT, "organization": ORGANIZATION, "euroSciVoc": TAG, "topics": TOPIC}

Rows = list[dict[str, str]]


def delimited(rows: Rows, delimiter: str = ";") -> str:
    """CSV text as CORDIS writes it: every cell quoted, ``;`` between them."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_cordis(folder: Path, **rows: Rows) -> Path:
    """A folder with the files named; ``project`` and ``organization`` are made where not given."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem, table in ({"project": [PROJECT], "organization": [ORGANIZATION]} | rows).items():
        (folder / f"{stem}.csv").write_text(delimited(table), encoding="utf-8-sig")
    return folder


def zipped(folder: Path, path: Path) -> Path:
    """The files of a folder in a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return path


def write_base(folder: Path, **rows: list[dict[str, object]]) -> Path:
    """A folder of evidence with the rows given and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in EVIDENCE_TABLES.items():
        pq.write_table(pa.Table.from_pylist(rows.get(name, []), schema), folder / f"{name}.parquet")
    return folder


def bundled_like_base(folder: Path) -> Path:
    """One H2020 project known by its record number, with two organisations, one of them only by a hash."""
    day = dt.date(2018, 1, 24)
    return write_base(
        folder,
        projects=[{"project_id": "rcn:193159", "rcn": "193159", "framework": "H2020", "source": "old", "as_of": day}],
        organisations=[
            {"org_id": "pic:999997930", "pic": "999997930", "name": "INST PHYSIQUE", "country": "FR", "zone": "FR",
             "zone_basis": "country", "source": "old", "as_of": day},
            {"org_id": "fp7:abc", "name": "Labor", "country": "DE", "zone": "DE", "zone_basis": "country",
             "source": "old", "as_of": day},
        ],
        participations=[
            {"project_id": "rcn:193159", "org_id": "fp7:abc", "source": "old"},
        ],
        project_fields=[
            {"project_id": "rcn:193159", "concept": "esv:/21", "weight": 0.4, "method": "text", "source": "old"},
        ],
    )  # fmt: skip


def read_table(folder: Path, name: str) -> list[dict[str, object]]:
    """The rows of one table of evidence."""
    rows: list[dict[str, object]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return rows


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file under a folder with the digest of its bytes, lock and all."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
