"""Points of the map: the organisations shown, above the zones where evidence is strong."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster_web.directory.evidence_box import zone_projects
from intercluster_web.directory.links import evidence_page
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_label, field_label, kind_label, zone_label

GROUPS = {
    "cluster": {"pole_de_competitivite", "grappe", "spl", "regional_cluster", "association"},
    "park": {"science_park"},
    "network": {"network_of_clusters"},
}


def map_data(organisations: list[Organisation], chosen: dict[str, Any]) -> dict[str, Any]:
    """What ``static/map.js`` draws. With a field chosen, zones are those strongest in that field."""
    zones = zone_projects(chosen.get("field", ""), chosen.get("country", ""))
    groups = [
        {"key": "zone", "label": _("zones with evidence (projects)")},
        {"key": "cluster", "label": _("clusters")},
        {"key": "park", "label": _("science parks")},
        {"key": "network", "label": _("networks")},
        {"key": "other", "label": _("other organisations")},
    ]
    points = [*[_zone_point(*zone) for zone in zones], *[_organisation_point(o, zones) for o in organisations]]
    used = {point["group"] for point in points}
    return {"points": points, "groups": [group for group in groups if group["key"] in used], "sizes": _("projects")}


def _organisation_point(organisation: Organisation, zones: list[Any]) -> dict[str, Any]:
    largest = max((zone[3] for zone in zones), default=1)
    return {
        "key": organisation.key,
        "label": str(organisation.name),
        "latitude": organisation.latitude,
        "longitude": organisation.longitude,
        "size": largest / 60,
        "group": next((name for name, kinds in GROUPS.items() if organisation.kind in kinds), "other"),
        "href": organisation.get_absolute_url(),
        "lines": [
            kind_label(organisation.kind),
            ", ".join(filter(None, [organisation.city, country_label(organisation.country)])),
            ", ".join(field_label(row.concept) for row in organisation.fields.all()),
        ],
    }


def _zone_point(code: str, latitude: float, longitude: float, projects: int) -> dict[str, Any]:
    return {
        "key": f"zone-{code}",
        "label": zone_label(code),
        "latitude": latitude,
        "longitude": longitude,
        "size": projects,
        "group": "zone",
        "href": evidence_page("zone", code),
        "lines": [ngettext("%(n)d project", "%(n)d projects", projects) % {"n": projects}],
    }
