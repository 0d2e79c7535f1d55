"""Timetables as tables for people: per person, per table, and everything at a glance."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster_web.events.models import Event, Timetable
from intercluster_web.events.presentation.plan import CHANGES, Names, change_words, meeting_name
from intercluster_web.events.queries.grid import Board, Cell
from intercluster_web.events.queries.timetable import Told


def per_person(board: Board, names: Names) -> Table:
    """One row for each person and meeting, by person and time."""
    columns = [
        Column("organisation", _("Organisation")),
        Column("person", _("Person")),
        Column("day", _("Day")),
        Column("from", _("Begins"), definition=_("In the time zone of the event: %s") % names.event.time_zone),
        Column("until", _("Ends")),
        Column("table", _("Table")),
        Column("room", _("Room")),
        Column("meets", _("Meets")),
    ]
    rows = []
    for person in board.people:
        for slot in board.slots:
            for cell in board.at.get((person.pk, slot.pk), ()):
                others = [board.names[key] for key in cell.who if key != person.pk]
                meets = "; ".join(f"{name} ({house})" for name, house in others)
                rows.append(
                    {"organisation": person.organisation_name, "person": person.name, "meets": meets}
                    | _when_where(names, slot.pk, cell.table)
                )
    return Table(_("Per person"), columns, rows)


def per_table(board: Board, names: Names) -> Table:
    """One row for each table and meeting, by table and time."""
    columns = [
        Column("table", _("Table")),
        Column("room", _("Room")),
        Column("day", _("Day")),
        Column("from", _("Begins"), definition=_("In the time zone of the event: %s") % names.event.time_zone),
        Column("until", _("Ends")),
        Column("meets", _("Who meets")),
    ]
    rows = []
    for table in board.tables:
        for slot in board.slots:
            for cell in board.at_table.get((table.pk, slot.pk), ()):
                meets = "; ".join("{} ({})".format(*board.names[key]) for key in cell.who)
                rows.append({"meets": meets} | _when_where(names, slot.pk, cell.table))
    return Table(_("Per table"), columns, rows)


def matrix(board: Board, names: Names) -> Table:
    """A row a person, a column a slot."""
    columns = [Column("organisation", _("Organisation")), Column("person", _("Person"))]
    columns += [Column(f"s{slot.pk}", names.slot(slot.pk)) for slot in board.slots]
    rows = []
    for person in board.people:
        row = {"organisation": person.organisation_name, "person": person.name}
        for slot in board.slots:
            cells = board.at.get((person.pk, slot.pk), ())
            if cells:
                row[f"s{slot.pk}"] = "; ".join(_meets(board, cell, person.pk, names) for cell in cells)
            elif (person.pk, slot.pk) in board.away:
                row[f"s{slot.pk}"] = "×"
        rows.append(row)
    notes = [_("× means that the person cannot come; the table stands in brackets.")]
    return Table(_("At a glance"), columns, rows, notes)


def _meets(board: Board, cell: Cell, person: int, names: Names) -> str:
    others = " – ".join(board.names[key][1] for key in cell.who if key != person)
    return f"{others} [{names.table(cell.table)}]"


def without_place(board: Board) -> Table:
    """The meetings that have no slot."""
    columns = [Column("meeting", _("Which meeting"))]
    rows = [{"meeting": " – ".join(board.names[key][1] for key in cell.who)} for cell in board.waiting]
    return Table(_("Without a place"), columns, rows)


def told_table(people: Iterable[Told], names: Names) -> Table:
    """Who is told what."""
    columns = [
        Column("organisation", _("Organisation")),
        Column("person", _("Person")),
        Column("email", _("E-mail")),
        Column("meeting", _("Which meeting")),
        Column("change", _("What changes")),
        Column("details", _("Details")),
    ]
    rows = [
        {
            "organisation": one.participant.organisation_name,
            "person": one.participant.name,
            "email": one.participant.email,
            "meeting": meeting_name(change.meeting),
            "change": str(CHANGES[change.code]),
            "details": change_words(change, names),
        }
        for one in people
        for change in one.changes
    ]
    return Table(_("Who is told what"), columns, rows)


def kept_told(timetable: Timetable, names: Names) -> list[dict[str, Any]]:
    """Who was told what when a timetable was published, as it was kept."""
    said = []
    for one in timetable.report.get("told", ()):
        person = names.people.get(one["participant"])
        lines = [
            {
                "meeting": names.marked(f"{{m{line['meeting']}}}"),
                "change": CHANGES[line["code"]],
                "when": names.slot(line["new"][0] or line["old"][0]),
                "where": names.table(line["new"][1] or line["old"][1]),
            }
            for line in one["lines"]
        ]
        said.append({"person": person or _("(no longer there)"), "lines": lines})
    return said


def _when_where(names: Names, slot: int, table: int | None) -> dict[str, str]:
    found = names.slots[slot]
    starts, ends = names.local(found.starts), names.local(found.ends)
    place = names.tables.get(table or 0)
    return {
        "day": starts.date().isoformat(),
        "from": f"{starts:%H:%M}",
        "until": f"{ends:%H:%M}",
        "table": place.name if place else "",
        "room": str(place.room or "") if place else "",
    }


def title(event: Event, timetable: Timetable) -> str:
    return _("%(event)s, timetable %(number)s") % {"event": event.title, "number": timetable.number}
