"""A round from its first draft to its close."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.validation.box import Box
from intercluster.validation.results import LEAST_CELL, pooled
from intercluster_web.accounts.actions import clear_write_ahead_log
from intercluster_web.contacts.models import Contact
from intercluster_web.records.ownership import create_owned, require_change
from intercluster_web.records.together import refuse_if_changed
from intercluster_web.scouting.actions import shortlists
from intercluster_web.validation import queries
from intercluster_web.validation.actions.telling import tell_closed, tell_extended, tell_opened
from intercluster_web.validation.models import Invitation, Option, Round, RoundState, SealedBox
from intercluster_web.validation.sealing import seal, unseal

MOST_OPTIONS = 30


@transaction.atomic
def create(user: Any, new: Round, options: Iterable[Option]) -> Round:
    """A round being prepared, with its first options; a second click finds the first one's round."""
    create_owned(user, new)
    found = Round.objects.get(pk=new.pk)
    if not found.options.exists():
        for position, option in enumerate(options, start=1):
            option.round, option.position = found, position
            option.save()
    return found


@transaction.atomic
def change(user: Any, found: Round, names: Iterable[str], seen: str) -> None:
    """Change a round that nobody has received yet. Raises ``ChangedMeanwhileError`` and ``ValidationError``."""
    require_change(user, found)
    _still_draft(found)
    refuse_if_changed(found, names, seen)
    found.save()


def _still_draft(found: Round) -> None:
    if Round.objects.select_for_update().get(pk=found.pk).state != RoundState.DRAFT:
        raise ValidationError(_("The round is open: what people were asked does not change any more."))


@transaction.atomic
def add_option(user: Any, found: Round, label: str, description: str) -> Option:
    require_change(user, found)
    _still_draft(found)
    if twin := found.options.filter(label=label, description=description).first():
        return twin
    if found.options.count() >= MOST_OPTIONS:
        raise ValidationError(_("A round has at most %(n)s options.") % {"n": MOST_OPTIONS})
    last = found.options.last()
    position = last.position + 1 if last else 1
    return Option.objects.create(round=found, position=position, label=label, description=description)


@transaction.atomic
def remove_option(user: Any, option: Option) -> None:
    require_change(user, option.round)
    _still_draft(option.round)
    option.delete()


@transaction.atomic
def ask(user: Any, found: Round, contacts: Iterable[Contact], group: str = "") -> list[Invitation]:
    """Put people on the list of those asked; without a group they count with the others of their role.

    Raises
    ------
    ValidationError
        The round is over, or somebody asked not to be written to or is of another address book: nobody is added.
    """
    require_change(user, found)
    if found.state == RoundState.CLOSED or found.is_over:
        raise ValidationError(_("The round is over: extend it first."))
    added = []
    for contact in contacts:
        if contact.owner_id != found.owner_id or contact.erased_on or contact.opted_out_on:
            raise ValidationError(_("%(name)s asked not to be written to.") % {"name": contact})
        values = {"group": group[:60] or contact.role, "expires_at": found.ends_at}
        invitation, _new = Invitation.objects.get_or_create(round=found, contact=contact, defaults=values)
        added.append(invitation)
    return added


@transaction.atomic
def withdraw(user: Any, invitation: Invitation) -> None:
    """Nobody has received it: it goes. Sent: its link dies; who has answered stays counted."""
    require_change(user, invitation.round)
    if invitation.round.state == RoundState.DRAFT:
        invitation.delete()
    elif not invitation.answered:
        invitation.withdraw()
        invitation.withdrawn = True
        invitation.save()


@transaction.atomic
def open_round(user: Any, found: Round) -> None:
    """Take answers from now on; anonymous or named is settled with it.

    Raises
    ------
    ValidationError
        Nothing to say yes or no to, nobody asked, too few for an anonymous round, or a deadline that is past.
    """
    require_change(user, found)
    _still_draft(found)
    if not found.options.exists():
        raise ValidationError(_("Add at least one option first."))
    if found.is_over:
        raise ValidationError(_("The last day for answers is past: change it first."))
    asked = found.invitations.count()
    if not asked:
        raise ValidationError(_("Choose whom to ask first."))
    if found.anonymous and asked < LEAST_CELL:
        raise ValidationError(
            _("With fewer than %(n)s people asked nobody is anonymous: ask more, or make the round a named one.")
            % {"n": LEAST_CELL}
        )
    found.state, found.opened_on = RoundState.OPEN, timezone.localdate()
    found.save()
    _move_end(found)
    if found.anonymous:
        SealedBox.objects.create(round=found, sealed=seal(found.pk, Box()))
    tell_opened(user, found, asked)


@transaction.atomic
def extend(user: Any, found: Round, deadline: date) -> None:
    """Give more time; every link sent so far goes on working until then.

    Raises
    ------
    ValidationError
        The round is closed, or the day is not later than the one in force.
    """
    require_change(user, found)
    if found.state == RoundState.CLOSED:
        raise ValidationError(_("The round is closed."))
    if deadline <= found.deadline or deadline < timezone.localdate():
        raise ValidationError(_("Choose a later day than the one in force."))
    found.deadline = deadline
    found.save()
    _move_end(found)
    if found.state == RoundState.OPEN:
        tell_extended(user, found)


def _move_end(found: Round) -> None:
    found.invitations.update(expires_at=found.ends_at)


@transaction.atomic
def close(user: Any, found: Round) -> None:
    """End the round. The box of an anonymous one is opened, its small groups put together, and the box destroyed;
    with fewer answers than the least cell nothing of them is kept."""
    require_change(user, found)
    current = Round.objects.select_for_update().get(pk=found.pk)
    if current.state != RoundState.OPEN:
        return
    if current.anonymous:
        box = SealedBox.objects.get(round=current)
        opened = pooled(unseal(current.pk, box.sealed))
        current.results = queries.stored(opened) if opened.ballots else None
        box.delete()
        transaction.on_commit(clear_write_ahead_log)
    current.state, current.closed_on = RoundState.CLOSED, timezone.localdate()
    current.save()
    tell_closed(user, current, queries.outcome(current))


@transaction.atomic
def apply_to_shortlist(user: Any, found: Round, choices: Mapping[int, tuple[str, str]]) -> int:
    """Mark lines of the shortlist: option -> status and reason. Returns how many lines changed.

    Raises
    ------
    PermissionDenied
        The person does not write for the owner of the shortlist.
    """
    require_change(user, found)
    changed = 0
    for option in found.options.exclude(line=None).select_related("line", "line__shortlist__owner"):
        if option.pk not in choices or option.line is None:
            continue
        status, reason = choices[option.pk]
        values = {"status": status, "set_aside_because": reason[:300], "note": _with_reason(option.line.note, reason)}
        shortlists.annotate(user, option.line, values, option.line.revision)
        changed += 1
    return changed


def _with_reason(note: str, reason: str) -> str:
    return note if reason in note else f"{note}\n{reason}".strip()


@transaction.atomic
def note_sent(user: Any, invitations: Iterable[Invitation], reminder: bool) -> None:
    """The messages have left, or were taken out as drafts."""
    today = timezone.localdate()
    column = "reminded_on" if reminder else "sent_on"
    for invitation in invitations:
        require_change(user, invitation.round)
        Invitation.objects.filter(pk=invitation.pk).update(**{column: today})
