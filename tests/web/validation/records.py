"""Validation rounds for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intercluster.validation.box import Mark, Vote
from intercluster_web.directory.models import Organisation
from intercluster_web.validation.actions import answers
from intercluster_web.validation.actions import rounds as actions
from intercluster_web.validation.models import Invitation, Option, Round
from tests.web import factories
from tests.web.contacts.records import contact


def a_round(owner: Organisation, *, options: int = 2, **more: Any) -> Round:
    values = {"title": "Which partners?", "deadline": timezone.localdate() + dt.timedelta(days=14)}
    made = Round.objects.create(owner=owner, **(values | more))
    for number in range(1, options + 1):
        Option.objects.create(round=made, position=number, label=f"Option {number}")
    return made


def opened(world: factories.World, people: int = 3, *, role: str = "member", **more: Any) -> Round:
    """An open round of ours, its people asked and written to."""
    made = a_round(world.ours, **more)
    asked = [contact(world.ours, f"Asked {made.pk} {number}", role=role) for number in range(people)]
    actions.ask(world.manager, made, asked)
    actions.open_round(world.manager, made)
    made.invitations.update(sent_on=timezone.localdate() - dt.timedelta(days=5))
    return made


def invitations(of: Round) -> list[Invitation]:
    return list(of.invitations.select_related("round", "contact").order_by("pk"))


def marks(of: Round, vote: Vote = Vote.YES, **more: Any) -> dict[int, Mark]:
    return {option.pk: Mark(vote, **more) for option in of.options.all()}


def vote(invitation: Invitation, said: Vote = Vote.YES, **more: Any) -> None:
    """Answer as the person asked does."""
    if invitation.round.anonymous:
        answers.cast(invitation, marks(invitation.round, said, **more))
    else:
        answers.say(invitation, marks(invitation.round, said, **more), invitation.revision)
