"""Names of countries and fields, and numbers of scouting, in templates."""

from collections.abc import Iterable

from django import template
from django.utils.formats import localize, number_format
from django.utils.translation import gettext as _

from intercluster_web.directory.wording import country_label, field_label
from intercluster_web.scouting.presentation.wording import evidence_words
from intercluster_web.scouting.queries.zones import zone_name

FEW = 100  # below so many candidates a rank says more than a percentile

register = template.Library()
register.filter("country_name", country_label)
register.filter("field_name", field_label)
register.filter("evidence_name", evidence_words)
register.filter("zone_name", lambda code: zone_name(code or ""))


@register.filter
def country_names(codes: Iterable[str]) -> str:
    """Several countries in one line."""
    return ", ".join(country_label(code) for code in codes)


@register.filter
def amount(value: float | None) -> str:
    """A term of a score: three decimals, always, so that columns line up and add up again."""
    return "–" if value is None else number_format(round(float(value), 3), 3)


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
