"""Lines on members inside a cooperation, and what they add up to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from intercluster.outcomes.contracts import Bridge, bridge
from intercluster.outcomes.friction import Friction, Place, friction
from intercluster_web.accounts.permissions import items_visible_to, organisations_of
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.models import Organisation
from intercluster_web.outcomes.models import (
    Benefit,
    Contract,
    ContractStatus,
    Cost,
    Exchange,
    Incident,
    Introduction,
    IntroductionStatus,
)

MODELS: dict[str, Any] = {
    "introductions": Introduction,
    "contracts": Contract,
    "benefits": Benefit,
    "costs": Cost,
    "exchanges": Exchange,
}


def items(user: Any, cooperation: Cooperation, kind: str) -> "QuerySet[Any]":
    """The lines of one kind of a cooperation that a person may see."""
    found = MODELS[kind].objects.filter(cooperation=cooperation).select_related("owner")
    if kind == "contracts":
        found = found.select_related("introduction")
    return items_visible_to(user, found)


def incidents(user: Any, contract: Contract) -> "QuerySet[Incident]":
    """Those of a contract that the person may see: sharing the contract does not share them."""
    found = Incident.objects.filter(contract=contract).select_related("owner").prefetch_related("steps")
    return items_visible_to(user, found)


def contracts_with_dates(user: Any, cooperation: Cooperation) -> "QuerySet[Contract]":
    found = Contract.objects.filter(cooperation=cooperation).prefetch_related(Prefetch("milestones"))
    found = found.select_related("cooperation")
    return items_visible_to(user, found)


def other_parties(user: Any, cooperation: Cooperation) -> tuple[list[Organisation], list[Organisation]]:
    """The parties a person sits at, and the others."""
    own = set(organisations_of(user))
    parties = [party.organisation for party in cooperation.parties.filter(left_on=None).select_related("organisation")]
    if cooperation.owner not in parties:
        parties.insert(0, cooperation.owner)
    return [each for each in parties if each.pk in own], [each for each in parties if each.pk not in own]


@dataclass(frozen=True)
class Summary:
    """Counts over what one person may see."""

    introductions: int
    met: int
    contracts: int
    signed: int
    inbound: int
    outbound: int
    bridge: Bridge


def summary(user: Any, cooperation: Cooperation) -> Summary:
    introductions = list(items(user, cooperation, "introductions"))
    contracts = list(items(user, cooperation, "contracts"))
    moved = items_visible_to(user, Exchange.objects.filter(cooperation=cooperation)).aggregate(
        inbound=Sum("persons", filter=Q(direction="inbound")), outbound=Sum("persons", filter=Q(direction="outbound"))
    )
    met = (IntroductionStatus.MET, IntroductionStatus.TALKING, IntroductionStatus.AGREED)
    concluded = (ContractStatus.SIGNED, ContractStatus.COMPLETED, ContractStatus.ENDED)
    introduced = {contract.introduction_id for contract in contracts}
    ties = [*contracts, *(one for one in introductions if one.pk not in introduced)]
    return Summary(
        len(introductions),
        sum(one.status in met or one.met_on is not None for one in introductions),
        len(contracts),
        sum(one.status in concluded and one.signed_on is not None for one in contracts),
        moved["inbound"] or 0,
        moved["outbound"] or 0,
        bridge(tie.sectors for tie in ties),
    )


def friction_between(ours: Organisation, theirs: Organisation, on: date | None = None) -> Friction:
    """What the directory and the library know of the way between two organisations."""
    return friction(_place(ours), _place(theirs), on or timezone.localdate())


def _place(organisation: Organisation) -> Place:
    return Place(organisation.country, organisation.latitude, organisation.longitude)


@dataclass
class FirmSheet:
    """Gains and costs of one member. Money of benefits and costs is in euros; other units stay lines."""

    member: str
    benefits: list[Benefit]
    costs: list[Cost]

    @property
    def hours(self) -> Decimal:
        return sum((cost.hours for cost in self.costs), Decimal())

    @property
    def spent(self) -> Decimal:
        return sum((cost.travel + cost.other for cost in self.costs), Decimal())

    @property
    def expected(self) -> Decimal:
        return sum((each.expected or Decimal() for each in self.benefits if each.unit == "euros"), Decimal())

    @property
    def obtained(self) -> Decimal:
        return sum((each.obtained or Decimal() for each in self.benefits if each.unit == "euros"), Decimal())


def firm_sheets(user: Any, cooperation: Cooperation) -> list[FirmSheet]:
    """One sheet a member, of the lines whose member the person may know; by name."""
    own = set(organisations_of(user))
    sheets: dict[str, FirmSheet] = {}
    for kind in ("benefits", "costs"):
        for line in items(user, cooperation, kind):
            if not line.member_name or not (line.named or line.owner_id in own):
                continue
            sheet = sheets.setdefault(line.member_name.casefold(), FirmSheet(line.member_name, [], []))
            (sheet.benefits if kind == "benefits" else sheet.costs).append(line)
    return [sheets[name] for name in sorted(sheets)]
