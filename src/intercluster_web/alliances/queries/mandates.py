"""Who holds a mandate, and which are about to end."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from intercluster_web.alliances.models import Mandate
from intercluster_web.alliances.models.bodies import VOTING_ROLES, MandateRole

SOON = timedelta(days=90)


def in_force(mandates: "QuerySet[Mandate]", day: date) -> "QuerySet[Mandate]":
    return mandates.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def ending(mandates: "QuerySet[Mandate]", today: date) -> "QuerySet[Mandate]":
    """In force today, over within ``SOON``, the first to end first."""
    return in_force(mandates, today).filter(ends_on__lte=today + SOON).order_by("ends_on")


def voting(mandates: "QuerySet[Mandate]", day: date) -> list[Mandate]:
    """One mandate for each organisation that votes: the chair's, else the one that can be written to."""
    found = in_force(mandates, day).filter(role__in=VOTING_ROLES).select_related("organisation", "contact")
    ranked = sorted(found, key=lambda mandate: (mandate.role != MandateRole.CHAIR, not _reachable(mandate), mandate.pk))
    by_organisation: dict[int, Mandate] = {}
    for mandate in ranked:
        by_organisation.setdefault(mandate.organisation_id, mandate)
    return list(by_organisation.values())


def _reachable(mandate: Mandate) -> bool:
    return bool(mandate.contact and mandate.contact.email)
