"""Stable keys: the same name gives the same key, whatever rows come or go around it."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "đ": "d", "ı": "i", "²": "2"}
)


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens, at most 100 characters; brackets are left out."""
    outside = re.sub(r"\([^)]*\)", " ", text).strip() or text
    bare = unicodedata.normalize("NFKD", outside.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")[:100].strip("-")


def unique_slugs(names: list[str]) -> dict[str, str]:
    """A key a name; where two names differ only in their brackets, these count."""
    shared = {key for key in map(slug, names) if sum(slug(name) == key for name in names) > 1}
    keys = {
        name: slug(name.replace("(", " ").replace(")", " ")) if slug(name) in shared else slug(name) for name in names
    }
    if len(set(keys.values())) != len(set(names)):
        raise ValueError("two names of the directory give one key")
    return keys
