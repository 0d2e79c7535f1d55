"""Countries by ISO 3166-1 alpha-2: spelling, names by language, official languages, continent."""

import csv
from functools import lru_cache

from babel import Locale
from babel.languages import get_official_languages

from intercluster.datafolder import BUNDLED

_EU_SPELLINGS = {"UK": "GB", "EL": "GR"}


class UnknownCountryError(ValueError):
    """The code is not a country of ISO 3166-1 (or XK, Kosovo)."""


def normalise_country(code: str) -> str:
    """Upper case; the European Union's ``UK`` and ``EL`` become ``GB`` and ``GR``."""
    clean = code.strip().upper()
    return _EU_SPELLINGS.get(clean, clean)


def country_name(code: str, language: str = "en") -> str:
    """The country's name in a language (CLDR, through Babel); the code itself where CLDR has no name."""
    clean = normalise_country(code)
    return str(Locale.parse(language.replace("-", "_")).territories.get(clean, clean))


def official_languages(code: str) -> tuple[str, ...]:
    """Languages official in the whole country or in fact used as such, most spoken first (CLDR)."""
    return tuple(get_official_languages(normalise_country(code), de_facto=True))


def continent(code: str) -> str:
    """``AF``, ``AN``, ``AS``, ``EU``, ``NA``, ``OC`` or ``SA`` (GeoNames).

    Raises
    ------
    UnknownCountryError
        The code is not a country.
    """
    try:
        return _continents()[normalise_country(code)]
    except KeyError:
        raise UnknownCountryError(f"{code!r} is not an ISO 3166-1 country code") from None


def known_countries() -> frozenset[str]:
    """Every country code we know."""
    return frozenset(_continents())


@lru_cache(maxsize=1)
def _continents() -> dict[str, str]:
    with (BUNDLED / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["country"]: row["continent"] for row in csv.DictReader(file)}
