"""What the next gate of many cooperations still asks for, in one query for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from intercluster.cooperations.gates import Finding, assess, next_stage
from intercluster.cooperations.ladder import Stage
from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.cooperations.models import Cooperation, JournalEntry
from intercluster_web.cooperations.queries.gate import facts, scope_of


def missing(user: Any, found: Sequence[Cooperation]) -> dict[int, tuple[Finding, ...]]:
    """By primary key, what is missing before the next step; cooperations came through ``portfolio.with_cards``.

    Only entries that the person may see count, as on the page of the gate.
    """
    proofs: dict[int, list[str]] = defaultdict(list)
    entries = JournalEntry.objects.filter(cooperation__in=[one.pk for one in found], corrections=None)
    proving = items_visible_to(user, entries.exclude(proof=""))
    for pk, proof in proving.order_by().values_list("cooperation", "proof"):
        proofs[pk].append(proof)
    return {one.pk: _missing(one, proofs[one.pk]) for one in found}


def _missing(cooperation: Any, proofs: list[str]) -> tuple[Finding, ...]:
    target = next_stage(Stage(cooperation.stage))
    if target is None:
        return ()
    parties = [party.organisation for party in cooperation.taking_part]
    breadth = scope_of(cooperation) if target is Stage.PROJECTS else None  # no other step asks for it
    return assess(facts(cooperation, parties, proofs, breadth), target).missing
