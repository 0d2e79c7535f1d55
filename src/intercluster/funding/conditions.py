"""Who may take part in a programme: typed conditions, each checked alone and explained alone.

A condition is met, not met, or cannot be told from what is known of the partners. What cannot be told is never counted
as met, nor as failed: it is a question to ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from intercluster.territory.zones import contains, zones


class PartnerKind(StrEnum):
    """What a partner is, as far as programmes care."""

    SME = "sme"
    LARGE_FIRM = "large_firm"
    RESEARCH = "research"  # laboratory, research organisation
    HIGHER_EDUCATION = "higher_education"
    CLUSTER = "cluster"
    PARK = "park"  # science or technology park
    PUBLIC = "public"
    OTHER = "other"


class ConditionKind(StrEnum):
    """What a condition asks. ``countries`` and ``others`` are the two sides of a bilateral programme."""

    BOTH_SIDES = "both_sides"  # a partner in ``countries`` and one in ``others`` (any other country where empty)
    ONLY_COUNTRIES = "only_countries"  # every partner sits in one of ``countries``
    IN_ZONE = "in_zone"  # at least one partner sits in ``zone``
    PARTNERS = "partners"  # at least ``number`` partners
    COUNTRY_COUNT = "country_count"  # from at least ``number`` countries
    INCLUDES = "includes"  # at least one partner of one of ``kinds``
    INCLUDES_EACH = "includes_each"  # at least one partner of each of ``kinds``, in ``countries`` where given
    EACH_SIDE = "each_side"  # a partner of one of ``kinds`` in every country of the partnership


class Verdict(StrEnum):
    MET = "met"
    OPEN = "open"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner. ``through``: kinds of organisation it brings in as members of a cluster; ``whole``: these are all
    it can bring in, so that what is not among them is missing rather than unknown."""

    name: str
    country: str | None = None
    zone: str | None = None
    kinds: frozenset[PartnerKind] = frozenset()
    through: frozenset[PartnerKind] = frozenset()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. ``closed``: the countries named are all there are; where not, another country is a question to
    ask, not a refusal."""

    kind: ConditionKind
    countries: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    kinds: tuple[PartnerKind, ...] = ()
    number: int = 0
    zone: str = ""
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a condition. ``code`` names the sentence, ``names`` the partners and ``lacking`` the codes of
    countries or kinds it speaks of."""

    condition: Condition
    verdict: Verdict
    code: str
    names: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """All conditions of a programme against a partnership. Without any condition nothing can be told."""

    checks: tuple[Checked, ...] = field(default=())

    @property
    def verdict(self) -> Verdict:
        verdicts = {check.verdict for check in self.checks}
        if Verdict.NOT_MET in verdicts:
            return Verdict.NOT_MET
        return Verdict.MET if verdicts == {Verdict.MET} else Verdict.OPEN

    @property
    def met(self) -> int:
        return sum(check.verdict is Verdict.MET for check in self.checks)


def fit(conditions: Iterable[Condition], partners: Iterable[Partner]) -> Fit:
    """Check every condition against the same partners, in the order given."""
    known = tuple(partners)
    return Fit(tuple(check(condition, known) for condition in conditions))


