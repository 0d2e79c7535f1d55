"""Proposals, votes, decisions."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.alliances.votes import MOTION, Base, Count, Majority, Outcome, Rules, Tie, decide
from intercluster_web.alliances.actions.items import add, change, require_item, tell
from intercluster_web.alliances.models import (
    Ballot,
    BallotKind,
    Decision,
    DecisionState,
    MandateRole,
    Tally,
    Voter,
    Voting,
    VotingRules,
)
from intercluster_web.alliances.queries.mandates import voting

RULES = [field.name for field in VotingRules._meta.get_fields()]
FEWEST_IN_SECRET = 3
ABSTAIN = ""


class AlreadyVotedError(Exception):
    """This organisation has voted; the first vote counts."""


class VoteClosedError(Exception):
    """The vote is not open, or its time is over."""


@transaction.atomic
def save_decision(user: Any, decision: Decision, names: Iterable[str], seen: str) -> None:
    """Write a proposal, as long as its vote is not open; the rules are those of its body."""
    decision.audience = decision.body.audience
    for name in RULES:
        setattr(decision, name, getattr(decision.body, name))
    if decision.pk is None:
        if add(user, decision, names):
            tell(user, decision, "proposal_written", title=decision.title)
        return
    _require_state(decision, DecisionState.DRAFT)
    change(user, decision, names, seen)


def _require_state(decision: Decision, *states: str) -> None:
    if Decision.objects.get(pk=decision.pk).state not in states:
        raise ValidationError(_("This is no longer possible: the vote was opened, closed or withdrawn meanwhile."))


@transaction.atomic
def open_vote(user: Any, decision: Decision) -> None:
    """Name the voters by the mandates of today and let them vote.

    Raises
    ------
    ValidationError
        No deadline to come, nobody who may vote, or a secret ballot that could be seen through.
    """
    require_item(user, decision)
    _require_state(decision, DecisionState.DRAFT)
    if decision.deadline is None or decision.deadline <= timezone.now():
        raise ValidationError(_("Set a deadline that is to come."))
    for name in RULES:
        setattr(decision, name, getattr(decision.body, name))
    mandates = voting(decision.body.mandates.all(), timezone.localdate())
    by_weight = decision.voting == Voting.WEIGHTED
    voters = [
        Voter(
            decision=decision,
            organisation=mandate.organisation,
            mandate=mandate,
            weight=mandate.weight if by_weight else 1,
            chairs=mandate.role == MandateRole.CHAIR,
            expires_at=decision.deadline,
        )
        for mandate in sorted(mandates, key=lambda mandate: mandate.organisation.name)
    ]
    if sum(voter.weight for voter in voters) == 0:
        raise ValidationError(_("Nobody may vote: give mandates of chair or member in this body first."))
    if decision.ballot == BallotKind.SECRET:
        _refuse_transparent(voters)
        choices = [*(decision.options or MOTION), ABSTAIN]
        Tally.objects.bulk_create([Tally(decision=decision, choice=choice) for choice in choices])
    for voter in voters:
        voter.save()
    decision.state, decision.opened_on = DecisionState.OPEN, timezone.localdate()
    decision.save()
    tell(
        user,
        decision,
        "vote_opened",
        title=decision.title,
        day=timezone.localtime(decision.deadline).date().isoformat(),
    )


def _refuse_transparent(voters: list[Voter]) -> None:
    """A secret ballot must not be undone by arithmetic."""
    if len(voters) < FEWEST_IN_SECRET:
        raise ValidationError(
            _("With fewer than three voters a secret ballot is none: each would know the others’ votes.")
        )
    if len({voter.weight for voter in voters}) > 1:
        raise ValidationError(_("Votes of unequal weight give their voters away: take an open ballot."))


@transaction.atomic
def vote(voter: Voter, choice: str, comment: str = "") -> None:
    """Count the vote of an organisation, once; ``choice`` "" abstains. Comments are kept in open ballots only.

    Raises
    ------
    VoteClosedError
        Too late or too early.
    AlreadyVotedError
        It has voted: in the other tab, by its link, or by a colleague. The first vote stands.
    ValidationError
        Not an option.
    """
    decision = Decision.objects.get(pk=voter.decision_id)
    if decision.state != DecisionState.OPEN or decision.deadline is None or decision.deadline <= timezone.now():
        raise VoteClosedError
    if choice not in [*(decision.options or MOTION), ABSTAIN]:
        raise ValidationError(_("Choose one of the options."))
    if not Voter.objects.filter(pk=voter.pk, voted=False).update(voted=True):
        raise AlreadyVotedError
    voter.voted = True
    if decision.ballot == BallotKind.OPEN:
        Ballot.objects.create(voter=voter, choice=choice, comment=comment)
    else:
        Tally.objects.filter(decision=decision, choice=choice).update(weight=F("weight") + voter.weight)


@transaction.atomic
def close_vote(user: Any, decision: Decision) -> None:
    """Count, once everybody has voted or the time is over; done twice is done once.

    Raises
    ------
    ValidationError
        Somebody may still vote.
    """
    require_item(user, decision)
    decision.refresh_from_db()
    if decision.state == DecisionState.CLOSED:
        return
    _require_state(decision, DecisionState.OPEN)
    waiting = decision.voters.filter(voted=False).exists()
    if waiting and decision.deadline and decision.deadline > timezone.now():
        raise ValidationError(_("Not everybody has voted, and the deadline is still to come."))
    count = counted(decision)
    found = decide(count, _rules(decision), decision.options or MOTION)
    decision.state, decision.decided_on = DecisionState.CLOSED, timezone.localdate()
    decision.outcome, decision.winner = found.outcome.value, found.winner if decision.options else ""
    decision.result = {
        "votes": dict(count.votes),
        "abstained": count.abstained,
        "entitled": count.entitled,
        "steps": [{"code": step.code, **step.params} for step in found.steps],
    }
    decision.save()
    tell(user, decision, "vote_closed", title=decision.title, outcome=decision.outcome)


def _rules(decision: Decision) -> Rules:
    return Rules(Majority(decision.majority), Base(decision.base), decision.quorum, Tie(decision.tie))


def counted(decision: Decision) -> Count:
    """The votes given so far, by weight."""
    choices: tuple[str, ...] = tuple(decision.options or MOTION)
    sums = dict.fromkeys([*choices, ABSTAIN], 0)
    chair = ""
    for tally in decision.tallies.all():
        sums[tally.choice] += tally.weight
    for ballot in Ballot.objects.filter(voter__decision=decision).select_related("voter"):
        sums[ballot.choice] += ballot.voter.weight
        chair = ballot.choice if ballot.voter.chairs else chair
    entitled = sum(decision.voters.values_list("weight", flat=True))
    return Count({choice: sums[choice] for choice in choices}, sums[ABSTAIN], entitled, chair)


@transaction.atomic
def record_consensus(user: Any, decision: Decision) -> None:
    """Enter a decision taken without a vote; done twice is done once."""
    require_item(user, decision)
    decision.refresh_from_db()
    if decision.state == DecisionState.CLOSED:
        return
    _require_state(decision, DecisionState.DRAFT)
    decision.state, decision.decided_on = DecisionState.CLOSED, timezone.localdate()
    decision.outcome, decision.by_consensus = Outcome.ADOPTED.value, True
    decision.save()
    tell(user, decision, "decided_by_consensus", title=decision.title)


@transaction.atomic
def withdraw(user: Any, decision: Decision) -> None:
    """Take a proposal back before it is decided; links to vote stop working and calendars are told."""
    require_item(user, decision)
    decision.refresh_from_db()
    if decision.state == DecisionState.WITHDRAWN:
        return
    _require_state(decision, DecisionState.DRAFT, DecisionState.OPEN)
    decision.state, decision.sequence = DecisionState.WITHDRAWN, decision.sequence + 1
    decision.save()
    tell(user, decision, "proposal_withdrawn", title=decision.title)
