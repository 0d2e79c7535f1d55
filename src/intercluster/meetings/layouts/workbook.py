"""Read a timetable problem from a workbook (.xlsx) or a folder of CSV files with the same headings.

Sheets (files): ``slots``, ``people``, ``tables``, ``meetings``, and where wanted ``rooms`` and ``settings``. Several
things in one cell are separated by ``;``. A time is the name of a slot, a session or a day.

* slots: slot, day, session
* people: person, organisation, closed (times), booth (a table)
* tables: table, room, closed (times), booth (yes: holds only the meetings fixed to it)
* meetings: meeting, people, when (times wished for), slot (where it is fixed), table, after (meetings held before).
  In ``people``, ``Ada | Ben`` means one of the two; the name of an organisation means one of its people.
* rooms: room, other room, metres
* settings: setting, value; ``fairness`` is the largest difference in gaps between two people, empty for any

``docs/methods/meetings.md`` shows the same with an example.
"""

from collections.abc import Sequence
from pathlib import Path

from intercluster.meetings.layouts.grids import LayoutError, Row, read_grids
from intercluster.meetings.masks import ALL
from intercluster.meetings.problem import Meeting, Person, Problem, ProblemError, Slot, Table

SHEETS = {
    "slots": ("slot",),
    "people": ("person",),
    "meetings": ("people",),
    "tables": ("table",),
    "rooms": ("room", "other room", "metres"),
    "settings": ("setting", "value"),
}
"""The sheets and the columns each must have."""
NEEDED = ("slots", "people", "tables", "meetings")
_YES = {"yes", "y", "true", "1", "x", "oui", "o", "vrai"}


def read_workbook(path: Path) -> Problem:
    """The problem in a workbook or folder.

    Raises
    ------
    LayoutError
        Something is missing or wrong; all faults are listed, each with file, row, column and what to do.
    """
    grids = read_grids(path)
    faults = _missing(path, grids)
    if faults:
        raise LayoutError(faults)
    reader = _Reader(grids)
    problem = reader.read(path.name)
    if problem is None:
        raise LayoutError(reader.faults)
    return problem


def _missing(path: Path, grids: dict[str, list[Row]]) -> list[str]:
    faults = [
        f"{path.name}: there is no {sheet}; add a sheet (or {sheet}.csv) with the columns {', '.join(SHEETS[sheet])}."
        for sheet in NEEDED
        if not grids.get(sheet)
    ]
    for sheet, columns in SHEETS.items():
        for row in grids.get(sheet, [])[:1]:
            faults.extend(
                f"{row.sheet}, row 1: the column {column} is missing; add it to the first row."
                for column in columns
                if column not in row.cells
            )
    return faults


