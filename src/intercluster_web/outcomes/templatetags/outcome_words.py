"""Names of languages in templates."""

from collections.abc import Iterable

from django import template

from intercluster_web.directory.wording import language_label

register = template.Library()


@register.filter
def languages(codes: Iterable[str]) -> str:
    """Several languages in one line, in the reader's language."""
    return ", ".join(language_label(code.partition("_")[0]) for code in codes)
