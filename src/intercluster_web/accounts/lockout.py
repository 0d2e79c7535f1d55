"""Slowing down whoever guesses: after some failures from one place for one address, a pause.

Addresses and places are kept as keyed digests, for a day at most; the limits are in settings.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from intercluster_web.accounts.models import SignInFailure


def client_of(request: HttpRequest) -> str:
    """The place a request comes from: the peer, or what our own proxy says it saw."""
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For")):
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def is_paused(address: str, client: str) -> bool:
    """Whether this place must wait before it tries this address, or any address, again."""
    since = timezone.now() - timedelta(minutes=settings.SIGN_IN_PAUSE_MINUTES)
    from_here = SignInFailure.objects.filter(client=_digest(client), at__gte=since)
    return (
        from_here.filter(address=_digest(address)).count() >= settings.SIGN_IN_FAILURES_ALLOWED
        or from_here.count() >= settings.SIGN_IN_FAILURES_ALLOWED_FROM_ONE_PLACE
    )


def note_failure(address: str, client: str) -> None:
    SignInFailure.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()
    SignInFailure.objects.create(address=_digest(address), client=_digest(client))


def forget_failures(address: str, client: str) -> None:
    SignInFailure.objects.filter(address=_digest(address), client=_digest(client)).delete()


def _digest(text: str) -> str:
    return salted_hmac("intercluster.lockout", text.strip().lower(), algorithm="sha256").hexdigest()
