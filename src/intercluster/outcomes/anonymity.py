"""Whether a text that others will read gives away whose it is."""

import re
from collections.abc import Iterable
from enum import StrEnum

from intercluster.fields.wording import FUNCTION_WORDS, words

_LEGAL_FORMS = frozenset(
    "sa sas sasu sarl eurl gmbh ag kg ltd limited plc inc llc bv nv srl spa ab oy aps scop sl".split()
)
_GENERIC = frozenset(
    """
    group groupe technologies technology technologie systems systemes solutions industries industrie industry company
    laboratoire laboratory universite university institut institute international france europe research recherche
    """.split()
)
_SHORTEST = 3  # letters of a part of a name that is looked for
_TRACES = {
    "email": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "web": re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|fr|eu|org|net|io|de|co\.uk)\b", re.IGNORECASE),
    "phone": re.compile(r"(?:\+|00)\d[\d .()-]{7,}|\b0\d(?:[ .-]?\d{2}){4}\b"),
}


class Trace(StrEnum):
    NAME = "name"
    EMAIL = "email"
    WEB = "web"
    PHONE = "phone"


def traces(text: str, names: Iterable[str]) -> tuple[tuple[Trace, str], ...]:
    """What in a text leads to the member: its name or a telling part of one, an e-mail or web address, a telephone
    number; each with the words found. An empty result is no proof: people still read it before it is published."""
    found = [(Trace(code), hit.group()) for code, pattern in _TRACES.items() if (hit := pattern.search(text))]
    said = words(text)
    for name in names:
        parts = words(name)
        if parts and _holds(said, parts):
            found.append((Trace.NAME, name))
            continue
        found += [(Trace.NAME, part) for part in parts if _tells(part) and part in said]
    return tuple(dict.fromkeys(found))


def _holds(said: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    return any(said[start : start + len(parts)] == parts for start in range(len(said) - len(parts) + 1))


def _tells(part: str) -> bool:
    return len(part) >= _SHORTEST and part not in _LEGAL_FORMS | _GENERIC | FUNCTION_WORDS
