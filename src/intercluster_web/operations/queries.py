"""Reads: the operations a person may see, and what their lines add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion
from intercluster.operations.hosting import Turn, next_hosts
from intercluster.operations.pooling import Contribution, Pooled, pooled
from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.operations.models import (
    Bid,
    Edition,
    EditionState,
    Operation,
    Pool,
    Position,
    SealedPosition,
    Series,
    State,
)
from intercluster_web.operations.models.kinds import KINDS, OperationKind

EDITIONS_AHEAD = 4


@dataclass(frozen=True)
class Group:
    """The operations of one kind."""

    kind: OperationKind
    operations: list[Operation]


def visible(user: Any, kind: OperationKind) -> Any:
    """The operations of a kind that a person may see, with what a list needs of them."""
    return items_visible_to(user, kind.model._default_manager.all()).select_related("cooperation", "owner")


def of_cooperation(user: Any, cooperation: Cooperation) -> list[Group]:
    """What a person may see of a cooperation's operations, by kind."""
    return [
        Group(kind, list(visible(user, kind).filter(cooperation=cooperation).prefetch_related(*kind.lines)))
        for kind in KINDS.values()
    ]


def everywhere(user: Any, kind: str = "", state: str = "", q: str = "") -> "QuerySet[Any, tuple[str, int, date]]":
    """Kind and key of the operations over all cooperations, the latest first: one question, cut to a page before
    anything is loaded (``loaded``)."""
    wanted = Q(title__icontains=q) | Q(cooperation__title__icontains=q) if q else Q()
    if state:
        wanted &= Q(state=state)
    kinds = [KINDS[kind]] if kind else list(KINDS.values())
    first, *others = (
        items_visible_to(user, each.model._default_manager.filter(wanted))
        .order_by()
        .annotate(slug=Value(each.slug), day=Coalesce("starts", Value(date.min)))
        .values_list("slug", "pk", "day")
        for each in kinds
    )
    return first.union(*others, all=True).order_by("-day", "-pk")


def loaded(user: Any, rows: Iterable[tuple[str, int, date]]) -> list[tuple[OperationKind, Operation]]:
    """The operations of some rows of ``everywhere``, in their order, with what a list shows of them."""
    rows = list(rows)
    found = {
        (slug, operation.pk): (KINDS[slug], operation)
        for slug in {slug for slug, _pk, _day in rows}
        for operation in visible(user, KINDS[slug])
        .filter(pk__in=[pk for each, pk, _day in rows if each == slug])
        .prefetch_related(*KINDS[slug].lines)
    }
    return [found[slug, pk] for slug, pk, _day in rows if (slug, pk) in found]


def pooled_of(pool: Pool) -> Pooled:
    """Where a pool stands."""
    parts = [Contribution(part.name, part.promised, part.confirmed) for part in pool.parts.all()]
    return pooled(pool.target, parts)


def turns_of(series: Series) -> list[Turn]:
    """Whose turn the next editions are; empty without an order of hosts."""
    order = list(dict.fromkeys(host.name for host in series.hosts.all()))
    editions = [edition for edition in series.editions.all() if edition.state != EditionState.CANCELLED]
    if not order:
        return []
    last = max((edition.year for edition in editions), default=None)
    first = timezone.localdate().year if last is None else last + series.every
    return next_hosts(
        order, [(edition.year, edition.name) for edition in editions], first, EDITIONS_AHEAD, series.every
    )


def dates_of(operation: Any) -> list[Occasion]:
    """What an operation puts into a calendar: its own days, deadlines, editions."""
    title, cancelled = operation.title, operation.state == State.ABANDONED
    stem = f"{operation._meta.model_name}-{operation.pk}"
    mark = int(operation.updated_at.timestamp())  # seconds only rise: a later change replaces an earlier one

    def day(name: str, starts: date, ends: date | None = None, text: str = "", off: bool = False) -> Occasion:
        last = ends + timedelta(days=1) if ends else None
        return Occasion(
            f"operation-{stem}-{name}@intercluster",
            starts,
            text or title,
            last,
            sequence=mark,
            cancelled=cancelled or off,
        )

    found = [day("days", operation.starts, operation.ends)] if operation.starts else []
    if isinstance(operation, Bid) and operation.deadline:
        found.append(day("deadline", operation.deadline, text=_("Deadline: %(title)s") % {"title": title}))
    if isinstance(operation, Pool) and operation.needed_by:
        found.append(day("needed", operation.needed_by, text=_("Threshold needed: %(title)s") % {"title": title}))
    if isinstance(operation, Series):
        found += [
            day(
                f"edition-{edition.pk}",
                edition.starts,
                edition.ends,
                f"{title} {edition.year}, {edition.name}",
                edition.state == EditionState.CANCELLED,
            )
            for edition in operation.editions.all()
            if edition.starts
        ]
    return found


def dates_for(user: Any, since: date = date.min, until: date = date.max) -> list[Occasion]:
    """The dates of all operations a person may see, for the shared calendar; nothing that was over before ``since``."""
    return [
        occasion
        for kind in KINDS.values()
        for operation in _between(user, kind, since, until)
        for occasion in dates_of(operation)
        if _last_day(occasion) >= since
    ]


def _between(user: Any, kind: OperationKind, since: date, until: date) -> Any:
    """The operations of a kind with a date between two days, and what ``dates_of`` reads of them."""
    lasts = Q(starts__lte=until) & (Q(ends__gte=since) | Q(ends=None, starts__gte=since))
    soon = lasts
    if kind.model is Bid:
        soon |= Q(deadline__range=(since, until))
    if kind.model is Pool:
        soon |= Q(needed_by__range=(since, until))
    if kind.model is Series:
        soon |= Q(pk__in=Edition.objects.filter(lasts).values("operation"))
    found = items_visible_to(user, kind.model._default_manager.filter(soon))
    return found.prefetch_related("editions") if kind.model is Series else found


def _last_day(occasion: Occasion) -> date:
    last = occasion.ends or occasion.starts
    return timezone.localtime(last).date() if isinstance(last, datetime) else last


def sealed_of(position: Position) -> SealedPosition | None:
    """The file of a position that counts: the last one sealed."""
    return position.sealed.prefetch_related("signatures").defer("content").first()
