"""What somebody without an account asks about themselves, once the link sent to their address proves who they are."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from intercluster_web.contacts import queries
from intercluster_web.contacts.actions.book import forget, opt_out
from intercluster_web.contacts.models import DataRequest

LINK_WORKS = timedelta(days=1)
PAUSE = timedelta(minutes=30)  # between two messages to one address


@transaction.atomic
def ask(email: str, language: str) -> DataRequest | None:
    """A request about an address that is known here; None where it is not, or was asked for a moment ago."""
    email, now = email.strip().lower(), timezone.now()
    DataRequest.objects.filter(expires_at__lt=now).delete()
    if DataRequest.objects.filter(email=email, created_at__gte=now - PAUSE).exists():
        return None
    if not queries.entries_of(email).exists():
        return None
    return DataRequest.objects.create(email=email, language=language, expires_at=now + LINK_WORKS)


@transaction.atomic
def erase_all(request: DataRequest) -> int:
    """Erase every entry about the address, in all address books; organisations see that it was done, not of whom."""
    entries = list(queries.entries_of(request.email))
    for contact in entries:
        forget(contact, never_again=True, by=None)
    DataRequest.objects.filter(email=request.email).delete()
    return len(entries)


@transaction.atomic
def stop_all(request: DataRequest) -> int:
    """Ask every organisation not to write again."""
    entries = list(queries.entries_of(request.email))
    for contact in entries:
        opt_out(None, contact)
    return len(entries)
