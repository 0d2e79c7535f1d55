"""Planning rotations and handing turns over."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.alliances import rotation as rules
from intercluster_web.accounts.permissions import may_write
from intercluster_web.alliances.actions.items import add, change, require_item, tell
from intercluster_web.alliances.models import HandoverItem, Rotation, RotationMember, Turn

# What an outgoing secretariat hands over; a beginning that each turn adapts.
CHECKLIST = (
    gettext_lazy("List of contacts and mailing lists"),
    gettext_lazy("Minutes and register of decisions"),
    gettext_lazy("Budget: what was spent, what is committed"),
    gettext_lazy("Access to shared platforms and accounts"),
    gettext_lazy("Letters and requests that wait for an answer"),
)


@transaction.atomic
def save_rotation(
    user: Any, rotation: Rotation, members: Sequence[RotationMember], names: Iterable[str], seen: str
) -> None:
    """Plan the turns, or plan those that nobody has taken over yet once more.

    Raises
    ------
    NoRotationError
        No plan satisfies the constraints; nothing is written.
    ChangedMeanwhileError
        Somebody else changed it first; nothing is written.
    """
    new = rotation.pk is None
    done = [] if new else [str(turn.organisation_id) for turn in rotation.turns.filter(taken_on__isnull=False)]
    planned = rules.plan(
        [_member(member) for member in members],
        rotation.starts_on,
        rotation.months,
        rotation.turns_count,
        twice_running=rotation.twice_running,
        done=done,
    )
    rotation.spread, rotation.least, rotation.moved = planned.spread, planned.least, planned.moved
    if new:
        if not add(user, rotation, names):
            return
    else:
        change(user, rotation, names, seen)
    rotation.members.all().delete()
    for member in members:
        member.rotation = rotation
        member.save()
    _write_turns(rotation, planned.turns)
    tell(user, rotation, "rotation_planned", subject=rotation.subject)


def _member(member: RotationMember) -> rules.Member:
    return rules.Member(str(member.organisation_id), member.not_before, frozenset(member.not_in), member.had)


def _write_turns(rotation: Rotation, planned: Sequence[rules.Turn]) -> None:
    """Turns keep their number and their name in calendars; those beyond the end are called off."""
    standing = {turn.number: turn for turn in rotation.turns.all()}
    for each in planned:
        turn = standing.pop(each.number, None) or Turn(rotation=rotation, number=each.number, sequence=-1)
        said = {"organisation_id": int(each.key), "starts_on": each.starts, "ends_on": each.ends, "dropped": False}
        if any(getattr(turn, name) != value for name, value in said.items()) or turn.pk is None:
            for name, value in said.items():
                setattr(turn, name, value)
            turn.sequence += 1
            turn.given_on = turn.given_by = None
            turn.save()
            _begin_checklist(turn)
    for turn in standing.values():
        if turn.taken_on is None and not turn.dropped:
            turn.dropped, turn.sequence = True, turn.sequence + 1
            turn.save()


def _begin_checklist(turn: Turn) -> None:
    if not turn.handover.exists():
        HandoverItem.objects.bulk_create([HandoverItem(turn=turn, text=str(text)) for text in CHECKLIST])


@transaction.atomic
def add_item(user: Any, item: HandoverItem) -> None:
    """Put a line on the handover list; one that is there word for word is not added twice."""
    require_item(user, item.turn.rotation)
    if not item.turn.handover.filter(kind=item.kind, text=item.text, day=item.day).exists():
        item.save()


@transaction.atomic
def set_done(user: Any, item: HandoverItem, done: bool) -> None:
    require_item(user, item.turn.rotation)
    item.done = done
    item.save(update_fields=["done"])


@transaction.atomic
def remove_item(user: Any, item: HandoverItem) -> None:
    require_item(user, item.turn.rotation)
    item.delete()


def outgoing(turn: Turn) -> Turn | None:
    """The turn before, whose organisation hands over."""
    return turn.rotation.turns.filter(number=turn.number - 1, dropped=False).select_related("organisation").first()


@transaction.atomic
def confirm(user: Any, turn: Turn, side: str) -> None:
    """Confirm for one side ("give" or "take") that the turn was handed over.

    Each side confirms for itself; where an organisation has nobody here, the owner of the rotation does it for them.
    Confirmed twice is confirmed once.

    Raises
    ------
    PermissionDenied
        The person writes for neither.
    ValidationError
        There is nobody to hand over the first turn, or the turn was called off.
    """
    require_item(user, turn.rotation)
    before = outgoing(turn)
    if turn.dropped or (side == "give" and before is None):
        raise ValidationError(_("There is nothing to hand over here."))
    organisation = before.organisation if side == "give" and before else turn.organisation
    absent = not organisation.seats.exists() and may_write(user, turn.rotation.owner)
    if not may_write(user, organisation) and not absent:
        raise PermissionDenied
    column, person = ("given_on", "given_by") if side == "give" else ("taken_on", "taken_by")
    written = Turn.objects.filter(pk=turn.pk, **{column: None}).update(**{column: timezone.localdate(), person: user})
    turn.refresh_from_db()
    if written:
        code = "turn_given" if side == "give" else "turn_taken"
        tell(user, turn.rotation, code, subject=turn.rotation.subject, party=str(organisation))
