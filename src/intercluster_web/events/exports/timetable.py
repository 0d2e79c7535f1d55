"""A timetable as workbooks: for people, and in the library's documented layout, which is read back as well."""

import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from intercluster.export import Language, to_xlsx
from intercluster.meetings.layouts.grids import LayoutError
from intercluster.meetings.layouts.tables import problem_tables, timetable_table
from intercluster.meetings.layouts.timetable import read_timetable
from intercluster_web.events.models import Event, Participant, Slot, Timetable
from intercluster_web.events.presentation import timetable as presentation
from intercluster_web.events.presentation.plan import Names
from intercluster_web.events.queries.grid import Board
from intercluster_web.events.queries.plan import Case, Place, case_of
from intercluster_web.events.queries.timetable import shown_places

_SEPARATORS = re.compile(r"[;|]+")  # what the layout separates names with


def timetable_xlsx(board: Board, language: Language) -> bytes:
    """Per person, per table, at a glance, and what has no place."""
    names = Names(board.timetable.event)
    tables = [
        presentation.per_person(board, names),
        presentation.per_table(board, names),
        presentation.matrix(board, names),
    ]
    if board.waiting:
        tables.append(presentation.without_place(board))
    return to_xlsx(tables, language)


def layout_xlsx(timetable: Timetable) -> bytes:
    """The problem and its timetable in the layout ``intercluster.meetings.layouts`` documents."""
    places = shown_places(timetable)
    case = readable_case(timetable.event, places)
    tables = [*problem_tables(case.problem), timetable_table(case.problem, case.schedule(places))]
    return to_xlsx(tables, "en")


def read_layout(event: Event, content: bytes) -> tuple[Case, Any]:
    """The timetable of a workbook in that layout, for the meetings of the event as they are now.

    Raises
    ------
    LayoutError
        Something is missing or unknown; each fault says where and what to do.
    """
    case = readable_case(event)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timetable.xlsx"
        path.write_bytes(content)
        return case, read_timetable(path, case.problem)


def readable_case(event: Event, base: Mapping[int, Place] | None = None) -> Case:
    """The problem under names that people read and that are there once each; locked meetings stay as in ``base``."""
    return case_of(event, base, _Readable(event).name)


class _Readable:
    """Names for a workbook: no separators in them, none twice."""

    def __init__(self, event: Event) -> None:
        self.names = Names(event)
        self.zone = self.names.zone
        self.taken: Counter[tuple[str, str]] = Counter()

    def name(self, kind: str, record: Any) -> str:
        if kind == "s":
            return self._slot(record)
        if kind == "p":
            return self._once(kind, self._person(record))
        if kind == "t":
            return self._once(kind, _SEPARATORS.sub(" ", record.name))
        return self._once(kind, f"{record.pk} {_SEPARATORS.sub(' ', self._meeting(record))}".strip())

    def _slot(self, slot: Slot) -> str:
        return f"{timezone.localtime(slot.starts, self.zone):%Y-%m-%d %H:%M}"

    def _person(self, person: Participant) -> str:
        return _SEPARATORS.sub(" ", str(person))

    def _meeting(self, meeting: Any) -> str:
        known = self.names.meetings[meeting.pk]
        return known.title or " – ".join(seat.participant.organisation_name for seat in known.seats.all())

    def _once(self, kind: str, name: str) -> str:
        self.taken[kind, name.casefold()] += 1
        count = self.taken[kind, name.casefold()]
        return name if count == 1 else f"{name} #{count}"


__all__ = ["LayoutError", "layout_xlsx", "read_layout", "readable_case", "timetable_xlsx"]
