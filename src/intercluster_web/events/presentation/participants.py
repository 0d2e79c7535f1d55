"""Participants as others may read them, as a file, and the letters they get."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster_web.directory.wording import country_label
from intercluster_web.events.models import Participant, ProfileLine, Request, Side
from intercluster_web.events.queries.participants_columns import FIELDS


@dataclass(frozen=True)
class Seen:
    """A participant as another one reads them. Without ``named``, ``title`` says the kind of organisation alone."""

    pk: int
    title: str
    person: str
    kind: str
    country: str
    about: str
    offers: list[ProfileLine]
    needs: list[ProfileLine]
    named: bool


def seen(participant: Participant, *, agreed: bool = False, hidden: bool = False) -> Seen:
    """``agreed``: both said that they want to meet, so names are open; ``hidden``: not before, nor the
    country and the profile. A need that is anonymous never stands beside the name. ``lines`` should be prefetched."""
    named = agreed or (participant.shown and not hidden)
    secret = hidden and not agreed
    lines = [line for line in participant.lines.all() if not secret and (agreed or not named or not line.anonymous)]
    return Seen(
        pk=participant.pk,
        title=participant.organisation_name if named else str(participant.get_kind_display()).capitalize(),
        person=", ".join(filter(None, (participant.name, participant.function))) if named else "",
        kind=str(participant.get_kind_display()),
        country=str(country_label(participant.country)) if participant.country and not secret else "",
        about=participant.about if named else "",
        offers=[line for line in lines if line.side == Side.OFFER],
        needs=[line for line in lines if line.side == Side.NEED],
        named=named,
    )


def seen_in(request: Request, by: Participant, *, agreed: bool = False) -> Seen:
    """The other one of a request, as one of the two reads them."""
    other = request.other_than(by.pk)
    return seen(other, agreed=agreed, hidden=request.hides_asked and other.pk == request.asked_id)


def link_of(request: HttpRequest, participant: Participant) -> str:
    """The address of a participant's own page."""
    return request.build_absolute_uri(reverse("events:me", args=[participant.token()]))


def participants_table(people: Iterable[Participant]) -> Table:
    """The list as a file, in the columns the import reads, with the number of meetings."""
    columns = [Column(name, str(label)) for name, (label, _words) in FIELDS.items() if name not in _READ_ONLY]
    columns += [Column("agreed", _("Meetings"), "integer")]
    notes = [_("Personal data: for the people of the organiser. Erase the file once it has served.")]
    return Table(_("Participants"), columns, [_row(one) for one in people], notes)


_READ_ONLY = {"first_name", "last_name"}


def template_table() -> Table:
    """An empty file with the columns the import knows."""
    columns = [Column(name, str(label)) for name, (label, _words) in FIELDS.items() if name not in _READ_ONLY]
    return Table(_("Participants"), columns, [])


def _row(one: Participant) -> dict[str, Any]:
    lines = list(one.lines.all())
    return {
        "name": one.name,
        "function": one.function,
        "organisation_name": one.organisation_name,
        "kind": str(one.get_kind_display()),
        "member_of": one.member_of,
        "country": one.country,
        "email": one.email,
        "language": one.language,
        "about": one.about,
        "offers": _lines(lines, Side.OFFER),
        "needs": _lines(lines, Side.NEED),
        "most_meetings": one.most_meetings,
        "state": str(one.get_state_display()),
        "agreed": getattr(one, "agreed", None),
    }


def _lines(lines: list[ProfileLine], side: str) -> str:
    return " | ".join(f"{line.get_kind_display()}: {line.text}" for line in lines if line.side == side)
