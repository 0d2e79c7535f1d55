"""What each role gets from every address of the pages and every operation of the API.

To add a page, add one row to ``PAGES`` under its URL name (``app:name``); to add an API operation, one row to
``OPERATIONS`` under its operation id. An address without a row fails ``test_walk.py``. A row says the status for each
role of ``factories.ROLES``: anonymous, unseated, observer, editor, manager, other, superuser. "ours" is the
organisation of observer, editor and manager; "other" manages another organisation.

``kwargs`` makes what the address needs (called with the ``World`` inside the test's own transaction)::

    "scouting:objective": Row(PRIVATE, kwargs=lambda world: {"pk": objective(owner=world.ours).pk}),

Several rows under one name (a list) walk the same address with different records or methods.
"""

from typing import Any

from intercluster_web.accounts import actions, queries
from intercluster_web.accounts.models import ApiToken
from intercluster_web.alliances.actions.calendar import new_link
from intercluster_web.directory.models import Label, Programme
from intercluster_web.evidence.models import Job
from tests.web.agreements import walk as agreements
from tests.web.alliances import walk as alliances
from tests.web.contacts import walk as contacts
from tests.web.cooperations import walk as cooperations
from tests.web.events import walk as events
from tests.web.factories import World
from tests.web.funding import walk as funding
from tests.web.missions import walk as missions
from tests.web.operations import walk as operations
from tests.web.outcomes import walk as outcomes
from tests.web.posts import walk as posts
from tests.web.readiness import walk as readiness
from tests.web.scouting import records
from tests.web.validation import walk as validation
from tests.web.walk import (
    API_PRIVATE,
    API_PRIVATE_CHANGE,
    API_SIGNED_IN,
    EVERYBODY,
    KEEPERS,
    KEEPERS_POST_ONLY,
    PRIVATE,
    PRIVATE_CHANGE,
    PRIVATE_POST,
    SEATED,
    SIGNED_IN,
    SIGNED_IN_POST,
    WRITERS,
    Row,
    Rows,
    Statuses,
)
from tests.web.watch import walk as watch

CNRS, A_PROJECT = "pic:999997930", "rcn:205566"  # of the bundled evidence


def _ours(world: World) -> dict[str, Any]:
    return {"key": world.ours.key}


def _invitation(world: World) -> dict[str, Any]:
    return {"token": queries.invitation_token(actions.invite(world.ours, "new@example.org", "editor", None))}


def _open_invitation(world: World) -> dict[str, Any]:
    return {"key": world.ours.key, "pk": actions.invite(world.ours, "new@example.org", "editor", None).pk}


def _observers_seat(world: World) -> dict[str, Any]:
    return {"key": world.ours.key, "seat": world.ours.seats.get(role="observer").pk}


def _managers_token(world: World) -> dict[str, Any]:
    actions.create_token(world.manager, "a spreadsheet")
    return {"pk": ApiToken.objects.get().pk}


_SEATS_POST = Statuses(302, 404, 403, 403, 302, 404, 302)


def _a_programme(_world: World) -> dict[str, Any]:
    return {"key": Programme.objects.create(key="a-programme", name="A programme").key}


def _our_label(world: World) -> dict[str, Any]:
    label = Label.objects.create(organisation=world.ours, name="A label")
    return _ours(world) | {"tie": "label", "pk": label.pk}


_OUR_ENTRY = Statuses(302, 403, 403, 200, 200, 403, 403)
_SAID = {"source_url": "a letter", "stated_on": "2026-01-02"}


def _import(world: World) -> dict[str, Any]:
    return {"pk": Job.objects.create(work="import", state="checked", created_by=world.manager, files=["a.zip"]).pk}


def _objective(world: World) -> dict[str, Any]:
    return {"pk": records.objective(records.in_photonics(world.ours)).pk}


def _strategy(world: World) -> dict[str, Any]:
    return {"pk": records.strategy(world.ours).pk}


def _document(world: World) -> dict[str, Any]:
    strategy = records.strategy(world.ours)
    return {"pk": strategy.pk, "document_pk": records.document(strategy).pk}


