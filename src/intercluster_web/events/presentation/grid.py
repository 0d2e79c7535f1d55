"""The grid of a timetable: rows as ready HTML, because a template would take seconds for twenty thousand cells."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster_web.events.models import MeetingState, Slot
from intercluster_web.events.presentation.plan import labelled
from intercluster_web.events.queries.grid import Board, Cell, Obstacle

OBSTACLES = {
    "busy": gettext_lazy("%(person)s meets %(meeting)s then"),
    "away": gettext_lazy("%(person)s cannot come then"),
    "programme": gettext_lazy("the programme takes %(person)s then"),
    "table_taken": gettext_lazy("%(table)s is taken by %(meeting)s"),
    "table_closed": gettext_lazy("%(table)s cannot be used then"),
    "no_table": gettext_lazy("no table is free"),
    "booth": gettext_lazy("%(person)s stays at another table"),
    "reserved": gettext_lazy("%(table)s is somebody’s own"),
    "order": gettext_lazy("it would come on the wrong side of %(meeting)s"),
    "locked": gettext_lazy("the meeting stays where it is: let it move first"),
    "over": gettext_lazy("the meeting is over or cancelled"),
    "wish": gettext_lazy("against the wish for the other half of the day"),
}


def obstacle_words(obstacle: Obstacle) -> str:
    """What stands in the way, with names."""
    seats = obstacle.meeting.seats.all() if obstacle.meeting else ()
    others = [
        seat.participant.organisation_name
        for seat in seats
        if obstacle.person is None or seat.participant_id != obstacle.person.pk
    ]
    title = obstacle.meeting.title if obstacle.meeting else ""
    return str(OBSTACLES[obstacle.code]) % {
        "person": obstacle.person or "",
        "meeting": title or ", ".join(others),
        "table": obstacle.table or "",
    }


@dataclass(frozen=True)
class Head:
    """The head of a column: ``day`` spans the slots of one day."""

    key: int
    day: str
    time: str
    first: bool


def heads(slots: list[Slot], zone: str) -> list[Head]:
    """One for each slot; ``first`` marks the first of a day."""
    here, before, found = ZoneInfo(zone), "", []
    for slot in slots:
        day, time = labelled(slot, here)
        found.append(Head(slot.pk, day, time, day != before))
        before = day
    return found


def days(columns: list[Head]) -> list[tuple[str, int]]:
    """Days with the number of their slots."""
    found: dict[str, int] = defaultdict(int)
    for head in columns:
        found[head.day] += 1
    return list(found.items())


class Drawn:
    """The rows of a board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        event, number = board.timetable.event_id, board.timetable.number
        self.address = reverse("events:grid-meeting", args=[event, number, 0]).rsplit("0/", 1)
        self.slots = [slot.pk for slot in board.slots]
        self.sessions = {slot.pk: slot.session for slot in board.slots}
        self.house = {pk: escape(house or name) for pk, (name, house) in board.names.items()}
        self.locked = escape(_("stays where it is"))
        self.away = format_html('<td class="a" title="{}">×</td>', _("cannot come"))
        self.closed = format_html('<td class="a" title="{}">×</td>', _("table closed"))

    def people(self) -> Iterator[tuple[int, SafeString]]:
        """Key and row of each participant."""
        at, away = self.board.at, self.board.away
        for person in self.board.people:
            cells = "".join(
                self._cell(at[person.pk, slot], slot, person.pk)
                if (person.pk, slot) in at
                else self.away
                if (person.pk, slot) in away
                else "<td></td>"
                for slot in self.slots
            )
            country = f" · {person.country}" if person.country else ""
            head = format_html(
                '<th scope="row">{}<small>{}{}</small></th>', person.organisation_name, person.name, country
            )
            yield person.pk, mark_safe(head + cells)  # noqa: S308  # every part is escaped

    def tables(self) -> Iterator[tuple[int, SafeString]]:
        """Key and row of each table."""
        at, closed = self.board.at_table, self.board.closed
        for table in self.board.tables:
            cells = "".join(
                self._cell(at[table.pk, slot], slot, None)
                if (table.pk, slot) in at
                else self.closed
                if (table.pk, slot) in closed
                else "<td></td>"
                for slot in self.slots
            )
            head = format_html('<th scope="row">{}<small>{}</small></th>', table.name, table.room or "")
            yield table.pk, mark_safe(head + cells)  # noqa: S308  # every part is escaped

    def waiting(self) -> list[SafeString]:
        """The meetings without a place."""
        return [
            mark_safe(self._link(cell, None))  # noqa: S308  # every part is escaped
            for cell in self.board.waiting
            if cell.state in (MeetingState.TO_PLACE, MeetingState.PLACED)
        ]

    def _cell(self, cells: list[Cell], slot: int, person: int | None) -> str:
        classes = ["m"]
        if len(cells) > 1:
            classes.append("x")
        if any(cell.wish not in ("any", self.sessions[slot]) for cell in cells):
            classes.append("w")
        return f'<td class="{" ".join(classes)}">{"".join(self._link(cell, person) for cell in cells)}</td>'

    def _link(self, cell: Cell, person: int | None) -> str:
        others = " – ".join(self.house.get(who, "?") for who in cell.who if who != person)
        words = escape(cell.title) if cell.title and person is None else others or escape(cell.title)
        kept = f' class="lk" title="{self.locked}"' if cell.locked else ""
        before, after = self.address
        address = f"{before}{cell.meeting}/{after}"
        return f'<a href="{address}"{kept} data-m="{cell.meeting}" data-r="{cell.revision}">{words}</a>'
