"""The sections in the head of every page, and the rooms of the section Cooperations."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.accounts.permissions import current_seat

SECTIONS = [
    ("directory:list", _("Directory")),
    ("evidence:zones", _("Zones")),
    ("scouting:objectives", pgettext_lazy("section", "Scouting")),
    ("scouting:shortlists", _("Shortlists")),
    ("cooperations:board", _("Cooperations")),
    ("events:list", _("Events")),
    ("contacts:list", _("Contacts")),
    ("help", _("Help")),
]
ROOMS = [
    ("cooperations:board", _("Portfolio")),
    ("validation:rounds", pgettext_lazy("room", "Validation")),
    ("outcomes:postings", _("Needs and offers")),
    ("operations:all", _("Joint operations")),
    ("agreements:agreements", _("Agreements")),
    ("alliances:everywhere", _("Governance")),
    ("readiness:overview", _("Readiness")),
    ("missions:all", _("Missions")),
    ("calendar", _("Calendar")),
]
WITHIN = {
    "evidence:overview": "evidence:zones",
    "posts:list": "directory:list",
    "funding:list": "directory:list",
    "watch:all": "scouting:objectives",
} | dict.fromkeys([name for name, _label in ROOMS], "cooperations:board")
"""Pages without a place of their own in the head, and the section they belong to."""


ELSEWHERE = {"/funding/cooperations/": "cooperations:board"}
"""Pages of one section in an app that stands in another: how their addresses begin, and where they belong."""


class Section(NamedTuple):
    url: str
    label: Any
    here: bool


def sections(path: str) -> list[Section]:
    """The sections, the one that holds a path marked: the longest address the path begins with."""
    path = _as_seen(path)
    addresses = {name: url for name, _label in SECTIONS if (url := _address(name))}
    inside = addresses | {name: url for name in WITHIN if (url := _address(name))}
    here = max(
        (name for name, url in inside.items() if path.startswith(url)), key=lambda name: inside[name], default=""
    )
    here = WITHIN.get(here, here)
    return [Section(addresses[name], label, name == here) for name, label in SECTIONS if name in addresses]


def rooms(path: str) -> list[Section]:
    """The rooms of the section Cooperations, that of a path marked; none outside the section."""
    path = _as_seen(path)
    found = [(url, label) for name, label in ROOMS if (url := _address(name))]
    here = max((url for url, _label in found if path.startswith(url)), key=len, default=None)
    return [Section(url, label, url == here) for url, label in found] if here else []


def _as_seen(path: str) -> str:
    """The path of the section a page belongs to, where it stands in an app of another one."""
    found = next((name for start, name in ELSEWHERE.items() if path.startswith(start)), "")
    return _address(found) or path if found else path


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; asked for only when a page is drawn in full."""
    return {
        "sections": SimpleLazyObject(lambda: sections(request.path)),
        "rooms_nearby": SimpleLazyObject(lambda: rooms(request.path) if request.user.is_authenticated else []),
        "current_seat": SimpleLazyObject(lambda: current_seat(request)),
    }
