"""What is on record of the governance of one cooperation, and of all a person sees."""

from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from intercluster.alliances.structure import Degree, Signs, degrees
from intercluster_web.accounts.permissions import items_visible_to, named_in
from intercluster_web.alliances.models import (
    Body,
    Decision,
    DecisionState,
    Governance,
    Mandate,
    Meeting,
    MeetingState,
    MergerStudy,
    Rotation,
    Turn,
)
from intercluster_web.alliances.queries.mandates import ending, in_force
from intercluster_web.cooperations.models import Cooperation, MirrorContact, Task

LATEST = 5


class Overview(NamedTuple):
    governance: Governance | None
    degrees: tuple[tuple[Degree, bool], ...]
    bodies: list[Body]
    ending: list[Mandate]
    rotations: list[tuple[Rotation, Turn | None, Turn | None]]  # with the turn of today and the next
    meetings: list[Meeting]
    votes: list[Decision]
    decided: list[Decision]
    studies: list[MergerStudy]


def overview(user: Any, cooperation: Cooperation) -> Overview:
    """The governance of a cooperation as a person may see it."""
    today = timezone.localdate()

    def seen(model: Any) -> Any:
        return items_visible_to(user, model.objects.filter(cooperation=cooperation))

    governance = seen(Governance).select_related("third_party", "owner").first()
    mandates = Mandate.objects.filter(body__in=seen(Body).values("pk")).select_related("organisation", "body")
    decisions = seen(Decision).select_related("body")
    contacts = seen(MirrorContact).count() + bool(cooperation.next_step)
    return Overview(
        governance,
        degrees(
            Signs(
                contacts=contacts,
                shared_work=seen(Task).filter(audience="shared").count() + seen(Meeting).count(),
                governed=governance is not None and governance.form != "light",
                mandates=in_force(mandates, today).count(),
                decisions=decisions.filter(state=DecisionState.CLOSED).count(),
            )
        ),
        list(with_seats(seen(Body))),
        list(ending(mandates, today)),
        [_running(rotation) for rotation in with_turns(seen(Rotation))],
        list(seen(Meeting).select_related("body")[:LATEST]),
        list(decisions.filter(state__in=[DecisionState.DRAFT, DecisionState.OPEN])[:LATEST]),
        list(decisions.filter(state=DecisionState.CLOSED)[:LATEST]),
        list(seen(MergerStudy)),
    )


def with_seats(bodies: "QuerySet[Body]") -> "QuerySet[Body]":
    """Bodies with the mandates in force, their organisations and persons."""
    now = in_force(Mandate.objects.all(), timezone.localdate()).select_related("organisation", "contact")
    return bodies.prefetch_related(Prefetch("mandates", queryset=now, to_attr="seats"))


def with_turns(rotations: "QuerySet[Rotation]") -> "QuerySet[Rotation]":
    turns = Turn.objects.filter(dropped=False).select_related("organisation")
    return rotations.prefetch_related(Prefetch("turns", queryset=turns, to_attr="standing"))


def _running(rotation: Any) -> tuple[Rotation, Turn | None, Turn | None]:
    today = timezone.localdate()
    now = next((turn for turn in rotation.standing if turn.starts_on <= today <= turn.ends_on), None)
    coming = next((turn for turn in rotation.standing if turn.starts_on > today), None)
    return rotation, now, coming


def alliances(user: Any, form: str = "") -> "QuerySet[Governance]":
    """Every form of governance a person may see, with what is on record of each, the oldest first."""
    today = timezone.localdate()
    bodies = items_visible_to(user, Body.objects.filter(cooperation=OuterRef("cooperation"), ended_on=None))
    soon = ending(Mandate.objects.filter(body__cooperation=OuterRef("cooperation"), body__audience="shared"), today)
    meetings = Meeting.objects.filter(
        cooperation=OuterRef("cooperation"),
        starts_at__gte=timezone.now(),
        state=MeetingState.PLANNED,
        audience="shared",
    )
    found = items_visible_to(user, Governance.objects.all())
    if form:
        found = found.filter(form=form)
    return (
        found.select_related("cooperation", "owner", "third_party")
        .annotate(
            has_bodies=Exists(bodies),
            mandates_ending=Exists(soon),
            next_meeting=Subquery(meetings.order_by("starts_at").values("starts_at")[:1]),
            parties_count=Count("cooperation__parties", filter=Q(cooperation__parties__left_on=None), distinct=True),
        )
        .order_by("since", "pk")
    )


def ungoverned_cooperations(user: Any) -> int:
    """How many cooperations a person sees inside of that have no form of governance yet."""
    return Cooperation.objects.filter(named_in(user)).filter(governance_set=None).distinct().count()
