"""The few words exported files add of their own, in the languages of the project."""

import datetime as dt
from typing import Final

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from intercluster.export.rows import Cell, Kind, Language

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "definitions": "Definitions and sources",
        "table": "Table",
        "column": "Column",
        "meaning": "Meaning",
        "note": "Note",
        "made_on": "Made on {date}",
        "made_with": "Made with intercluster",
        "page": "Page {page} of {pages}",
        "yes": "yes",
        "no": "no",
        "nothing": "No rows.",
    },
    "fr": {
        "definitions": "Définitions et sources",
        "table": "Tableau",
        "column": "Colonne",
        "meaning": "Signification",
        "note": "Note",
        "made_on": "Établi le {date}",
        "made_with": "Établi avec intercluster",
        "page": "Page {page} sur {pages}",
        "yes": "oui",
        "no": "non",
        "nothing": "Aucune ligne.",
    },
}

_PERCENT: Final[dict[Language, str]] = {"en": "0.#%", "fr": "0.#\u00a0%"}
_MONEY: Final[dict[Language, str]] = {"en": "¤#,##0", "fr": "#,##0\u00a0¤"}


def long_date(day: dt.date, language: Language) -> str:
    """A date in full words."""
    return str(format_date(day, format="long", locale=language))


def shown(value: Cell, kind: Kind, language: Language) -> str:
    """A value as people read it in a document."""
    match value:
        case None:
            text = ""
        case bool():
            text = WORDS[language]["yes" if value else "no"]
        case str():
            text = value
        case dt.date():
            text = str(format_date(value, format="medium", locale=language))
        case _:
            text = _number(value, kind, language)
    return text


def _number(value: float, kind: Kind, language: Language) -> str:
    match kind:
        case "integer":
            text = format_decimal(round(value), locale=language)
        case "percent":
            text = format_percent(value, format=_PERCENT[language], locale=language)
        case "money":
            text = format_currency(round(value), "EUR", _MONEY[language], locale=language, currency_digits=False)
        case _:
            text = format_decimal(value, locale=language)
    return str(text)
