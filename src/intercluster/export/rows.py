"""A typed table: what a page shows and what a spreadsheet, a CSV file or a document takes away."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Cell = str | int | float | bool | dt.date | None
Kind = Literal["text", "integer", "number", "percent", "money", "date", "link"]
Language = Literal["en", "fr"]

# A spreadsheet runs a cell that starts with one of these; the full-width forms are folded to them by some versions.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 cannot carry
_LONGEST = 32_767  # characters in a cell, the limit of the xlsx format


@dataclass(frozen=True)
class Column:
    """One column. ``percent`` values are fractions (0.25 shows as 25 %), ``money`` is in euros."""

    key: str
    label: str
    kind: Kind = "text"
    definition: str = ""  # unit, denominator, period and source, for the sheet of definitions


@dataclass(frozen=True)
class Table:
    """Rows are mappings by column key; a key that is missing is an empty cell."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Cell]]
    notes: Sequence[str] = ()


def clean(text: str) -> str:
    """Text without the control characters no office file can carry, cut at the longest cell there is."""
    text = _ILLEGAL.sub("", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text instead of showing it."""
    return text.startswith(_FORMULA_STARTS)


def is_web_address(text: str) -> bool:
    """Whether a link may be made clickable: web and e-mail addresses only, never ``file:`` or ``javascript:``."""
    return text.startswith(("https://", "http://", "mailto:")) and not re.search(r"\s", text)
