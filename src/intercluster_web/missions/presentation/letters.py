"""The message a delegate gets, with their link, in their language."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from intercluster_web.accounts import post
from intercluster_web.missions.models import Delegate


@dataclass(frozen=True)
class Letter:
    delegate: Delegate
    subject: str
    text: str


def letter_to(request: HttpRequest, delegate: Delegate) -> Letter:
    """It holds the link that works now."""
    link = request.build_absolute_uri(reverse("missions:road", args=[delegate.token()]))
    with translation.override(delegate.language):
        context = {"delegate": delegate, "mission": delegate.mission, "link": link}
        return Letter(delegate, *post.written("missions/mail/road", context))
