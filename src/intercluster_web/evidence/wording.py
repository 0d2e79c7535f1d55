"""Codes of the evidence put into words in the reader's language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intercluster.scouting.spread import Level
from intercluster.scouting.zones import Order

LEVELS = {
    Level.REGION: _("regions (NUTS 2, US states, countries elsewhere)"),
    Level.NUTS3: _("NUTS 3, US states, countries elsewhere"),
    Level.COUNTRY: _("countries"),
}
ORDERS = {
    Order.COUNT: _("volume of projects"),
    Order.QUOTIENT: _("location quotient"),
    Order.CLUSTERS: _("clusters of the directory"),
}
SOURCES = {
    "eurostat-sbs": _("Eurostat, structural business statistics"),
    "us-cluster-mapping": _("US Cluster Mapping"),
    "fp7-network": _("CORDIS, FP7 participations"),
    "fp7-organisations": _("CORDIS, FP7 organisations"),
    "fp7-projects": _("CORDIS, FP7 projects"),
    "fp7-result-briefs": _("CORDIS, FP7 results in brief"),
    "h2020-participations": _("CORDIS, H2020 participations"),
    "h2020-organisations-2017": _("CORDIS, H2020 organisations to 2017"),
    "h2020-official-sample": _("CORDIS, H2020 organisations (sample of the official file)"),
    "horizon-hop-on": _("Horizon Europe projects open to “Hop On” (a selection)"),
}
ACTIVITY_TYPES = {
    "HES": _("higher education"),
    "PRC": _("company"),
    "REC": _("research organisation"),
    "PUB": _("public body"),
    "OTH": _("other"),
}
ZONE_BASIS = {
    "declared": _("declared by the organisation"),
    "city": _("from its city"),
    "centroid": _("from its coordinates"),
    "converted": _("converted from an older NUTS version"),
    "country": _("known by country only"),
    "": _("not known"),
}


def source_label(source: str) -> str:
    """The name of a source; the key itself for an imported file."""
    return str(SOURCES.get(source, source))


def activity_label(code: str) -> str:
    return str(ACTIVITY_TYPES.get(code, code))


def basis_label(code: str) -> str:
    return str(ZONE_BASIS.get(code, code))


def organisation_name(name: str | None, org_id: str) -> str:
    """The name as the source writes it; without one, its identifier and that it has none."""
    if name and name != org_id:
        return name
    return gettext("unnamed organisation (%(id)s)") % {"id": org_id.replace("pic:", "PIC ")}
