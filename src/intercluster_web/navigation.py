"""The sections in the head of every page."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.permissions import current_seat

SECTIONS = [
    ("directory:list", _("Directory")),
    ("evidence:zones", _("Zones")),
    ("scouting:objectives", _("Scouting")),
    ("scouting:shortlists", _("Shortlists")),
    ("cooperations:board", _("Cooperations")),
    ("evidence:overview", _("Evidence")),
    ("help", _("Help")),
]


class Section(NamedTuple):
    url: str
    label: Any
    here: bool


def sections(path: str) -> list[Section]:
    """The sections, the one that holds a path marked: the longest address the path begins with."""
    found = [(url, label) for name, label in SECTIONS if (url := _address(name))]
    here = max((url for url, _label in found if path.startswith(url)), key=len, default=None)
    return [Section(url, label, url == here) for url, label in found]


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; asked for only when a page is drawn in full."""
    return {
        "sections": SimpleLazyObject(lambda: sections(request.path)),
        "current_seat": SimpleLazyObject(lambda: current_seat(request)),
    }
