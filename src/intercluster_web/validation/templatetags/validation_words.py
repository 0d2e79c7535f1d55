"""Options and groups by their names, in templates."""

from collections.abc import Iterable

from django import template

from intercluster_web.validation.models import Option

register = template.Library()


@register.filter
def option_name(pk: int, options: Iterable[Option]) -> str:
    """The label of an option among those of the page."""
    return next((option.label for option in options if option.pk == pk), "")
