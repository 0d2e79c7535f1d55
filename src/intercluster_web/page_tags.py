"""Template filters every page has without loading them (see TEMPLATES in settings)."""

from collections.abc import Iterator
from datetime import date, datetime

from django import template
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.timesince import timesince

register = template.Library()

STALE_AFTER_DAYS = 730  # Labels and figures of clusters are renewed every two years at the earliest.


@register.filter
def width(share: float | None) -> str:
    """A share of one (0..1) as the width of a bar out of 100, never with a decimal comma."""
    return f"{100 * min(max(float(share or 0), 0.0), 1.0):.1f}"


@register.filter
def out_of_100(share: float | None) -> int | None:
    """A share of one (0..1) as a whole number out of 100."""
    return None if share is None else round(100 * float(share))


@register.filter
def age(day: date | datetime | None) -> str:
    """How long ago a day was, in words of the reader's language, by its largest unit."""
    return timesince(day, depth=1) if day else ""


@register.filter
def is_stale(day: date | datetime | None) -> bool:
    """Whether a statement of that day should be checked again."""
    if day is None:
        return False
    plain = day.date() if isinstance(day, datetime) else day
    return (timezone.localdate() - plain).days > STALE_AFTER_DAYS


@register.filter
def page_window(paginator: Paginator, number: int) -> Iterator[int | None]:
    """The page numbers to show round a page; None where some are left out."""
    for shown in paginator.get_elided_page_range(number, on_each_side=2, on_ends=1):
        yield shown if isinstance(shown, int) else None
