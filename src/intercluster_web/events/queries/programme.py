"""The programme beside the meetings: whom an item concerns, and which slots it takes from them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from intercluster_web.events.models import (
    Event,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
    ParticipantState,
    ProgrammeItem,
    Slot,
    Strand,
)

BUSINESS = frozenset({ParticipantKind.SME, ParticipantKind.LARGE_FIRM, ParticipantKind.BUYER})
RESEARCH = frozenset({ParticipantKind.LABORATORY})


def strand_of(kind: str) -> Strand:
    """The half of an event a kind of participant belongs to; clusters, authorities and others belong to both."""
    if kind in BUSINESS:
        return Strand.BUSINESS
    return Strand.RESEARCH if kind in RESEARCH else Strand.ALL


def concerns(item: ProgrammeItem, kind: str) -> bool:
    """Whether an item is meant for a kind of participant: it takes their slots."""
    return item.strand in (Strand.ALL, strand_of(kind))


def open_to(item: ProgrammeItem, kind: str) -> bool:
    """Whether it stands in their own programme: those of both halves see everything."""
    return concerns(item, kind) or strand_of(kind) == Strand.ALL


def items(event: Event, *, cancelled: bool = True) -> "QuerySet[ProgrammeItem]":
    found = event.programme.select_related("organisation")
    return found if cancelled else found.filter(cancelled=False)


def of_participant(participant: Participant, *, cancelled: bool = True) -> list[ProgrammeItem]:
    """What stands in the programme of one person, in the order of time."""
    return [one for one in items(participant.event, cancelled=cancelled) if open_to(one, participant.kind)]


def taken(event: Event) -> set[tuple[int, int]]:
    """Person and slot, by key, where the programme leaves no time for a meeting; three queries at most."""
    blocking = list(event.programme.filter(blocks=True, cancelled=False))
    if not blocking:
        return set()
    slots = list(event.slots.all())
    people = event.participants.values_list("pk", "kind")
    found: dict[Strand, set[int]] = {
        strand: {slot.pk for item in blocking if item.strand in (Strand.ALL, strand) for slot in _during(item, slots)}
        for strand in Strand
    }
    return {(person, slot) for person, kind in people for slot in found[strand_of(kind)]}


def unavailable(event: Event) -> set[tuple[int, int]]:
    """Person and slot where somebody cannot meet: they said so, or the programme takes them."""
    away = Participant.away.through._default_manager.filter(participant__event=event)
    return set(away.values_list("participant_id", "slot_id")) | taken(event)


def _during(item: ProgrammeItem, slots: Iterable[Slot]) -> list[Slot]:
    return [slot for slot in slots if slot.starts < item.ends and slot.ends > item.starts]


@dataclass(frozen=True)
class Clash:
    """A meeting of the timetable in force at the time of an item that concerns somebody who sits there."""

    item: ProgrammeItem
    meeting: Meeting


def clashes(event: Event) -> list[Clash]:
    """Placed meetings that the programme leaves no time for, in the order of time."""
    blocking = list(event.programme.filter(blocks=True, cancelled=False))
    if not blocking:
        return []
    placed = event.meetings.filter(state=MeetingState.PLACED, slot__isnull=False).select_related("slot", "table")
    found = []
    for meeting in placed.prefetch_related("seats__participant").order_by("slot__starts", "pk"):
        kinds = {seat.participant.kind for seat in meeting.seats.all()}
        found += [
            Clash(item, meeting)
            for item in blocking
            if _during(item, [meeting.slot])  # type: ignore[list-item]
            and any(concerns(item, kind) for kind in kinds)
        ]
    return found


def halves(event: Event) -> dict[Strand, int]:
    """People registered by the half of the event they belong to."""
    counted = event.participants.filter(state=ParticipantState.REGISTERED).order_by().values("kind")
    found = dict.fromkeys(Strand, 0)
    for kind, number in counted.annotate(n=Count("pk")).values_list("kind", "n"):
        found[strand_of(kind)] += number
    return found
