"""A problem and its timetable as tables for a workbook or CSV files; the problem can be read back."""

from collections.abc import Sequence

from intercluster.export import Column, Table
from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import NOWHERE, Meeting, Problem, Schedule

_OF = {
    "slots": "slot day session",
    "people": "person organisation closed booth",
    "tables": "table room closed booth",
    "meetings": "meeting people when slot table after",
    "rooms": "room|other room|metres",
    "settings": "setting value",
}


def problem_tables(problem: Problem) -> list[Table]:
    """The sheets ``read_workbook`` reads. Things without a name get their number from 1."""
    rows = {
        "slots": [
            {"slot": problem.slot_name(number), "day": f"day {slot.day + 1}", "session": slot.session}
            for number, slot in enumerate(problem.slots)
        ],
        "people": [
            {
                "person": problem.person_name(number),
                "organisation": person.organisation,
                "closed": _times(problem, problem.every_slot & ~person.open),
                "booth": problem.table_name(person.booth) if person.booth is not None else "",
            }
            for number, person in enumerate(problem.people)
        ],
        "tables": [
            {
                "table": problem.table_name(number),
                "room": table.room,
                "closed": _times(problem, problem.every_slot & ~table.open),
                "booth": "yes" if table.reserved else "",
            }
            for number, table in enumerate(problem.tables)
        ],
        "meetings": [_meeting(problem, number, meeting) for number, meeting in enumerate(problem.meetings)],
        "rooms": [
            {"room": first, "other room": second, "metres": f"{metres:g}"}
            for first, second, metres in problem.distances
        ],
        "settings": [{"setting": "fairness", "value": "" if problem.fairness is None else str(problem.fairness)}],
    }
    return [_table(name, _OF[name], rows[name]) for name in _OF]


def timetable_table(problem: Problem, schedule: Schedule) -> Table:
    """One row a meeting, in the order of slots and tables; those not placed last."""
    order = sorted(
        range(len(problem.meetings)),
        key=lambda number: (
            schedule.slot_of[number] == NOWHERE,
            schedule.slot_of[number],
            schedule.table_of[number],
            number,
        ),
    )
    rows = [
        {
            "meeting": problem.meeting_name(number),
            "slot": problem.slot_name(slot) if (slot := schedule.slot_of[number]) != NOWHERE else "not placed",
            "table": problem.table_name(table) if (table := schedule.table_of[number]) != NOWHERE else "",
            "people": "; ".join(problem.person_name(person) for person in schedule.attendees[number]),
        }
        for number in order
    ]
    return _table("timetable", "meeting slot table people", rows)


def _meeting(problem: Problem, number: int, meeting: Meeting) -> dict[str, str]:
    wish = meeting.slots & problem.every_slot
    return {
        "meeting": problem.meeting_name(number),
        "people": "; ".join(" | ".join(problem.person_name(person) for person in seat) for seat in meeting.seats),
        "when": "" if wish == problem.every_slot else _times(problem, wish),
        "slot": problem.slot_name(meeting.slot) if meeting.slot is not None else "",
        "table": problem.table_name(meeting.table) if meeting.table is not None else "",
        "after": "; ".join(problem.meeting_name(other) for other in meeting.after),
    }


def _times(problem: Problem, mask: int) -> str:
    return "; ".join(problem.slot_name(slot) for slot in slots_of(mask))


def _table(name: str, columns: str, rows: Sequence[dict[str, str]]) -> Table:
    keys = columns.split("|") if "|" in columns else columns.split()
    return Table(name, [Column(key, key) for key in keys], rows)
