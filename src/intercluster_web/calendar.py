"""Every date of every app that a person may see: a page, a calendar file, and a feed to subscribe to.

An app adds its dates with a module ``queries/dates.py`` and one line in ``PROVIDERS`` below::

    def dates_for(user, since: date, until: date = date.max) -> list[Occasion]:

* ``user`` may be anybody with an account; return only what they may see (``permissions.items_visible_to`` …).
* Leave out what ended before ``since``; use a constant number of queries (``select_related``), and read only what is
  shown (``only``): a calendar is long. What begins after ``until`` need not be read; this module leaves it out.
* ``Occasion.uid`` is stored with the record and never changes; ``sequence`` rises with each change of time, place or
  title. Something called off stays, with ``cancelled=True``: calendars forget nothing they are not told about.
* ``Occasion.url`` is the path of its page (``get_absolute_url``); this module makes it an address. ``text`` begins with
  the title of the cooperation. Times bear their zone; ``ends`` is exclusive, as calendars have it.
* Titles are worded with ``gettext`` in the language in force: that of the page, or of the person for the feed.
"""

from calendar import Calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intercluster.export.calendar import Occasion, to_ics
from intercluster_web.agreements.presentation import reminders as agreements
from intercluster_web.alliances.actions.calendar import new_link, withdraw_link
from intercluster_web.alliances.models import CalendarLink
from intercluster_web.alliances.queries import dates as alliances
from intercluster_web.cooperations.queries import dates as cooperations
from intercluster_web.downloads import download
from intercluster_web.events.queries import dates as events
from intercluster_web.feeds import ICS, calendar_feed
from intercluster_web.missions.queries import dates as missions
from intercluster_web.operations import queries as operations
from intercluster_web.outcomes.presentation import dates as outcomes
from intercluster_web.validation import queries as validation

Provider = Callable[[Any, date, date], list[Occasion]]

PROVIDERS: list[Provider] = [
    agreements.dates_for,
    alliances.dates_for,
    cooperations.dates_for,
    events.dates_for,
    missions.dates_for,
    operations.dates_for,
    outcomes.dates_for,
    validation.dates_for,
]

AHEAD = timedelta(days=30)  # what the list of what is to come shows at once …
FEW = 50  # … unless there is so little that all of it fits
YEARS = range(1900, 2200)
KEPT_BACK = timedelta(days=365)  # a feed forgets what is older
FETCHED_AFTER = 900  # seconds


@dataclass(frozen=True)
class Day:
    day: date
    here: bool  # in the month shown
    today: bool
    occasions: list[Occasion]


def occasions_of(user: Any, since: date, until: date = date.max) -> list[Occasion]:
    """The dates a person may see, the earliest first: what has not ended before ``since`` and begins by ``until``."""
    found = [occasion for provider in PROVIDERS for occasion in provider(user, since, until)]
    keyed = [((first_day(occasion), _clock(occasion), occasion.title), occasion) for occasion in found]
    return [occasion for key, occasion in sorted(keyed, key=itemgetter(0)) if key[0] <= until]


def first_day(occasion: Occasion) -> date:
    return _day(occasion.starts)


def last_day(occasion: Occasion) -> date:
    """The last day it touches; the end is exclusive."""
    if occasion.ends is None:
        return first_day(occasion)
    if isinstance(occasion.ends, datetime):
        return _day(occasion.ends - timedelta(microseconds=1))
    return max(first_day(occasion), occasion.ends - timedelta(days=1))


def _day(moment: date | datetime) -> date:
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def _clock(occasion: Occasion) -> str:
    return timezone.localtime(occasion.starts).strftime("%H%M") if isinstance(occasion.starts, datetime) else ""


