"""What every page behind a participant's link has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache

from intercluster_web.events.models import Participant
from intercluster_web.security import not_indexed


def own_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the participant of the token and call ``view(request, participant, …)`` in their language.

    ``participant.event`` is loaded. A link that was replaced, has run out or was cut says so (410).
    """

    @not_indexed
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        found = Participant.of(token)
        if found is None:
            return render(request, "events/me_gone.html", status=410)
        found = Participant.objects.select_related("event__owner", "contact").get(pk=found.pk)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(found.language)
            request.LANGUAGE_CODE = found.language
        return view(request, found, **more)

    return opened
