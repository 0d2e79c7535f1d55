"""Options by their names, and the rounds about something, in templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.directory.models import Organisation
from intercluster_web.scouting.models import Shortlist
from intercluster_web.validation import queries
from intercluster_web.validation.models import Option

register = template.Library()


@register.filter
def option_name(pk: int, options: Iterable[Option]) -> str:
    """The label of an option among those of the page."""
    return next((option.label for option in options if option.pk == pk), "")


@register.inclusion_tag("validation/_with_post.html", takes_context=True)
def rounds_with_post(context: dict[str, Any], post: Organisation) -> dict[str, Any]:
    """What a post abroad was asked, with its answers, as far as the reader may see it."""
    user = context["request"].user
    found = queries.rounds_with_post(user, post) if user.is_authenticated else []
    return {"rounds": found, "heading": _("What it was asked"), "today": timezone.localdate()}


@register.inclusion_tag("validation/_with_post.html", takes_context=True)
def rounds_of_shortlist(context: dict[str, Any], shortlist: Shortlist) -> dict[str, Any]:
    """Who was asked about a shortlist, and what came back."""
    found = queries.rounds_of_shortlist(context["request"].user, shortlist)
    return {"rounds": found, "heading": _("Who was asked"), "today": timezone.localdate()}
