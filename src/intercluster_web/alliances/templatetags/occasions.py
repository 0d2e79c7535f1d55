"""When something is, in words, in templates."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from intercluster.export.calendar import Occasion

register = template.Library()


@register.filter
def clock(occasion: Occasion) -> str:
    """The hour it begins; "" for whole days."""
    if not isinstance(occasion.starts, datetime):
        return ""
    return date_format(timezone.localtime(occasion.starts), "TIME_FORMAT")


@register.filter
def when(occasion: Occasion) -> str:
    """From when to when, as short as can be."""
    if isinstance(occasion.starts, datetime):
        return date_format(timezone.localtime(occasion.starts), "DATETIME_FORMAT")
    last = occasion.ends - timedelta(days=1) if occasion.ends else occasion.starts
    first = date_format(occasion.starts, "DATE_FORMAT")
    return first if last <= occasion.starts else f"{first} – {date_format(last, 'DATE_FORMAT')}"


@register.filter
def first_line(text: str) -> str:
    return text.splitlines()[0] if text else ""