@login_required
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """A month, or what is to come as a list."""
    today = timezone.localdate()
    agenda = request.GET.get("view") == "agenda"
    link = CalendarLink.objects.filter(user=request.user, expires_at__gt=timezone.now()).first()
    context = {
        "agenda": agenda,
        **(_to_come(request, today) if agenda else _month(request, today)),
        "link": link,
        "address": request.build_absolute_uri(reverse("calendar-feed", args=[link.token()])) if link else "",
    }
    return render(request, "calendar.html", context)


def _to_come(request: HttpRequest, today: date) -> dict[str, Any]:
    """The dates of a month from a day on; where they are few, all that come after as well."""
    first = max(_asked(request.GET.get("from", ""), "%Y-%m-%d") or today, today)
    until = first + AHEAD
    found = occasions_of(request.user, first, until)
    later = len(found) >= FEW
    if not later:
        found = occasions_of(request.user, first)
    if first > today:
        found = [occasion for occasion in found if first_day(occasion) >= first]  # the rest stood on the list before
    return {"occasions": found, "first": first, "today": today, "later": until + timedelta(days=1) if later else None}


def _month(request: HttpRequest, today: date) -> dict[str, Any]:
    month = _asked(request.GET.get("month", ""), "%Y-%m") or _first_of(today)
    return {
        "weeks": _weeks(month, today, request.user),
        "month": month,
        "before": _first_of(month - timedelta(days=1)),
        "after": _first_of(month + timedelta(days=31)),
    }


def _asked(text: str, form: str) -> date | None:
    """A day of an address; None where it is none, or of no year that anybody plans in."""
    try:
        day = datetime.strptime(text, form).replace(tzinfo=timezone.get_current_timezone()).date()
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _first_of(day: date) -> date:
    return day.replace(day=1)


def _weeks(month: date, today: date, user: Any) -> list[list[Day]]:
    """The weeks of a month. Something of many days stands on its first day only, or on the first of the month."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    standing: dict[date, list[Occasion]] = {}
    for occasion in occasions_of(user, weeks[0][0], weeks[-1][-1]):
        day = first_day(occasion)
        if day < month <= last_day(occasion):
            day = month
        standing.setdefault(day, []).append(occasion)
    return [[Day(day, day.month == month.month, day == today, standing.get(day, [])) for day in week] for week in weeks]


@login_required
@require_GET
def as_file(request: HttpRequest) -> HttpResponse:
    return download(_written(request, request.user), "intercluster.ics", ICS)


@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program fetches. The link is the only key: a wrong, old or withdrawn one does not exist."""
    link = CalendarLink.of(token)
    if link is None or not link.user.is_active:
        raise Http404
    with translation.override(link.user.language):
        return calendar_feed(request, _written(request, link.user), FETCHED_AFTER)


def _written(request: HttpRequest, user: Any) -> bytes:
    found = occasions_of(user, timezone.localdate() - KEPT_BACK)
    site = request.build_absolute_uri("/").rstrip("/")
    return to_ics([_addressed(site, occasion) for occasion in found], "intercluster")


def _addressed(site: str, occasion: Occasion) -> Occasion:
    """With its full address, and saying so where it was called off: not every program shows the status."""
    title = _("Cancelled: %(title)s") % {"title": occasion.title} if occasion.cancelled else occasion.title
    return replace(occasion, title=title, url=f"{site}{occasion.url}" if occasion.url else "")


@login_required
@require_POST
def change_link(request: HttpRequest) -> HttpResponse:
    """Make a secret address, a new one, or withdraw it."""
    if request.POST.get("do") == "withdraw":
        withdraw_link(request.user)  # type: ignore[arg-type]
    else:
        new_link(request.user)  # type: ignore[arg-type]
    return redirect(f"{reverse('calendar')}#subscribe")


urlpatterns = [
    path("calendar/", show, name="calendar"),
    path("calendar/intercluster.ics", as_file, name="calendar-file"),
    path("calendar/link/", change_link, name="calendar-link"),
    path("calendar/feed/<str:token>/", feed, name="calendar-feed"),
]
