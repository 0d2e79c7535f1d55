"""Partners on the map, with lines from us (``static/map.js`` says the form of the data)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster_web.cooperations.queries.portfolio_places import Partner, place_of
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_label


def map_data(us: Organisation, partners: Sequence[Partner]) -> dict[str, Any]:
    """Points of those whose place is known; a line to each from us, where ours is."""
    placed = [(partner, partner.place) for partner in partners if partner.place]
    home = place_of(us)
    groups = [
        {"key": "under_way", "label": _("cooperation under way")},
        {"key": "planned", "label": _("planned")},
        {"key": "ended", "label": _("ended")},
        {"key": "us", "label": _("us")},
    ]
    points = [_point(partner, place) for partner, place in placed]
    if home:
        points.append(_us(us, home))
    used = {point["group"] for point in points}
    return {
        "points": points,
        "groups": [group for group in groups if group["key"] in used],
        "sizes": _("number of cooperations"),
        "lines": [{"from": [*reversed(home)], "to": [*reversed(place)]} for _partner, place in placed] if home else [],
    }


def _us(us: Organisation, home: tuple[float, float]) -> dict[str, Any]:
    place = {"latitude": home[0], "longitude": home[1]}
    said = {"key": us.key, "label": str(us), "size": 1, "group": "us", "href": us.get_absolute_url(), "lines": []}
    return place | said


def _point(partner: Partner, place: tuple[float, float]) -> dict[str, Any]:
    organisation = partner.organisation
    return {
        "key": organisation.key,
        "label": str(organisation.name),
        "latitude": place[0],
        "longitude": place[1],
        "size": partner.total,
        "group": partner.group,
        "href": f"{reverse('cooperations:list')}?{urlencode({'partner': organisation.key})}",
        "lines": [
            ", ".join(filter(None, [organisation.city, country_label(organisation.country)])),
            ngettext("%(n)d cooperation", "%(n)d cooperations", partner.total) % {"n": partner.total},
        ],
    }
