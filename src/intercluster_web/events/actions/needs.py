"""Needs of buyers: written, published, answered by those who propose themselves."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.events.actions.participants import add_line
from intercluster_web.events.actions.requests import ask
from intercluster_web.events.models import Participant, ParticipantKind, ProfileLine, Request, RequestState, Side
from intercluster_web.events.queries.needs import open_needs
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import refuse_if_changed


@transaction.atomic
def save_need(buyer: Participant, need: ProfileLine, names: Iterable[str] = (), seen: str = "") -> ProfileLine:
    """Add or change a need of a buyer. Through their link they do it themselves; for the organiser's people see
    ``save_need_for``.

    Raises
    ------
    ChangedMeanwhileError
        Somebody changed it since it was opened.
    ValidationError
        Not a buyer, or a profile that is full.
    """
    if buyer.kind != ParticipantKind.BUYER:
        raise ValidationError(_("Only buyers publish needs."))
    need.participant, need.side = buyer, Side.NEED
    if need.pk is None:
        return add_line(buyer, need)
    refuse_if_changed(need, names, seen)
    need.save()
    return need


@transaction.atomic
def save_need_for(
    user: Any, buyer: Participant, need: ProfileLine, names: Iterable[str] = (), seen: str = ""
) -> ProfileLine:
    """The organiser writes a need on behalf of a buyer; raises as ``save_need``."""
    require_change(user, buyer.event)
    return save_need(buyer, need, names, seen)


@transaction.atomic
def publish(need: ProfileLine, *, published: bool = True) -> None:
    """Show a need to everybody who comes, or no longer. Proposals made stay."""
    ProfileLine.objects.filter(pk=need.pk).exclude(published_at__isnull=not published).update(
        published_at=timezone.now() if published else None
    )


@transaction.atomic
def publish_for(user: Any, need: ProfileLine, *, published: bool = True) -> None:
    require_change(user, need.participant.event)
    publish(need, published=published)


@transaction.atomic
def propose(me: Participant, need: ProfileLine, message: str = "") -> Request:
    """Propose oneself to a need: a request to the buyer, who stays without a name where the need is anonymous.

    Raises
    ------
    ValidationError
        The need is closed, or as ``ask``.
    """
    if not open_needs(me.event).filter(pk=need.pk).exclude(participant=me).exists():
        raise ValidationError(_("This need is closed."))
    there = Request.objects.filter(asks=me, asked=need.participant, state=RequestState.ASKED).first()
    waits = there is not None and there.waits
    made = ask(me, need.participant, message=message)
    if made.asks_id == me.pk and made.state == RequestState.ASKED and not waits:
        made.needs.clear()
        made.hides_asked = need.anonymous
        made.save(update_fields=["hides_asked"])
    made.needs.add(need)
    return made
