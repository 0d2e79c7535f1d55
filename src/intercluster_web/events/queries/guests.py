"""Whom to invite: organisations of a shortlist or of the ranking for an objective, with the people known there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from intercluster.scouting.types import UnitKind
from intercluster_web.accounts.permissions import visible_to
from intercluster_web.contacts.models import Contact
from intercluster_web.directory.models import Kind, Organisation
from intercluster_web.events.models import Event, Participant, ParticipantKind
from intercluster_web.scouting.models import LineStatus, Objective, Shortlist, ShortlistLine
from intercluster_web.scouting.queries.filters import Filters
from intercluster_web.scouting.queries.ground import ground
from intercluster_web.scouting.queries.search import answer, query_for

RANKED = 50
KIND_OF = {
    Kind.COMPANY: ParticipantKind.SME,
    Kind.UNIVERSITY: ParticipantKind.LABORATORY,
    Kind.RESEARCH_ORGANISATION: ParticipantKind.LABORATORY,
    Kind.BUYER: ParticipantKind.BUYER,
    Kind.AUTHORITY: ParticipantKind.AUTHORITY,
    Kind.FOREIGN_POST: ParticipantKind.AUTHORITY,
}


@dataclass(frozen=True)
class Guest:
    """An organisation one could invite. ``place``: its place in the list or ranking; ``there``: who comes for it."""

    place: int
    organisation: Organisation
    why: str
    contacts: tuple[Contact, ...]
    there: tuple[Participant, ...]


def lists_of(user: Any, event: Event) -> tuple[list[Shortlist], list[Objective]]:
    """The organiser's shortlists, and the objectives it could rank partners for."""
    shortlists = visible_to(user, Shortlist.objects.filter(owner=event.owner))
    objectives = visible_to(user, Objective.objects.filter(owner=event.owner)).exclude(statement="")
    return list(shortlists), [one for one in objectives if one.concepts]


def guests(user: Any, event: Event, source: str) -> list[Guest]:
    """The organisations of one list, ``shortlist-3`` or ``objective-5``, that are in the directory, in its order."""
    kind, _dash, number = source.partition("-")
    if not number.isdecimal() or len(number) > 17:
        return []
    shortlists, objectives = lists_of(user, event)
    found: list[tuple[str, str]] = []
    if kind == "shortlist" and (shortlist := _of(shortlists, int(number))):
        lines = ShortlistLine.objects.filter(shortlist=shortlist).exclude(status=LineStatus.SET_ASIDE)
        found = [(line.key, line.note) for line in lines]
    elif kind == "objective" and (objective := _of(objectives, int(number))):
        found = _ranked(user, objective)
    return _with_people(event, found)


def _of(records: Iterable[Any], key: int) -> Any:
    return next((one for one in records if one.pk == key), None)


def _ranked(user: Any, objective: Objective) -> list[tuple[str, str]]:
    """The first clusters of the ranking, with what it says of each."""
    here = ground()
    filters = Filters(units=UnitKind.CLUSTER, abroad=True, limit=RANKED)
    shortlist = answer(here, query_for(objective, filters, here.directory, user))
    said = _("%(n)s projects in the fields")
    return [(one.key, said % {"n": one.projects}) for one in shortlist.candidates]


def _with_people(event: Event, found: list[tuple[str, str]]) -> list[Guest]:
    keys = [key for key, _why in found]
    known = {one.key: one for one in Organisation.objects.filter(key__in=keys)}
    contacts: dict[int, list[Contact]] = defaultdict(list)
    people = Contact.objects.living().filter(owner=event.owner, organisation__in=known.values(), opted_out_on=None)
    for contact in people.select_related("organisation", "owner").order_by("name", "pk"):
        contacts[contact.organisation_id or 0].append(contact)
    there: dict[int, list[Participant]] = defaultdict(list)
    for one in event.participants.filter(organisation__in=known.values()):
        there[one.organisation_id or 0].append(one)
    return [
        Guest(place, known[key], why, tuple(contacts[known[key].pk]), tuple(there[known[key].pk]))
        for place, (key, why) in enumerate(found, start=1)
        if key in known
    ]


def participant_of(guest: Guest) -> Participant:
    """Somebody of an organisation of whom nobody is known yet."""
    one = guest.organisation
    return Participant(
        name=_("to be named"),
        organisation=one,
        organisation_name=one.name,
        kind=KIND_OF.get(Kind(one.kind), ParticipantKind.CLUSTER),
        country=one.country,
        language="fr" if one.country == "FR" else "en",
    )
