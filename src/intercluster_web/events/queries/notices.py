"""The log of an event: which messages were made, and how far each is."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from intercluster_web.events.models import Delivery, Event, Notice
from intercluster_web.events.models.notices import LOST


def notices(event: Event, state: str = "") -> "QuerySet[Notice]":
    """The log: what was told to whom, the latest first; ``state`` filters."""
    found = event.notices.select_related("participant", "by", "again")
    if state == Delivery.FAILED:
        return found.filter(failed())
    return found.filter(state=state) if state else found


def failed() -> Q:
    """Messages that did not leave: refused, or on their way when the server was stopped."""
    return Q(state=Delivery.FAILED) | Q(state=Delivery.WAITING, tried_at__lt=timezone.now() - LOST)


def states(event: Event) -> list[tuple[Delivery, int]]:
    """How many messages are in which state."""
    counted = dict(event.notices.order_by().values_list("state").annotate(n=Count("pk")))
    lost = event.notices.filter(failed()).count()
    late = lost - counted.get(Delivery.FAILED, 0)
    counted |= {Delivery.FAILED: lost, Delivery.WAITING: counted.get(Delivery.WAITING, 0) - late}
    return [(state, counted[state]) for state in Delivery if counted.get(state)]
