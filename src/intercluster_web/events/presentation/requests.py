"""Why two people could meet, in words; requests and loads as files."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster.fields.vocabulary import load_vocabulary
from intercluster_web.events.models import Event, Meeting, Request
from intercluster_web.events.queries.requests import Load
from intercluster_web.events.queries.requests_suggestions import Reason, Suggested
from intercluster_web.languages import language


def in_words(one: Suggested) -> list[dict[str, Any]]:
    """Each reason as two sentences with the fields they have in common and the score they make."""
    return [_reason(reason) for reason in one.reasons]


def _reason(reason: Reason) -> dict[str, Any]:
    vocabulary, speech = load_vocabulary(), language()
    pairs = [
        (vocabulary.label(pair.needed, speech), vocabulary.label(pair.offered, speech))
        for pair in reason.pairs
        if pair.fit > 0
    ]
    return {
        "mine": reason.mine,
        "theirs": reason.theirs,
        "mine_needs": reason.mine_needs,
        "same_kind": reason.same_kind,
        "fields": [needed if needed == offered else f"{needed} ~ {offered}" for needed, offered in pairs],
        "score": reason.score,
    }


def requests_table(requests: Iterable[Request]) -> Table:
    columns = [
        Column("asks", _("Who asks")),
        Column("asks_organisation", _("Organisation")),
        Column("asked", _("Who is asked")),
        Column("asked_organisation", _("Organisation asked")),
        Column("state", _("State")),
        Column("weight", _("How much, 1 to 5"), "integer"),
        Column("wish", _("When")),
        Column("must", _("Must take place")),
        Column("message", _("Message")),
        Column("asked_at", _("Asked on"), "date"),
        Column("answered_at", _("Answered on"), "date"),
    ]
    return Table(_("Requests"), columns, [_row(one) for one in requests])


def meetings_table(event: Event, meetings: Iterable[Meeting]) -> Table:
    zone = ZoneInfo(event.time_zone)
    columns = [
        Column("title", _("Title")),
        Column("organisations", _("Organisations")),
        Column("people", _("People")),
        Column("state", _("State")),
        Column("day", _("Day"), "date"),
        Column("time", _("Time")),
        Column("table", _("Table")),
        Column("wish", _("Wished for")),
        Column("must", _("Must take place")),
    ]
    rows = [_meeting_row(one, zone) for one in meetings]
    return Table(_("Meetings"), columns, rows, notes=[_("Times of %(zone)s") % {"zone": event.time_zone}])


def _meeting_row(one: Meeting, zone: ZoneInfo) -> dict[str, Any]:
    people = [seat.participant for seat in one.seats.all()]
    starts = one.slot.starts.astimezone(zone) if one.slot else None
    return {
        "title": one.title,
        "organisations": " – ".join(person.organisation_name for person in people),
        "people": " – ".join(person.name for person in people),
        "state": one.get_state_display(),
        "day": starts.date() if starts else None,
        "time": f"{starts:%H:%M}" if starts else "",
        "table": str(one.table or ""),
        "wish": one.get_wish_display(),
        "must": _("yes") if one.request and one.request.must else "",
    }


def _row(one: Request) -> dict[str, Any]:
    return {
        "asks": one.asks.name,
        "asks_organisation": one.asks.organisation_name,
        "asked": one.asked.name,
        "asked_organisation": one.asked.organisation_name,
        "state": one.said,
        "weight": one.weight,
        "wish": str(one.get_wish_display()),
        "must": _("yes") if one.must else "",
        "message": one.message,
        "asked_at": one.asked_at.date(),
        "answered_at": one.answered_at.date() if one.answered_at else None,
    }


def loads_table(loads: Iterable[Load]) -> Table:
    """How each participant fares, as a file."""
    columns = [
        Column("name", _("Name")),
        Column("organisation", _("Organisation")),
        Column("received", _("Requests received"), "integer"),
        Column("accepted", _("Accepted"), "integer"),
        Column("declined", _("Declined"), "integer"),
        Column("agreed", _("Meetings"), "integer"),
    ]
    rows = [
        {
            "name": one.participant.name,
            "organisation": one.participant.organisation_name,
            "received": one.received,
            "accepted": one.accepted,
            "declined": one.declined,
            "agreed": one.agreed,
        }
        for one in loads
    ]
    return Table(_("How participants fare"), columns, rows)
