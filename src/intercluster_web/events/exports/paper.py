"""What is printed for an event: timetables, lists, attendance sheets, badges (PDF)."""

from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intercluster.export import (
    Badge,
    Block,
    Column,
    Heading,
    Language,
    NewPage,
    Paragraph,
    Table,
    TableBlock,
    badges_pdf,
    to_pdf,
)
from intercluster_web.directory.wording import country_label
from intercluster_web.events.models import Event, EventState, Participant, ParticipantState, ProgrammeItem
from intercluster_web.events.presentation.calendars import clock
from intercluster_web.events.queries.calendars import Timed, by_participant, of_event, of_participant
from intercluster_web.events.queries.programme import items, open_to
from intercluster_web.events.queries.programme import of_participant as of_programme

Page = Block | NewPage


def people_pdf(event: Event, language: Language) -> bytes:
    """One page and more for everybody who has a meeting, in their language, to hand out at the entrance."""
    meetings = by_participant(event)
    beside = list(items(event, cancelled=False))
    pages: list[Page] = []
    for person in event.participants.filter(pk__in=meetings):
        with translation.override(person.language):
            mine = [one for one in beside if open_to(one, person.kind)]
            pages += [*([NewPage()] if pages else []), *_of_person(person, event, meetings[person.pk], mine)]
    return to_pdf(pages or [_nothing()], language, title=event.title)


def person_pdf(participant: Participant, language: Language) -> bytes:
    """The timetable of one person."""
    event = participant.event
    found = of_participant(participant, cancelled=False)
    beside = of_programme(participant, cancelled=False)
    return to_pdf(_of_person(participant, event, found, beside), language, title=event.title)


def _of_person(
    person: Participant, event: Event, meetings: Iterable[Timed], beside: Iterable[ProgrammeItem]
) -> list[Page]:
    who = ", ".join(part for part in (person.name, person.organisation_name) if part)
    pages: list[Page] = [Heading(who, 0), Paragraph(where_and_when(event))]
    if event.state == EventState.PRELIMINARY:
        pages.append(Paragraph(_("Preliminary timetable: times may still change.")))
    columns = [
        Column("time", _("Hour")),
        Column("table", _("Table or room")),
        Column("who", _("With")),
        Column("country", _("Country")),
        Column("wants", _("What they look for and offer")),
    ]
    for day, found in by_day(event, [*meetings, *beside]).items():
        rows = [_line(one, event, person) for one in sorted(found, key=lambda one: one.starts)]
        wanted = [column for column in columns if column.key != "wants" or any(row["wants"] for row in rows)]
        pages.append(TableBlock(Table(day, wanted, rows)))
    pages.append(Paragraph(_("Times are those of %(zone)s.") % {"zone": event.time_zone}, muted=True))
    return pages


def _line(one: "Timed | ProgrammeItem", event: Event, person: Participant) -> dict[str, str]:
    """A meeting, or something of the programme."""
    time = f"{clock(one.starts, event)}–{clock(one.ends, event)}"
    if isinstance(one, ProgrammeItem):
        who = "\n".join(part for part in (one.title, one.speakers) if part)
        return {"time": time, "table": one.room, "who": who, "country": "", "wants": ""}
    return {
        "time": time,
        "table": one.table,
        "who": "\n".join(map(str, one.others(person))),
        "country": ", ".join(country_names(one.others(person))),
        "wants": one.meeting.title,
    }


def tables_pdf(event: Event, language: Language) -> bytes:
    """A sheet for each table, to put on it."""
    found = of_event(event, cancelled=False)
    columns = [Column("time", _("Hour")), Column("who", _("Who meets"))]
    pages: list[Page] = []
    for name in dict.fromkeys(one.table for one in sorted(found, key=lambda one: one.meeting.table_id or 0)):
        pages += [*([NewPage()] if pages else []), Heading(name or _("Without a table"), 0)]
        pages.append(Paragraph(where_and_when(event)))
        here = [one for one in found if one.table == name]
        for day, meetings in by_day(event, here).items():
            rows = [
                {"time": f"{clock(one.starts, event)}–{clock(one.ends, event)}", "who": "\n".join(map(str, one.people))}
                for one in meetings
            ]
            pages.append(TableBlock(Table(day, columns, rows)))
    return to_pdf(pages or [_nothing()], language, title=event.title)


def meetings_pdf(event: Event, language: Language) -> bytes:
    """All meetings in the order of time, for the reception desk."""
    columns = [Column("time", _("Hour")), Column("table", _("Table")), Column("who", _("Who meets"))]
    pages: list[Page] = [Heading(event.title, 0), Paragraph(where_and_when(event))]
    for day, meetings in by_day(event, of_event(event, cancelled=False)).items():
        rows = [
            {"time": clock(one.starts, event), "table": one.table, "who": " – ".join(map(str, one.people))}
            for one in meetings
        ]
        pages.append(TableBlock(Table(day, columns, rows)))
    return to_pdf(pages if len(pages) > 2 else [*pages, _nothing()], language, title=event.title, wide=True)


def attendance_pdf(event: Event, language: Language) -> bytes:
    """Everybody registered, with room to sign."""
    columns = [
        Column("name", _("Name")),
        Column("organisation", _("Organisation")),
        Column("country", _("Country")),
        Column("signature", _("Signature")),
    ]
    people = event.participants.filter(state=ParticipantState.REGISTERED)
    rows = [
        {
            "name": ", ".join(part for part in (one.name, one.function) if part),
            "organisation": one.organisation_name,
            "country": str(country_label(one.country)) if one.country else "",
            "signature": "\n" + "_" * 26,
        }
        for one in people
    ]
    title = _("Attendance: %(title)s") % {"title": event.title}
    notes = [_("Personal data: keep it as long as the funder of the event asks for, then destroy it.")]
    blocks = [Heading(title, 0), Paragraph(where_and_when(event)), TableBlock(Table("", columns, rows, notes))]
    return to_pdf(blocks, language, title=title)


def badges(event: Event, language: Language, link: Callable[[Participant], str]) -> bytes:
    """A badge for everybody registered; its code opens the person's own page."""
    people = event.participants.filter(state=ParticipantState.REGISTERED)
    found = []
    for one in people:
        with translation.override(one.language):
            found.append(
                Badge(
                    event=event.title,
                    name=one.name,
                    organisation=one.organisation_name,
                    country=str(country_label(one.country)) if one.country else "",
                    function=one.function,
                    when=where_and_when(event),
                    link=link(one),
                    about_link=_("My meetings: this code is personal"),
                )
            )
    return badges_pdf(found, _("Badges: %(title)s") % {"title": event.title}, language)


def where_and_when(event: Event) -> str:
    """Days and place, in words."""
    days = [date_format(event.starts_on, "j F Y")]
    if event.ends_on != event.starts_on:
        days.append(date_format(event.ends_on, "j F Y"))
    return " · ".join(part for part in (" – ".join(days), event.place) if part)


def by_day(event: Event, meetings: Iterable[Any]) -> dict[str, list[Any]]:
    """Whatever has a beginning under its day, in the time of the event."""
    zone = ZoneInfo(event.time_zone)
    days: dict[Any, list[Any]] = {}
    for one in meetings:
        days.setdefault(one.starts.astimezone(zone).date(), []).append(one)
    return {capfirst(date_format(day, "l j F Y")): found for day, found in sorted(days.items())}


def country_names(people: Iterable[Participant]) -> list[str]:
    """Their countries, each once."""
    return list(dict.fromkeys(str(country_label(one.country)) for one in people if one.country))


def _nothing() -> Paragraph:
    return Paragraph(_("No meeting has a time yet."))
