"""The rooms of one cooperation, as tabs on each of its pages. Every room has the address ``<app>:cooperation``."""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

TABS = [
    ("cooperations:cooperation", _("Overview")),
    ("cooperations:journal", _("Journal")),
    ("validation:cooperation", _("Validation")),
    ("outcomes:cooperation", _("Members")),
    ("operations:cooperation", _("Joint operations")),
    ("agreements:cooperation", _("Agreements")),
    ("alliances:cooperation", _("Governance")),
    ("funding:cooperation", _("Programmes")),
]


class Tab(NamedTuple):
    url: str
    label: Any
    here: bool


def tabs(pk: int, path: str) -> list[Tab]:
    """The tabs of a cooperation, that of a path marked: the page itself, else the first of its app."""
    rooms = [(url, label) for name, label in TABS if (url := _address(name, pk))]
    inside = [url for url, _label in rooms if path.startswith(url)]
    same_app = [url for url, _label in rooms if path.startswith("/" + url.split("/")[1] + "/")]
    here = max(inside, key=len) if inside else next(iter(same_app), "")
    return [Tab(url, label, url == here) for url, label in rooms]


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
