"""Needs and offers of members, as matching sees them.

The kinds are those of the Observatoire des Pôles (bilateral cooperation between members): a pioneer customer abroad
that serves as reference and demonstration site, a large prime contractor, a distributor, licensing, technology
partnership up to co-development, upstream research with a firm or a laboratory.
"""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    NEED = "need"
    OFFER = "offer"

    @property
    def other(self) -> "Side":
        return Side.OFFER if self is Side.NEED else Side.NEED


class PostingKind(StrEnum):
    REFERENCE_CUSTOMER = "reference_customer"
    PRIME_CONTRACTOR = "prime_contractor"
    DISTRIBUTOR = "distributor"
    LICENCE = "licence"
    TECHNOLOGY_PARTNERSHIP = "technology_partnership"
    UPSTREAM_RESEARCH = "upstream_research"


class EenProfile(StrEnum):
    """The five profile types of the Enterprise Europe Network."""

    BUSINESS_OFFER = "business_offer"
    BUSINESS_REQUEST = "business_request"
    TECHNOLOGY_OFFER = "technology_offer"
    TECHNOLOGY_REQUEST = "technology_request"
    RESEARCH_REQUEST = "research_request"


_SELLING = frozenset({PostingKind.REFERENCE_CUSTOMER, PostingKind.PRIME_CONTRACTOR, PostingKind.DISTRIBUTOR})


def een_profile(side: Side, kind: PostingKind) -> EenProfile:
    """The profile type the Enterprise Europe Network would file a posting under.

    Its rule of thumb is the way the money goes: who needs a customer or a distributor has something to sell, which
    is a business *offer*; who needs a licence or a technology pays for it, which is a *request*.
    """
    if kind is PostingKind.UPSTREAM_RESEARCH:
        return EenProfile.RESEARCH_REQUEST
    if kind in _SELLING:
        return EenProfile.BUSINESS_OFFER if side is Side.NEED else EenProfile.BUSINESS_REQUEST
    return EenProfile.TECHNOLOGY_REQUEST if side is Side.NEED else EenProfile.TECHNOLOGY_OFFER


@dataclass(frozen=True, slots=True)
class Posting:
    """A need or an offer of one member. ``member`` tells members of one cluster apart; several postings may share it.

    ``country``: where the member is. ``countries``: for a need, where the partner or its market must be; for an offer,
    where it holds; empty for anywhere. ``concepts``: keys of the vocabulary.
    """

    key: str
    side: Side
    kind: PostingKind
    member: str
    concepts: tuple[str, ...] = ()
    country: str = ""
    countries: tuple[str, ...] = ()
    market: str = ""