def check(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    """One condition against the partners of a project or cooperation."""
    return _CHECKS[condition.kind](condition, partners)


def _both_sides(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    ours = [partner for partner in partners if partner.country in condition.countries]
    abroad = [partner for partner in partners if partner.country and partner.country not in condition.countries]
    named = [partner for partner in abroad if partner.country in condition.others]
    unplaced = any(partner.country is None for partner in partners)
    if not ours:
        return Checked(
            condition, Verdict.OPEN if unplaced else Verdict.NOT_MET, "side_missing", (), condition.countries
        )
    if named:
        return Checked(condition, Verdict.MET, "both_sides", (ours[0].name, named[0].name))
    if not abroad:
        return Checked(condition, Verdict.OPEN if unplaced else Verdict.NOT_MET, "abroad_missing", (ours[0].name,))
    met = not condition.others and condition.closed
    if met:
        return Checked(condition, Verdict.MET, "both_sides", (ours[0].name, abroad[0].name))
    countries = tuple(dict.fromkeys(partner.country or "" for partner in abroad))
    verdict = Verdict.NOT_MET if condition.closed else Verdict.OPEN
    return Checked(condition, verdict, "country_not_listed", (abroad[0].name,), countries)


def _only_countries(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    outside = [partner for partner in partners if partner.country and partner.country not in condition.countries]
    if outside:
        verdict = Verdict.NOT_MET if condition.closed else Verdict.OPEN
        return Checked(condition, verdict, "outside", _names(outside), _countries(outside))
    unplaced = [partner for partner in partners if partner.country is None]
    if unplaced or not partners:
        return Checked(condition, Verdict.OPEN, "no_country", _names(unplaced))
    return Checked(condition, Verdict.MET, "all_inside", _names(partners))


def _in_zone(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    inside = [p for p in partners if p.zone and p.zone in zones() and contains(condition.zone, p.zone)]
    if inside:
        return Checked(condition, Verdict.MET, "in_zone", _names(inside), (condition.zone,))
    country = zones()[condition.zone].country if condition.zone in zones() else condition.zone[:2]
    vague = [p for p in partners if p.country in (None, country) and (not p.zone or p.zone not in zones())]
    return Checked(
        condition, Verdict.OPEN if vague else Verdict.NOT_MET, "not_in_zone", _names(vague), (condition.zone,)
    )


def _partners(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    enough = len(partners) >= condition.number
    return Checked(
        condition, Verdict.MET if enough else Verdict.NOT_MET, "partners", _names(partners), (), len(partners)
    )


def _country_count(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    countries = _countries(partners)
    unplaced = sum(partner.country is None for partner in partners)
    enough = len(countries) >= condition.number
    possible = len(countries) + unplaced >= condition.number
    verdict = Verdict.MET if enough else Verdict.OPEN if possible else Verdict.NOT_MET
    return Checked(condition, verdict, "countries", (), countries, len(countries))


def _includes(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    return _among(condition, partners, condition.kinds)


def _includes_each(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    """The worst of its kinds speaks; where all are met, everybody who brings one in is named."""
    there = tuple(p for p in partners if not condition.countries or p.country in (None, *condition.countries))
    found = [_among(condition, there, (kind,)) for kind in condition.kinds]
    lacking = tuple(kind for one in found if one.verdict is not Verdict.MET for kind in one.lacking)
    names = tuple(dict.fromkeys(name for one in found for name in one.names))
    if not lacking:
        return Checked(condition, Verdict.MET, "includes", names)
    refused = any(one.verdict is Verdict.NOT_MET for one in found)
    return Checked(condition, Verdict.NOT_MET if refused else Verdict.OPEN, "kind_missing", (), lacking)


def _each_side(condition: Condition, partners: tuple[Partner, ...]) -> Checked:
    placed: dict[str, list[Partner]] = {}
    for partner in partners:
        placed.setdefault(partner.country or "", []).append(partner)
    found = {country: _among(condition, tuple(there), condition.kinds) for country, there in placed.items()}
    refused = tuple(country for country, one in found.items() if one.verdict is Verdict.NOT_MET)
    waiting = tuple(country for country, one in found.items() if one.verdict is Verdict.OPEN)
    if refused or waiting:
        verdict = Verdict.NOT_MET if refused else Verdict.OPEN
        return Checked(condition, verdict, "side_without_kind", (), refused or waiting)
    names = tuple(name for one in found.values() for name in one.names)
    return Checked(condition, Verdict.MET if found else Verdict.NOT_MET, "includes", names)


def _among(condition: Condition, partners: tuple[Partner, ...], kinds: tuple[PartnerKind, ...]) -> Checked:
    """Whether one of the partners is, or brings in, one of some kinds."""
    wanted = frozenset(kinds)
    own = [partner for partner in partners if wanted & partner.kinds]
    if own:
        return Checked(condition, Verdict.MET, "includes", _names(own))
    through = [partner for partner in partners if wanted & partner.through]
    if through:
        return Checked(condition, Verdict.MET, "includes_through", _names(through))
    possible = any(not partner.whole for partner in partners)
    return Checked(condition, Verdict.OPEN if possible else Verdict.NOT_MET, "kind_missing", (), tuple(kinds))


def _names(partners: Iterable[Partner]) -> tuple[str, ...]:
    return tuple(partner.name for partner in partners)


def _countries(partners: Iterable[Partner]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(partner.country for partner in partners if partner.country))


_CHECKS = {
    ConditionKind.BOTH_SIDES: _both_sides,
    ConditionKind.ONLY_COUNTRIES: _only_countries,
    ConditionKind.IN_ZONE: _in_zone,
    ConditionKind.PARTNERS: _partners,
    ConditionKind.COUNTRY_COUNT: _country_count,
    ConditionKind.INCLUDES: _includes,
    ConditionKind.INCLUDES_EACH: _includes_each,
    ConditionKind.EACH_SIDE: _each_side,
}
