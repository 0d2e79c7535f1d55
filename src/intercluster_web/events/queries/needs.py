"""What buyers look for, published to those who come: open needs, how near one's own offers are, who proposed."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from intercluster.outcomes.matching import match
from intercluster_web.events.models import (
    Event,
    Participant,
    ParticipantKind,
    ParticipantState,
    ProfileLine,
    Request,
    Side,
)
from intercluster_web.events.queries.requests_suggestions import posting_of
from intercluster_web.outcomes.queries.postings import field_fit


def needs(event: Event) -> "QuerySet[ProfileLine]":
    """All needs of the buyers of an event, with ``proposed``: how many proposed themselves."""
    found = ProfileLine.objects.filter(
        participant__event=event, participant__kind=ParticipantKind.BUYER, side=Side.NEED
    ).exclude(participant__state=ParticipantState.WITHDRAWN)
    return found.select_related("participant").annotate(proposed=Count("proposals", distinct=True))


def open_needs(event: Event) -> "QuerySet[ProfileLine]":
    """Published ones to which one may still propose oneself."""
    open_still = Q(wanted_by=None) | Q(wanted_by__gte=timezone.localdate())
    found = needs(event).filter(open_still, published_at__isnull=False)
    return found.filter(participant__state=ParticipantState.REGISTERED).order_by("-published_at", "pk")


@dataclass(frozen=True)
class Sought:
    """An open need as a participant sees it. ``fit``: kind × fields of the nearest own offer, 0 to 1, 0 below a match;
    ``proposal``: their own, where they made one."""

    need: ProfileLine
    fit: float
    offer: ProfileLine | None
    proposal: Request | None

    @cached_property
    def buyer(self) -> str:
        """The buyer's name, where both the person and the need show it."""
        shown = self.need.participant.shown and not self.need.anonymous
        return self.need.participant.organisation_name if shown else ""


def sought(me: Participant) -> list[Sought]:
    """The open needs of the others, those nearest to one's own offers first."""
    offers = [line for line in me.lines.all() if line.side == Side.OFFER]
    mine = {
        need: request
        for request in me.requests_sent.filter(needs__isnull=False).prefetch_related("needs").distinct()
        for need in request.needs.all()
    }
    found = [
        Sought(need, *_nearest(need, offers), mine.get(need)) for need in open_needs(me.event).exclude(participant=me)
    ]
    return sorted(found, key=lambda one: -one.fit)


def _nearest(need: ProfileLine, offers: list[ProfileLine]) -> tuple[float, ProfileLine | None]:
    fit, best = 0.0, None
    for offer in offers:
        found = match(field_fit(), posting_of("need", need), posting_of("offer", offer))
        if found and found.score > fit:
            fit, best = found.score, offer
    return fit, best
