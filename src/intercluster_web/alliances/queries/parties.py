"""Who takes part in a cooperation, as its governance sees it."""

from django.db.models import Q, QuerySet

from intercluster.alliances.advice import Situation
from intercluster.cooperations.ladder import LADDER, Proof, Stage
from intercluster_web.cooperations.models import Cooperation, JournalEntry, PartyRole
from intercluster_web.directory.models import Organisation

PARTNERS = (PartyRole.LEAD, PartyRole.PARTNER)
BETWEEN = (PartyRole.NEUTRAL, PartyRole.MEDIATOR)


def clusters_of(cooperation: Cooperation) -> "QuerySet[Organisation]":
    """The organisations that would govern: the owner and the partners that have not left, by name."""
    partners = cooperation.parties.filter(role__in=PARTNERS, left_on=None).values("organisation")
    return Organisation.objects.filter(Q(pk=cooperation.owner_id) | Q(pk__in=partners)).order_by("name")


def everybody_in(cooperation: Cooperation) -> "QuerySet[Organisation]":
    """The owner and all parties that have not left, whatever their role."""
    parties = cooperation.parties.filter(left_on=None).values("organisation")
    return Organisation.objects.filter(Q(pk=cooperation.owner_id) | Q(pk__in=parties)).order_by("name")


def ungoverned(cooperation: Cooperation) -> list[Organisation]:
    """Clusters that have no governance of their own and so cannot be parties of an alliance (S91)."""
    return list(clusters_of(cooperation).filter(governed=False))


def third_party_of(cooperation: Cooperation) -> Organisation | None:
    """A body that stands between the clusters already: a neutral party, else the network they go through."""
    between = cooperation.parties.filter(role__in=BETWEEN, left_on=None).select_related("organisation")
    found = sorted(between, key=lambda party: BETWEEN.index(PartyRole(party.role)))
    return found[0].organisation if found else cooperation.mediated_by


def situation_of(cooperation: Cooperation, strained: bool = False, disputes: int = 0) -> Situation:
    """What the advice looks at; trust and disputes are said by who asks."""
    clusters = list(clusters_of(cooperation))
    sizes = [cluster.members_count for cluster in clusters]
    known = [size for size in sizes if size is not None]
    complete = len(known) == len(clusters) > 1 and sum(known) > 0
    third = third_party_of(cooperation)
    return Situation(
        clusters=max(2, len(clusters)),
        binding=_is_binding(cooperation),
        largest_share=max(known) / sum(known) if complete else None,
        strained=strained,
        disputes=disputes,
        third_party=str(third) if third else "",
    )


def _is_binding(cooperation: Cooperation) -> bool:
    """Joint operations have begun, or the clusters signed something: an alliance is on the table (S66)."""
    far = LADDER.index(Stage(cooperation.stage)) >= LADDER.index(Stage.JOINT_EVENTS)
    signed = JournalEntry.objects.filter(cooperation=cooperation, proof=Proof.AGREEMENT_SIGNED, audience="shared")
    return far or signed.exists()
