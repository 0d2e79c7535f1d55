"""The history of missions on a map: one point a country, at its capital, beside its table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from intercluster.missions.history import Trip
from intercluster.territory.zones import zones
from intercluster_web.directory.wording import country_label
from intercluster_web.missions.models import Mission
from intercluster_web.missions.presentation.words import when, zone_label


@dataclass(frozen=True)
class Place:
    """A country missions went to: how many, of these joint ones, and the latest."""

    country: str
    label: str
    zone: str
    missions: int
    joint: int
    latest: Mission


def places(trips: Iterable[tuple[Trip, Mission]]) -> list[Place]:
    """The countries, those with most missions first."""
    by_country: dict[str, list[tuple[Trip, Mission]]] = {}
    for trip, mission in trips:
        by_country.setdefault(trip.country, []).append((trip, mission))
    found = [
        Place(
            country=country,
            label=country_label(country),
            zone=there[0][0].zone,
            missions=len(there),
            joint=sum(trip.joint for trip, _mission in there),
            latest=max(there, key=lambda pair: (pair[0].day, pair[0].key))[1],
        )
        for country, there in by_country.items()
    ]
    return sorted(found, key=lambda place: (-place.missions, place.label))


def map_of(found: Iterable[Place]) -> dict[str, Any]:
    """What ``static/map.js`` draws, grouped by zone."""
    placed = [(place, spot) for place in found if (spot := zones().get(place.country)) and spot.latitude is not None]
    points = [
        {
            "key": place.country,
            "label": place.label,
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "size": place.missions,
            "group": place.zone,
            "href": place.latest.get_absolute_url(),
            "lines": [_count(place.missions), f"{place.latest}, {when(place.latest)}"],
        }
        for place, spot in placed
    ]
    used = sorted({place.zone for place, _spot in placed})
    groups = [{"key": zone, "label": zone_label(zone)} for zone in used]
    return {"points": points, "groups": groups, "sizes": ngettext("mission", "missions", 2)}


def _count(missions: int) -> str:
    return ngettext("%(n)s mission", "%(n)s missions", missions) % {"n": missions}
