"""Reads: cards with their filters, and the partners of a cooperation as a programme sees them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from intercluster.funding.conditions import Fit, Partner, PartnerKind, Verdict, fit
from intercluster_web.cooperations.models import Cooperation, PartyRole
from intercluster_web.directory.models import Kind, MemberKind, Membership, Organisation, Programme
from intercluster_web.funding.models import Card, ConditionKind, Requirement, Status

_KINDS: dict[str, frozenset[PartnerKind]] = {
    Kind.UNIVERSITY: frozenset({PartnerKind.HIGHER_EDUCATION}),
    Kind.TRAINING_CENTRE: frozenset({PartnerKind.HIGHER_EDUCATION}),
    Kind.RESEARCH_ORGANISATION: frozenset({PartnerKind.RESEARCH}),
    Kind.SCIENCE_PARK: frozenset({PartnerKind.PARK, PartnerKind.CLUSTER}),
    Kind.AUTHORITY: frozenset({PartnerKind.PUBLIC}),
    Kind.FOREIGN_POST: frozenset({PartnerKind.PUBLIC}),
    **dict.fromkeys(
        (Kind.POLE, Kind.GRAPPE, Kind.SPL, Kind.REGIONAL_CLUSTER, Kind.NETWORK, Kind.ASSOCIATION),
        frozenset({PartnerKind.CLUSTER}),
    ),
}
_MEMBER_KINDS: dict[str, PartnerKind] = {
    MemberKind.SME: PartnerKind.SME,
    MemberKind.LARGE_FIRM: PartnerKind.LARGE_FIRM,
    MemberKind.LAB: PartnerKind.RESEARCH,
    MemberKind.TECHNICAL_CENTRE: PartnerKind.RESEARCH,
    MemberKind.TRAINING: PartnerKind.HIGHER_EDUCATION,
    MemberKind.PUBLIC: PartnerKind.PUBLIC,
}
_TAKE_PART = (PartyRole.LEAD, PartyRole.LEAD_GROUP, PartyRole.PARTNER, PartyRole.MEDIATOR)
_ORDER = {Verdict.MET: 0, Verdict.OPEN: 1, Verdict.NOT_MET: 2}


@dataclass(frozen=True)
class Fitted:
    """A card against a partnership, each requirement beside its result."""

    card: Card
    fit: Fit
    requirements: tuple[Requirement, ...]


def cards(q: str = "", level: str = "", status: str = "", country: str = "", cost: str = "") -> "QuerySet[Card]":
    """Cards with programme, contact and conditions; ended programmes last."""
    found = Card.objects.select_related("programme", "contact").prefetch_related("requirements")
    if q:
        words = Q(programme__name__icontains=q) | Q(programme__owner__icontains=q)
        found = found.filter(words | Q(about__icontains=q) | Q(about_fr__icontains=q))
    for name, value in (("level", level), ("status", status)):
        if value:
            found = found.filter(**{name: value})
    if cost:
        found = found.filter(pays__icontains=f'"{cost}"')
    if country:
        found = found.filter(pk__in=_open_to(country))
    return found


def _open_to(country: str) -> list[int]:
    """Cards a partner of a country may take part in, as far as their conditions of place say."""
    shut: set[int] = set()
    for requirement in Requirement.objects.filter(kind__in=(ConditionKind.BOTH_SIDES, ConditionKind.ONLY_COUNTRIES)):
        rule = requirement.rule()
        other_side = requirement.kind == ConditionKind.BOTH_SIDES and not rule.others
        if rule.closed and not other_side and country not in (*rule.countries, *rule.others):
            shut.add(requirement.card_id)
    return list(Card.objects.exclude(pk__in=shut).values_list("pk", flat=True))


def countries_named() -> list[str]:
    """Countries that conditions name."""
    named = Requirement.objects.values_list("countries", "others")
    return sorted({code for countries, others in named for code in (*countries, *others)})


def without_card() -> "QuerySet[Programme]":
    return Programme.objects.filter(card=None).order_by("name")


def partners_of(cooperation: Cooperation) -> list[Partner]:
    """Who takes part in a cooperation, with the kinds of members the directory knows for each; two questions."""
    parties = cooperation.parties.filter(left_on=None, role__in=_TAKE_PART).select_related("organisation")
    return as_partners([party.organisation for party in parties])


def as_partners(organisations: Iterable[Organisation]) -> list[Partner]:
    found = list(organisations)
    through: dict[int, set[PartnerKind]] = defaultdict(set)
    rows = Membership.objects.filter(organisation__in=found, until=None).values_list("organisation", "member_type")
    for organisation, member_type in rows.distinct():
        if member_type in _MEMBER_KINDS:
            through[organisation].add(_MEMBER_KINDS[member_type])
    return [_partner(organisation, frozenset(through[organisation.pk])) for organisation in found]


def _partner(organisation: Organisation, through: frozenset[PartnerKind]) -> Partner:
    """A company may be an SME or not: it stays open. A cluster may have members the directory does not know."""
    kinds = _KINDS.get(organisation.kind, frozenset())
    vague = bool(kinds & {PartnerKind.CLUSTER}) or organisation.kind in (Kind.COMPANY, Kind.BUYER)
    return Partner(
        name=str(organisation),
        country=organisation.country or None,
        zone=organisation.zone or None,
        kinds=kinds,
        through=through,
        whole=not vague,
    )


def fitted(partners: Iterable[Partner], found: "Iterable[Card] | None" = None) -> list[Fitted]:
    """Every programme that has not ended against a partnership: what fits first, then what is open."""
    known = list(partners)
    chosen = cards().exclude(status=Status.ENDED) if found is None else found
    rows = [_fitted(card, known) for card in chosen]
    return sorted(rows, key=lambda row: (_ORDER[row.fit.verdict], -row.fit.met, row.card.programme.name))


def _fitted(card: Card, partners: list[Partner]) -> Fitted:
    requirements = tuple(card.requirements.all())
    return Fitted(card, fit([requirement.rule() for requirement in requirements], partners), requirements)


def corrections(card: Card) -> "QuerySet[Any]":
    return card.corrections.select_related("recorded_by")


def same_condition(requirement: Requirement) -> "QuerySet[Requirement]":
    """Conditions of the same card and kind, for a double click to be found."""
    return Requirement.objects.filter(card=requirement.card_id, kind=requirement.kind)
