"""Organisations a person writes for."""

from typing import Any

from django.db.models import QuerySet

from intercluster_web.accounts.permissions import WRITING_ROLES
from intercluster_web.directory.models import Organisation


def writable_organisations(user: Any) -> "QuerySet[Organisation]":
    """Organisations where the person has an editor's or manager's seat, by name."""
    if not user.is_authenticated:
        return Organisation.objects.none()
    return Organisation.objects.filter(seats__user=user, seats__role__in=WRITING_ROLES).distinct()
