"""What each role gets from the addresses and operations of the alliances app; see ``tests/web/walk.py``."""

from collections.abc import Callable
from typing import Any

from tests.web.alliances import records
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.walk import API_PRIVATE, PRIVATE, PRIVATE_CHANGE, PRIVATE_POST, READS, SEATED, Row, Rows, Statuses

_NOBODY = Statuses(404, 404, 404, 404, 404, 404, 404)

# A form on something that is shared: who works there writes, who only reads is refused.
CHANGES = {
    "partner": Statuses(302, 404, 403, 200, 200, 403, 404),
    "works": Statuses(302, 404, 403, 200, 200, 200, 404),
    "network": PRIVATE_CHANGE,
    "public": PRIVATE_CHANGE,
}
POSTS = {
    "partner": Statuses(302, 404, 403, 302, 302, 403, 404),
    "works": Statuses(302, 404, 403, 302, 302, 302, 404),
    "network": PRIVATE_POST,
    "public": PRIVATE_POST,
}
# A form on the cooperation itself, whose public page network and public let be seen.
OPENS = CHANGES | {
    "network": Statuses(302, 404, 403, 200, 200, 403, 404),
    "public": Statuses(302, 403, 403, 200, 200, 403, 403),
}

Make = Callable[[World], Any]


def _pk(make: Make) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": make(world).pk}


def _reads(make: Make, query: str = "", **more: Any) -> Row:
    return Row(PRIVATE, kwargs=lambda world: {"pk": make(world).pk, **more}, query=query, shared=READS)


def _changes(make: Make) -> Row:
    return Row(PRIVATE_CHANGE, kwargs=_pk(make), shared=CHANGES)


def _opens(make: Make = cooperation) -> Row:
    return Row(PRIVATE_CHANGE, kwargs=_pk(make), shared=OPENS)


def _posts(make: Make, **data: Any) -> Row:
    return Row(PRIVATE_POST, kwargs=_pk(make), method="POST", data=data, shared=POSTS)


def _mandate(world: World) -> dict[str, Any]:
    body = records.body(world)
    return {"pk": body.pk, "mandate_pk": body.mandates.first().pk}


def _turn(world: World) -> Any:
    return records.rotation(world).turns.get(number=2)


def _item(world: World) -> dict[str, Any]:
    turn = _turn(world)
    return {"pk": turn.pk, "item_pk": turn.handover.first().pk}


def _with_minutes(world: World) -> Any:
    meeting = records.meeting(world)
    records.meetings.save_minutes(world.manager, meeting, "All agreed.", 0)
    return meeting


def _voter(world: World) -> dict[str, Any]:
    decision = records.vote(world)
    return {"pk": decision.pk, "voter_pk": decision.voters.get(organisation=world.theirs).pk}


def _line(world: World) -> dict[str, Any]:
    study = records.study(world)
    return {"pk": study.pk, "line_pk": study.lines.first().pk}


# Voting: who writes for no voter of the page is refused, and the made-up key of a voter does not exist.
_VOTE = Statuses(302, 404, 404, 404, 404, 404, 404)

