"""How long an agreement lasts, and what must not be forgotten on the way."""

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Renewal(StrEnum):
    """What happens at the end when nobody does anything."""

    NONE = "none"
    EXPLICIT = "explicit"  # a written decision of all parties
    TACIT = "tacit"  # goes on unless somebody gives notice


class Duty(StrEnum):
    """What a reminder asks for."""

    REVIEW = "review"  # look at the results together
    NOTICE = "notice"  # last day to give notice
    DECIDE = "decide"  # last day to decide the renewal
    END = "end"


@dataclass(frozen=True, slots=True)
class Term:
    """``ends_on`` is the last day; None without end."""

    starts_on: dt.date
    ends_on: dt.date | None
    notice_months: int
    renewal: Renewal


@dataclass(frozen=True, slots=True)
class Reminder:
    duty: Duty
    day: dt.date


REVIEW_MONTHS_AHEAD = 3  # before the last day to give notice or to decide: time for one meeting of each governance


def last_day(starts_on: dt.date, months: int) -> dt.date:
    """The last day of a term of so many months: one year from 1 January 2027 ends on 31 December 2027."""
    return months_later(starts_on, months) - dt.timedelta(days=1)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later or earlier, or the last of that month where it is shorter.

    Raises
    ------
    OverflowError
        Outside the years 1 to 9999.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError("the date lies outside the calendar")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def reminders(term: Term) -> tuple[Reminder, ...]:
    """What to do and by when, in order: none without an end."""
    if term.ends_on is None:
        return ()
    deadline = months_later(term.ends_on, -term.notice_months)
    found = [Reminder(Duty.END, term.ends_on)]
    if term.renewal is Renewal.TACIT:
        found.append(Reminder(Duty.NOTICE, deadline))
    elif term.renewal is Renewal.EXPLICIT:
        found.append(Reminder(Duty.DECIDE, deadline))
    if term.renewal is not Renewal.NONE:
        found.append(Reminder(Duty.REVIEW, months_later(deadline, -REVIEW_MONTHS_AHEAD)))
    kept = [reminder for reminder in found if reminder.day >= term.starts_on]
    return tuple(sorted(kept, key=lambda reminder: (reminder.day, reminder.duty)))


def next_term(term: Term) -> Term:
    """The term that follows, of the same length in months or, failing that, in days.

    Raises
    ------
    ValueError
        The term has no end.
    """
    if term.ends_on is None:
        raise ValueError("an agreement without end is not renewed")
    starts = term.ends_on + dt.timedelta(days=1)
    months = (starts.year - term.starts_on.year) * 12 + starts.month - term.starts_on.month
    whole = months > 0 and last_day(term.starts_on, months) == term.ends_on
    ends = last_day(starts, months) if whole else starts + (term.ends_on - term.starts_on)
    return Term(starts, ends, term.notice_months, term.renewal)


def running(term: Term, today: dt.date) -> tuple[Term, int]:
    """The term in which ``today`` lies, and how many times it was renewed by itself to get there.

    A term that is not renewed by itself, or has no end, is returned as it is, even once it is over.
    """
    renewals = 0
    while term.renewal is Renewal.TACIT and term.ends_on is not None and term.ends_on < today:
        term, renewals = next_term(term), renewals + 1
    return term, renewals
