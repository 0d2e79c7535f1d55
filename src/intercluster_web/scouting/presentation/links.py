"""Where a figure can be looked at: every piece of evidence has its page."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from intercluster.scouting.types import Evidence, UnitKind

_PAGES = {
    "project": "evidence:project",
    "organisation": "evidence:organisation",
    "zone": "evidence:zone",
    "cluster": "directory:organisation",
    "network": "directory:organisation",
}
_DIRECTORY_KINDS = {"organisation"}


def page_of(kind: str, key: str) -> str:
    """The address of the page of a thing; "" where it has none."""
    if kind in _DIRECTORY_KINDS and ":" not in key:
        kind = "cluster"  # keys of the evidence carry their register: pic:…, fp7:…
    if kind == "cooperation":
        kind, key = "cluster", key.partition(":")[0]
    if kind == "concept":
        return f"{reverse('evidence:zones')}?{urlencode({'field': key})}"
    try:
        return reverse(_PAGES[kind], args=[key])
    except (KeyError, NoReverseMatch):  # an encounter has no public page; a key may be no slug
        return ""


def page_of_evidence(item: Evidence) -> str:
    return page_of(item.kind, item.key)


def page_of_unit(unit: UnitKind, key: str) -> str:
    return page_of(unit.value, key)
