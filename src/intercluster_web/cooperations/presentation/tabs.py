"""The rooms of one cooperation, as tabs on each of its pages. Every room has the address ``<app>:cooperation``."""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

TABS = [
    ("cooperations", _("Overview")),
    ("validation", _("Validation")),
    ("outcomes", _("Members")),
    ("operations", _("Joint operations")),
    ("agreements", _("Agreements")),
    ("alliances", _("Governance")),
]


class Tab(NamedTuple):
    url: str
    label: Any
    here: bool


def tabs(pk: int, path: str) -> list[Tab]:
    """The tabs of a cooperation, the one that holds a path marked."""
    return [
        Tab(url, label, path.startswith(f"/{app}/"))
        for app, label in TABS
        if (url := _address(f"{app}:cooperation", pk))
    ]


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
