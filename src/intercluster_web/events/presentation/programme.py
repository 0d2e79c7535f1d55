"""The programme in words: for calendars, for pages and for paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster.export.calendar import Occasion
from intercluster_web.events.models import Event, ItemKind, ProgrammeItem, Strand
from intercluster_web.events.presentation.calendars import clock, uid_of


@dataclass(frozen=True)
class Item:
    """An item with its times at the place."""

    record: ProgrammeItem
    starts: datetime
    ends: datetime

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def kind(self) -> str:
        return str(self.record.get_kind_display())

    @property
    def where(self) -> str:
        return self.record.room

    @property
    def for_whom(self) -> str:
        """For which half; nothing where it is for everybody."""
        return "" if self.record.strand == Strand.ALL else str(self.record.get_strand_display())

    @property
    def speakers(self) -> list[str]:
        return [line.strip() for line in self.record.speakers.splitlines() if line.strip()]


def items_of(event: Event, records: Iterable[ProgrammeItem]) -> list[Item]:
    zone = ZoneInfo(event.time_zone)
    return [Item(one, one.starts.astimezone(zone), one.ends.astimezone(zone)) for one in records]


def by_day(event: Event, records: Iterable[ProgrammeItem]) -> dict[str, list[Item]]:
    """Items under their day, in the order of time."""
    found: dict[str, list[Item]] = {}
    for item in items_of(event, records):
        found.setdefault(capfirst(date_format(item.starts, "l j F Y")), []).append(item)
    return found


def occasions(event: Event, records: Iterable[ProgrammeItem], url: str = "") -> list[Occasion]:
    """The programme as entries of a calendar; breaks are left out, everybody has those already."""
    zone = ZoneInfo(event.time_zone)
    return [
        Occasion(
            uid=uid_of(one.uid),
            starts=one.starts.astimezone(zone),
            ends=one.ends.astimezone(zone),
            title=_("Cancelled: %(title)s") % {"title": one.title} if one.cancelled else one.title,
            text="\n".join(part for part in (event.title, one.speakers, one.about) if part),
            place=", ".join(part for part in (one.room, event.place) if part),
            url=url,
            sequence=one.sequence + event.calendar_sequence,
            cancelled=one.cancelled,
        )
        for one in records
        if one.kind != ItemKind.BREAK
    ]


def programme_tables(event: Event, records: Iterable[ProgrammeItem]) -> list[Table]:
    """A table a day, as it is printed."""
    columns = [
        Column("time", _("Hour")),
        Column("what", _("What")),
        Column("where", _("Where")),
        Column("who", _("Who speaks")),
        Column("for_whom", _("For whom")),
    ]
    return [
        Table(day, _filled(columns, rows := [_row(item, event) for item in found]), rows)
        for day, found in by_day(event, records).items()
    ]


def _filled(columns: list[Column], rows: list[dict[str, str]]) -> list[Column]:
    """Without the columns that are empty all day."""
    return [column for column in columns if any(row[column.key] for row in rows)]


def _row(item: Item, event: Event) -> dict[str, str]:
    record = item.record
    about = [record.about, str(record.organisation or "")]
    return {
        "time": f"{clock(record.starts, event)}–{clock(record.ends, event)}",
        "what": "\n".join(part for part in (record.title, *about) if part),
        "where": record.room,
        "who": "\n".join(item.speakers),
        "for_whom": item.for_whom,
    }
