"""Codes of the evidence in words, for its templates."""

from django import template

from intercluster.evidence.portraits import OrganisationLine, OrganisationPortrait
from intercluster.scouting.spread import Quotient
from intercluster_web.directory.wording import country_label, field_label, zone_label
from intercluster_web.evidence import queries
from intercluster_web.evidence.pictures import quotient_text
from intercluster_web.evidence.wording import activity_label, basis_label, organisation_name, source_label

register = template.Library()
register.filter("country", country_label)
register.filter("zone", zone_label)
register.filter("field", field_label)
register.filter("source_name", source_label)
register.filter("activity", activity_label)
register.filter("zone_basis", basis_label)
register.filter("source_record", queries.source_record)


@register.filter
def display_name(line: OrganisationLine | OrganisationPortrait) -> str:
    """The name, or what it is called where the source gives none."""
    return organisation_name(line.name, line.org_id)


@register.filter
def interval(quotient: Quotient | None, floor: int) -> str:
    """A location quotient with its interval, or why there is none."""
    return quotient_text(quotient, floor)


@register.filter
def percent(share: float | None) -> float | None:
    """A share of one out of a hundred."""
    return None if share is None else 100 * share


@register.filter
def year(value: int | None) -> str:
    """A year, never with a thousands separator."""
    return str(value) if value else "–"


@register.filter
def at_year(counts: dict[int, int], year: int) -> int:
    return counts.get(year, 0)
