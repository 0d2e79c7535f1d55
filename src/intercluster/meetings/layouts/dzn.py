"""Read and write the MiniZinc data layout of the published instances (JAIR 74, 2022).

``requested`` lists two people and a session for each meeting: 1 morning, 2 afternoon, 3 any. ``forbidden`` holds each
person's closed slots, ``fixed`` each meeting's slot, ``precedences`` the meetings that come before each meeting;
0 stands for "none" in all three. Numbers count from 1.
"""

import re
from pathlib import Path

from intercluster.meetings.masks import ALL, mask_of, slots_of
from intercluster.meetings.problem import Meeting, Person, Problem, ProblemError, Slot, Table

MORNING, AFTERNOON, ANY = 1, 2, 3
SESSION_NAMES = ("AM", "PM")
_ITEM = re.compile(r"(\w+)\s*=\s*([^;]*);")
_COMMENT = re.compile(r"%[^\n]*")
_NEEDED = ("nBusiness", "nTotalSlots", "nTables", "requested")


def read_dzn(path: Path, fairness: int | None = 2) -> Problem:
    """The problem in a ``.dzn`` file, which does not hold the fairness itself.

    Raises
    ------
    ProblemError
        The file lacks an item or contradicts itself; the message names the file and the item.
    """
    try:
        return parse_dzn(path.read_text(encoding="utf-8"), path.name, fairness)
    except UnicodeDecodeError as error:
        raise ProblemError(f"{path.name}: this is not a text file in UTF-8; give a .dzn file.") from error


def parse_dzn(text: str, name: str, fairness: int | None = 2) -> Problem:
    """As ``read_dzn``, from the text itself; ``name`` is what messages call it."""
    items = dict(_ITEM.findall(_COMMENT.sub("", text)))
    missing = [item for item in _NEEDED if item not in items]
    if missing:
        raise ProblemError(f"{name}: {', '.join(missing)} missing; give a file in the published layout.")
    try:
        return _problem(items, fairness)
    except ValueError as error:
        raise ProblemError(f"{name}: {error}") from error


def _problem(items: dict[str, str], fairness: int | None) -> Problem:
    people, slots, tables = (_whole(items, key) for key in ("nBusiness", "nTotalSlots", "nTables"))
    mornings = _whole(items, "nMorningSlots") if "nMorningSlots" in items else slots
    rows = [_numbers(row) for row in items["requested"].strip(" []\n\r\t").split("|") if _numbers(row)]
    count = _whole(items, "nMeetings") if "nMeetings" in items else len(rows)
    if len(rows) != count or any(len(row) != 3 for row in rows):
        raise ProblemError(f"requested: {count} rows of two people and a session are needed, {len(rows)} are there.")
    forbidden = _sets(items, "forbidden", people)
    earlier = _sets(items, "precedences", len(rows))
    fixed = _numbers(items.get("fixed", "")) or [0] * len(rows)
    if len(fixed) != len(rows):
        raise ProblemError(f"fixed: {len(rows)} slots are needed, {len(fixed)} are there.")
    first_half = (1 << mornings) - 1
    wishes = {MORNING: first_half, AFTERNOON: ((1 << slots) - 1) & ~first_half, ANY: ALL, 0: ALL}
    if any(row[2] not in wishes for row in rows):
        raise ProblemError("requested: the session of a meeting is 1 (morning), 2 (afternoon) or 3 (any).")
    return Problem(
        slots=tuple(Slot(session=SESSION_NAMES[slot >= mornings]) for slot in range(slots)),
        people=tuple(Person(open=ALL & ~mask_of(slot - 1 for slot in closed if slot)) for closed in forbidden),
        tables=(Table(),) * tables,
        meetings=tuple(
            Meeting(
                seats=((first - 1,), (second - 1,)),
                slots=wishes[session],
                slot=slot - 1 if slot else None,
                after=tuple(sorted(other - 1 for other in befores if other)),
            )
            for (first, second, session), slot, befores in zip(rows, fixed, earlier, strict=True)
        ),
        fairness=fairness,
    )


def _whole(items: dict[str, str], key: str) -> int:
    try:
        return int(items[key])
    except ValueError as error:
        raise ProblemError(f"{key}: {items[key].strip()[:40]!r} is not a whole number.") from error


def _sets(items: dict[str, str], key: str, count: int) -> list[list[int]]:
    found = [_numbers(inner) for inner in re.findall(r"\{([^}]*)\}", items.get(key, ""))]
    if key not in items or not found:
        return [[] for _ in range(count)]
    if len(found) != count:
        raise ProblemError(f"{key}: {count} sets are needed, {len(found)} are there.")
    return found


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", text)]


def write_dzn(problem: Problem) -> str:
    """The text of a ``.dzn`` file.

    Raises
    ------
    ProblemError
        The problem has what the layout cannot say: days, booths, three people, choices of representatives, tables that
        close, or wishes other than a whole session.
    """
    mornings = sum(slot.session == SESSION_NAMES[0] for slot in problem.slots) or len(problem.slots)
    first_half = (1 << mornings) - 1
    sessions = {first_half: MORNING, problem.every_slot & ~first_half: AFTERNOON, problem.every_slot: ANY}
    _refuse(problem, sessions)
    requested = "".join(
        f"|{meeting.seats[0][0] + 1}, {meeting.seats[1][0] + 1},{sessions[meeting.slots & problem.every_slot]}, \n"
        for meeting in problem.meetings
    )
    closed = (slots_of(problem.every_slot & ~person.open) for person in problem.people)
    forbidden = ",\n".join("{" + ",".join(["0", *(str(slot + 1) for slot in slots)]) + "}" for slots in closed)
    fixed = ",".join(str(meeting.slot + 1 if meeting.slot is not None else 0) for meeting in problem.meetings)
    before = ",\n".join("{" + ",".join(str(other + 1) for other in meeting.after) + "}" for meeting in problem.meetings)
    sizes = {
        "nBusiness": len(problem.people),
        "nMeetings": len(problem.meetings),
        "nTables": len(problem.tables),
        "nTotalSlots": len(problem.slots),
        "nMorningSlots": mornings,
    }
    lists = {"requested": requested + "|", "forbidden": forbidden, "fixed": fixed, "precedences": before}
    return "".join(
        [
            *(f"{key} = {size};\n" for key, size in sizes.items()),
            *(f"\n{key} = [{items}];\n" for key, items in lists.items()),
        ]
    )


def _refuse(problem: Problem, sessions: dict[int, int]) -> None:
    beyond = {
        "several days": len(problem.days) > 1,
        "meetings of three and more people": any(len(meeting.seats) > 2 for meeting in problem.meetings),
        "a choice of representatives": problem.has_choices,
        "booths and fixed tables": any(table >= 0 for table in problem.fixed_table),
        "tables that are closed or reserved": any(
            table.reserved or table.open & problem.every_slot != problem.every_slot for table in problem.tables
        ),
        "wishes other than morning, afternoon or any": any(
            meeting.slots & problem.every_slot not in sessions for meeting in problem.meetings
        ),
    }
    found = [words for words, holds in beyond.items() if holds]
    if found:
        raise ProblemError(f"the .dzn layout cannot hold {', '.join(found)}; write a workbook instead.")
