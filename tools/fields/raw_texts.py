"""Texts of projects, and the Horizon Europe texts whose EuroSciVoc codes are known, from the raw files."""

import csv
import gzip
import re
import warnings
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq

OBJECTIVE_LETTERS = 300  # as long as the teaser of a result brief
# Topics of calls open to every subject: their title says nothing about the project.
_OPEN_CALL = re.compile(
    r"MSCA|\bERC\b|\bEIC\b|ERA Fellow|Women TechEU|Twinning|Teaming|Fellowship|Grants?\b|Accelerator|Excellence Hubs"
    r"|Pathfinder|Transition Open|Marie S|FET.?Open|Eurostars|National Contact|Starting|Consolidator|INNOSUP"
    r"|SME Instrument$|Researchers' Night|ERA Chairs",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ProjectText:
    key: str
    title: str
    more: str = ""  # teaser of the result brief, or beginning of the objective

    @property
    def whole(self) -> str:
        return f"{self.title}. {self.more}" if self.more else self.title


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text with the EuroSciVoc codes of its projects and, for each code, the share of them that have it."""

    text: ProjectText
    codes: dict[str, float]
    projects: int
    topic: str | None


def project_texts(bundled: Path, data: Path) -> list[ProjectText]:
    """One text for each bundled project with a title; FP7 with the teaser of its brief."""
    teasers = {
        f"rcn:{row['project_rcn']}": _clean(row["teaser"])
        for row in _rows(data / "cordis" / "fp7_result_briefs.csv.gz")
        if row["teaser"]
    }
    projects = pq.read_table(bundled / "projects.parquet", columns=["project_id", "title"]).to_pylist()
    return [
        ProjectText(row["project_id"], _clean(row["title"]), teasers.get(row["project_id"], ""))
        for row in projects
        if row["title"] and not _OPEN_CALL.search(row["title"])
    ]


def official_codes(data: Path) -> dict[str, set[str]]:
    """EuroSciVoc codes by grant agreement number."""
    codes: dict[str, set[str]] = defaultdict(set)
    for project, code, *_ in _sheet(data / "cordis" / "euroSciVoc_2026-04.xlsx"):
        codes[str(project)].add(str(code))
    return dict(codes)


def coded_projects(data: Path) -> list[CodedText]:
    """The Hop-On projects that have codes: title and beginning of the objective."""
    codes = official_codes(data)
    topics = {str(project): topic for project, topic, *_ in _sheet(data / "cordis" / "topics_2026-04.xlsx")}
    return [
        CodedText(
            ProjectText(row["id"], _clean(row["title"]), _clean(row["objective"] or "")[:OBJECTIVE_LETTERS]),
            dict.fromkeys(codes[row["id"]], 1.0),
            1,
            topics.get(row["id"]),
        )
        for row in _rows(data / "cordis" / "horizon_europe_hopon_projects_2025-02.psv.gz", "|")
        if row["id"] in codes and row["title"]
    ]


def coded_topics(data: Path) -> list[CodedText]:
    """Horizon Europe call topics on one subject, with the codes of the projects they funded."""
    codes = official_codes(data)
    titles: dict[str, str] = {}
    projects: dict[str, list[set[str]]] = defaultdict(list)
    for project, topic, title, *_ in _sheet(data / "cordis" / "topics_2026-04.xlsx"):
        if title and str(project) in codes and not _OPEN_CALL.search(f"{topic} {title}"):
            titles[topic] = _clean(title)
            projects[topic].append(codes[str(project)])
    return [
        CodedText(ProjectText(topic, titles[topic]), _shares(found), len(found), topic)
        for topic, found in sorted(projects.items())
    ]


def _shares(found: list[set[str]]) -> dict[str, float]:
    return {code: sum(code in codes for codes in found) / len(found) for code in sorted(set().union(*found))}


def _clean(text: str) -> str:
    return " ".join(text.replace("\\'", "'").split())


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def _sheet(path: Path) -> list[tuple]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the file has no default style
        return list(openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True, min_row=2))
