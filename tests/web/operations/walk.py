"""What each role gets from the addresses and operations of the operations app; see ``tests/web/walk.py``."""

from typing import Any

from intercluster_web.operations.models import Host
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.operations import records
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
    Row,
    Rows,
    Statuses,
)

# A partner reads; one who works here writes; through a network or the public page nothing inside is open.
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
# Of a cooperation that others see, they learn that it is not theirs to write in.
ADDS = CHANGES | {
    "network": Statuses(302, 404, 403, 200, 200, 403, 404),
    "public": Statuses(302, 403, 403, 200, 200, 403, 403),
}
API_READS = {
    "partner": Statuses(401, 404, 200, 200, 200, 200, 404),
    "works": Statuses(401, 404, 200, 200, 200, 200, 404),
    "network": API_PRIVATE,
    "public": API_PRIVATE,
}
API_CHANGES = {
    "partner": Statuses(401, 404, 403, 200, 200, 403, 404),
    "works": Statuses(401, 404, 403, 200, 200, 200, 404),
    "network": API_PRIVATE_CHANGE,
    "public": API_PRIVATE_CHANGE,
}
API_ADDS = {
    "partner": Statuses(401, 404, 403, 201, 201, 403, 404),
    "works": Statuses(401, 404, 403, 201, 201, 201, 404),
    "network": Statuses(401, 404, 403, 201, 201, 403, 404),
    "public": Statuses(401, 403, 403, 201, 201, 403, 403),
}
GONE = Statuses(410, 410, 410, 410, 410, 410, 410)


def _stand(world: World) -> dict[str, Any]:
    return {"kind": "stand", "pk": records.operation(world).pk}


def _host(world: World) -> dict[str, Any]:
    series = records.series(world)
    return {"kind": "series", "pk": series.pk, "relation": "hosts", "line_pk": Host.objects.first().pk}  # type: ignore[union-attr]


def _position(world: World) -> dict[str, Any]:
    return {"pk": records.sealed(world).operation_id}


def _signature(world: World) -> dict[str, Any]:
    signature = records.signature(world)
    return {"pk": signature.document.operation_id, "signature_pk": signature.pk}


def _sealed(world: World) -> dict[str, Any]:
    sealed = records.sealed(world)
    return {"pk": sealed.operation_id, "sealed_pk": sealed.pk}


def _token(world: World) -> dict[str, Any]:
    return {"token": records.signature(world).token()}


def _forged(_world: World) -> dict[str, Any]:
    return {"token": "forged"}


def _own(world: World) -> dict[str, Any]:
    """What we keep to ourselves, whatever is shared."""
    return {"kind": "stand", "pk": records.operation(world, audience="own").pk}


CONSENT = {"name": "Somebody", "function": "Chair", "agree": "on", "seen": ""}
OURS_ALONE = dict.fromkeys(("partner", "works", "network", "public"), PRIVATE)

PAGES: Rows = {
    "operations:all": Row(SEATED),
    "operations:cooperation": Row(PRIVATE, kwargs=lambda world: {"pk": cooperation(world).pk}, shared=READS),
    "operations:new": Row(
        PRIVATE_CHANGE, kwargs=lambda world: {"pk": cooperation(world).pk, "kind": "bid"}, shared=ADDS
    ),
    "operations:operation": [Row(PRIVATE, kwargs=_stand, shared=READS), Row(PRIVATE, kwargs=_own, shared=OURS_ALONE)],
    "operations:edit": Row(PRIVATE_CHANGE, kwargs=_stand, shared=CHANGES),
    "operations:delete": [
        Row(PRIVATE_CHANGE, kwargs=_stand, shared=CHANGES),
        Row(PRIVATE_POST, kwargs=_stand, method="POST", shared=POSTS),
    ],
    "operations:file": [
        Row(PRIVATE, kwargs=lambda world, form=form: {**_stand(world), "form": form}, shared=READS)
        for form in ("xlsx", "docx", "ics")
    ],
    "operations:line-new": Row(
        PRIVATE_CHANGE, kwargs=lambda world: {**_stand(world), "relation": "exhibitors"}, shared=CHANGES
    ),
    "operations:line": Row(PRIVATE_CHANGE, kwargs=_host, shared=CHANGES),
    "operations:line-delete": Row(PRIVATE_POST, kwargs=_host, method="POST", shared=POSTS),
    "operations:seal": Row(PRIVATE_POST, kwargs=_position, method="POST", shared=POSTS),
    "operations:ask": Row(PRIVATE_CHANGE, kwargs=_position, shared=CHANGES),
    "operations:sealed-file": Row(PRIVATE, kwargs=_sealed, shared=READS),
    "operations:letter": Row(PRIVATE_CHANGE, kwargs=_signature, shared=CHANGES),
    "operations:renew": Row(PRIVATE_POST, kwargs=_signature, method="POST", shared=POSTS),
    "operations:record": Row(PRIVATE_CHANGE, kwargs=_signature, shared=CHANGES),
    "operations:consent": [Row(EVERYBODY, kwargs=_token), Row(GONE, kwargs=_forged)],
    "operations:consent-file": [Row(EVERYBODY, kwargs=_token), Row(GONE, kwargs=_forged)],
    "operations:decline": [
        Row(Statuses(302, 302, 302, 302, 302, 302, 302), kwargs=_token, method="POST"),
        Row(GONE, kwargs=_forged, method="POST"),
    ],
}

OPERATIONS: Rows = {
    "operations_list": Row(API_SIGNED_IN),
    "operations_one": Row(API_PRIVATE, kwargs=_stand, shared=API_READS),
    "operations_create": Row(
        Statuses(401, 404, 403, 201, 201, 404, 404),
        kwargs=lambda world: {"pk": cooperation(world).pk, "kind": "stand"},
        method="POST",
        data={"values": {"title": "A stand", "fair": "LinuxTag"}},
        shared=API_ADDS,
    ),
    "operations_change": Row(
        API_PRIVATE_CHANGE,
        kwargs=_stand,
        method="PATCH",
        data={"values": {"title": "Another"}, "mark": ""},
        shared=API_CHANGES,
    ),
}
