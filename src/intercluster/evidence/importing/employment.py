"""Eurostat structural business statistics: persons employed by NUTS 2 region and NACE division, told in NUTS 2021.

Three layouts are read: the old TSV (``nace_r2,indic_sb,geo\\time``), the present TSV
(``freq,nace_r2,indic_sb,geo\\TIME_PERIOD``) and SDMX-CSV (``geo``, ``TIME_PERIOD``, ``OBS_VALUE``).
Cells hold a number and flags (``708 b``) or ``:`` where the figure is missing or confidential.
"""

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa

from intercluster.evidence.importing.problems import FileProblemError, Problem, shorten
from intercluster.evidence.importing.sources import SourceFile
from intercluster.evidence.importing.text import Lines, readable
from intercluster.evidence.schema import EMPLOYMENT
from intercluster.territory.nuts import UnknownNutsCodeError, nuts_converter

PERSONS_EMPLOYED: Final = (
    "V16110",
    "EMP_LOC_NR",
    "EMP_NR",
)  # persons employed, in the codes of the old and new surveys
NUTS_2013: Final = 2013  # the version of the regional file that ends in 2015
_SLIGHT = 0.02  # a smaller piece of an old region may be missing from a new one
_DIVISION = re.compile(r"[A-Z]\d\d")
_VALUE = re.compile(r"(?:(\d+(?:\.\d+)?)|:)?\s*[a-z]{0,3}")
_Key = tuple[str, str, int]  # region as the file writes it, division, year


