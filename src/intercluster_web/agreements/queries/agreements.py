"""Agreements a person may see, with how far their signing is and how long they run; what of them is counted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.agreements.models import (
    Agreement,
    AgreementParty,
    Between,
    RenewalKind,
    Signature,
    Status,
    Term,
    Version,
)


@dataclass(frozen=True)
class Filters:
    """What the overview is narrowed to; empty for everything."""

    q: str = ""
    kind: str = ""
    standing: str = ""
    between: str = ""


@dataclass(frozen=True)
class Counts:
    """Formalised agreements in force, counted in two ways that must not be mixed (S143): once each, and once for each
    organisation that signed. ``signatories``: different organisations."""

    agreements: int
    signatures: int
    signatories: int


def agreements_visible_to(user: Any) -> "QuerySet[Agreement]":
    """Agreements with their cooperation, parties, and the columns of ``with_state``."""
    found = items_visible_to(user, Agreement.objects.select_related("cooperation", "owner"))
    return with_state(found).prefetch_related("parties")


def with_state(agreements: "QuerySet[Agreement]") -> "QuerySet[Agreement]":
    """Adds ``party_count``, ``signed_count`` (of the newest version), the last term (``term_start``, ``term_end``,
    ``term_renewal``, ``term_notice``, ``term_number``) and ``standing``: the status, with "expired" where the last term
    is over and does not renew itself."""
    last = Term.objects.filter(agreement=OuterRef("pk")).order_by("-number")
    signed = Signature.objects.filter(
        agreement=OuterRef("pk"), version__number=OuterRef("number"), voided_at=None, signed_at__isnull=False
    )
    over = Q(status=Status.IN_FORCE, term_end__lt=timezone.localdate()) & ~Q(term_renewal=RenewalKind.TACIT)
    return agreements.annotate(
        party_count=_count(AgreementParty.objects.filter(agreement=OuterRef("pk"))),
        signed_count=_count(signed),
        term_start=Subquery(last.values("starts_on")[:1]),
        term_end=Subquery(last.values("ends_on")[:1]),
        term_renewal=Subquery(last.values("renewal")[:1]),
        term_notice=Subquery(last.values("notice_months")[:1]),
        term_number=Subquery(last.values("number")[:1]),
    ).annotate(standing=Case(When(over, then=Value(Status.EXPIRED)), default=F("status"), output_field=CharField()))


def filtered(agreements: "QuerySet[Agreement]", filters: Filters) -> "QuerySet[Agreement]":
    if filters.q:
        named = AgreementParty.objects.filter(name__icontains=filters.q).values("agreement")
        agreements = agreements.filter(
            Q(title__icontains=filters.q) | Q(cooperation__title__icontains=filters.q) | Q(pk__in=named)
        )
    if filters.kind:
        agreements = agreements.filter(kind=filters.kind)
    if filters.between:
        agreements = agreements.filter(between=filters.between)
    if filters.standing:
        agreements = agreements.filter(standing=filters.standing)
    return agreements


def counts(agreements: "QuerySet[Agreement]") -> Counts:
    """Of the agreements between clusters among these that are in force."""
    in_force = agreements.filter(standing=Status.IN_FORCE, between=Between.CLUSTERS).order_by().values("pk")
    signed = AgreementParty.objects.filter(agreement__in=in_force)
    different = signed.aggregate(n=Count(Coalesce("organisation__key", "name"), distinct=True))["n"]
    return Counts(in_force.count(), signed.count(), different)


def by_year(agreements: "QuerySet[Agreement]") -> list[tuple[int, int, int]]:
    """For each year in which agreements between clusters came into force: the year, agreements, signatories."""
    found = (
        agreements.filter(between=Between.CLUSTERS, in_force_on__isnull=False)
        .order_by()
        .values_list("in_force_on", "party_count")
    )
    years: dict[int, list[int]] = {}
    for day, parties in found:
        years.setdefault(day.year, []).append(parties)
    return [(year, len(sizes), sum(sizes)) for year, sizes in sorted(years.items())]


def newest_version(agreement: Agreement) -> Version | None:
    return agreement.versions.filter(number=agreement.number).select_related("sealed_file").first()


def open_signatures(agreement: Agreement) -> list[Signature]:
    """The lines of the newest version, by party."""
    lines = agreement.signatures.filter(version__number=agreement.number, voided_at=None)
    return list(lines.select_related("party", "version", "organisation"))


def void_signatures(agreement: Agreement) -> list[Signature]:
    """Signatures that no longer count, the newest first: what was signed then stays to be read."""
    found = agreement.signatures.filter(voided_at__isnull=False, signed_at__isnull=False)
    return list(found.select_related("party", "version").order_by("-voided_at"))


def current_term(agreement: Agreement) -> Term | None:
    return agreement.terms.first()


def running_agreements(user: Any) -> "QuerySet[Agreement]":
    """Agreements in force that have an end: those there are reminders for."""
    return agreements_visible_to(user).filter(status=Status.IN_FORCE, term_end__isnull=False).order_by("term_end", "pk")


def _count(rows: "QuerySet[Any]") -> Any:
    """How many rows, as a subquery: joins would multiply each other."""
    found = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)
