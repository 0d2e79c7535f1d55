"""The only writers of joint operations, called by pages and API alike. What matters goes into the journal as well."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.urls import reverse

from intercluster.cooperations.ladder import Proof
from intercluster_web.accounts.permissions import works_in
from intercluster_web.cooperations.actions import journal
from intercluster_web.cooperations.actions.working import require_item, writer
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.operations.models import (
    Bid,
    BidResult,
    Colabel,
    Edition,
    EditionState,
    LabelRequest,
    LabelState,
    OpenedCall,
    Operation,
    Pool,
    Stand,
    State,
)
from intercluster_web.operations.models.kinds import kind_of
from intercluster_web.operations.queries import pooled_of
from intercluster_web.records.together import just_now, refuse_if_changed, twin_of


@transaction.atomic
def create(user: Any, cooperation: Cooperation, operation: Operation) -> Operation:
    """Save a new operation of a cooperation the person works in; a second click finds the first one's."""
    operation.cooperation, operation.owner, operation.created_by = cooperation, writer(user, cooperation), user
    mine = type(operation)._default_manager.filter(cooperation=cooperation, created_by=user, created_at__gte=just_now())
    if twin := twin_of(operation, mine):
        return twin  # type: ignore[no-any-return]
    operation.save()
    tell(user, operation, "operation_added")
    _tell_change(user, None, operation)
    return operation


@transaction.atomic
def change(user: Any, operation: Operation, names: Iterable[str], seen: str) -> None:
    """Save changes.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved first; nothing is written.
    """
    require_item(user, operation)
    refuse_if_changed(operation, names, seen)
    before = type(operation)._default_manager.get(pk=operation.pk)
    operation.save()
    _tell_change(user, before, operation)


@transaction.atomic
def delete(user: Any, operation: Operation) -> None:
    """Remove an operation; the journal keeps that it was there."""
    require_item(user, operation)
    tell(user, operation, "operation_removed", linked=False)
    operation.delete()


@transaction.atomic
def save_line(user: Any, operation: Operation, line: Any, names: Iterable[str], seen: str) -> None:
    """Add or change a line; one that is there word for word is not added twice.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved the line first; nothing is written.
    """
    require_item(user, operation)
    line.operation = operation
    before = None
    if line.pk is not None:
        refuse_if_changed(line, names, seen)
        before = type(line)._default_manager.get(pk=line.pk)
    elif twin_of(line, type(line)._default_manager.filter(operation=operation)):
        return
    enough = _enough(operation)
    line.save()
    operation.save(update_fields=["updated_at"])
    _tell_line(user, operation, before, line)
    if not enough and _enough(operation):
        tell(user, operation, "threshold_reached")


@transaction.atomic
def delete_line(user: Any, operation: Operation, line: Model) -> None:
    require_item(user, operation)
    line.delete()
    operation.save(update_fields=["updated_at"])


def _enough(operation: Operation) -> bool:
    return isinstance(operation, Pool) and pooled_of(operation).reached


def _tell_change(user: Any, before: Any, now: Operation) -> None:
    """Journal entries for a new state or a result; what counts as proof says so."""
    if (before.state if before else State.IDEA) != now.state:
        if now.state == State.DONE:
            tell(user, now, "operation_done", proof=Proof.JOINT_EVENT if isinstance(now, Stand) else "", day=now.ends)
        elif now.state == State.UNDER_WAY:
            opened = isinstance(now, OpenedCall)
            code = "call_opened" if opened else "operation_under_way"
            tell(user, now, code, proof=Proof.CALL_OPENED if opened else "", day=now.starts)
        elif now.state == State.ABANDONED:
            tell(user, now, "operation_abandoned")
    if isinstance(now, Bid):
        if now.submitted_on and not (before and before.submitted_on):
            tell(user, now, "bid_submitted", proof=Proof.PROJECT_TOGETHER, day=now.submitted_on)
        if now.result and now.result != (before.result if before else ""):
            codes = {BidResult.WON: "bid_won", BidResult.RESERVE: "bid_reserve", BidResult.LOST: "bid_lost"}
            tell(user, now, codes[BidResult(now.result)], day=now.result_on)
    if isinstance(now, Colabel) and now.retained_on and not (before and before.retained_on):
        tell(user, now, "project_retained", proof=Proof.PROJECT_TOGETHER, day=now.retained_on)


def _tell_line(user: Any, operation: Operation, before: Any, line: Any) -> None:
    if isinstance(line, Edition) and line.state == EditionState.HELD and (not before or before.state != line.state):
        tell(
            user,
            operation,
            "edition_held",
            proof=Proof.JOINT_EVENT,
            day=line.ends or line.starts,
            host=line.name,
            year=line.year,
        )
    if (
        isinstance(line, LabelRequest)
        and line.state == LabelState.LABELLED
        and (not before or before.state != line.state)
    ):
        labelled = operation.labels.filter(state=LabelState.LABELLED).count()  # type: ignore[attr-defined]
        proof = Proof.PROJECT_TOGETHER if labelled == 2 else ""
        tell(user, operation, "project_labelled", proof=proof, day=line.answered_on, party=line.name)


def tell(
    user: Any, operation: Operation, code: str, *, proof: str = "", day: Any = None, linked: bool = True, **params: Any
) -> None:
    """An entry about an operation in the journal of its cooperation, for whoever may see the operation."""
    journal.record(
        user,
        operation.cooperation,
        (user and works_in(user, operation.cooperation)) or operation.owner,
        code,
        params={"title": operation.title, **params},
        proof=proof,
        happened_on=day,
        audience=operation.audience,
        url=reverse("operations:operation", args=[kind_of(operation).slug, operation.pk]) if linked else "",
    )
