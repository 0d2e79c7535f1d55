"""Validation rounds for programs: what is asked, how many answered, the results as they may be shown; close a round."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from intercluster.validation.box import Vote
from intercluster_web.accounts.permissions import changeable_or_404, visible_or_404
from intercluster_web.api_lists import Part
from intercluster_web.directory.models import Organisation
from intercluster_web.validation import queries
from intercluster_web.validation.actions import rounds as actions
from intercluster_web.validation.models import Audience, Option, Round

router = Router(tags=["validation"])


class RoundIn(Schema):
    """A round being prepared. ``owner``: key of the organisation that asks."""

    owner: str
    title: str = Field(min_length=1, max_length=200)
    audience: Audience = Audience.MEMBERS
    question: str = Field("", max_length=5000)
    plan: str = Field("", max_length=20_000)
    anonymous: bool = True
    deadline: date
    quorum: int | None = Field(None, ge=1, le=10_000)
    options: list[str] = Field(min_length=1, max_length=actions.MOST_OPTIONS)


class RoundOut(Schema):
    id: int
    title: str
    owner: str = Field(alias="owner.key")
    audience: str
    anonymous: bool
    state: str
    deadline: date
    quorum: int | None
    asked: int
    answers: int


class ResultOut(Schema):
    """``share``: favourable among those with an opinion, 0..1; ``verdict``: the rule of thumb of the guide."""

    option: str
    votes: dict[str, int]
    take_part: int
    share: float | None
    verdict: str
    comments: list[str]
    gains: list[str]


class OutcomeOut(Schema):
    """``hidden``: "sealed" (anonymous, not closed yet) or "too_few"; then there are no votes."""

    asked: int
    answered: int
    quorum: int
    hidden: str
    results: list[ResultOut]


@router.get("/rounds", response=list[RoundOut], operation_id="validation_rounds")
@paginate(Part)
def rounds(request: HttpRequest, state: str = "") -> Any:
    found = queries.rounds(request.user)
    return found.filter(state=state) if state else found


@router.post("/rounds", response={201: RoundOut}, operation_id="validation_create")
def create(request: HttpRequest, data: RoundIn) -> tuple[int, Round]:
    """A round being prepared; people are asked and the round is opened on its page."""
    owner = Organisation.objects.filter(key=data.owner).first()
    if owner is None:
        raise PermissionDenied
    new = Round(owner=owner, **data.dict(exclude={"owner", "options"}))
    options = [Option(label=label) for label in data.options]
    try:
        new.full_clean(exclude=["owner", "created_by"])
        for option in options:
            option.full_clean(exclude=["round", "line", "cooperation"])
    except ValidationError as error:
        raise HttpError(422, "; ".join(error.messages)) from error
    made = actions.create(request.user, new, options)
    return 201, queries.rounds(request.user).get(pk=made.pk)


@router.get("/rounds/{int:pk}", response=OutcomeOut, operation_id="validation_results")
def results(request: HttpRequest, pk: int) -> dict[str, Any]:
    """What came back, without names and without groups too small to be shown."""
    return _results(visible_or_404(request.user, Round.objects.all(), pk=pk))


@router.post("/rounds/{int:pk}/close", response=OutcomeOut, operation_id="validation_close")
def close(request: HttpRequest, pk: int) -> dict[str, Any]:
    """End a round; an anonymous one is counted now, for good."""
    found = changeable_or_404(request.user, Round.objects.select_related("owner", "cooperation"), pk=pk)
    actions.close(request.user, found)
    found.refresh_from_db()
    return _results(found)


def _results(found: Round) -> dict[str, Any]:
    outcome = queries.outcome(found)
    labels = {str(option.pk): option.label for option in found.options.all()}
    return {
        "asked": outcome.asked,
        "answered": outcome.answered,
        "quorum": outcome.quorum,
        "hidden": outcome.hidden,
        "results": [
            {
                "option": labels[one.option],
                "votes": {vote.value: one.counts.of(vote) for vote in Vote},
                "take_part": one.counts.take_part,
                "share": one.share,
                "verdict": one.verdict.value,
                "comments": list(one.comments),
                "gains": list(one.gains),
            }
            for one in ([] if outcome.hidden else outcome.options)
        ],
    }
