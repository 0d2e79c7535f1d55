"""The messages of an event with the addresses they hold, as one request knows them."""

from django.http import HttpRequest
from django.urls import reverse

from intercluster_web.events.models import Participant
from intercluster_web.events.presentation.mails import Letter, Links, letters
from intercluster_web.events.presentation.participants import link_of
from intercluster_web.events.queries.mails import Dues


def letters_of(request: HttpRequest, found: Dues) -> list[Letter]:
    """The messages as they would leave."""
    return letters(found.letters, request.user.email, lambda one: links_of(request, one))  # type: ignore[union-attr]


def links_of(request: HttpRequest, participant: Participant) -> Links:
    token = participant.token()
    return Links(
        page=link_of(request, participant),
        calendar=request.build_absolute_uri(reverse("events:me-calendar", args=[token])),
        stop=request.build_absolute_uri(reverse("events:me-stop", args=[token])),
    )
