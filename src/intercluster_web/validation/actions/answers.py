"""Answers: into the sealed box once, or by name until the deadline."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intercluster.validation.box import Ballot, Mark
from intercluster_web.records.ownership import require_change
from intercluster_web.validation.models import Answer, Invitation, Round, RoundState, SealedBox
from intercluster_web.validation.sealing import seal, unseal

Marks = Mapping[int, Mark]  # by primary key of the option


class SpentError(Exception):
    """The link was used already; an anonymous vote cannot be found again to be changed."""


class OverError(Exception):
    """The round takes no answers (any more)."""


class AnsweredMeanwhileError(Exception):
    """The person answered in another window since this one was opened."""


@transaction.atomic
def cast(invitation: Invitation, marks: Marks) -> None:
    """Put an anonymous ballot into the box. All that is kept beside it is that the invitation was used.

    Raises
    ------
    OverError, SpentError
        Nothing is counted.
    """
    found = _open_round(invitation)
    unused = Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce, answered=False, withdrawn=False)
    if not unused.update(answered=True):
        raise SpentError
    box = SealedBox.objects.select_for_update().get(round=found)
    opened = unseal(found.pk, box.sealed)
    opened.put(Ballot(invitation.group, {str(option): mark for option, mark in marks.items()}))
    SealedBox.objects.filter(pk=box.pk).update(sealed=seal(found.pk, opened))


@transaction.atomic
def say(invitation: Invitation, marks: Marks, revision: int) -> None:
    """Keep what somebody says by name, in place of what they said before. ``revision``: the one their page was made of.

    Raises
    ------
    OverError
        Too late.
    AnsweredMeanwhileError
        They said something else meanwhile, in another window; nothing is written.
    """
    _open_round(invitation)
    _replace(invitation, marks, revision, recorded_by_us=False)


@transaction.atomic
def note_reply(user: Any, invitation: Invitation, marks: Marks, revision: int) -> None:
    """Note a reply that came by telephone or mail (a post abroad), until the round is closed.

    Raises
    ------
    PermissionDenied
        The round is anonymous, or the person does not write for its owner.
    OverError, AnsweredMeanwhileError
    """
    require_change(user, invitation.round)
    if invitation.round.anonymous:
        raise PermissionDenied
    if Round.objects.select_for_update().get(pk=invitation.round_id).state != RoundState.OPEN:
        raise OverError
    _replace(invitation, marks, revision, recorded_by_us=True)


def _replace(invitation: Invitation, marks: Marks, revision: int, recorded_by_us: bool) -> None:
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if current.withdrawn or current.nonce != invitation.nonce:
        raise OverError
    if current.answered and said(current) == dict(marks):
        return
    if current.revision != revision:
        raise AnsweredMeanwhileError
    current.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(
            invitation=current,
            option_id=option,
            vote=mark.vote.value,
            comment=mark.comment,
            gains=mark.gains,
            takes_part=mark.takes_part,
        )
        for option, mark in marks.items()
    )
    current.answered, current.revision, current.recorded_by_us = True, current.revision + 1, recorded_by_us
    current.save(update_fields=["answered", "revision", "recorded_by_us"])


def said(invitation: Invitation) -> dict[int, Mark]:
    """What a named invitation says by now."""
    return {answer.option_id: answer.mark() for answer in invitation.answers.all()}


def _open_round(invitation: Invitation) -> Round:
    found = Round.objects.select_for_update().get(pk=invitation.round_id)
    if not found.takes_answers:
        raise OverError
    return found
