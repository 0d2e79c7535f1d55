"""Cooperations that published sources tell of, as dated history (``cases.toml``)."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from intercluster.cooperations.ladder import Proof, Stage
from intercluster.export.rows import Language

_FILE = Path(__file__).with_name("cases.toml")
_SEASONS = {"spring": 4, "summer": 7, "autumn": 11, "winter": 12}
_SEASON_NAMES: dict[str, dict[Language, str]] = {
    "spring": {"en": "spring", "fr": "printemps"},
    "summer": {"en": "summer", "fr": "été"},
    "autumn": {"en": "autumn", "fr": "automne"},
    "winter": {"en": "winter", "fr": "hiver"},
}
_NO_DATE: dict[Language, str] = {"en": "no date", "fr": "sans date"}


@dataclass(frozen=True)
class When:
    """A day as precise as its source: ``precision`` is day, month, season, year, or unknown (then ``day`` is None)."""

    day: dt.date | None
    precision: str


@dataclass(frozen=True)
class CaseEntry:
    """Something that happened. ``stage``: the step the cooperation reached by it, where it did."""

    when: When
    en: str
    fr: str
    proof: Proof | None
    stage: Stage | None


@dataclass(frozen=True)
class CaseSource:
    """``stated_on``: the day of the source; where it has none, the day it was read."""

    text: str
    url: str
    stated_on: dt.date


@dataclass(frozen=True)
class Case:
    """``owner`` and the keys of ``parties`` are keys of the bundled directory; each party comes with its role."""

    key: str
    title: str
    owner: str
    parties: tuple[tuple[str, str], ...]
    mediated_by: str
    topic: dict[str, str]
    concepts: tuple[str, ...]
    countries: tuple[str, ...]
    purpose: str
    beneficiary: str
    plane: str
    process: str
    lead_origin: str
    lead_from: str
    stage: Stage
    source: CaseSource
    entries: tuple[CaseEntry, ...]


def when_words(when: When, language: Language) -> str:
    """How precisely the source tells the day: "June 2010", "autumn 2010", "2010"; "no date" without one."""
    if when.day is None:
        return _NO_DATE[language]
    if when.precision == "season":
        season = next(name for name, month in _SEASONS.items() if month == when.day.month)
        return f"{_SEASON_NAMES[season][language]} {when.day.year}"
    patterns = {"year": "y", "month": "LLLL y", "day": "d LLLL y"}
    return str(format_date(when.day, patterns[when.precision], locale=language))


def parse_when(text: str) -> When:
    """``2010`` | ``2010-06`` | ``2010-06-15`` | ``2010-autumn`` | empty.

    Raises
    ------
    ValueError
        The text is none of these.
    """
    if not text:
        return When(None, "unknown")
    year, _dash, rest = text.partition("-")
    if rest in _SEASONS:
        return When(dt.date(int(year), _SEASONS[rest], 1), "season")
    match text.count("-"):
        case 0:
            return When(dt.date(int(text), 1, 1), "year")
        case 1:
            return When(dt.date.fromisoformat(f"{text}-01"), "month")
        case _:
            return When(dt.date.fromisoformat(text), "day")


@lru_cache(maxsize=1)
def load_cases() -> tuple[Case, ...]:
    """Every case, in the order of the file; ValueError or KeyError where the file is wrong."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    sources = {name: CaseSource(**source) for name, source in read["sources"].items()}
    return tuple(_case(row, sources) for row in read["case"])


def _case(row: dict[str, Any], sources: dict[str, CaseSource]) -> Case:
    return Case(
        key=row["key"],
        title=row["title"],
        owner=row["owner"],
        parties=tuple((party["key"], party["role"]) for party in row["parties"]),
        mediated_by=row.get("mediated_by", ""),
        topic=row["topic"],
        concepts=tuple(row["concepts"]),
        countries=tuple(row["countries"]),
        purpose=row["purpose"],
        beneficiary=row["beneficiary"],
        plane=row["plane"],
        process=row["process"],
        lead_origin=row["lead_origin"],
        lead_from=row["lead_from"],
        stage=Stage(row["stage"]),
        source=sources[row["source"]],
        entries=tuple(_entry(entry) for entry in row["entry"]),
    )


def _entry(row: dict[str, Any]) -> CaseEntry:
    return CaseEntry(
        when=parse_when(row["on"]),
        en=row["en"],
        fr=row["fr"],
        proof=Proof(row["proof"]) if "proof" in row else None,
        stage=Stage(row["stage"]) if "stage" in row else None,
    )
