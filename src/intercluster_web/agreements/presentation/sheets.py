"""A comparison frozen into a sheet, in both languages, and the sheet in words."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation

from intercluster_web.agreements.models import Sheet
from intercluster_web.languages import language
from intercluster_web.scouting.presentation.comparison import CellView, sheet
from intercluster_web.scouting.queries.comparing import comparison_of
from intercluster_web.scouting.queries.ground import evidence_version, ground


@dataclass(frozen=True)
class Line:
    """A row of the sheet: what each of the two says; ``differs`` where two known answers are not the same."""

    code: str
    label: str
    first: str
    second: str
    differs: bool


def freeze(keys: list[str]) -> dict[str, Any]:
    """What the comparison of two organisations says today, in both languages.

    Raises
    ------
    ValueError
        One of them is no longer in the directory.
    """
    here = ground()
    frozen: dict[str, Any] = {"evidence": evidence_version(here.base)}
    for code in ("en", "fr"):
        with translation.override(code):
            shown = sheet(comparison_of(here, keys))
            frozen[code] = [
                {"head": head, "rows": [_row(row) for row in rows if any(_said(cell) for cell in row.cells)]}
                for head, rows in shown.heads
            ]
            frozen[f"partners_{code}"] = [f"{each.text} ({each.detail})" for each in shown.common_partners]
        frozen["period"] = list(shown.period) if shown.period else []
    return frozen


def heads(of: Sheet) -> list[tuple[str, list[Line]]]:
    """The frozen rows under their heads, in the language of the page."""
    return [
        (each["head"], [Line(**row) for row in each["rows"]]) for each in of.frozen.get(language(), []) if each["rows"]
    ]


def partners(of: Sheet) -> list[str]:
    """Partners both have."""
    return list(of.frozen.get(f"partners_{language()}", []))


def row_choices(of: Sheet) -> list[tuple[str, str]]:
    return [(line.code, line.label) for _head, lines in heads(of) for line in lines]


def _row(row: Any) -> dict[str, Any]:
    first, second = (_said(cell) for cell in row.cells)
    return {"code": row.code, "label": row.label, "first": first, "second": second, "differs": row.differs}


def _said(cell: CellView) -> str:
    items = ", ".join(f"{item.text} ({item.detail})" if item.detail else item.text for item in cell.items)
    return "; ".join(part for part in (cell.text, items) if part)
