"""What each role gets from the addresses and operations of the validation app; see ``tests/web/walk.py``."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from intercluster_web.validation.models import Round
from tests.web import factories
from tests.web.cooperations import records as cooperations
from tests.web.factories import World
from tests.web.posts.records import post
from tests.web.scouting import records as scouting
from tests.web.validation import records
from tests.web.walk import (
    API_PRIVATE,
    API_PRIVATE_CHANGE,
    API_SIGNED_IN,
    EVERYBODY,
    PRIVATE,
    PRIVATE_CHANGE,
    PRIVATE_POST,
    READS,
    SEATED,
    WRITERS,
    Row,
    Rows,
    Statuses,
)

NOWHERE = Statuses(404, 404, 404, 404, 404, 404, 404)
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)
ANSWERED = Statuses(302, 302, 302, 302, 302, 302, 302)
# A round is read by those it is shared with; only its owner's people change it. Visitors sign in first.
SHARED = {
    "partner": Statuses(302, 404, 200, 200, 200, 200, 404),
    "works": Statuses(302, 404, 200, 200, 200, 200, 404),
    "network": Statuses(302, 404, 200, 200, 200, 200, 404),
    "public": Statuses(302, 200, 200, 200, 200, 200, 200),
}
CHANGED = {
    "partner": Statuses(302, 404, 403, 200, 200, 403, 404),
    "works": Statuses(302, 404, 403, 200, 200, 403, 404),
    "network": Statuses(302, 404, 403, 200, 200, 403, 404),
    "public": Statuses(302, 403, 403, 200, 200, 403, 403),
}


def _with(statuses: dict[str, Statuses], **instead: int) -> dict[str, Statuses]:
    return {sharing: found._replace(**instead) for sharing, found in statuses.items()}


POSTED = _with(CHANGED, editor=302, manager=302)
API_SHARED = _with(SHARED, anonymous=401)
API_CHANGED = _with(CHANGED, anonymous=401)


def _shared(found: Round, world: World) -> Round:
    """A round has no parties: "works" is for it what "partner" is."""
    if world.sharing == "works":
        found.visibility = "partner"
        found.save()
        found.partners.add(world.theirs)
    else:
        factories.share(found, world)
    return found


def _draft(world: World) -> dict[str, Any]:
    return {"pk": _shared(records.a_round(world.ours), world).pk}


def _opened(world: World) -> dict[str, Any]:
    return {"pk": _shared(records.opened(world, anonymous=False), world).pk}


def _option(world: World) -> dict[str, Any]:
    found = _shared(records.a_round(world.ours), world)
    return {"pk": found.pk, "option_pk": found.options.first().pk}


def _asked(world: World) -> dict[str, Any]:
    found = _shared(records.opened(world, anonymous=False), world)
    return {"pk": found.pk, "invitation_pk": found.invitations.first().pk}


def _link(**more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"token": records.invitations(records.opened(world, **more))[0].token()}


def _spent(world: World) -> dict[str, Any]:
    invitation = records.invitations(records.opened(world))[0]
    records.vote(invitation)
    return {"token": invitation.token()}


def _file(form: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_opened(world), "form": form}


def _with_line(world: World) -> dict[str, Any]:
    line = scouting.line(scouting.shortlist(scouting.objective(world.ours)))
    found = records.opened(world, shortlist=line.shortlist)
    found.options.update(line=line)
    return {"pk": _shared(found, world).pk}


POST = {"method": "POST", "shared": POSTED}
PAGES: Rows = {
    "validation:rounds": Row(SEATED, query="?state=open"),
    "validation:cooperation": Row(
        PRIVATE, kwargs=lambda world: {"pk": cooperations.cooperation(world).pk}, shared=READS
    ),
    "validation:ask-post": [
        Row(WRITERS, kwargs=lambda _world: {"key": post().organisation.key}),
        Row(Statuses(302, 403, 403, 404, 404, 404, 403), kwargs=lambda _world: {"key": "ours"}),
    ],
    "validation:new": Row(WRITERS),
    "validation:round": [Row(PRIVATE, kwargs=make, shared=SHARED) for make in (_draft, _opened)],
    "validation:edit": Row(PRIVATE_CHANGE, kwargs=_draft, shared=CHANGED),
    "validation:option-add": Row(PRIVATE_POST, kwargs=_draft, data={"label": "One more"}, **POST),
    "validation:option-remove": Row(PRIVATE_POST, kwargs=_option, **POST),
    "validation:ask": [
        Row(PRIVATE_CHANGE, kwargs=_draft, shared=CHANGED),
        Row(PRIVATE_POST, kwargs=_draft, **POST),
    ],
    "validation:open": Row(PRIVATE_POST, kwargs=_draft, **POST),
    "validation:send": Row(PRIVATE_POST, kwargs=_opened, data={"do": "remind"}, **POST),
    "validation:drafts": Row(PRIVATE_CHANGE, kwargs=_opened, method="POST", data={"do": "remind"}, shared=CHANGED),
    "validation:message": Row(PRIVATE_CHANGE, kwargs=_asked, shared=CHANGED),
    "validation:reply": Row(PRIVATE_CHANGE, kwargs=_asked, shared=CHANGED),
    "validation:withdraw": Row(PRIVATE_POST, kwargs=_asked, **POST),
    "validation:extend": Row(
        PRIVATE_POST, kwargs=_opened, data={"deadline": f"{timezone.localdate().year + 1}-01-01"}, **POST
    ),
    "validation:close": Row(PRIVATE_POST, kwargs=_opened, **POST),
    "validation:export": [Row(PRIVATE, kwargs=_file(form), shared=SHARED) for form in ("xlsx", "docx")],
    "validation:apply": Row(PRIVATE_CHANGE, kwargs=_with_line, shared=CHANGED),
    "validation:share": Row(PRIVATE_CHANGE, kwargs=_draft, shared=CHANGED),
    "validation:delete": Row(PRIVATE_POST, kwargs=_draft, **POST),
    "validation:answer": [
        Row(EVERYBODY, kwargs=_link()),
        Row(EVERYBODY, kwargs=_link(anonymous=False)),
        Row(NOWHERE, kwargs=lambda _world: {"token": "forged"}),
        Row(GONE, kwargs=_spent),
        Row(GONE, kwargs=_spent, method="POST"),
        Row(Statuses(*[422] * 7), kwargs=_link(), method="POST", data={"nothing": "said"}),
    ],
    "validation:thanks": Row(EVERYBODY),
    "validation:thanks-anonymous": Row(EVERYBODY),
}

OPERATIONS: Rows = {
    "validation_rounds": Row(API_SIGNED_IN, query="?state=open"),
    "validation_create": Row(
        Statuses(401, 403, 403, 201, 201, 403, 403),
        method="POST",
        data={"owner": "ours", "title": "A plan", "deadline": "2099-01-01", "options": ["First point"]},
    ),
    "validation_results": Row(API_PRIVATE, kwargs=_opened, shared=API_SHARED),
    "validation_close": Row(API_PRIVATE_CHANGE, kwargs=_opened, method="POST", shared=API_CHANGED),
}
