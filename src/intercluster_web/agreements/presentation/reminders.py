"""What must not be forgotten: reminders of all agreements in force, as a list, a calendar, a message."""

import datetime as dt
from collections.abc import Iterable, Sequence
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

TERM = ("term_start", "term_end", "term_notice", "term_renewal")


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
        _due(agreement, reminder.duty, reminder.day, today)
        for agreement in agreements
        for reminder in _open(tuple(getattr(agreement, name) for name in TERM), today)
        if until is None or reminder.day <= until
    ]
    return sorted(found, key=lambda each: (each.day, each.agreement.pk))


class DueDays:
    """What is due for a person, by day: all days at once, the agreements of a part only when it is looked at."""

    def __init__(self, user: Any) -> None:
        self.today = timezone.localdate()
        self.agreements = running_agreements(user)
        rows = self.agreements.values_list("pk", *TERM)
        found = [(reminder.day, pk, reminder.duty) for pk, *term in rows for reminder in _open(term, self.today)]
        self.days = sorted(found, key=lambda each: each[:2])

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, part: slice) -> list[Due]:
        shown = self.days[part]
        known = self.agreements.in_bulk({pk for _day, pk, _duty in shown})
        return [_due(known[pk], duty, day, self.today) for day, pk, duty in shown if pk in known]


def _due(agreement: Agreement, duty: Duty, day: dt.date, today: dt.date) -> Due:
    return Due(agreement, duty, duty_words(duty), day, day < today)


def dates_for(user: Any, since: dt.date, until: dt.date = dt.date.max) -> list[Occasion]:
    """What is due, for the calendar of all cooperations."""
    days = DueDays(user)
    found = [each for each in days.days if since <= each[0] <= until]
    known = Agreement.objects.select_related("cooperation").only("title", "cooperation__title")
    agreements = known.in_bulk({pk for _day, pk, _duty in found})
    return [_occasion(_due(agreements[pk], duty, day, days.today)) for day, pk, duty in found if pk in agreements]


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


def _open(columns: Sequence[Any], today: dt.date) -> tuple[Reminder, ...]:
    start, end, notice, renewal = columns
    return reminders(running(Term(start, end, notice, Renewal(renewal)), today)[0])
