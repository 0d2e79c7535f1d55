"""Records of the outcomes app for tests: plain functions, every argument optional."""

import datetime as dt
from typing import Any

from django.utils import timezone

from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.outcomes.models import (
    Benefit,
    Contract,
    Cost,
    Exchange,
    Incident,
    Interest,
    InterestSide,
    Introduction,
    Milestone,
    Posting,
    PostingStatus,
    Release,
)
from tests.web import factories
from tests.web.cooperations.records import cooperation

PHOTONICS = "field:photonics"
SECRET_A, SECRET_B = "Zyxolite Instruments", "Quorvath Biosensing"  # names no page should show by accident


def posting(owner: Organisation, **more: Any) -> Posting:
    values = {
        "side": "need",
        "kind": "distributor",
        "member_name": SECRET_A,
        "member_country": owner.country,
        "title": "A distributor for optical sensors",
        "text": "A maker of optical sensors looks for a distributor",
        "concepts": [PHOTONICS],
        "status": PostingStatus.PUBLISHED,
        "expires_on": timezone.localdate() + dt.timedelta(days=90),
    }
    return Posting.objects.create(owner=owner, **(values | more))


def offer(owner: Organisation, **more: Any) -> Posting:
    values = {"side": "offer", "member_name": SECRET_B, "title": "Distribution of optics", "text": "We sell optics"}
    return posting(owner, **(values | more))


def interest(of: Posting, owner: Organisation, **more: Any) -> Interest:
    values = {
        "member_name": SECRET_B,
        "about": "A company of forty people",
        "why": "The sensors",
        "brings": "A sales network",
        "expects": "A call in May",
        "expires_on": timezone.localdate() + dt.timedelta(days=30),
    }
    made = Interest.objects.create(posting=of, owner=owner, **(values | more))
    for side in InterestSide:
        Release.objects.create(interest=made, side=side, expires_at=timezone.now() + dt.timedelta(days=31))
    return made


def line(kind: str, on: Cooperation, owner: Organisation | None = None, **more: Any) -> Any:
    """One line of a kind of ``queries.items.MODELS``, as its owner keeps it."""
    model, values = _LINES[kind]
    return model.objects.create(cooperation=on, owner=owner or on.owner, **(values | more))


_PAIR = {"a_name": SECRET_A, "b_name": SECRET_B, "b_kind": "lab"}
_DAY = dt.date(2026, 3, 2)
_LINES: dict[str, tuple[Any, dict[str, Any]]] = {
    "introductions": (Introduction, {**_PAIR, "subject": "sensors", "presentation": "They make sensors"}),
    "contracts": (Contract, {**_PAIR, "kind": "licence", "subject": "a sensor patent", "amount": 41250}),
    "benefits": (
        Benefit,
        {
            "member_name": SECRET_A,
            "measure": "sales abroad",
            "period_from": _DAY,
            "period_to": _DAY,
            "expected": 100,
            "expected_said_by": f"the head of {SECRET_A}",
        },
    ),
    "costs": (
        Cost,
        {"member_name": SECRET_A, "what": "travel", "spent_on": _DAY, "hours": 6, "said_by": f"{SECRET_A}, accounts"},
    ),
    "exchanges": (
        Exchange,
        {"direction": "inbound", "who": "students", "persons": 3, "home": "INSA", "host": "ENISE", "starts_on": _DAY},
    ),
}
KINDS = tuple(_LINES)


def milestone(of: Contract, **more: Any) -> Milestone:
    return Milestone.objects.create(contract=of, **({"title": "first delivery", "due": dt.date(2026, 9, 1)} | more))


def incident(of: Contract, **more: Any) -> Incident:
    values = {"what": "the delivery is late", "happened_on": _DAY}
    return Incident.objects.create(contract=of, cooperation=of.cooperation, owner=of.owner, **(values | more))


def shared_line(kind: str, world: factories.World, **more: Any) -> Any:
    """A line of ours on a cooperation shared the way the world says, the line itself shared too."""
    return line(kind, cooperation(world), audience="shared", **more)
