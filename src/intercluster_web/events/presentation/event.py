"""Where an event stands, in words: what to do next, and the list as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.export import Column, Table
from intercluster_web.events.models import Event, EventState
from intercluster_web.events.queries.event import Counts

REGISTRATION_SALT = "intercluster.events.registration"


@dataclass(frozen=True)
class Step:
    """One thing to do: in words, where, and whether it is done."""

    text: str
    url: str
    done: bool


def next_steps(event: Event, counts: Counts) -> list[Step]:
    """The way of an event, from its slots to its timetable; what is done is marked."""
    on = {EventState.PRELIMINARY, EventState.FINAL, EventState.HELD}
    return [
        Step(_("Say when people can meet: days, hours, minutes"), _address("events:slots", event), counts.slots > 0),
        Step(_("Say where: tables and rooms"), _address("events:tables", event), counts.tables > 0),
        Step(
            _("Invite people, and open the registration"),
            _address("events:participants", event),
            counts.registered > 0 and event.state != EventState.DRAFT,
        ),
        Step(_waiting(counts), _address("events:requests", event), counts.asked > 0 and not counts.waiting),
        Step(
            _("Choose which meetings take place"),
            _address("events:choose", event),
            counts.to_place + counts.placed + counts.held > 0,
        ),
        Step(_placing(counts), _address("events:timetable", event), event.state in on and not counts.to_place),
    ]


def _waiting(counts: Counts) -> str:
    if not counts.waiting:
        return _("Let people ask for meetings, and answer")
    said = ngettext(
        "Remind: %(n)s request waits for an answer", "Remind: %(n)s requests wait for an answer", counts.waiting
    )
    return said % {"n": counts.waiting}


def _placing(counts: Counts) -> str:
    if not counts.to_place:
        return _("Compute the timetable and publish it")
    said = ngettext("Place %(n)s meeting in the timetable", "Place %(n)s meetings in the timetable", counts.to_place)
    return said % {"n": counts.to_place}


def _address(name: str, event: Event) -> str:
    return _any(name, event, event.pk)


def _any(name: str, event: Event, key: int | str) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return event.get_absolute_url()


def registration_address(event: Event) -> str:
    """The public registration link, without the host; it works while the registration is open."""
    token = signing.Signer(salt=REGISTRATION_SALT).sign_object(event.pk)
    return _any("events:register", event, token)


def event_of_token(token: str) -> int | None:
    """The event a registration link stands for."""
    try:
        return int(signing.Signer(salt=REGISTRATION_SALT).unsign_object(token))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def events_table(events: Iterable[Event], comes: dict[int, int]) -> Table:
    """The list as a file. People registered are given for one's own events only."""
    columns = [
        Column("title", _("Title")),
        Column("kind", _("Kind")),
        Column("audience", _("Who meets whom")),
        Column("starts_on", _("First day"), "date"),
        Column("ends_on", _("Last day"), "date"),
        Column("place", _("Place")),
        Column("country", _("Country")),
        Column("owner", _("Organised by")),
        Column("invited_by", _("At the invitation of")),
        Column("state", _("State")),
        Column("registered", _("People registered"), "integer"),
    ]
    return Table(_("Events"), columns, [_row(event, comes) for event in events])


def _row(event: Event, comes: dict[int, int]) -> dict[str, Any]:
    return {
        "title": event.title,
        "kind": event.get_kind_display(),
        "audience": event.get_audience_display(),
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
        "place": event.place,
        "country": event.country,
        "owner": event.owner.name,
        "invited_by": event.invited_by,
        "state": event.get_state_display(),
        "registered": comes.get(event.pk),
    }
