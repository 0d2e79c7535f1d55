"""What the page of an organisation shows, put together from the reads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from intercluster_web.directory import queries
from intercluster_web.directory.attributes import ATTRIBUTES, TIE_REVIEW_MONTHS, attribute_label, show_value
from intercluster_web.directory.evidence_box import EvidenceBox, evidence_of, is_in_evidence
from intercluster_web.directory.freshness import Age, Freshness, freshness, review_months
from intercluster_web.directory.links import evidence_page
from intercluster_web.directory.models import (
    FORMER_KEY,
    Fact,
    Identifier,
    KnownCooperation,
    Organisation,
    ProgrammeTie,
    Sourced,
)
from intercluster_web.directory.rdf import json_ld
from intercluster_web.directory.records import evidence_ids
from intercluster_web.directory.star import Star, star
from intercluster_web.directory.ties import (
    Branch,
    SuccessionChain,
    Tie,
    members_below,
    networks_above,
    succession_chain,
    ties_of,
)

PLACE = ("latitude", "longitude")
_LINKS = {
    "PIC": "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/how-to-participate/org-details/{}",
    "ROR": "https://ror.org/{}",
    "WIKIDATA": "https://www.wikidata.org/wiki/{}",
    "SIREN": "https://annuaire-entreprises.data.gouv.fr/entreprise/{}",
    "SIRET": "https://annuaire-entreprises.data.gouv.fr/etablissement/{}",
}


@dataclass(frozen=True)
class FactRow:
    """An attribute with the fact in force, its age, and what was said before."""

    attribute: str
    label: str
    value: str
    fact: Fact
    age: Freshness
    history: list["FactRow"] = field(default_factory=list)

    @property
    def to_check(self) -> bool:
        return self.age.age is Age.STALE


@dataclass(frozen=True)
class Aged:
    """A row tied to the organisation, with its age."""

    row: Any
    age: Freshness
    link: str = ""


@dataclass(frozen=True)
class CooperationRow:
    """A cooperation seen from one side: who stands on the other."""

    cooperation: KnownCooperation
    other: Organisation
    age: Freshness


@dataclass(frozen=True)
class Profile:
    facts: list[FactRow]
    position: list[FactRow]
    unknown: list[tuple[str, str]]
    to_check: int
    labels: list[Aged]
    fields: list[Aged]
    territory: list[Aged]
    identifiers: list[Aged]
    chain: SuccessionChain
    above: list[Branch]
    below: list[Branch]
    cooperations: list[CooperationRow]
    programmes: list[ProgrammeTie]
    ties: list[Tie]
    star: Star
    evidence: EvidenceBox | None
    json_ld: dict[str, Any]


def profile(organisation: Organisation, absolute: Callable[[str], str]) -> Profile:
    """Everything known of an organisation; ``absolute`` turns a path into an address for the machine-readable part."""
    rows = fact_rows(organisation)
    stated = [rows[name] for name in ATTRIBUTES if name in rows and rows[name].fact.value != ""]
    facts = [row for row in stated if row.attribute not in PLACE]
    chain = succession_chain(organisation)
    ties = ties_of(organisation, chain)
    labels, fields = aged(organisation.labels.order_by("-awarded", "pk")), aged(organisation.fields.order_by("concept"))
    territory = aged(organisation.territory.order_by("-coverage", "zone"))
    identifiers = aged(organisation.identifiers.exclude(scheme=FORMER_KEY).order_by("scheme"))
    cooperations = [
        CooperationRow(row, row.b if row.a_id == organisation.pk else row.a, freshness(row, TIE_REVIEW_MONTHS))
        for row in queries.cooperations_of(organisation).select_related("programme_record")
    ]
    above = networks_above(organisation)
    return Profile(
        facts=facts,
        position=[row for row in stated if row.attribute in PLACE],
        unknown=[(name, attribute_label(name)) for name in ATTRIBUTES if _is_unknown(organisation, name)],
        to_check=sum(row.to_check for row in facts),
        labels=labels,
        fields=fields,
        territory=territory,
        identifiers=identifiers,
        chain=chain,
        above=above,
        below=members_below(organisation),
        cooperations=cooperations,
        programmes=list(organisation.programme_ties.select_related("programme").order_by("programme__name", "role")),
        ties=ties,
        star=star(organisation, ties),
        evidence=evidence_of(organisation),
        json_ld=json_ld(organisation, absolute),
    )


def _is_unknown(organisation: Organisation, name: str) -> bool:
    return name not in PLACE and getattr(organisation, name) in (None, "")


def fact_rows(organisation: Organisation) -> dict[str, FactRow]:
    """Facts by attribute, each row with its history."""
    found = {}
    for attribute, facts in queries.facts_of(organisation).items():
        rows = [_fact_row(fact) for fact in facts]
        rows[0].history.extend(rows[1:])
        found[attribute] = rows[0]
    return found


def _fact_row(fact: Fact) -> FactRow:
    return FactRow(
        attribute=fact.attribute,
        label=attribute_label(fact.attribute),
        value=show_value(fact.attribute, fact.value),
        fact=fact,
        age=freshness(fact, review_months(fact.attribute)),
    )


def aged(rows: Any) -> list[Aged]:
    return [Aged(row, freshness(row, TIE_REVIEW_MONTHS), _link(row)) for row in rows]


def _link(row: Sourced) -> str:
    """Where a number leads: to our own page of its projects where the evidence has them, else to its register."""
    org_ids = evidence_ids([row]) if isinstance(row, Identifier) else ()
    if org_ids and is_in_evidence(org_ids[0]):
        return evidence_page("organisation", org_ids[0])
    pattern = _LINKS.get(getattr(row, "scheme", ""))
    return pattern.format(getattr(row, "value", "")) if pattern else ""
