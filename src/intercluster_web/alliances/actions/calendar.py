"""The secret address of a person's calendar."""

from datetime import timedelta

from django.utils import timezone

from intercluster_web.accounts.models import User
from intercluster_web.alliances.models import CalendarLink

WORKS_FOR = timedelta(days=2 * 365)


def new_link(user: User) -> CalendarLink:
    """A new address; the old one, if any, stops working."""
    link = CalendarLink.objects.filter(user=user).first() or CalendarLink(user=user)
    link.withdraw()
    link.expires_at = timezone.now() + WORKS_FOR
    link.save()
    return link


def withdraw_link(user: User) -> None:
    CalendarLink.objects.filter(user=user).delete()