class _Reader:
    """Turns rows into a problem and collects what is wrong on the way."""

    def __init__(self, grids: dict[str, list[Row]]) -> None:
        self.grids = grids
        self.faults: list[str] = []
        self.times: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.organisations: dict[str, list[int]] = {}
        self.tables: dict[str, int] = {}
        self.meetings: dict[str, int] = {}

    def read(self, name: str) -> Problem | None:
        slots = self._slots()
        self.tables = self._numbers("tables", "table")
        self.people = self._numbers("people", "person")
        self.meetings = self._numbers("meetings", "meeting")
        tables = tuple(
            Table(row.get("table"), row.get("room"), ALL & ~self._when(row, "closed"), self._yes(row, "booth"))
            for row in self.grids["tables"]
        )
        people = tuple(self._person(number, row) for number, row in enumerate(self.grids["people"]))
        meetings = tuple(self._meeting(row) for row in self.grids["meetings"])
        distances = tuple(
            (row.get("room"), row.get("other room"), self._amount(row, "metres")) for row in self.grids.get("rooms", [])
        )
        fairness = self._fairness()
        if self.faults:
            return None
        try:
            return Problem(slots, people, tables, meetings, fairness, distances)
        except ProblemError as error:
            self.faults.append(f"{name}: {error}.")
            return None

    def _slots(self) -> tuple[Slot, ...]:
        days: dict[str, int] = {}
        slots = []
        for number, row in enumerate(self.grids["slots"]):
            day = row.get("day")
            slots.append(Slot(row.get("slot"), days.setdefault(day, len(days)), row.get("session")))
            for label in (row.get("slot"), day, row.get("session")):
                if label:
                    self.times[label.casefold()] = self.times.get(label.casefold(), 0) | 1 << number
        self._numbers("slots", "slot")
        return tuple(slots)

    def _numbers(self, sheet: str, column: str) -> dict[str, int]:
        """The number of each name; a name that stands twice is a fault."""
        numbers: dict[str, int] = {}
        for number, row in enumerate(self.grids[sheet]):
            name = row.get(column).casefold()
            if not name and sheet != "meetings":
                self._fault(row, column, "is empty; give a name")
            elif name and numbers.setdefault(name, number) != number:
                self._fault(row, column, f"{row.get(column)} stands there twice; give it another name")
        return numbers

    def _person(self, number: int, row: Row) -> Person:
        organisation = row.get("organisation")
        if organisation:
            self.organisations.setdefault(organisation.casefold(), []).append(number)
        booth = self._one(row, "booth", self.tables, "table") if row.get("booth") else None
        return Person(row.get("person"), organisation, ALL & ~self._when(row, "closed"), booth)

    def _meeting(self, row: Row) -> Meeting:
        seats = tuple(self._seat(row, part) for part in _parts(row.get("people")))
        if len(seats) < 2:
            self._fault(row, "people", "names fewer than two; separate people by ;")
        slot = None
        if row.get("slot"):
            mask = self._when(row, "slot")
            slot = mask.bit_length() - 1
            if mask.bit_count() != 1:
                self._fault(row, "slot", f"{row.get('slot')} is not one slot; give the name of a slot")
        return Meeting(
            seats=seats,
            slots=self._when(row, "when") if row.get("when") else ALL,
            slot=slot,
            table=self._one(row, "table", self.tables, "table") if row.get("table") else None,
            after=tuple(self._known(row, "after", part, self.meetings, "meeting") for part in _parts(row.get("after"))),
            name=row.get("meeting"),
        )

    def _seat(self, row: Row, text: str) -> tuple[int, ...]:
        people: list[int] = []
        for name in text.split("|"):
            key = name.strip().casefold()
            if key in self.people:
                people.append(self.people[key])
            elif key in self.organisations:
                people.extend(self.organisations[key])
            else:
                self._fault(row, "people", f"{name.strip()} is not among the people or organisations; add the person")
        return tuple(people)

    def _one(self, row: Row, column: str, known: dict[str, int], what: str) -> int:
        return self._known(row, column, row.get(column), known, what)

    def _known(self, row: Row, column: str, name: str, known: dict[str, int], what: str) -> int:
        number = known.get(name.casefold())
        if number is None:
            self._fault(row, column, f"there is no {what} {name}; add it or correct the name")
        return number or 0

    def _when(self, row: Row, column: str) -> int:
        mask = 0
        for part in _parts(row.get(column)):
            if part.casefold() not in self.times:
                self._fault(row, column, f"{part} is no slot, session or day; use the names of the sheet slots")
            mask |= self.times.get(part.casefold(), 0)
        return mask

    def _yes(self, row: Row, column: str) -> bool:
        return row.get(column).casefold() in _YES

    def _amount(self, row: Row, column: str) -> float:
        try:
            amount = float(row.get(column).replace(",", "."))
        except ValueError:
            amount = -1.0
        if amount < 0:
            self._fault(row, column, f"{row.get(column) or 'an empty cell'} is not a length; give metres")
        return amount

    def _fairness(self) -> int | None:
        for row in self.grids.get("settings", []):
            if row.get("setting").casefold() == "fairness":
                text = row.get("value")
                if text and not text.isdecimal():
                    self._fault(row, "value", f"{text} is not a whole number; give 0, 1, 2… or leave it empty for any")
                return int(text) if text.isdecimal() else None
        return 2

    def _fault(self, row: Row, column: str, words: str) -> None:
        self.faults.append(f"{row.where(column)}: {words}.")


def _parts(text: str) -> Sequence[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
