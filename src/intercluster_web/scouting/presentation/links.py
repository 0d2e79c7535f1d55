"""Where a figure can be looked at: every piece of evidence has its page."""

from django.urls import NoReverseMatch, reverse

from intercluster.scouting.types import Evidence, UnitKind

_PAGES = {
    "project": "evidence:project",
    "organisation": "evidence:organisation",
    "zone": "evidence:zone",
    "concept": "evidence:field",
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
    name = _PAGES.get(kind)
    if name is None:
        return ""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def page_of_evidence(item: Evidence) -> str:
    return page_of(item.kind, item.key)


def page_of_unit(unit: UnitKind, key: str) -> str:
    return page_of(unit.value, key)