@dataclass
class Cells:
    """Persons employed by region, division and year as the file says, with the lines of cells and of first regions."""

    persons: dict[_Key, float] = field(default_factory=dict)
    lines: dict[_Key, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    as_of: dt.date | None = None
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


def is_employment(first_line: str) -> bool:
    """Whether a file begins as a regional structural business statistics file does."""
    folded = first_line.casefold()
    return "nace_r2" in folded and "geo" in folded


def read_employment(source: SourceFile, tick: Callable[[int], None]) -> Cells:
    """Read the persons employed; other indicators, groups of divisions and other NUTS levels are passed over.

    Raises
    ------
    FileProblemError
        A column is missing, or there is no row of persons employed by region.
    """
    with readable(source), source.open() as stream:
        text = Lines(stream, "utf-8-sig", source, tick)
        lines = iter(text)
        header = next(lines, "").strip("\r\n")
        cells = _read_tsv(header, lines, source) if "\t" in header else _read_sdmx(header, lines, source)
    if not cells.persons and not cells.problems:
        raise FileProblemError(Problem(source.name, "header_only"))
    return cells


def employment_table(cells: Cells, source: SourceFile) -> pa.Table:
    """The figures in NUTS 2021.

    A new region is the sum of its pieces (population-weighted shares of the old regions) and is left out
    for a year and division that lacks one of them.
    """
    converter = nuts_converter()
    last_year = max((year for _, _, year in cells.persons), default=1)
    as_of = cells.as_of or dt.date(last_year, 12, 31)  # a file that names no day of update
    version = NUTS_2013 if last_year <= 2015 else None
    pieces: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for region, line in cells.regions.items():
        try:
            known = version is not None and converter.known(region, version)
            shares = converter.convert(region, version if known else None)
        except UnknownNutsCodeError:
            cells.problems.append(Problem(source.name, "unknown_nuts", line, "geo", shorten(region)))
            continue
        for share in shares:
            if share.weight >= _SLIGHT:
                pieces[share.zone].append((region, share.weight))
    years_and_divisions = sorted({(division, year) for _, division, year in cells.persons})
    rows = [
        {
            "zone": zone,
            "concept": f"nace:{division}",
            "year": year,
            "persons": round(sum(cells.persons[region, division, year] * weight for region, weight in parts), 1),
            "source": source.origin,
            "as_of": as_of,
        }
        for zone, parts in sorted(pieces.items())
        for division, year in years_and_divisions
        if all((region, division, year) in cells.persons for region, _ in parts)
    ]
    return pa.Table.from_pylist(rows, EMPLOYMENT)


def _read_tsv(header: str, lines: Iterator[str], source: SourceFile) -> Cells:
    names, *years = (cell.strip() for cell in header.split("\t"))
    places = _places(names.split("\\")[0].split(","), source)
    cells = Cells()
    for number, line in enumerate(lines, start=2):
        keys, *values = line.rstrip("\r\n").split("\t")
        parts = keys.split(",")
        if not line.strip():
            continue
        cells.rows += 1
        if len(values) != len(years) or len(parts) <= max(places.values()):
            found = {"found": len(values) + 1, "expected": len(years) + 1}
            cells.problems.append(Problem(source.name, "wrong_cell_count", number, "", shorten(keys), found))
            continue
        keyed = {name: parts[place].strip() for name, place in places.items()}
        for year, value in zip(years, values, strict=True) if _wanted(keyed) else ():
            _add(cells, source.name, number, keyed | {"TIME_PERIOD": year, "OBS_VALUE": value.strip()})
    return cells


def _read_sdmx(header: str, lines: Iterator[str], source: SourceFile) -> Cells:
    names = next(csv.reader([header]), [])
    places = _places(names, source, ("TIME_PERIOD", "OBS_VALUE"))
    updated = {name.casefold(): place for place, name in enumerate(names)}.get("last update")
    cells = Cells()
    for number, line in enumerate(lines, start=2):
        row = next(csv.reader(io.StringIO(line)), [])
        if not row:
            continue
        cells.rows += 1
        if len(row) != len(names):
            found = {"found": len(row), "expected": len(names)}
            cells.problems.append(Problem(source.name, "wrong_cell_count", number, "", shorten(line), found))
            continue
        if updated is not None and cells.as_of is None:
            cells.as_of = _update_day(row[updated])
        keyed = {name: row[place].strip() for name, place in places.items()}
        if _wanted(keyed):
            _add(cells, source.name, number, keyed)
    return cells


def _places(names: list[str], source: SourceFile, more: tuple[str, ...] = ()) -> dict[str, int]:
    folded = {name.strip().casefold(): place for place, name in enumerate(names)}
    if "indic_sbs" in folded:
        folded["indic_sb"] = folded["indic_sbs"]
    wanted = ("nace_r2", "indic_sb", "geo", *more)
    if missing := [name for name in wanted if name.casefold() not in folded]:
        raise FileProblemError(Problem(source.name, "missing_columns", 1, params={"columns": ", ".join(missing)}))
    return {name: folded[name.casefold()] for name in wanted}


def _add(cells: Cells, file: str, line: int, keys: dict[str, str]) -> None:
    region, year = keys["geo"], keys["TIME_PERIOD"]
    found = _VALUE.fullmatch(keys["OBS_VALUE"])
    if found is None:
        cells.problems.append(Problem(file, "not_a_number", line, year, shorten(keys["OBS_VALUE"])))
        return
    if not year.isdecimal() or len(year) > 4:
        cells.problems.append(Problem(file, "not_a_number", line, "TIME_PERIOD", shorten(year)))
        return
    cells.regions.setdefault(region, line)
    if found[1] is None:
        return
    key = (region, keys["nace_r2"][1:], int(year))
    if key in cells.persons:
        first: dict[str, str | int] = {"key": "nace_r2, geo and year", "first": cells.lines[key]}
        cells.problems.append(Problem(file, "duplicate_key", line, "geo", shorten(region), first))
        return
    cells.persons[key] = float(found[1])
    cells.lines[key] = line


def _wanted(keys: dict[str, str]) -> bool:
    region = keys["geo"]
    return (
        keys["indic_sb"] in PERSONS_EMPLOYED
        and _DIVISION.fullmatch(keys["nace_r2"]) is not None
        and len(region) == 4
        and region[:2].isalpha()
        and not region.startswith(("EU", "EA"))
        and region[2:].strip("Z") != ""
    )


def _update_day(text: str) -> dt.date | None:
    """The day of ``28/08/23 23:00:00`` or ``2023-08-28T23:00:00``."""
    for pattern, width in (("%d/%m/%y", 8), ("%Y-%m-%d", 10)):
        try:
            return dt.datetime.strptime(text[:width], pattern).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None
