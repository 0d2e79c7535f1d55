"""What the next gate of many cooperations still asks for, in one query for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from intercluster.cooperations.gates import Facts, Finding, assess, counted, next_stage
from intercluster.cooperations.ladder import Stage
from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Process


def missing(user: Any, found: Sequence[Cooperation]) -> dict[int, tuple[Finding, ...]]:
    """By primary key, what is missing before the next step; cooperations came through ``portfolio.with_cards``.

    Only entries that the person may see are counted, as on the page of the gate.
    """
    proofs: dict[int, list[str]] = defaultdict(list)
    entries = items_visible_to(user, JournalEntry.objects.filter(cooperation__in=[one.pk for one in found]))
    for pk, proof in entries.exclude(proof="").order_by().values_list("cooperation", "proof"):
        proofs[pk].append(proof)
    return {one.pk: _missing(one, proofs[one.pk]) for one in found}


def _missing(cooperation: Any, proofs: list[str]) -> tuple[Finding, ...]:
    stage = Stage(cooperation.stage)
    target = next_stage(stage)
    if target is None:
        return ()
    organisations = [party.organisation for party in cooperation.taking_part]
    facts = Facts(
        stage,
        counted(proofs),
        len(organisations),
        tuple(str(organisation) for organisation in organisations if not organisation.governed),
        top_down=cooperation.process == Process.TOP_DOWN,
    )
    return assess(facts, target).missing
