"""What ``static/map.js`` and ``static/chart.js`` draw."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.scouting.profiles import FieldStanding
from intercluster.scouting.spread import Quotient
from intercluster.scouting.zones import ZoneRanking
from intercluster_web.directory.wording import field_label, zone_label
from intercluster_web.evidence.queries import SpaceBeside

QUOTIENT_STEPS = [0.75, 1, 1.5, 2.5]
FIELDS_DRAWN = 15
SPACES_DRAWN = 300


def quotient_text(quotient: Quotient | None, floor: int) -> str:
    """``1.8 (1.4–2.3)``, or why there is none."""
    if quotient is None:
        return _("fewer than %(floor)d projects") % {"floor": floor}
    value, low, high = (number_format(x, 1) for x in (quotient.value, quotient.low, quotient.high))
    return f"{value} ({low}–{high})"


def projects_text(count: int) -> str:
    return ngettext("%(n)s project", "%(n)s projects", count) % {"n": number_format(count)}


def zones_map(ranking: ZoneRanking, query: str) -> dict[str, Any]:
    """Zones by number of projects (size) and location quotient (colour)."""
    points = [
        {
            "key": standing.zone,
            "label": zone_label(standing.zone),
            "latitude": standing.latitude,
            "longitude": standing.longitude,
            "size": standing.projects,
            "value": standing.quotient.value if standing.quotient else None,
            "href": f"{reverse('evidence:zone', args=[standing.zone])}?{query}",
            "lines": [
                projects_text(standing.projects),
                _("location quotient: %(text)s") % {"text": quotient_text(standing.quotient, ranking.floor)},
                ngettext("%(n)d cluster in the field", "%(n)d clusters in the field", len(standing.clusters))
                % {"n": len(standing.clusters)},
            ],
        }
        for standing in ranking.zones
        if standing.latitude is not None and standing.projects
    ]
    return {
        "points": points,
        "sizes": _("projects"),
        "values": _quotient_scale(),
    }


def spaces_map(rows: Sequence[SpaceBeside]) -> dict[str, Any]:
    """Spaces by number of projects (size) and location quotient (colour)."""
    points = [
        {
            "key": f"{row.space.zone}-{row.space.concept}",
            "label": f"{field_label(row.space.concept)} · {zone_label(row.space.zone)}",
            "latitude": row.space.latitude,
            "longitude": row.space.longitude,
            "size": row.space.projects,
            "value": row.space.quotient.value,
            "href": reverse("evidence:zone", args=[row.space.zone]),
            "lines": [projects_text(row.space.projects), quotient_text(row.space.quotient, 0)],
        }
        for row in rows
        if row.space.latitude is not None
    ]
    return {"points": points, "sizes": _("projects"), "values": _quotient_scale()}


def _quotient_scale() -> dict[str, Any]:
    return {"label": _("location quotient"), "steps": QUOTIENT_STEPS, "none": _("too few projects")}


def years_chart(by_year: Mapping[int, int]) -> dict[str, Any]:
    """Projects by year of start, every year between the first and the last."""
    years = sorted(year for year in by_year if year)
    span = range(years[0], years[-1] + 1) if years else []
    return {
        "kind": "bar",
        "categories": [str(year) for year in span],
        "series": [{"name": _("projects"), "values": [by_year.get(year, 0) for year in span]}],
        "unit": _("projects"),
        "whole": True,
    }


def frameworks_chart(by_framework: Mapping[str, Mapping[int, int]]) -> dict[str, Any]:
    """Projects by year of start, a series a framework programme."""
    years = sorted({year for counts in by_framework.values() for year in counts if year})
    span = range(years[0], years[-1] + 1) if years else []
    return {
        "kind": "bar",
        "categories": [str(year) for year in span],
        "series": [
            {"name": name, "values": [counts.get(year, 0) for year in span]} for name, counts in by_framework.items()
        ],
        "unit": _("projects"),
        "whole": True,
        "stacked": True,
    }


def profile_chart(profile: Sequence[FieldStanding]) -> dict[str, Any]:
    """Location quotients of the fields that have one, highest first, with their intervals."""
    shown = sorted(
        ((standing, standing.quotient) for standing in profile if standing.quotient),
        key=lambda pair: -pair[1].value,
    )[:FIELDS_DRAWN]
    return {
        "kind": "bars",
        "categories": [field_label(standing.concept) for standing, _quotient in shown],
        "series": [{"name": _("location quotient"), "values": [round(q.value, 2) for _standing, q in shown]}],
        "intervals": [[round(q.low, 2), round(q.high, 2)] for _standing, q in shown],
        "unit": _("location quotient, with its interval (90 %)"),
        "reference": {"value": 1, "label": _("world average")},
    }
