"""Read who would like to meet whom: sheets ``people`` (person, most, least) and ``wishes``.

``wishes`` has the columns first, second, worth (any positive scale; 1 when empty) and rule (must, never or empty).
A pair that stands twice, in either order, gets the sum of its worths.
"""

from pathlib import Path

from intercluster.meetings.layouts.grids import LayoutError, Row, read_grids
from intercluster.meetings.selection import Candidate, Limits

_RULES = {"", "must", "never"}


def read_wishes(path: Path) -> tuple[list[Candidate], Limits]:
    """The pairs and the limits of a workbook or a folder of CSV files.

    Raises
    ------
    LayoutError
        Something is missing or wrong; all faults are listed, each with file, row, column and what to do.
    """
    grids = read_grids(path)
    faults = [
        f"{path.name}: there is no {sheet}; add a sheet (or {sheet}.csv) with the columns {columns}."
        for sheet, columns in (("people", "person, most, least"), ("wishes", "first, second, worth, rule"))
        if not grids.get(sheet)
    ]
    if faults:
        raise LayoutError(faults)
    numbers: dict[str, int] = {}
    caps, floors = [], []
    for row in grids["people"]:
        if not row.get("person") or row.get("person").casefold() in numbers:
            faults.append(f"{row.where('person')}: a name is missing or stands twice; give every person one name.")
        numbers.setdefault(row.get("person").casefold(), len(numbers))
        caps.append(_whole(row, "most", len(grids["wishes"]), faults))
        floors.append(_whole(row, "least", 0, faults))
    pairs: dict[tuple[int, int], tuple[float, str]] = {}
    for row in grids["wishes"]:
        first, second = (_person(row, column, numbers, faults) for column in ("first", "second"))
        worth, rule = _worth(row, faults), row.get("rule").casefold()
        if rule not in _RULES:
            faults.append(f"{row.where('rule')}: {rule} is neither must nor never; leave it empty for neither.")
        if first == second:
            faults.append(f"{row.where('second')}: a pair needs two different people; correct one.")
        key = (min(first, second), max(first, second))
        before, earlier = pairs.get(key, (0.0, ""))
        if earlier and rule and earlier != rule:
            faults.append(f"{row.where('rule')}: the pair is both must and never; keep one.")
        pairs[key] = (before + worth, rule or earlier)
    if faults:
        raise LayoutError(faults)
    names = tuple(row.get("person") for row in grids["people"])
    chosen = [
        Candidate(first, second, worth, must=rule == "must", never=rule == "never")
        for (first, second), (worth, rule) in pairs.items()
    ]
    return chosen, Limits(tuple(caps), tuple(floors), names)


def _person(row: Row, column: str, numbers: dict[str, int], faults: list[str]) -> int:
    number = numbers.get(row.get(column).casefold())
    if number is None:
        faults.append(f"{row.where(column)}: {row.get(column) or 'nobody'} is not in the sheet people; add the person.")
    return -len(faults) if number is None else number


def _whole(row: Row, column: str, otherwise: int, faults: list[str]) -> int:
    text = row.get(column)
    if text and not text.isdecimal():
        faults.append(f"{row.where(column)}: {text} is not a whole number; give one or leave it empty.")
    return int(text) if text.isdecimal() else otherwise


def _worth(row: Row, faults: list[str]) -> float:
    text = row.get("worth").replace(",", ".")
    try:
        worth = float(text) if text else 1.0
    except ValueError:
        worth = -1.0
    if worth < 0:
        faults.append(f"{row.where('worth')}: {text} is not a positive number; give one or leave it empty for 1.")
    return worth
