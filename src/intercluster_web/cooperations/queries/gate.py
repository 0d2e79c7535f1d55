"""What the gates of a cooperation are asked with: the proofs in its journal and what its card says."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from intercluster.cooperations.gates import Facts, counted
from intercluster.cooperations.ladder import Stage
from intercluster.directory.types import CLUSTER_KINDS
from intercluster.fields.scope import Scope
from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Process
from intercluster_web.directory.models import Organisation
from intercluster_web.scouting.queries.fields import scope
from intercluster_web.scouting.queries.ground import ground


def proving(user: Any, cooperation: Cooperation) -> "QuerySet[JournalEntry]":
    """The entries that prove something, as far as the person sees them; a corrected one no longer counts."""
    entries = JournalEntry.objects.filter(cooperation=cooperation, corrections=None).exclude(proof="")
    return items_visible_to(user, entries)


def scope_of(cooperation: Cooperation) -> Scope | None:
    """The breadth of the fields on the card; None without any."""
    return scope(ground(), cooperation.concepts) if cooperation.concepts else None


def facts_of(user: Any, cooperation: Cooperation) -> Facts:
    """What the library asks the gates with."""
    parties = [party.organisation for party in cooperation.parties.filter(left_on=None).select_related("organisation")]
    proofs = proving(user, cooperation).values_list("proof", flat=True)
    return facts(cooperation, parties, proofs, scope_of(cooperation))


def facts(
    cooperation: Cooperation, parties: Sequence[Organisation], proofs: Iterable[str], breadth: Scope | None
) -> Facts:
    """The same from what is already read, for many cooperations at once."""
    clusters = {str(kind) for kind in CLUSTER_KINDS}
    return Facts(
        stage=Stage(cooperation.stage),
        proofs=counted(proofs),
        parties=len(parties),
        unstructured=tuple(one.name for one in parties if one.kind in clusters and not one.governed),
        scope=breadth and breadth.verdict,
        top_down=cooperation.process == Process.TOP_DOWN,
    )
