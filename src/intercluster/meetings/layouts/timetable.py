"""Read a timetable back: columns meeting, slot, table and people, as ``timetable_table`` writes them."""

from pathlib import Path

from intercluster.meetings.layouts.grids import LayoutError, Row, read_grids
from intercluster.meetings.problem import NOWHERE, Problem, Schedule

_NOT_PLACED = {"", "not placed"}


def read_timetable(path: Path, problem: Problem) -> Schedule:
    """The timetable in the sheet (or file) ``timetable`` of a workbook (or folder).

    Raises
    ------
    LayoutError
        It is missing, or names what the problem does not have; all faults are listed.
    """
    rows = read_grids(path).get("timetable")
    if not rows:
        raise LayoutError([f"{path.name}: there is no timetable; add a sheet (or timetable.csv) of that name."])
    faults: list[str] = []
    known = {
        "meeting": {problem.meeting_name(number).casefold(): number for number in range(len(problem.meetings))},
        "slot": {problem.slot_name(number).casefold(): number for number in range(len(problem.slots))},
        "table": {problem.table_name(number).casefold(): number for number in range(len(problem.tables))},
        "people": {problem.person_name(number).casefold(): number for number in range(len(problem.people))},
    }

    def number(row: Row, column: str, text: str) -> int:
        found = known[column].get(text.strip().casefold())
        if found is None:
            faults.append(f"{row.where(column)}: there is no {text.strip() or 'name'}; correct it.")
        return NOWHERE if found is None else found

    slots = [NOWHERE] * len(problem.meetings)
    tables = [NOWHERE] * len(problem.meetings)
    attendees: list[tuple[int, ...]] = [tuple(seat[0] for seat in meeting.seats) for meeting in problem.meetings]
    for row in rows:
        meeting = number(row, "meeting", row.get("meeting"))
        if meeting == NOWHERE or row.get("slot").casefold() in _NOT_PLACED:
            continue
        slots[meeting] = number(row, "slot", row.get("slot"))
        if row.get("table"):
            tables[meeting] = number(row, "table", row.get("table"))
        if row.get("people"):
            attendees[meeting] = tuple(number(row, "people", name) for name in row.get("people").split(";"))
    if faults:
        raise LayoutError(faults)
    return Schedule(tuple(slots), tuple(tables), tuple(attendees))
