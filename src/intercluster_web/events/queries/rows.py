"""The rows of a timetable in the order of time, a part at a time."""

from django.db.models import F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from intercluster_web.events.models import Meeting, MeetingState, Timetable
from intercluster_web.events.queries.plan import IN_FORCE


def rows(timetable: Timetable, *, unplaced: bool = False) -> "QuerySet[Meeting]":
    """The meetings of a timetable, those without a place last, with ``slot_at`` and ``table_at``, keys of where it puts
    them, ``place_revision`` and ``because``, why it has none. ``unplaced``: only those without a place.

    The one in force follows what happened to its meetings since.
    """
    mine = FilteredRelation("placements", condition=Q(placements__timetable=timetable))
    found = Meeting.objects.filter(event=timetable.event_id).exclude(state=MeetingState.CANCELLED)
    found = found.annotate(here=mine)
    at = "" if timetable.state in IN_FORCE else "here__"
    found = found.annotate(
        slot_at=F(f"{at}slot"),
        table_at=F(f"{at}table"),
        place_revision=Coalesce("here__revision", Value(1)),
        because=Coalesce("here__because", Value("")),
    )
    if unplaced:
        found = found.filter(slot_at=None)
    order = F(f"{at}slot__starts").asc(nulls_last=True)
    return found.prefetch_related("seats__participant").order_by(order, "pk")
