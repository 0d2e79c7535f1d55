"""Filling in the blanks of a clause: typed values, worded in the language of the text."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from intercluster.agreements.templates import Field, fields
from intercluster.export import Cell, Language
from intercluster.export.wording import long_date, shown

_BLANK = re.compile(r"\{([a-z_]+)\}")
_WHOLE = {"months", "days", "integer", "money"}
_MOST = 10**12


class BlankValueError(ValueError):
    """What was typed does not fit the type of the blank; ``code`` is "date", "whole" or "size"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def value_of(blank: Field, typed: str) -> str:
    """What was typed, checked and in one form: ISO date, plain digits, or the text.

    Raises
    ------
    BlankValueError
        It does not fit the type.
    """
    typed = typed.strip()
    if not typed:
        return ""
    if blank.type == "date":
        try:
            return dt.date.fromisoformat(typed).isoformat()
        except ValueError as wrong:
            raise BlankValueError("date") from wrong
    if blank.type in _WHOLE:
        digits = re.sub(r"[\s\u202f\u00a0]|€$", "", typed)
        if not re.fullmatch(r"[0-9]{1,13}", digits):
            raise BlankValueError("whole")
        if int(digits) > _MOST:
            raise BlankValueError("size")
        return str(int(digits))
    return typed


def blanks_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The names of the blanks in some texts, in order, each once; only those that can be filled in."""
    named = [name for text in texts for name in _BLANK.findall(text)]
    return tuple(name for name in dict.fromkeys(named) if name in fields())


def filled(text: str, values: Mapping[str, str], parties: Sequence[str], language: Language) -> str:
    """The text with its blanks filled; what is still open stands in brackets under its label. Braces that name no
    blank stay as they are."""

    def put(found: re.Match[str]) -> str:
        name = found[1]
        if name == "parties":
            return "\n".join(f"– {party}" for party in parties)
        blank = fields().get(name)
        if blank is None:
            return found[0]
        value = values.get(name, "")
        return _worded(blank, value, language) if value else f"[{blank.label.said(language)}]"

    return _BLANK.sub(put, text)


def _worded(blank: Field, value: str, language: Language) -> str:
    if blank.type == "date":
        return long_date(dt.date.fromisoformat(value), language)
    if blank.type in _WHOLE:
        number: Cell = int(value)
        return shown(number, "money" if blank.type == "money" else "integer", language)
    return value
