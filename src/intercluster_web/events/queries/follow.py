"""What meetings became: who met whom, for the organisations a person writes for; the figures of an event."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum

from intercluster_web.accounts.permissions import WRITING_ROLES, named_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.events.models import (
    Attendance,
    Event,
    FollowUp,
    Lead,
    LeadState,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
    ParticipantState,
    Request,
    RequestState,
)
from intercluster_web.events.queries.leads import VALUE

FIRMS = {ParticipantKind.SME, ParticipantKind.LARGE_FIRM, ParticipantKind.BUYER}


@dataclass
class Met:
    """The meetings one of our organisations held with another on one day. ``firms``: companies sat on both sides;
    ``lead``: a meeting with its buyer and supplier, as the form of a lead names it; "" where no buyer was there."""

    owner: Organisation
    key: str
    name: str
    country: str
    organisation: Organisation | None
    on: date
    meetings: list[Meeting] = field(default_factory=list)
    they_asked: bool = False
    suggested: bool = False
    through_member: bool = False
    firms: bool = False
    lead: str = ""
    done: FollowUp | None = None
    cooperations: tuple[Cooperation, ...] = ()


def writes_for(user: Any) -> list[Organisation]:
    """The organisations a person writes for."""
    seats = user.seats.filter(role__in=WRITING_ROLES).select_related("organisation")
    return [seat.organisation for seat in seats]


def met_at(user: Any, event: Event) -> list[Met]:
    """Whom our organisations met, by name, each pair once a day; a constant number of queries."""
    own = writes_for(user)
    zone = ZoneInfo(event.time_zone)
    held = event.meetings.filter(state=MeetingState.HELD, slot__isnull=False).select_related("slot", "request")
    found: dict[tuple[int, str, date], Met] = {}
    for meeting in held.prefetch_related("seats__participant__organisation"):
        people = [seat.participant for seat in meeting.seats.all() if seat.attendance != Attendance.ABSENT]
        day = meeting.slot.starts.astimezone(zone).date()  # type: ignore[union-attr]
        for owner in own:
            ours = [one for one in people if _of(one, owner)]
            for other in people if ours else ():
                if not _of(other, owner):
                    _add(_met(found, owner, other, day), ours, other, meeting)
    _join(user, event, own, list(found.values()))
    return sorted(found.values(), key=lambda one: (one.owner.name, one.name, one.on))


def _of(person: Participant, owner: Organisation) -> bool:
    """Whether somebody came for an organisation, or as its member."""
    names = {name.casefold() for name in (owner.name, owner.short_name) if name}
    return person.organisation_id == owner.pk or person.member_of.strip().casefold() in names


def _met(found: dict[tuple[int, str, date], Met], owner: Organisation, other: Participant, day: date) -> Met:
    organisation = other.organisation
    key = organisation.key if organisation else other.organisation_name[:260]
    one = found.get((owner.pk, key, day))
    if one is None:
        name = organisation.name if organisation else other.organisation_name
        one = found[owner.pk, key, day] = Met(owner, key, name, other.country, organisation, day)
    return one


def _add(one: Met, ours: list[Participant], other: Participant, meeting: Meeting) -> None:
    if meeting not in one.meetings:
        one.meetings.append(meeting)
    request = meeting.request
    one.suggested |= bool(request and request.by_organiser)
    one.they_asked |= bool(request and request.asks_id == other.pk and not request.by_organiser)
    one.through_member |= all(person.organisation_id != one.owner.pk for person in ours)
    one.firms |= other.kind in FIRMS and any(person.kind in FIRMS for person in ours)
    for person in ours if not one.lead else ():
        buyers = [each for each in (person, other) if each.kind == ParticipantKind.BUYER]
        if len(buyers) == 1:
            supplier = other if buyers[0] == person else person
            one.lead = f"{meeting.pk}-{buyers[0].pk}-{supplier.pk}"


def _join(user: Any, event: Event, own: Iterable[Organisation], rows: list[Met]) -> None:
    """What was done with each already, and the cooperations with them that the person works in."""
    done = FollowUp.objects.filter(event=event, owner__in=list(own)).select_related("encounter", "cooperation")
    by_key = {(one.owner_id, one.met, one.on): one for one in done}
    partners = {row.organisation.pk for row in rows if row.organisation}
    cards = Cooperation.objects.filter(named_in(user), parties__organisation__in=partners).distinct()
    open_with: dict[tuple[int, int], list[Cooperation]] = {}
    for card in cards.prefetch_related("parties"):
        for party in card.parties.all():
            open_with.setdefault((card.owner_id, party.organisation_id), []).append(card)
    for row in rows:
        row.done = by_key.get((row.owner.pk, row.key, row.on))
        if row.organisation:
            row.cooperations = tuple(open_with.get((row.owner.pk, row.organisation.pk), ()))


@dataclass(frozen=True)
class Figures:
    """What an event gave. ``noted``: meetings held or missed; those without a note count in no rate."""

    registered: int
    organisations: int
    countries: tuple[tuple[str, int], ...]
    asked: int
    answered: int
    accepted: int
    meetings: int
    noted: int
    held: int
    leads: tuple[tuple[str, int], ...]
    orders: int
    ordered: Decimal

    @property
    def held_rate(self) -> float | None:
        """Held of noted; None while nothing was noted."""
        return self.held / self.noted if self.noted else None

    @property
    def acceptance(self) -> float | None:
        """Accepted of answered; expired and withdrawn requests are not answers."""
        return self.accepted / self.answered if self.answered else None


def figures(event: Event) -> Figures:
    """The figures of the report."""
    people = event.participants.filter(state=ParticipantState.REGISTERED)
    countries = people.exclude(country="").order_by().values_list("country").annotate(n=Count("pk"))
    requests = Request.objects.filter(event=event)
    answered = requests.filter(state__in=(RequestState.ACCEPTED, RequestState.DECLINED))
    meetings = event.meetings.exclude(state=MeetingState.CANCELLED)
    held = meetings.filter(state=MeetingState.HELD).count()
    leads = Lead.objects.filter(meeting__event=event)
    states = dict(leads.order_by().values_list("state").annotate(n=Count("pk")))
    return Figures(
        registered=people.count(),
        organisations=people.order_by().values("organisation_name").distinct().count(),
        countries=tuple(sorted(countries, key=lambda one: (-one[1], one[0]))),
        asked=requests.count(),
        answered=answered.count(),
        accepted=answered.filter(state=RequestState.ACCEPTED).count(),
        meetings=meetings.count(),
        noted=meetings.filter(Q(state=MeetingState.HELD) | Q(state=MeetingState.MISSED)).count(),
        held=held,
        leads=tuple((str(state.label), states.get(state.value, 0)) for state in LeadState),
        orders=states.get(LeadState.ORDER, 0),
        ordered=leads.filter(state=LeadState.ORDER).aggregate(sum=Sum(VALUE))["sum"] or Decimal(0),
    )
