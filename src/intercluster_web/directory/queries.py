"""Reads of the directory: the list with its filters, and what the page of one organisation shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from intercluster.directory.types import CLUSTER_KINDS
from intercluster_web.directory import search
from intercluster_web.directory.freshness import months_before
from intercluster_web.directory.models import (
    FORMER_KEY,
    Fact,
    Identifier,
    Kind,
    KnownCooperation,
    Label,
    Membership,
    Organisation,
    OrganisationField,
    Programme,
    Revision,
    Standing,
    TerritoryPart,
)

FRESH_MONTHS = 24
SORTS = {
    "name": "search_text",  # begins with the folded name: accents and case do not matter
    "country": "country",
    "city": "city",
    "members": "members_count",
    "founded": "founded_year",
    "stated": "stated",
}


def revision() -> str:
    """A mark that is new after every change of the directory; empty before the first."""
    return Revision.objects.filter(pk=1).values_list("stamp", flat=True).first() or ""


def organisations(filters: Mapping[str, Any]) -> "QuerySet[Organisation]":
    """The organisations a list, a map or an export shows. Keys of ``filters`` are those of ``FilterForm``."""
    found = Organisation.objects.annotate(stated=_newest_statement(), known_members=_known_members())
    found = search.matching(found, filters.get("q") or "")
    found = found.filter(_kind(filters), _place(filters))
    for name, condition in (
        ("field", lambda value: Exists(OrganisationField.objects.filter(organisation=OuterRef("pk"), concept=value))),
        ("label", lambda value: Exists(Label.objects.filter(organisation=OuterRef("pk"), name=value))),
        ("level", lambda value: Exists(Label.objects.filter(organisation=OuterRef("pk"), level=value))),
        ("network", lambda value: Q(memberships__organisation__key=value)),
        ("governed", lambda value: Q(governed=value == "yes")),
        ("standing", lambda value: Q(standing=value)),
        ("freshness", _freshness),
    ):
        if filters.get(name):
            found = found.filter(condition(filters[name]))
    return found.order_by(*_order(filters))


def _newest_statement() -> Subquery:
    newest = Fact.objects.filter(organisation=OuterRef("pk"), in_force=True).order_by().values("organisation")
    return Subquery(newest.annotate(day=Max("stated_on")).values("day"))


def _known_members() -> Coalesce:
    members = Membership.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    return Coalesce(Subquery(members.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _kind(filters: Mapping[str, Any]) -> Q:
    kind = filters.get("kind")
    if kind == "clusters":
        return Q(kind__in=[str(k) for k in CLUSTER_KINDS])
    return Q(kind=kind) if kind else Q()


def _place(filters: Mapping[str, Any]) -> Q:
    condition = Q()
    if filters.get("country"):
        condition &= Q(country=filters["country"])
    if zone := filters.get("zone"):
        parts = TerritoryPart.objects.filter(organisation=OuterRef("pk"), zone__startswith=zone)
        condition &= Q(zone__startswith=zone) | Exists(parts)
    return condition


def _freshness(value: str) -> Q:
    limit = months_before(FRESH_MONTHS)
    return {"fresh": Q(stated__gte=limit), "stale": Q(stated__lt=limit), "undated": Q(stated__isnull=True)}[value]


def _order(filters: Mapping[str, Any]) -> list[Any]:
    sort = filters.get("sort") or ""
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return ["-by_name", "search_text", "pk"] if filters.get("q") else ["search_text", "pk"]
    ordered = F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
    return [ordered, "search_text", "pk"]


@dataclass(frozen=True)
class Choices:
    """What the filters offer: only values that occur in the directory."""

    countries: list[str]
    zones: list[str]
    concepts: list[str]
    labels: list[str]
    levels: list[str]
    networks: list[tuple[str, str]]


def filter_choices(country: str = "") -> Choices:
    """Values for the filters; regions only of a country where one is chosen."""
    every = Organisation.objects.order_by()
    placed = every.exclude(zone="")
    labels = list(Label.objects.order_by().values_list("name", "level").distinct())
    return Choices(
        countries=list(every.exclude(country="").values_list("country", flat=True).distinct()),
        zones=list((placed.filter(country=country) if country else placed).values_list("zone", flat=True).distinct()),
        concepts=list(OrganisationField.objects.order_by().values_list("concept", flat=True).distinct()),
        labels=sorted({name for name, _ in labels}),
        levels=sorted({level for _, level in labels if level}),
        networks=list(
            Organisation.objects.filter(members__isnull=False, kind=Kind.NETWORK)
            .order_by("name")
            .values_list("key", "name")
            .distinct()
        ),
    )


def with_list_columns(found: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    """What a row of the list needs, in a constant number of queries."""
    return found.prefetch_related("fields", "labels", "territory")


def organisation_by_key(key: str) -> Organisation | None:
    """The organisation at an address, or the one that a merged entry's address now leads to."""
    found = Organisation.objects.filter(key=key).first()
    if found is None:
        former = Identifier.objects.filter(scheme=FORMER_KEY, value=key).select_related("organisation").first()
        found = former.organisation if former else None
    return found