def _lock(world: World) -> dict[str, Any]:
    strategy = records.strategy(world.ours)
    return {"pk": strategy.pk, "entries": "locks", "entry_pk": records.lock(strategy).pk}


def _encounter(world: World) -> dict[str, Any]:
    return {"pk": records.encounter(world.ours).pk}


def _shortlist(world: World) -> dict[str, Any]:
    return {"pk": records.shortlist(records.objective(world.ours)).pk}


def _line(world: World) -> dict[str, Any]:
    line = records.line(records.shortlist(records.objective(world.ours)))
    return {"pk": line.shortlist_id, "line_pk": line.pk}


def _track(world: World) -> dict[str, Any]:
    track = records.track(records.line(records.shortlist(records.objective(world.ours))))
    return {"pk": track.line.shortlist_id, "line_pk": track.line_id, "track_pk": track.pk}


def _comparison(world: World) -> dict[str, Any]:
    return {"pk": records.comparison(world.ours).pk}


PAGES: Rows = {
    # The house
    "home": Row(EVERYBODY),
    "help": Row(EVERYBODY),
    "privacy": Row(EVERYBODY),
    "set_language": Row(Statuses(302, 302, 302, 302, 302, 302, 302), method="POST", data={"language": "fr"}),
    "calendar": [Row(SIGNED_IN), Row(SIGNED_IN, query="?view=agenda")],
    "calendar-file": Row(SIGNED_IN),
    "calendar-link": Row(SIGNED_IN_POST, method="POST"),
    "calendar-feed": [
        Row(EVERYBODY, kwargs=lambda world: {"token": new_link(world.manager).token()}),
        Row(Statuses(404, 404, 404, 404, 404, 404, 404), kwargs=lambda _world: {"token": "forged"}),
    ],
    "api:openapi-json": Row(EVERYBODY),
    "api:openapi-view": Row(EVERYBODY),
    # Accounts
    "accounts:sign-in": Row(Statuses(200, 302, 302, 302, 302, 302, 302)),
    "accounts:sign-out": Row(SIGNED_IN_POST, method="POST"),
    "accounts:profile": Row(SIGNED_IN),
    "accounts:change-password": Row(SIGNED_IN),
    "accounts:forgotten-password": Row(EVERYBODY),
    "accounts:password-link-sent": Row(EVERYBODY),
    "accounts:new-password": Row(EVERYBODY, kwargs=lambda _world: {"uidb64": "MQ", "token": "forged"}),
    "accounts:act-for": Row(Statuses(302, 404, 302, 302, 302, 404, 404), kwargs=_ours, method="POST"),
    "accounts:seats": Row(Statuses(302, 404, 200, 200, 200, 404, 200), kwargs=_ours),
    "accounts:invite": Row(_SEATS_POST, kwargs=_ours, method="POST", data={"email": "a@example.org", "role": "editor"}),
    "accounts:change-seat": Row(_SEATS_POST, kwargs=_observers_seat, method="POST", data={"role": "editor"}),
    "accounts:withdraw-invitation": Row(_SEATS_POST, kwargs=_open_invitation, method="POST"),
    "accounts:accept-invitation": [
        Row(EVERYBODY, kwargs=_invitation),
        Row(Statuses(404, 404, 404, 404, 404, 404, 404), kwargs=lambda _world: {"token": "forged"}),
    ],
    "accounts:tokens": Row(SIGNED_IN),
    "accounts:revoke-token": Row(Statuses(302, 404, 404, 404, 302, 404, 404), kwargs=_managers_token, method="POST"),
    "accounts:personal-data": Row(SIGNED_IN),
    "accounts:export-personal-data": Row(SIGNED_IN),
    "accounts:erase": Row(SIGNED_IN, method="POST", data={"password": "not mine"}),
    "accounts:installation": Row(Statuses(302, 403, 403, 403, 403, 403, 200)),
    # Directory: everybody reads, editors and managers write where nobody else sits
    "directory:list": Row(EVERYBODY, query="?q=ours&country=FR&sort=-members"),
    "directory:map": Row(EVERYBODY),
    "directory:export": Row(EVERYBODY, kwargs=lambda _world: {"form": "csv"}),
    "directory:networks": Row(EVERYBODY),
    "directory:programmes": Row(EVERYBODY),
    "directory:programme": Row(EVERYBODY, kwargs=_a_programme),
    "directory:open-data": Row(EVERYBODY),
    "directory:catalogue": Row(EVERYBODY),
    "directory:csv-zip": Row(EVERYBODY),
    "directory:turtle": Row(EVERYBODY),
    "directory:create": Row(WRITERS),
    "directory:organisation": Row(EVERYBODY, kwargs=_ours),
    "directory:edit": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:delete": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:merge": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:attribute": [
        Row(EVERYBODY, kwargs=lambda world: _ours(world) | {"attribute": "city"}),
        Row(
            Statuses(403, 403, 403, 302, 302, 403, 403),
            kwargs=lambda world: _ours(world) | {"attribute": "city"},
            method="POST",
            data={"value": "Lyon", "source_url": "a letter", "stated_on": "2026-01-02", "version": 1},
        ),
    ],
    "directory:members": Row(EVERYBODY, kwargs=_ours),
    "directory:members-import": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:members-matches": Row(_OUR_ENTRY, kwargs=_ours),
    "directory:members-template": Row(EVERYBODY, kwargs=lambda world: _ours(world) | {"form": "csv"}),
    "directory:members-export": Row(EVERYBODY, kwargs=lambda world: _ours(world) | {"form": "csv"}),
    "directory:tie-create": Row(_OUR_ENTRY, kwargs=lambda world: _ours(world) | {"tie": "label"}),
    "directory:tie-edit": Row(_OUR_ENTRY, kwargs=_our_label),
    "directory:tie-delete": [
        Row(_OUR_ENTRY, kwargs=_our_label),
        Row(Statuses(302, 403, 403, 302, 302, 403, 403), kwargs=_our_label, method="POST"),
    ],
    # Evidence
    "evidence:overview": Row(EVERYBODY),
    "evidence:organisations": Row(EVERYBODY),
    "evidence:organisation": Row(EVERYBODY, kwargs=lambda _world: {"org_id": CNRS}),
    "evidence:project": Row(EVERYBODY, kwargs=lambda _world: {"project_id": A_PROJECT}),
    "evidence:zones": Row(EVERYBODY),
    "evidence:zone": Row(EVERYBODY, kwargs=lambda _world: {"code": "FRK2"}),
    "evidence:spaces": Row(EVERYBODY),
    "evidence:countries": Row(EVERYBODY),
    "evidence:imports": Row(KEEPERS),
    "evidence:imports-reset": Row(KEEPERS_POST_ONLY),
    "evidence:import": Row(KEEPERS, kwargs=_import),
    "evidence:import-progress": Row(KEEPERS, kwargs=_import),
    "evidence:import-confirm": Row(KEEPERS_POST_ONLY, kwargs=_import),
    "evidence:import-discard": Row(KEEPERS_POST_ONLY, kwargs=_import),
    "evidence:import-problems": Row(KEEPERS, kwargs=lambda world: {**_import(world), "form": "csv"}),
    "evidence:links": Row(KEEPERS),
    "evidence:links-search": Row(KEEPERS_POST_ONLY),
    "evidence:link-withdraw": Row(KEEPERS_POST_ONLY),
    "evidence:link-settle": Row(KEEPERS_POST_ONLY, kwargs=lambda _world: {"pk": 1}),
    # Scouting
    "scouting:objectives": Row(SIGNED_IN),
    "scouting:quick-start": Row(WRITERS),
    "scouting:objective-new": Row(WRITERS),
    "scouting:objective": Row(PRIVATE, kwargs=_objective),
    "scouting:objective-edit": Row(PRIVATE_CHANGE, kwargs=_objective),
    "scouting:objective-fields": Row(PRIVATE_POST, kwargs=_objective, method="POST"),
    "scouting:search": [
        Row(PRIVATE, kwargs=_objective),
        Row(PRIVATE, kwargs=_objective, query="?way=zones&zone=UKJ3"),
        Row(PRIVATE, kwargs=_objective, query="?way=encounters"),
        Row(Statuses(302, 404, 404, 404, 404, 404, 404), kwargs=_objective, query="?way=none"),
    ],
    "scouting:candidate": [
        Row(PRIVATE, kwargs=lambda world: {**_objective(world), "unit": "zone", "key": "UKJ3"}),
        Row(
            Statuses(302, 404, 404, 404, 404, 404, 404),
            kwargs=lambda world: {**_objective(world), "unit": "zone", "key": "nowhere"},
        ),
    ],
    "scouting:keep": Row(PRIVATE_POST, kwargs=_objective, method="POST", data={"unit": "zone", "key": "UKJ3"}),
    "scouting:countries": Row(PRIVATE, kwargs=_objective),
    "scouting:opportunities": Row(SEATED),
    "scouting:strategies": Row(SIGNED_IN),
    "scouting:strategy-new": Row(WRITERS),
    "scouting:strategy": Row(PRIVATE, kwargs=_strategy),
    "scouting:strategy-edit": Row(PRIVATE_CHANGE, kwargs=_strategy),
    "scouting:strategy-attach": Row(
        Statuses(302, 404, 403, 422, 422, 404, 404), kwargs=_strategy, method="POST", data={"kind": "other"}
    ),
    "scouting:strategy-document": Row(PRIVATE, kwargs=_document),
    "scouting:strategy-detach": Row(PRIVATE_POST, kwargs=_document, method="POST"),
    "scouting:entry-new": [
        Row(PRIVATE_CHANGE, kwargs=lambda world: {**_strategy(world), "entries": "locks"}),
        Row(
            Statuses(302, 404, 403, 404, 404, 404, 404),
            kwargs=lambda world: {**_strategy(world), "entries": "documents"},
        ),
    ],
    "scouting:entry": Row(PRIVATE_CHANGE, kwargs=_lock),
    "scouting:entry-remove": Row(PRIVATE_POST, kwargs=_lock, method="POST"),
    "scouting:encounters": Row(SIGNED_IN, query="?occasion=fair&origin=embassy"),
    "scouting:encounter-new": Row(WRITERS),
    "scouting:encounter": Row(PRIVATE, kwargs=_encounter),
    "scouting:encounter-edit": Row(PRIVATE_CHANGE, kwargs=_encounter),
    "scouting:shortlists": Row(SIGNED_IN),
    "scouting:shortlist": Row(PRIVATE, kwargs=_shortlist),
    "scouting:shortlist-edit": Row(PRIVATE_CHANGE, kwargs=_shortlist),
    "scouting:shortlist-export": [
        Row(PRIVATE, kwargs=lambda world, form=form: {**_shortlist(world), "form": form})
        for form in ("xlsx", "docx", "eml")
    ],
    "scouting:shortlist-line": [
        Row(PRIVATE, kwargs=_line),
        Row(PRIVATE_POST, kwargs=_line, method="POST", data={"status": "contacted", "revision": "1"}),
    ],
    "scouting:line-move": Row(PRIVATE_POST, kwargs=_line, method="POST", data={"to": "up"}),
    "scouting:line-remove": Row(PRIVATE_POST, kwargs=_line, method="POST"),
    "scouting:line-recompute": Row(PRIVATE, kwargs=_line),
    "scouting:track-new": Row(PRIVATE_POST, kwargs=_line, method="POST", data={"what": "A visit", "who": "Ann"}),
    "scouting:track": Row(PRIVATE_POST, kwargs=_track, method="POST", data={"do": "done"}),
    "scouting:compare": [Row(EVERYBODY), Row(EVERYBODY, query="?a=ours&b=theirs")],
    "scouting:compare-export": [
        Row(EVERYBODY, kwargs=lambda _world: {"form": "docx"}, query="?a=ours&b=theirs"),
        Row(SIGNED_IN_POST, kwargs=lambda _world: {"form": "eml"}, query="?a=ours&b=theirs"),
    ],
    "scouting:compare-save": Row(SIGNED_IN_POST, method="POST", data={"key": ["ours", "theirs"], "name": "x"}),
    "scouting:comparisons": Row(SIGNED_IN),
    "scouting:comparison": Row(PRIVATE, kwargs=_comparison),
    "scouting:share": [
        Row(PRIVATE_CHANGE, kwargs=lambda world: {**_shortlist(world), "kind": "shortlist"}),
        Row(
            PRIVATE_POST,
            kwargs=lambda world: {**_strategy(world), "kind": "strategy"},
            method="POST",
            data={"visibility": "public"},
        ),
        Row(Statuses(302, 404, 404, 404, 404, 404, 404), kwargs=lambda _world: {"kind": "none", "pk": 1}),
    ],
    "scouting:delete": [
        Row(PRIVATE_CHANGE, kwargs=lambda world: {**_encounter(world), "kind": "encounter"}),
        Row(PRIVATE_POST, kwargs=lambda world: {**_comparison(world), "kind": "comparison"}, method="POST"),
    ],
}

