"""Country names in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

from intercluster.territory import countries

_LANGUAGES = ("en", "fr")
_ACCENTS = str.maketrans("àâäéèêëîïôöùûüçåø", "aaaeeeeiioouuucao")


def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes; GB and GR, never UK and EL."""
    return countries.known_countries()


def country_name(code: str | None) -> str:
    """The name of a country in the language of the page."""
    return countries.country_name(code, _language()) if code else ""


def country_choices() -> list[tuple[str, str]]:
    """All countries by name in the language of the page."""
    return list(_choices(_language()))


def _language() -> str:
    language = (get_language() or "en")[:2]
    return language if language in _LANGUAGES else "en"


@lru_cache(maxsize=len(_LANGUAGES))
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    named = [(code, countries.country_name(code, language)) for code in country_codes()]
    return tuple(sorted(named, key=lambda pair: pair[1].casefold().translate(_ACCENTS)))


def language_name(code: str) -> str:
    """The name of a language in the language of the page."""
    return str(Locale(_language()).languages.get(code, code))
