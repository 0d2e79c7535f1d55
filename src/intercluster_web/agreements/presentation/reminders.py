"""What must not be forgotten: reminders of all agreements in force, as a list, a calendar, a message."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intercluster.agreements.terms import Duty, Reminder, Renewal, Term, reminders, running
from intercluster.export.calendar import Occasion, to_ics
from intercluster_web.agreements.models import Agreement
from intercluster_web.agreements.presentation.words import duty_words
from intercluster_web.agreements.queries.agreements import running_agreements


@dataclass(frozen=True)
class Due:
    """One thing to do by a day. ``late``: the day has passed."""

    agreement: Agreement
    duty: Duty
    words: str
    day: dt.date
    late: bool


def due(agreements: Iterable[Agreement], until: dt.date | None = None) -> list[Due]:
    """Reminders of agreements that carry the columns of ``queries.with_state``, by day. What has passed is shown until
    the term ends; a term that renews itself is followed to the one that runs today."""
    today = timezone.localdate()
    found = [
        Due(agreement, reminder.duty, duty_words(reminder.duty), reminder.day, reminder.day < today)
        for agreement in agreements
        for reminder in _open(agreement, today)
        if until is None or reminder.day <= until
    ]
    return sorted(found, key=lambda each: (each.day, each.agreement.pk))


def dates_for(user: Any, since: dt.date) -> list[Occasion]:
    """What is due, for the calendar of all cooperations."""
    return [_occasion(each) for each in due(running_agreements(user)) if each.day >= since]


def due_calendar(found: Iterable[Due], address: str) -> bytes:
    """An all-day entry for each; ``address``: where the site is, for the links."""
    return to_ics([_occasion(each, address) for each in found], _("Terms of agreements"))


def _occasion(due: Due, address: str = "") -> Occasion:
    return Occasion(
        uid=f"agreement-{due.agreement.pk}-{due.duty.value}-{due.day.isoformat()}@intercluster",
        starts=due.day,
        title=f"{due.words} – {due.agreement.title}",
        text=str(due.agreement.cooperation),
        url=f"{address}{due.agreement.get_absolute_url()}",
    )


def due_message(found: list[Due], address: str) -> tuple[str, str]:
    """Subject and text of a message that lists them."""
    lines = [
        f"{date_format(each.day, 'SHORT_DATE_FORMAT')}  {each.words}: {each.agreement.title}\n"
        f"            {address}{each.agreement.get_absolute_url()}"
        for each in found
    ]
    nothing = _("Nothing is due.")
    return _("Agreements: what is due"), "\n\n".join(lines) + "\n" if lines else nothing + "\n"


def _open(agreement: Agreement, today: dt.date) -> tuple[Reminder, ...]:
    columns: Any = agreement
    term = Term(columns.term_start, columns.term_end, columns.term_notice, Renewal(columns.term_renewal))
    return reminders(running(term, today)[0])
