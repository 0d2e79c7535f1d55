"""Governance for programs: what the pages show, and voting for one's organisation."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.errors import HttpError

from intercluster.alliances.advice import advise
from intercluster_web.accounts.permissions import inside_or_404, item_or_404, items_visible_to, may_write
from intercluster_web.alliances.actions import decisions as actions
from intercluster_web.alliances.models import Decision, Governance, Meeting, Rotation
from intercluster_web.alliances.presentation.advice import reasons
from intercluster_web.alliances.presentation.votes import explained
from intercluster_web.alliances.queries.parties import situation_of
from intercluster_web.cooperations.models import Cooperation

router = Router(tags=["alliances"])


class GovernanceOut(Schema):
    """``form`` is None until one is chosen; ``reasons`` are those of the advice."""

    cooperation: int
    form: str | None
    since: dt.date | None
    until: dt.date | None
    advised: str
    reasons: list[str]


class MeetingOut(Schema):
    id: int
    body: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    state: str
    uid: str
    sequence: int


class TurnOut(Schema):
    rotation: str
    number: int
    organisation: str
    starts_on: dt.date
    ends_on: dt.date
    given_on: dt.date | None
    taken_on: dt.date | None


class DecisionOut(Schema):
    """``explained``: how the result came about; empty until the vote is closed."""

    id: int
    body: str
    title: str
    proposal: str
    options: list[str]
    ballot: str
    state: str
    deadline: dt.datetime | None
    outcome: str
    winner: str
    decided_on: dt.date | None
    effect_on: dt.date | None
    explained: list[str]


class VoteIn(Schema):
    """``organisation``: key of who votes. ``choice``: an option, "for" or "against", "" to abstain."""

    organisation: str
    choice: str
    comment: str = ""


def _decision(found: Decision) -> dict[str, Any]:
    names = set(DecisionOut.model_fields) - {"body", "explained"}
    said = {name: getattr(found, name) for name in names}
    return said | {"body": str(found.body), "explained": explained(found)}


@router.get("/cooperations/{pk}", response=GovernanceOut, operation_id="alliances_governance")
def governance(request: HttpRequest, pk: int) -> dict[str, Any]:
    cooperation = inside_or_404(request.user, Cooperation.objects.select_related("owner", "mediated_by"), pk=pk)
    chosen = items_visible_to(request.user, Governance.objects.filter(cooperation=cooperation)).first()
    advice = advise(situation_of(cooperation))
    return {
        "cooperation": cooperation.pk,
        "form": chosen and chosen.form,
        "since": chosen and chosen.since,
        "until": chosen and chosen.until,
        "advised": advice.form.value,
        "reasons": [reason.text for reason in reasons(advice)],
    }


@router.get("/cooperations/{pk}/meetings", response=list[MeetingOut], operation_id="alliances_meetings")
def meetings(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    cooperation = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    found = items_visible_to(request.user, Meeting.objects.filter(cooperation=cooperation)).select_related("body")
    names = set(MeetingOut.model_fields) - {"body"}
    return [{name: getattr(each, name) for name in names} | {"body": str(each.body)} for each in found]


@router.get("/cooperations/{pk}/turns", response=list[TurnOut], operation_id="alliances_turns")
def turns(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    cooperation = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    found = items_visible_to(request.user, Rotation.objects.filter(cooperation=cooperation))
    rotations = found.prefetch_related("turns__organisation")
    names = set(TurnOut.model_fields) - {"rotation", "organisation"}
    return [
        {name: getattr(turn, name) for name in names}
        | {"rotation": rotation.subject, "organisation": turn.organisation.key}
        for rotation in rotations
        for turn in rotation.turns.all()
        if not turn.dropped
    ]


@router.get("/cooperations/{pk}/decisions", response=list[DecisionOut], operation_id="alliances_decisions")
def decisions(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    cooperation = inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    found = items_visible_to(request.user, Decision.objects.filter(cooperation=cooperation)).select_related("body")
    return [_decision(each) for each in found]


@router.post("/decisions/{pk}/vote", response={204: None}, operation_id="alliances_vote")
def vote(request: HttpRequest, pk: int, said: VoteIn) -> tuple[int, None]:
    """Vote for an organisation one writes for: 409 when it has voted or the vote is closed."""
    decision = item_or_404(request.user, Decision.objects.all(), pk=pk)
    voter = get_object_or_404(decision.voters.select_related("organisation"), organisation__key=said.organisation)
    if not may_write(request.user, voter.organisation):
        raise HttpError(403, "You do not write for this organisation.")
    try:
        actions.vote(voter, said.choice, said.comment[:500])
    except ValidationError as problem:
        raise HttpError(422, problem.messages[0]) from None
    except (actions.AlreadyVotedError, actions.VoteClosedError):
        raise HttpError(409, "It has voted already, or the vote is closed; this vote was not taken.") from None
    return 204, None
