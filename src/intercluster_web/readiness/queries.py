"""Reads: what is known of a cluster's readiness, who supports it, what an authority can suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from intercluster.readiness.hypotheses import Situation, percentile
from intercluster.readiness.keys import overall, results
from intercluster.readiness.neighbours import Neighbours, neighbours
from intercluster.scouting.networks import networks_of
from intercluster.scouting.types import Basis
from intercluster.scouting.units import cluster_units
from intercluster_web.accounts.permissions import visible_to
from intercluster_web.cooperations.models import Cooperation, Status
from intercluster_web.directory.models import Organisation, Programme, ProgrammeTie
from intercluster_web.readiness.models import SelfAssessment
from intercluster_web.scouting.models import ChainLink, Lock, LockStatus, Strategy, TargetMarket
from intercluster_web.scouting.queries.ground import Ground


def assessments(user: Any) -> "QuerySet[SelfAssessment]":
    return visible_to(user, SelfAssessment.objects.select_related("owner"))


def situation_of(user: Any, organisation: Organisation, here: Ground) -> Situation:
    """What is known of an organisation, as far as the person may see it."""
    strategies = visible_to(user, Strategy.objects.filter(owner=organisation))
    latest = assessments(user).filter(owner=organisation).first()
    links = ChainLink.objects.filter(strategy__in=strategies, strategic=True).values_list("status", flat=True)
    locks = Lock.objects.filter(strategy__in=strategies)
    markets = TargetMarket.objects.filter(strategy__in=strategies).values_list("urgency", flat=True)
    graph = networks_of(here.directory)
    founded = organisation.founded_year
    return Situation(
        years=timezone.localdate().year - founded if founded else None,
        animation_team=organisation.animation_team,
        governed=organisation.governed,
        keys=overall(results(latest.answers)) if latest else None,
        cooperations_at_home=_at_home(user, organisation, here),
        networks=len(graph.around(organisation.key)),
        urgencies=tuple(markets),
        links=tuple(links),
        open_locks=locks.exclude(status=LockStatus.LIFTED).count() if locks else None,
        label_level=organisation.level or ("none" if organisation.labels.exists() else None),
        **_standing(organisation, here),
    )


def _at_home(user: Any, organisation: Organisation, here: Ground) -> int:
    """Partners of the same country that are clusters: known to the directory, or in our own portfolio."""
    records = here.directory.by_key
    known = networks_of(here.directory).cooperations.get(organisation.key, {})
    partners = {key for key in known if key in records and records[key].country == organisation.country}
    ours = visible_to(user, Cooperation.objects.filter(owner=organisation, status__in=[Status.ACTIVE, Status.ENDED]))
    partners |= set(
        Organisation.objects.filter(takes_part_in__cooperation__in=ours, country=organisation.country)
        .exclude(pk=organisation.pk)
        .values_list("key", flat=True)
    )
    return len(partners)


def _standing(organisation: Organisation, here: Ground) -> dict[str, Any]:
    """Size, projects and countries of partners, each with its percentile among the clusters that have the figure."""
    clusters = here.directory.clusters
    units = cluster_units(here.base, here.directory, here.vocabulary)
    graph = networks_of(here.directory)
    members = {cluster.key: cluster.members_count for cluster in clusters}
    projects = {
        key: int(count)
        for key, count, basis in zip(units.keys, units.project_counts, units.basis, strict=True)
        if basis is not Basis.NONE
    }
    countries = {
        cluster.key: len({here.directory.by_key[key].country for key in partners if key in here.directory.by_key})
        for cluster in clusters
        if (partners := graph.cooperations.get(cluster.key))
    }
    found: dict[str, Any] = {}
    for name, figures in (("members", members), ("projects", projects), ("partner_countries", countries)):
        figure = figures.get(organisation.key)
        found[name] = figure
        found[f"{name}_percentile"] = percentile(figure, [each for each in figures.values() if each is not None])
    return found


@dataclass(frozen=True)
class NetworkNearby:
    """A network through which others are reached. ``ours``: the organisation belongs to it already."""

    key: str
    label: str
    members: int
    countries: tuple[str, ...]
    ours: bool


def networks_nearby(organisation: Organisation, here: Ground) -> list[NetworkNearby]:
    """Networks the organisation is in, then those whose members share its fields; those with more countries first."""
    graph = networks_of(here.directory)
    ours = set(graph.around(organisation.key))
    record = here.directory.by_key.get(organisation.key)
    fields = set(record.fields) if record else set()
    found = []
    for key, members in graph.members.items():
        known = [here.directory.by_key[member] for member in members if member in here.directory.by_key]
        near = any(fields & set(member.fields) for member in known if member.key != organisation.key)
        if len(known) < 2 or not (key in ours or near):
            continue
        countries = tuple(sorted({member.country for member in known if member.country}))
        found.append(NetworkNearby(key, graph.label(key), len(known), countries, key in ours))
    return sorted(found, key=lambda network: (not network.ours, -len(network.countries), network.label))[:12]


def support_for(organisation: Organisation) -> "tuple[QuerySet[Organisation], list[Programme]]":
    """Who runs programmes for the organisation's country, and programmes open there or to the whole Union (S9)."""
    there = Q(countries__icontains=organisation.country) | Q(countries__icontains="EU") | Q(countries="")
    programmes = list(Programme.objects.filter(there).order_by("level", "name")) if organisation.country else []
    runs = ProgrammeTie.objects.filter(role=ProgrammeTie.Role.OWNER, programme__in=programmes)
    return Organisation.objects.filter(pk__in=runs.values("organisation")).order_by("name"), programmes


def suggested(here: Ground, zones: Sequence[str], only_new: bool) -> list[Neighbours]:
    """Pairs of clusters of a territory worth bringing together."""
    found = neighbours(here.directory, here.vocabulary, zones)
    return [pair for pair in found if not (only_new and pair.known)]
