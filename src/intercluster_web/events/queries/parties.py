"""Who comes to an event, by the organisation they stand for, as the scouting room knows it."""

from collections import defaultdict

from django.db.models import Prefetch

from intercluster.directory.types import Directory
from intercluster.scouting.seekers import seeker_from
from intercluster.scouting.types import Seeker
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.records import evidence_ids
from intercluster_web.events.models import Event, Participant
from intercluster_web.events.queries.participants import coming


def by_party(event: Event) -> dict[str, list[Participant]]:
    """Who comes, by organisation of the directory; whoever has none there stands alone."""
    found: dict[str, list[Participant]] = defaultdict(list)
    for one in coming(event).select_related("organisation").prefetch_related("lines").order_by("pk"):
        found[party_key(one)].append(one)
    return dict(found)


def party_key(one: Participant) -> str:
    return one.organisation.key if one.organisation else f"participant {one.pk}"


def parties(directory: Directory, people: dict[str, list[Participant]]) -> tuple[Seeker, ...]:
    """The organisations as scouting knows them: clusters by their records, others by their own projects."""
    outside = [key for key in people if key not in directory.by_key]
    others = Organisation.objects.filter(key__in=outside).prefetch_related("identifiers", Prefetch("fields"))
    own = {one.key: one for one in others}
    return tuple(_party(directory, key, people[key][0], own.get(key)) for key in people)


def _party(directory: Directory, key: str, person: Participant, own: Organisation | None) -> Seeker:
    if record := directory.by_key.get(key):
        return seeker_from(record)
    if own is None:
        return Seeker(key, person.organisation_name, person.country or None)
    return Seeker(
        key,
        own.name,
        own.country or None,
        members=evidence_ids(list(own.identifiers.all())),
        fields=tuple(sorted(row.concept for row in own.fields.all())),
    )
