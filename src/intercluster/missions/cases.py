"""Missions that published sources tell of (``cases.toml``)."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("cases.toml")


@dataclass(frozen=True)
class Told:
    """Something in both languages; ``day``: the first of its month, None where the source gives none."""

    fr: str
    en: str
    day: dt.date | None = None

    def __str__(self) -> str:
        return f"{self.fr} / {self.en}"


@dataclass(frozen=True)
class ToldShare:
    """``percent`` of a cost whose amount the source does not give."""

    funder: str
    percent: Decimal
    cost: Told


@dataclass(frozen=True)
class MissionCase:
    """``owner``, ``host``, ``programme`` and ``cooperation`` are keys of bundled rows; ``month`` is the first day of
    the month; ``host_met``: the source says so; ``group_size``: organisations that went and
    are not named."""

    key: str
    title: str
    owner: str
    host: str
    host_met: bool
    country: str
    place: str
    occasion: str
    month: dt.date
    state: str
    programme: str
    cooperation: str
    group_size: int | None
    purpose: Told
    result: Told | None
    expert: Told | None
    share: ToldShare | None
    seen: str
    source: str


@lru_cache(maxsize=1)
def load_mission_cases() -> tuple[MissionCase, ...]:
    """Every mission, in the order of the file; ValueError or KeyError where the file is wrong."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    source = f"{read['source']['text']} {read['source']['url']}"
    return tuple(_case(row, source) for row in read["mission"])


def _case(row: dict[str, Any], source: str) -> MissionCase:
    share = row.get("share")
    return MissionCase(
        **{name: row[name] for name in ("key", "title", "owner", "host", "country", "place", "state", "programme")},
        occasion=row.get("occasion", ""),
        month=dt.date.fromisoformat(f"{row['on']}-01"),
        cooperation=row["cooperation"],
        group_size=row.get("group_size"),
        host_met=row.get("host_met", False),
        purpose=_told(row["purpose"], ""),
        result=_told(row["result"], row["result"]["on"]) if "result" in row else None,
        expert=_told(row["expert"], row["expert"]["since"]) if "expert" in row else None,
        share=ToldShare(share["funder"], Decimal(share["percent"]), _told(share, "")) if share else None,
        seen=row["seen"],
        source=source,
    )


def _told(row: dict[str, Any], month: str) -> Told:
    return Told(row["fr"], row["en"], _month(month))


def _month(text: str) -> dt.date | None:
    return dt.date.fromisoformat(f"{text}-01") if text else None
