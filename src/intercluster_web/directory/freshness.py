"""How old a statement is. A source without a date is said to be undated, not fresh."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from intercluster_web.directory.attributes import ATTRIBUTES, TIE_REVIEW_MONTHS
from intercluster_web.directory.models import Sourced


class Age(StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    UNDATED = "undated"


@dataclass(frozen=True)
class Freshness:
    """``age``, the day it counts from, and the whole months since; ``None`` where no day is known."""

    age: Age
    since: date | None
    months: int | None

    @property
    def years(self) -> int:
        return (self.months or 0) // 12


def months_before(months: int, today: date | None = None) -> date:
    """The day ``months`` calendar months before today (the 28th at the latest, so that it always exists)."""
    today = today or timezone.localdate()
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, min(today.day, 28))


def freshness(statement: Sourced, review_months: int, today: date | None = None) -> Freshness:
    """The age of a statement from the day of its source; a day of checking alone says only that the page was there."""
    today = today or timezone.localdate()
    since = statement.stated_on
    if since is None:
        if statement.checked_on is None or _months(statement.checked_on, today) < review_months:
            return Freshness(Age.UNDATED, statement.checked_on, None)
        since = statement.checked_on
    months = _months(since, today)
    return Freshness(Age.STALE if months >= review_months else Age.FRESH, since, months)


def review_months(attribute: str) -> int:
    """After how many months a statement about an attribute should be looked at again."""
    known = ATTRIBUTES.get(attribute)
    return known.review_months if known else TIE_REVIEW_MONTHS


def _months(since: date, today: date) -> int:
    months = (today.year - since.year) * 12 + today.month - since.month
    return max(0, months - (today.day < since.day))
