"""Where the partners of a portfolio are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from intercluster.territory.zones import zones
from intercluster_web.cooperations.models import Cooperation, Party, Status
from intercluster_web.directory.models import Organisation

MOST_PARTNERS = 400


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation we cooperate with, how often, and where it is on the map, if that is known."""

    organisation: Organisation
    total: int
    under_way: int
    planned: int
    place: tuple[float, float] | None

    @property
    def group(self) -> str:
        return "under_way" if self.under_way else "planned" if self.planned else "ended"


def partners(found: "QuerySet[Cooperation]", us: Organisation) -> tuple[list[Partner], int]:
    """Those with most cooperations, and how many partners there are in all."""
    parties = Party.objects.filter(cooperation__in=found.order_by().values("pk"), left_on=None).exclude(organisation=us)
    rows = list(
        parties.order_by()
        .values("organisation")
        .annotate(
            total=Count("pk"),
            under_way=Count("pk", filter=Q(cooperation__status__in=(Status.ACTIVE, Status.PAUSED))),
            planned=Count("pk", filter=Q(cooperation__status=Status.PLANNED)),
        )
        .order_by("-total", "organisation")
    )
    shown = rows[:MOST_PARTNERS]
    known = Organisation.objects.in_bulk([row["organisation"] for row in shown])
    return [_partner(known[row.pop("organisation")], row) for row in shown], len(rows)


def _partner(organisation: Organisation, row: dict[str, Any]) -> Partner:
    return Partner(organisation, row["total"], row["under_way"], row["planned"], place_of(organisation))


def place_of(organisation: Organisation) -> tuple[float, float] | None:
    """Latitude and longitude: its own, else those of its region, else of its country."""
    if organisation.latitude is not None and organisation.longitude is not None:
        return organisation.latitude, organisation.longitude
    eu = {"GB": "UK", "GR": "EL"}.get(organisation.country, organisation.country)
    for code in (organisation.zone, organisation.country, eu):
        zone = zones().get(code)
        if zone and zone.latitude is not None and zone.longitude is not None:
            return zone.latitude, zone.longitude
    return None
