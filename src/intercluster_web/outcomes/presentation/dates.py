"""The dates of contracts and of expressions of interest, for calendars (contract: ``intercluster_web.calendar``)."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from intercluster.export.calendar import Occasion
from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.outcomes.models import Contract, ContractStatus, Interest, Milestone
from intercluster_web.outcomes.presentation.sight import Reader
from intercluster_web.outcomes.queries.interests import interests

OVER = (ContractStatus.ENDED, ContractStatus.ABANDONED)


def dates_for(user: Any, since: date, until: date = date.max) -> list[Occasion]:
    """Milestones and ends of contracts whose names a person may read; answers wanted to expressions of interest."""
    days = (since, until)
    soon = Q(ends_on__range=days) | Q(milestones__due__range=days)
    contracts = items_visible_to(user, Contract.objects.filter(soon)).distinct()
    contracts = contracts.select_related("cooperation").prefetch_related(Prefetch("milestones"))
    reader = Reader(user)
    found = [
        occasion
        for contract in contracts
        if reader.knows(contract.owner_id, contract.named)
        for occasion in of_contract(contract)
    ]
    found += [_answer(interest) for interest in interests(user).filter(expires_on__range=days)]
    return [occasion for occasion in found if occasion.starts >= since]


def of_contract(contract: Contract) -> list[Occasion]:
    """Its milestones and its end. A milestone that was removed stays, as cancelled; so do all dates of one that came to
    nothing."""
    parties = f"{contract.get_kind_display()}, {contract.a_name} – {contract.b_name}"
    url, off = contract.get_absolute_url(), contract.status in OVER
    changes = int((contract.updated_at - contract.created_at).total_seconds())
    found = [_milestone(contract, each, parties, url, off=off) for each in contract.milestones.all()]
    if contract.ends_on:
        found.append(
            Occasion(
                uid=f"contract-{contract.pk}-end@intercluster",
                starts=contract.ends_on,
                title=_("Ends: %(contract)s") % {"contract": parties},
                text=contract.cooperation.title,
                url=url,
                sequence=changes,
                cancelled=off,
            )
        )
    return found


def _milestone(contract: Contract, each: Milestone, parties: str, url: str, *, off: bool) -> Occasion:
    return Occasion(
        uid=f"milestone-{each.pk}@intercluster",
        starts=each.due,
        title=f"{each.title} ({parties})",
        text=contract.cooperation.title,
        url=url,
        sequence=each.sequence + (off and not each.removed),
        cancelled=off or each.removed,
    )


def _answer(interest: Interest) -> Occasion:
    settled = interest.state in ("agreed", "refused")
    return Occasion(
        uid=f"interest-{interest.pk}@intercluster",
        starts=interest.expires_on,
        title=_("Answer wanted: %(interest)s") % {"interest": interest},
        text=interest.cooperation.title if interest.cooperation else "",
        url=interest.get_absolute_url(),
        sequence=int((interest.updated_at - interest.created_at).total_seconds()) + settled,
        cancelled=settled,
    )