def organisations_named(text: str) -> list[Organisation]:
    """Those that a person means by a key, a name or a short name; the key wins."""
    by_key = list(Organisation.objects.filter(key=text))
    if by_key:
        return by_key
    return list(Organisation.objects.filter(Q(name__iexact=text) | Q(short_name__iexact=text))[:6])


def names_to_suggest() -> list[str]:
    """Names a browser suggests while one types; members of clusters come last and not all of them."""
    clusters = Organisation.objects.filter(kind__in=[str(kind) for kind in CLUSTER_KINDS]).order_by("name")
    others = Organisation.objects.exclude(pk__in=clusters).order_by("name")
    return [*clusters.values_list("name", flat=True), *others.values_list("name", flat=True)[:1000]]


def facts_of(organisation: Organisation) -> dict[str, list[Fact]]:
    """Facts by attribute, the one in force first, then from the newest to the oldest."""
    grouped: dict[str, list[Fact]] = {}
    for fact in organisation.facts.select_related("recorded_by").order_by("-in_force", "-recorded_at", "-pk"):
        grouped.setdefault(fact.attribute, []).append(fact)
    return grouped


def cooperations_of(organisation: Organisation) -> "QuerySet[KnownCooperation]":
    """Cooperations in which an organisation stands on either side."""
    mine = Q(a=organisation) | Q(b=organisation)
    return KnownCooperation.objects.filter(mine).select_related("a", "b").order_by("-started", "pk")


def networks() -> "QuerySet[Organisation]":
    """Organisations that have other organisations of the directory as members, the largest first."""
    return (
        Organisation.objects.filter(kind=Kind.NETWORK)
        .annotate(
            known_members=Count("members", distinct=True),
            countries=Count("members__member__country", distinct=True, filter=~Q(members__member__country="")),
            belongs_to=Count("memberships", distinct=True),
        )
        .order_by("-known_members", "name")
    )


def programmes(filters: Mapping[str, Any]) -> "QuerySet[Programme]":
    """Support programmes by words, level and country."""
    found = Programme.objects.annotate(organisations=Count("ties", distinct=True))
    for word in (filters.get("q") or "").split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(owner__icontains=word)
            | Q(countries__icontains=word)
            | Q(eligible_costs__icontains=word)
        )
    if filters.get("level"):
        found = found.filter(level=filters["level"])
    return found.order_by("name")


def programme_cooperations(programme: Programme) -> "QuerySet[KnownCooperation]":
    """Cooperations that name a programme as their support."""
    return (
        KnownCooperation.objects.filter(programme_record=programme).select_related("a", "b").order_by("-started", "pk")
    )


def similar_named(name: str, country: str, excluding: int | None = None) -> list[Organisation]:
    """Entries of the same country whose name shares its rarest words with a new one: possible duplicates."""
    words = [word for word in search.fold(name).split() if len(word) > 2]
    if not words:
        return []
    candidates = Organisation.objects.filter(Q(country=country) | Q(country="")).exclude(pk=excluding)
    wanted = set(words)
    scored = []
    for organisation in candidates.only("key", "name", "short_name", "country", "city", "kind"):
        for own in (organisation.name, organisation.short_name):
            have = {word for word in search.fold(own).split() if len(word) > 2}
            if have and len(wanted & have) / len(wanted | have) >= 0.5:
                scored.append((len(wanted & have) / len(wanted | have), organisation))
                break
    return [organisation for _, organisation in sorted(scored, key=lambda pair: (-pair[0], pair[1].name))][:5]


def counts() -> dict[str, int]:
    """Figures for the first page and for the head of the list."""
    by_kind = dict(Organisation.objects.order_by().values_list("kind").annotate(n=Count("pk")))
    return {
        "organisations": sum(by_kind.values()),
        "clusters": sum(n for kind, n in by_kind.items() if kind in CLUSTER_KINDS),
        "ended": Organisation.objects.filter(standing=Standing.ENDED).count(),
    }
