"""The whole list of participants at once, by e-mail address: what a spreadsheet says, all of it or nothing."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Schema
from ninja.errors import HttpError

from intercluster_web.api_writing import Sent, all_refused
from intercluster_web.events.actions.participants_import import apply_plan, plan_people
from intercluster_web.events.api.participants import router
from intercluster_web.events.models import Event, ParticipantKind, ProfileKind
from intercluster_web.events.queries.access import changeable_or_404
from intercluster_web.events.queries.participants import MOST
from intercluster_web.events.queries.participants_columns import FIELDS
from intercluster_web.records.together import ChangedMeanwhileError
from intercluster_web.table_imports import Plan, PlannedRow


class ProfileLineIn(Sent):
    """Something they offer or need."""

    kind: ProfileKind = ProfileKind.CO_DEVELOPMENT
    text: str = Field(min_length=1, max_length=300)


class PersonIn(Sent):
    """Found by ``email``. What is empty or left out changes nothing; offers and needs are added, never removed; of the
    ``state`` only that somebody invited has registered."""

    email: str = Field(min_length=3, max_length=254)
    name: str = Field(min_length=1, max_length=160)
    organisation_name: str = Field(min_length=1, max_length=250)
    function: str = Field("", max_length=160)
    kind: ParticipantKind | Literal[""] = ""
    member_of: str = Field("", max_length=250)
    country: str = Field("", max_length=80, description="a code, or a name in English or French")
    language: Literal["", "en", "fr"] = ""
    state: Literal["", "invited", "registered"] = ""
    about: str = Field("", max_length=20_000)
    offers: list[ProfileLineIn] = Field([], max_length=20)
    needs: list[ProfileLineIn] = Field([], max_length=20)
    most_meetings: int | None = Field(None, ge=1, le=200)


class PeopleIn(Sent):
    """``language``: of new people who do not say theirs."""

    people: list[PersonIn] = Field(min_length=1, max_length=MOST)
    language: Literal["en", "fr"] = "en"


class PersonPlan(Schema):
    """``item``: place in the list sent, from 0; ``id``: none before somebody new is written."""

    item: int
    email: str
    id: int | None
    status: Literal["new", "changed", "same"]
    changes: list[str]


class PeopleOut(Schema):
    """What was written, or with ``dry_run`` would be."""

    dry_run: bool
    new: int
    changed: int
    same: int
    people: list[PersonPlan]


@router.put(
    "/{int:pk}/participants",
    response=PeopleOut,
    operation_id="events_participants_put",
    summary="Put many participants, by e-mail address",
)
def put(request: HttpRequest, pk: int, sent: PeopleIn, dry_run: bool = False) -> Any:
    """All of them or, where anything is wrong, none: each error names the item and the field (422). People on the list
    who are not sent stay. ``dry_run=true`` writes nothing and says what would change."""
    event = changeable_or_404(request.user, pk)
    plan = plan_people(event, [_values(one) for one in sent.people], sent.language)
    if plan.errors:
        fields = {str(label): name for name, (label, _words) in FIELDS.items()}
        raise all_refused(
            (
                ("people", error.line, fields.get(error.column, error.column)) if error.column else ("people",),
                error.message,
            )
            for error in plan.errors
        )
    if not dry_run:
        try:
            apply_plan(request.user, event, plan)
        except ChangedMeanwhileError as meanwhile:
            raise HttpError(409, "somebody changed these people meanwhile: send them again") from meanwhile
    return _out(event, plan, dry_run=dry_run)


def _values(one: PersonIn) -> dict[str, Any]:
    lines = {name: [(line.kind.value, line.text) for line in getattr(one, name)] for name in ("offers", "needs")}
    return one.dict(exclude=set(lines)) | lines


def _out(event: Event, plan: Plan[PlannedRow], *, dry_run: bool) -> dict[str, Any]:
    known = dict(event.participants.exclude(email="").values_list("email", "pk"))
    people = [
        {
            "item": row.line,
            "email": row.values["email"],
            "id": known.get(row.values["email"]),
            "status": row.status,
            "changes": row.changes,
        }
        for row in plan.rows
    ]
    counts = {status: plan.counts[status] for status in ("new", "changed", "same")}
    return {"dry_run": dry_run, **counts, "people": people}
