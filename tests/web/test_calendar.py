"""The calendar of everything: what is read of a long one, its pages, and the feed that programs poll."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.agreements.models import Status
from intercluster_web.alliances.actions.calendar import new_link
from intercluster_web.calendar import FEW, PROVIDERS, first_day, last_day, occasions_of
from intercluster_web.cooperations.models import Cooperation, Task
from intercluster_web.operations.models import Edition
from tests.web.agreements import records as agreements
from tests.web.alliances import records as alliances
from tests.web.cooperations.records import cooperation
from tests.web.events import records as events
from tests.web.factories import World
from tests.web.missions import records as missions
from tests.web.operations import records as operations
from tests.web.outcomes import records as outcomes
from tests.web.validation import records as validation

DAY = dt.timedelta(days=1)


@pytest.fixture
def dated(world: World) -> dt.date:
    """Something of every provider, between the day given back and forty days later."""
    first = timezone.localdate() + 10 * DAY
    on = [first + n * DAY for n in range(41)]
    shared = cooperation(world, next_step_due=on[0])
    Task.objects.create(cooperation=shared, owner=world.ours, what="Write to them", due=on[3])
    body = alliances.body(world, shared)
    noon = timezone.now() + 15 * DAY
    alliances.meeting(world, body, starts_at=noon, ends_at=noon + dt.timedelta(hours=1))
    alliances.vote(world, body, deadline=noon)
    alliances.rotation(world, shared, starts_on=on[2], months=1, turns_count=2)
    alliances.mandate(body, world.theirs, ends_on=on[8])
    signed = agreements.agreement(world, shared, status=Status.IN_FORCE)
    agreements.term(signed, starts_on=first - 400 * DAY, ends_on=on[40], notice_months=1)
    convention = events.event(world, starts_on=on[20], ends_on=on[22], register_until=on[1])
    events.lead(convention, next_step="Send a quote", next_on=on[30])
    mission = missions.mission(world, starts=on[5], ends=on[9], precision="day")
    missions.step(world, mission, starts=noon + 25 * DAY, ends=None)
    missions.mission(world, title="A day out", starts=on[12], precision="day")
    operations.operation(world, "stand", shared, starts=on[7], ends=on[33])
    operations.operation(world, "bid", shared, starts=None, deadline=on[35])
    operations.operation(world, "pool", shared, starts=None, needed_by=on[36])
    series = operations.series(world, starts=None)
    Edition.objects.create(operation=series, name="Theirs", year=2030, starts=on[37], ends=on[38])
    contract = outcomes.line("contracts", shared, ends_on=on[39])
    outcomes.milestone(contract, due=on[11])
    validation.a_round(world.ours, deadline=on[13], state="open")
    return first


def test_a_part_of_it_is_what_the_whole_has_there(world: World, dated: dt.date) -> None:
    """Each provider, asked for some days, gives what it gives of all days and falls on these."""
    whole = occasions_of(world.manager, dated)
    assert [each.__module__ for each in PROVIDERS if not each(world.manager, dated, dt.date.max)] == []
    for days in (0, 1, 9, 20, 60):
        for start in (dated, dated + 8 * DAY, dated + 30 * DAY):
            until = start + days * DAY
            there = [each for each in whole if first_day(each) <= until and last_day(each) >= start]
            found = [each for each in occasions_of(world.manager, start, until) if last_day(each) >= start]
            assert found == there


def test_the_list_shows_few_dates_at_once(world: World, browse_as: Callable[..., Client], dated: dt.date) -> None:
    page = browse_as(world.manager).get(reverse("calendar") + "?view=agenda")
    assert page.context["occasions"] == occasions_of(world.manager, timezone.localdate())
    assert page.context["later"] is None


def test_the_list_shows_many_dates_a_month_at_a_time(world: World, browse_as: Callable[..., Client]) -> None:
    """Whoever follows the link to the end has seen each date once."""
    today = timezone.localdate()
    due = [today + n * DAY for n in range(3 * FEW)]
    kept = [cooperation(world, title=f"Number {n}", next_step_due=day) for n, day in enumerate(due)]
    Cooperation.objects.filter(pk__in=[one.pk for one in kept[::4]]).update(next_step_due=today + 5 * DAY)
    missions.mission(world, starts=today + 3 * DAY, ends=today + 80 * DAY, precision="day")
    client, address, seen = browse_as(world.manager), "?view=agenda", []
    while address:
        page = client.get(reverse("calendar") + address)
        seen += [each.uid for each in page.context["occasions"]]
        later = page.context["later"]
        address = f"?view=agenda&from={later}" if later else ""
        assert (f"from={later}" in page.content.decode()) is bool(later)
    assert seen == [each.uid for each in occasions_of(world.manager, today)]


@pytest.mark.parametrize("asked", ["month=9999-12", "month=0001-01", "view=agenda&from=9999-12-31", "month=x"])
def test_a_day_nobody_plans_for_is_today(world: World, browse_as: Callable[..., Client], asked: str) -> None:
    assert browse_as(world.manager).get(reverse("calendar") + f"?{asked}").status_code == 200


def test_who_has_the_feed_is_told_so_until_it_says_something_else(world: World, client: Client) -> None:
    one = cooperation(world, next_step_due=timezone.localdate())
    address = reverse("calendar-feed", args=[new_link(world.manager).token()])
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"] == "private, max-age=900"
    Cooperation.objects.filter(pk=one.pk).update(next_step="Call them")
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    assert "Call them" in changed.content.decode()
