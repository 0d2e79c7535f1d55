"""The dates of alliances that a person may see, for their calendar (contract: ``intercluster_web.calendar``)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion
from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.alliances.models import (
    Body,
    Decision,
    DecisionState,
    Mandate,
    Meeting,
    MeetingState,
    Rotation,
    Turn,
)


def dates_for(user: Any, since: date, until: date = date.max) -> list[Occasion]:
    """Meetings, votes to close, decisions to take effect, turns and ends of mandates; nothing that ended before."""
    return [
        *_meetings(user, since, until),
        *_votes(user, since, until),
        *_effects(user, since, until),
        *_turns(user, since, until),
        *_ends(user, since, until),
    ]


def meeting_occasion(meeting: Meeting, guests: tuple[str, ...] = (), organiser: str = "") -> Occasion:
    """A meeting as everybody's calendar has it; its cooperation is read from ``meeting.cooperation``."""
    agenda = f"\n\n{meeting.agenda}" if meeting.agenda else ""
    return Occasion(
        uid=meeting.uid,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        title=f"{meeting.title} – {meeting.body}",
        text=f"{meeting.cooperation}{agenda}",
        place=meeting.place or meeting.online_url,
        url=meeting.get_absolute_url(),
        sequence=meeting.sequence,
        cancelled=meeting.state == MeetingState.CANCELLED,
        organiser=organiser,
        guests=guests,
    )


def turn_occasion(turn: Turn) -> Occasion:
    """A turn as whole days; ``turn.rotation.cooperation`` is read."""
    return Occasion(
        uid=turn.uid,
        starts=turn.starts_on,
        ends=turn.ends_on + timedelta(days=1),
        title=_("%(subject)s: turn of %(organisation)s")
        % {"subject": turn.rotation.subject, "organisation": turn.organisation},
        text=str(turn.rotation.cooperation),
        url=turn.get_absolute_url(),
        sequence=turn.sequence,
        cancelled=turn.dropped,
    )


def _meetings(user: Any, since: date, until: date) -> Iterator[Occasion]:
    found = items_visible_to(user, Meeting.objects.filter(ends_at__date__gte=since, starts_at__date__lte=until))
    yield from (meeting_occasion(meeting) for meeting in found.select_related("body", "cooperation"))


def _votes(user: Any, since: date, until: date) -> Iterator[Occasion]:
    asked = Decision.objects.filter(deadline__date__range=(since, until)).exclude(state=DecisionState.DRAFT)
    for decision in items_visible_to(user, asked).select_related("cooperation"):
        if decision.deadline is not None:
            yield Occasion(
                uid=decision.uid,
                starts=decision.deadline - timedelta(minutes=30),
                ends=decision.deadline,
                title=_("Vote closes: %(title)s") % {"title": decision.title},
                text=str(decision.cooperation),
                url=decision.get_absolute_url(),
                sequence=decision.sequence,
                cancelled=decision.state == DecisionState.WITHDRAWN,
            )


def _effects(user: Any, since: date, until: date) -> Iterator[Occasion]:
    taken = Decision.objects.filter(effect_on__range=(since, until), state=DecisionState.CLOSED)
    for decision in items_visible_to(user, taken).select_related("cooperation"):
        yield Occasion(
            uid=f"effect-{decision.uid}",
            starts=decision.effect_on,
            title=_("Takes effect: %(title)s") % {"title": decision.title},
            text=str(decision.cooperation),
            url=decision.get_absolute_url(),
            sequence=decision.sequence,
        )


def _turns(user: Any, since: date, until: date) -> Iterator[Occasion]:
    rotations = items_visible_to(user, Rotation.objects.all())
    found = Turn.objects.filter(rotation__in=rotations.values("pk"), ends_on__gte=since, starts_on__lte=until)
    yield from (turn_occasion(turn) for turn in found.select_related("organisation", "rotation__cooperation"))


def _ends(user: Any, since: date, until: date) -> Iterator[Occasion]:
    bodies = items_visible_to(user, Body.objects.all())
    found = Mandate.objects.filter(body__in=bodies.values("pk"), ends_on__range=(since, until))
    for mandate in found.select_related("organisation", "body__cooperation"):
        yield Occasion(
            uid=mandate.uid,
            starts=mandate.ends_on,
            title=_("Mandate ends: %(organisation)s, %(body)s")
            % {"organisation": mandate.organisation, "body": mandate.body},
            text=str(mandate.body.cooperation),
            url=mandate.body.get_absolute_url(),
            sequence=mandate.sequence,
        )
