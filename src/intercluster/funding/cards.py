"""Programme cards that published sources allow (``cards.toml``): what a programme pays, and who may take part."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from intercluster.directory.types import Source
from intercluster.funding.conditions import Condition, ConditionKind, PartnerKind

_FILE = Path(__file__).with_name("cards.toml")


class Level(StrEnum):
    """What a programme is about."""

    MOBILITY = "mobility"  # of people between laboratories
    RESEARCH = "research"
    REGIONAL = "regional"  # cooperation between regions
    MISSION = "mission"  # missions, consultants, first contacts
    CLUSTERS = "clusters"  # clusters themselves


class Status(StrEnum):
    CURRENT = "current"
    TO_CHECK = "to_check"  # the source is old: ask before counting on it
    ENDED = "ended"


class Cost(StrEnum):
    """What a programme pays, or says it does not."""

    TRAVEL = "travel"
    STAYS = "stays"
    MISSION = "mission"
    CONSULTANTS = "consultants"
    EVENTS = "events"
    STAFF = "staff"
    EQUIPMENT = "equipment"
    RESEARCH = "research"
    OVERHEADS = "overheads"


@dataclass(frozen=True, slots=True)
class Said:
    """A condition with where it was seen."""

    condition: Condition
    source: Source


@dataclass(frozen=True, slots=True)
class CardRecord:
    """``programme`` and ``contact`` are keys of the bundled directory; texts in French and English."""

    programme: str
    level: Level
    status: Status
    pays: tuple[Cost, ...]
    pays_not: tuple[Cost, ...]
    contact: str
    fr: str
    en: str
    deadline_fr: str
    deadline_en: str
    conditions: tuple[Said, ...]
    source: Source


@lru_cache(maxsize=1)
def load_cards() -> tuple[CardRecord, ...]:
    """Every card, in the order of the file; ValueError or KeyError where the file is wrong."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_card(row, read["sources"]) for row in read["card"])


def _card(row: dict[str, Any], sources: dict[str, dict[str, Any]]) -> CardRecord:
    return CardRecord(
        programme=row["programme"],
        level=Level(row["level"]),
        status=Status(row["status"]),
        pays=tuple(Cost(code) for code in row["pays"]),
        pays_not=tuple(Cost(code) for code in row["pays_not"]),
        contact=row.get("contact", ""),
        **{name: row[name] for name in ("fr", "en", "deadline_fr", "deadline_en")},
        conditions=tuple(
            Said(_condition(each), _source(sources[each.get("source", row["source"])], each["seen"]))
            for each in row["condition"]
        ),
        source=_source(sources[row["source"]], row["seen"]),
    )


def _condition(row: dict[str, Any]) -> Condition:
    return Condition(
        kind=ConditionKind(row["kind"]),
        countries=tuple(row.get("countries", ())),
        others=tuple(row.get("others", ())),
        kinds=tuple(PartnerKind(code) for code in row.get("kinds", ())),
        number=row.get("number", 0),
        zone=row.get("zone", ""),
        closed=row.get("closed", True),
    )


def _source(said: dict[str, Any], seen: str) -> Source:
    return Source(said["text"], seen, said.get("stated_on"), said["checked_on"])
