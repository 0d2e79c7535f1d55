"""Who comes to an event: lists with filters, and whom one could add."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from intercluster_web.contacts.models import Contact, OptOut, address_fingerprint
from intercluster_web.directory.models import Membership, Organisation
from intercluster_web.events.models import Event, Participant, ParticipantState

LINK_DAYS = 30  # a link works so long after the event
MOST = 3000


def link_until(event: Event) -> datetime:
    """Until when the links of an event's participants work."""
    return datetime.combine(event.ends_on + timedelta(days=LINK_DAYS + 1), time(), tzinfo=ZoneInfo(event.time_zone))


def participants(
    event: Event, *, q: str = "", kind: str = "", state: str = "", country: str = ""
) -> "QuerySet[Participant]":
    """Those of an event that meet the filters, with ``agreed``: their meetings that are not cancelled."""
    found = event.participants.select_related("organisation", "contact")
    if q:
        words = Q(name__icontains=q) | Q(organisation_name__icontains=q) | Q(member_of__icontains=q)
        lines = Participant.objects.filter(event=event, lines__text__icontains=q)
        found = found.filter(words | Q(email__iexact=q) | Q(pk__in=lines.values("pk")))
    for name, value in (("kind", kind), ("state", state), ("country", country)):
        if value:
            found = found.filter(**{name: value})
    agreed = Count("seats", filter=~Q(seats__meeting__state="cancelled"), distinct=True)
    return found.annotate(agreed=agreed).order_by("organisation_name", "name", "pk")


def coming(event: Event) -> "QuerySet[Participant]":
    return event.participants.filter(state=ParticipantState.REGISTERED)


def countries(event: Event) -> list[str]:
    """Countries the participants come from."""
    found = event.participants.exclude(country="").order_by("country")
    return list(found.values_list("country", flat=True).distinct())


def could_come(event: Event, q: str = "", role: str = "", members: bool = False) -> "QuerySet[Contact]":
    """People of the organiser's address book who are not on the list; ``members``: of its members only."""
    there = event.participants.exclude(contact=None).values("contact")
    addresses = event.participants.exclude(email="").values("email")
    found = Contact.objects.living().filter(owner=event.owner).exclude(pk__in=there).exclude(email__in=addresses)
    if q:
        found = found.filter(
            Q(name__icontains=q) | Q(organisation_name__icontains=q) | Q(organisation__name__icontains=q)
        )
    if role:
        found = found.filter(role=role)
    if members:
        found = found.filter(Q(organisation__in=_members(event)) | Q(role="member"))
    return found.select_related("organisation").order_by("name", "pk")


def members_without(event: Event) -> "QuerySet[Organisation]":
    """Members of the organiser that nobody on the list, nor in its address book, stands for."""
    there = event.participants.exclude(organisation=None).values("organisation")
    known = Contact.objects.living().filter(owner=event.owner).exclude(organisation=None).values("organisation")
    members = Organisation.objects.filter(pk__in=_members(event))
    return members.exclude(pk__in=there).exclude(pk__in=known).order_by("name")


def _members(event: Event) -> "QuerySet[Membership, int]":
    return Membership.objects.filter(organisation=event.owner).values_list("member", flat=True)


def left_alone(event: Event, people: list[Participant]) -> set[int]:
    """Those who asked the organiser not to be written to."""
    stopped = set(OptOut.objects.filter(owner=event.owner).values_list("fingerprint", flat=True))
    return {
        one.pk
        for one in people
        if (one.contact and one.contact.opted_out_on) or (one.email and address_fingerprint(one.email) in stopped)
    }


def to_invite(event: Event) -> list[Participant]:
    """Those with an address who were never sent their link, except who asked to be left alone."""
    asked = Q(state=ParticipantState.INVITED) | Q(state=ParticipantState.REGISTERED)
    found = list(event.participants.filter(asked, invited_at=None).exclude(email="").select_related("contact"))
    alone = left_alone(event, found)
    return [one for one in found if one.pk not in alone]