PAGES: Rows = {
    "alliances:everywhere": Row(SEATED, query="?form=shared"),
    "alliances:everywhere-file": Row(SEATED, kwargs=lambda _world: {"form": "csv"}),
    "alliances:cooperation": _reads(cooperation),
    "alliances:choose": _opens(),
    "alliances:body-new": _opens(),
    "alliances:body": _reads(records.body),
    "alliances:body-edit": _changes(records.body),
    "alliances:mandate-new": _changes(records.body),
    "alliances:mandate": Row(PRIVATE_CHANGE, kwargs=_mandate, shared=CHANGES),
    "alliances:meeting-new": _changes(records.body),
    "alliances:decision-new": _changes(records.body),
    "alliances:rotation-new": _opens(),
    "alliances:rotation": _reads(records.rotation),
    "alliances:rotation-edit": _changes(records.rotation),
    "alliances:rotation-file": [_reads(records.rotation, form=form) for form in ("ics", "xlsx")],
    "alliances:turn": _reads(_turn),
    "alliances:turn-confirm": Row(
        PRIVATE_POST,
        kwargs=_pk(_turn),
        method="POST",
        data={"do": "give"},
        shared=POSTS | {"works": Statuses(302, 404, 403, 302, 302, 403, 404)},
    ),
    "alliances:handover-new": _posts(_turn, kind="check", text="Keys"),
    "alliances:handover": Row(PRIVATE_POST, kwargs=_item, method="POST", data={"do": "done"}, shared=POSTS),
    "alliances:meeting": _reads(records.meeting),
    "alliances:meeting-edit": _changes(records.meeting),
    "alliances:meeting-state": _posts(records.meeting, do="cancel"),
    "alliances:meeting-attendance": Row(
        Statuses(302, 404, 403, 422, 422, 404, 404),
        kwargs=_pk(records.meeting),
        method="POST",
        shared={
            "partner": Statuses(302, 404, 403, 422, 422, 403, 404),
            "works": Statuses(302, 404, 403, 422, 422, 422, 404),
            "network": Statuses(302, 404, 403, 422, 422, 404, 404),
            "public": Statuses(302, 404, 403, 422, 422, 404, 404),
        },
    ),
    "alliances:meeting-task": _posts(records.meeting, what="Book the room"),
    "alliances:meeting-file": [_reads(_with_minutes, form=form) for form in ("docx", "ics", "eml")],
    "alliances:minutes": _changes(records.meeting),
    "alliances:minutes-approve": _posts(_with_minutes, number="1"),
    "alliances:minutes-versions": _reads(_with_minutes, "?a=0&b=1"),
    "alliances:register": _reads(cooperation, "?outcome=adopted"),
    "alliances:register-file": _reads(cooperation, form="xlsx"),
    "alliances:decision": _reads(records.vote),
    "alliances:decision-edit": _changes(records.proposal),
    "alliances:decision-state": _posts(records.proposal, do="open"),
    "alliances:vote": Row(
        _VOTE, kwargs=_pk(records.vote), method="POST", data={"voter": "0"}, shared=dict.fromkeys(READS, _VOTE)
    ),
    "alliances:decision-task": _posts(records.vote, what="Book the stand"),
    "alliances:links-send": _posts(records.vote),
    "alliances:link-draft": Row(PRIVATE_CHANGE, kwargs=_voter, shared=CHANGES),
    "alliances:vote-by-link": [
        Row(
            Statuses(200, 200, 200, 200, 200, 200, 200),
            kwargs=lambda world: {"token": records.vote(world).voters.first().token()},
        ),
        Row(_NOBODY, kwargs=lambda _world: {"token": "forged"}),
    ],
    "alliances:merger-new": _opens(),
    "alliances:merger": _reads(records.study),
    "alliances:merger-edit": _changes(records.study),
    "alliances:support-new": _changes(records.study),
    "alliances:support": Row(PRIVATE_CHANGE, kwargs=_line, shared=CHANGES),
    "alliances:support-remove": Row(PRIVATE_POST, kwargs=_line, method="POST", shared=POSTS),
    "alliances:merger-file": [_reads(records.study, form=form) for form in ("docx", "xlsx")],
}

API_READS = {
    "partner": Statuses(401, 404, 200, 200, 200, 200, 404),
    "works": Statuses(401, 404, 200, 200, 200, 200, 404),
    "network": API_PRIVATE,
    "public": API_PRIVATE,
}

# "ours" is the voter: theirs sees the vote but does not write for us.
API_VOTES = {
    "partner": Statuses(401, 404, 403, 204, 204, 403, 404),
    "works": Statuses(401, 404, 403, 204, 204, 403, 404),
    "network": Statuses(401, 404, 403, 204, 204, 404, 404),
    "public": Statuses(401, 404, 403, 204, 204, 404, 404),
}

OPERATIONS: Rows = {
    "alliances_governance": Row(API_PRIVATE, kwargs=_pk(cooperation), shared=API_READS),
    "alliances_meetings": Row(
        API_PRIVATE, kwargs=_pk(lambda world: records.meeting(world).cooperation), shared=API_READS
    ),
    "alliances_turns": Row(
        API_PRIVATE, kwargs=_pk(lambda world: records.rotation(world).cooperation), shared=API_READS
    ),
    "alliances_decisions": Row(
        API_PRIVATE, kwargs=_pk(lambda world: records.vote(world).cooperation), shared=API_READS
    ),
    "alliances_vote": Row(
        Statuses(401, 404, 403, 204, 204, 404, 404),
        kwargs=_pk(records.vote),
        method="POST",
        data={"organisation": "ours", "choice": "for"},
        shared=API_VOTES,
    ),
}
