"""What people write in a cell of a spreadsheet, read as a value; a row that is wrong says where and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from intercluster.fields.wording import words
from intercluster.territory.countries import country_name, known_countries, normalise_country

LARGEST_CELL = 2000  # characters
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y")


@dataclass(frozen=True)
class RowError:
    """Something to correct: where it is and what to do."""

    line: int
    column: str
    value: str
    message: str


def plain_text(cell: str) -> str:
    """A cell without the apostrophe our own CSV files put before what looks like a formula.

    Raises
    ------
    ValidationError
        Longer than ``LARGEST_CELL`` characters.
    """
    text = cell.removeprefix("'") if cell[:2] in {"'=", "'+", "'-", "'@"} else cell
    if len(text) > LARGEST_CELL:
        raise ValidationError(_("Longer than %(most)s characters; shorten it.") % {"most": LARGEST_CELL})
    return text


def short_text(most: int) -> Callable[[str], str]:
    """Reads a text of at most ``most`` characters, its spaces put in order."""

    def read(text: str) -> str:
        if len(text) > most:
            raise ValidationError(_("Longer than %(most)s characters; shorten it.") % {"most": most})
        return " ".join(text.split())

    return read


def read_email(text: str) -> str:
    """One address, in small letters."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(_("Not an e-mail address. Write one address, such as name@example.org.")) from None
    return address


def read_web_address(text: str) -> str:
    """An address of a page; ``https`` where nobody wrote it."""
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise ValidationError(_("Not a web address.")) from None
    return address


def degrees(limit: int) -> Callable[[str], float]:
    """Reads an angle of at most ``limit`` degrees, such as a latitude."""

    def read(text: str) -> float:
        try:
            value = float(text.replace(",", ".").replace(" ", ""))
        except ValueError:
            raise ValidationError(_("Not a number. Write degrees, such as 45.76 or 45,76.")) from None
        if not abs(value) <= limit:  # so that "nan" is refused too
            raise ValidationError(_("Degrees go from −%(limit)s to %(limit)s.") % {"limit": limit})
        return value

    return read


def read_country(text: str) -> str:
    """A country by code, or by its name in English or French."""
    code = normalise_country(text)
    if code in known_countries():
        return code
    named = _country_names().get(_folded(text))
    if named is None:
        raise ValidationError(_("Unknown country. Write its name in English or French, or its two-letter code."))
    return named


def read_day(text: str) -> date:
    """A day as 31/12/2025 or 2025-12-31."""
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    raise ValidationError(_("Not a date. Write 31/12/2025 or 2025-12-31."))


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    names = {_folded(country_name(code, speech)): code for code in known_countries() for speech in ("en", "fr")}
    return names | {"uk": "GB", "royaume uni": "GB", "etats unis": "US", "usa": "US"}


def _folded(text: str) -> str:
    return " ".join(words(text))
