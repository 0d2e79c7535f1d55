"""Names of countries and fields, and numbers of scouting, in templates."""

from collections.abc import Iterable

from django import template
from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intercluster_web.scouting import countries
from intercluster_web.scouting.field_names import concept_label
from intercluster_web.scouting.queries.zones import zone_names

FEW = 10  # below so many candidates a percentile says little

register = template.Library()


@register.filter
def country_name(code: str | None) -> str:
    return countries.country_name(code)


@register.filter
def country_names(codes: Iterable[str]) -> str:
    """Several countries in one line."""
    return ", ".join(countries.country_name(code) for code in codes)


@register.filter
def field_name(concept: str) -> str:
    """The label of a field in the language of the page."""
    return concept_label(concept, (get_language() or "en")[:2])


@register.filter
def amount(value: float | None) -> str:
    """A term of a score: three significant decimals are enough to add it up again."""
    return "–" if value is None else str(localize(round(float(value), 3)))


@register.filter
def points(share: float | None) -> str:
    """A share of one as points out of 100, with one decimal."""
    return "–" if share is None else str(localize(round(100 * float(share), 1)))


@register.filter
def percentile(value: float) -> int:
    """A percentile as people say it: nobody stands above all, itself included."""
    return min(round(value), 99)


@register.simple_tag
def standing(value: float, considered: int) -> str:
    """Where a candidate stands: a rank among few, a share among many."""
    if 0 < considered < FEW:
        above = considered - round(value * considered / 100)
        return _("%(rank)s of %(of)s") % {"rank": above + 1, "of": considered}
    return _("above %(n)s %%") % {"n": percentile(value)}


@register.filter
def zone_name(zone: str | None) -> str:
    """The name of a zone; its code where it has none."""
    return zone_names().get(zone or "", zone or "")