OPERATIONS: Rows = {
    "directory_organisations": Row(EVERYBODY),
    "directory_organisation": Row(EVERYBODY, kwargs=_ours),
    "directory_networks": Row(EVERYBODY),
    "directory_create": Row(
        Statuses(401, 403, 403, 201, 201, 201, 403),
        method="POST",
        data=_SAID | {"values": {"name": "A new cluster", "kind": "grappe"}},
    ),
    "directory_change": Row(
        Statuses(401, 403, 403, 200, 200, 403, 403),
        kwargs=_ours,
        method="PATCH",
        data=_SAID | {"values": {"city": "Lyon"}, "version": 1},
    ),
    # Evidence
    "evidence_zones": Row(EVERYBODY),
    "evidence_organisations": Row(EVERYBODY),
    "evidence_organisation": Row(EVERYBODY, kwargs=lambda _world: {"org_id": CNRS}),
    "evidence_project": Row(EVERYBODY, kwargs=lambda _world: {"project_id": A_PROJECT}),
    # Scouting
    "scouting_search": Row(
        Statuses(401, 404, 200, 200, 200, 404, 404),
        method="POST",
        data={"seeker": "ours", "concepts": ["field:photonics"]},
    ),
    "scouting_compare": Row(API_SIGNED_IN, method="POST", data={"organisations": ["ours", "theirs"]}),
    "scouting_shortlists": Row(API_SIGNED_IN),
    "scouting_shortlist_create": Row(
        Statuses(401, 404, 404, 404, 404, 404, 404), method="POST", data={"objective": 999, "name": "x"}
    ),
    "scouting_shortlist": Row(API_PRIVATE, kwargs=_shortlist),
    "scouting_shortlist_change": Row(API_PRIVATE_CHANGE, kwargs=_shortlist, method="PATCH", data={"note": "x"}),
    "scouting_shortlist_delete": Row(Statuses(401, 404, 403, 204, 204, 404, 404), kwargs=_shortlist, method="DELETE"),
    "scouting_line_keep": Row(
        Statuses(401, 404, 403, 201, 201, 404, 404),
        kwargs=_shortlist,
        method="POST",
        data={"unit": "zone", "key": "UKJ3"},
    ),
    "scouting_line_change": Row(
        API_PRIVATE_CHANGE, kwargs=_line, method="PATCH", data={"revision": 1, "status": "contacted"}
    ),
    "scouting_line_remove": Row(Statuses(401, 404, 403, 204, 204, 404, 404), kwargs=_line, method="DELETE"),
}

# The apps of a cooperation's life keep their rows beside their tests.
LIFE = (
    *(agreements, alliances, contacts, cooperations, events, funding, missions, operations, outcomes, posts, readiness),
    *(validation, watch),
)
for app in LIFE:
    PAGES |= app.PAGES
    OPERATIONS |= app.OPERATIONS
