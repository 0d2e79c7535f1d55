"""Import of 180,000 participations in the official CORDIS layout, against a plain pandas read-and-join.

The zip is made up (seeded) with the columns, the quoting and the cell lengths of the real files, on top of the
bundled evidence; nothing in it is a real project.
"""

import csv
import io
import random
import tempfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED
from intercluster.evidence.importing import import_evidence

PARTICIPATIONS, ORGANISATIONS, PROJECTS = 180_000, 42_000, 35_000
_WORDS = "laser surface hydrogen battery plasma sensor robot polymer genome photon membrane grid ocean crop".split()
_ORGANIZATION = (
    "projectID projectAcronym organisationID vatNumber name shortName SME activityType street postCode city country "
    "nutsCode geolocation organizationURL contactForm contentUpdateDate rcn order role ecContribution "
    "netEcContribution totalCost endOfParticipation active"
).split()
_PROJECT = (
    "id acronym status title startDate endDate totalCost ecMaxContribution legalBasis topics ecSignatureDate "
    "frameworkProgramme masterCall subCall fundingScheme nature objective contentUpdateDate rcn grantDoi"
).split()


def write_zip(path: Path, participations: int = PARTICIPATIONS, seed: int = 1) -> None:
    """A made-up ``cordis.zip`` with ``project``, ``organization``, ``euroSciVoc`` and ``topics``."""
    chance = random.Random(seed)
    zones = pq.read_table(BUNDLED / "zones.parquet", columns=["zone", "level", "country"])
    regions = [(row["zone"], row["country"]) for row in zones.to_pylist() if row["level"] == 3]
    concepts = pq.read_table(BUNDLED / "concepts.parquet", columns=["scheme", "notation"])
    codes = concepts.filter(pc.equal(concepts["scheme"], "esv"))["notation"].to_pylist()
    share = participations / PARTICIPATIONS
    organisations = [_organisation(chance, number, regions) for number in range(max(int(ORGANISATIONS * share), 3))]
    projects = [_project(chance, number) for number in range(max(int(PROJECTS * share), 2))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "project.csv", _PROJECT, projects)
        rows = _participations(chance, projects, organisations, participations)
        _write(archive, "organization.csv", _ORGANIZATION, rows)
        tags = ({"projectID": row["id"], "euroSciVocCode": chance.choice(codes)} for row in projects)
        columns = ["projectID", "euroSciVocCode", "euroSciVocPath", "euroSciVocTitle", "euroSciVocDescription"]
        _write(archive, "euroSciVoc.csv", columns, tags)
        topics = ({"projectID": row["id"], "topic": row["topics"], "title": row["title"]} for row in projects)
        _write(archive, "topics.csv", ["projectID", "topic", "title"], topics)


def plain_pandas(path: Path) -> int:
    """What one would type first: read the two tables and join them; no check, nothing written."""
    with zipfile.ZipFile(path) as archive:
        with archive.open("project.csv") as file:
            projects = pd.read_csv(file, sep=";", dtype=str)
        with archive.open("organization.csv") as file:
            organisations = pd.read_csv(file, sep=";", dtype=str)
    return len(organisations.merge(projects, left_on="projectID", right_on="id"))


def measure() -> tuple[float, float]:
    """Seconds of our import (checks, merge and writing included) and of the plain pandas read-and-join."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cordis.zip"
        write_zip(path)
        start = time.perf_counter()
        report = import_evidence([path], base_folder=BUNDLED, target=Path(folder) / "evidence")
        ours = time.perf_counter() - start
        if report.outcome != "written":
            raise SystemExit(f"the import was {report.outcome}: {report.problems[:3]}")
        start = time.perf_counter()
        if plain_pandas(path) != PARTICIPATIONS:
            raise SystemExit("the plain join lost rows")
        return ours, time.perf_counter() - start


def _organisation(chance: random.Random, number: int, regions: list[tuple[str, str]]) -> dict[str, str]:
    region, country = chance.choice(regions)
    return {
        "organisationID": str(800_000_000 + number),
        "vatNumber": f"{country}{chance.randrange(10**9)}",
        "name": f'{_phrase(chance, 3).upper()} "{number}" GMBH',
        "shortName": _phrase(chance, 1).upper(),
        "SME": chance.choice(("true", "false", "")),
        "activityType": chance.choice(("HES", "PRC", "REC", "OTH", "PUB")),
        "street": f"{chance.randrange(300)} {_phrase(chance, 2)}",
        "postCode": str(chance.randrange(10_000, 99_999)),
        "city": _phrase(chance, 1).title(),
        "country": {"GB": "UK", "GR": "EL"}.get(country, country),
        "nutsCode": region,
        "organizationURL": f"https://organisation-{number}.example/",
        "contentUpdateDate": "2024-05-31 12:00:00",
        "rcn": str(2_000_000 + number),
    }


def _project(chance: random.Random, number: int) -> dict[str, str]:
    year = chance.randrange(2014, 2021)
    return {
        "id": str(990_000_000 + number),
        "acronym": _phrase(chance, 1).upper(),
        "status": "CLOSED",
        "title": _phrase(chance, 10).capitalize(),
        "startDate": f"{year}-01-01",
        "endDate": f"{year + 3}-12-31",
        "totalCost": "2500000,5",
        "legalBasis": chance.choice(("H2020-EU.2.1.1.", "H2020-EU.3.3.", "H2020-EU.1.1.")),
        "topics": f"ICT-{chance.randrange(40)}-{year}",
        "frameworkProgramme": "H2020",
        "objective": f"{_phrase(chance, 120)};\n{_phrase(chance, 120)}",
        "contentUpdateDate": "2024-05-31 12:00:00",
        "rcn": str(9_000_000 + number),
    }


def _participations(
    chance: random.Random, projects: list[dict[str, str]], organisations: list[dict[str, str]], wanted: int
) -> Iterable[dict[str, str]]:
    for number in range(wanted):
        project = projects[number % len(projects)]
        yield {
            **organisations[chance.randrange(len(organisations))],
            "projectID": project["id"],
            "projectAcronym": project["acronym"],
            "order": str(number // len(projects) + 1),
            "role": "coordinator" if number < len(projects) else "participant",
            "ecContribution": f"{chance.randrange(10**6)}.25",
        }


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _write(archive: zipfile.ZipFile, name: str, columns: list[str], rows: Iterable[dict[str, str]]) -> None:
    with archive.open(name, "w", force_zip64=True) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        writer = csv.DictWriter(text, columns, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
        text.flush()
        text.detach()


if __name__ == "__main__":
    seconds, pandas_seconds = measure()
    print(f"import of {PARTICIPATIONS:,} participations: {seconds:.1f} s, checked, merged and written")
    print(f"plain pandas read-and-join: {pandas_seconds:.1f} s; ratio {seconds / pandas_seconds:.1f}")
