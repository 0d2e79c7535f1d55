"""A delegate's link: programme, files and sheets without an account, and no longer than it should."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from intercluster_web.accounts import post
from intercluster_web.missions.models import Delegate, Sheet
from tests.web.factories import World
from tests.web.missions import records

Browse = Callable[..., Client]
FILLED = {
    "filled_name": "Test Person",
    "research_rating": "4",
    "research_met": "the optics team",
    "training_next": "a visit",
}


def _sheet(delegate: Delegate, host: int) -> str:
    return reverse("missions:road-sheet", args=[delegate.token(), host])


def test_a_sheet_is_filled_in_by_link_and_changed(world: World, browse_as: Browse) -> None:
    host = records.host(world)
    delegate = records.delegate(world, host.mission)
    visitor = browse_as(None)
    assert visitor.get(_sheet(delegate, host.pk)).context["form"]["filled_name"].value() == "Test Person"
    assert visitor.post(_sheet(delegate, host.pk), FILLED).status_code == 302
    sheet = Sheet.objects.get()
    assert (sheet.research_rating, sheet.training_next, sheet.filled_by, sheet.mission) == (
        4,
        "a visit",
        None,
        host.mission,
    )
    seen = visitor.get(_sheet(delegate, host.pk)).context["form"]["seen"].value()
    visitor.post(_sheet(delegate, host.pk), FILLED | {"research_rating": "5", "seen": seen})
    sheet.refresh_from_db()
    assert (sheet.research_rating, Sheet.objects.count()) == (5, 1)
    page = browse_as(world.manager).get(reverse("missions:room", args=[host.mission_id, "evaluation"]))
    assert page.context["evaluated"].figures.bridges.built == 1


def test_two_people_on_one_sheet_are_told(world: World, browse_as: Browse) -> None:
    sheet = records.sheet(world)
    visitor, seat = browse_as(None), browse_as(world.manager)
    opened = visitor.get(_sheet(sheet.delegate, sheet.host_id)).context["form"]["seen"].value()
    address = reverse("missions:sheet", args=[sheet.mission_id, sheet.delegate_id, sheet.host_id])
    seat.post(address, FILLED | {"research_rating": "2"})
    answer = visitor.post(_sheet(sheet.delegate, sheet.host_id), FILLED | {"research_rating": "5", "seen": opened})
    sheet.refresh_from_db()
    assert (answer.status_code, sheet.research_rating, sheet.filled_by) == (422, 2, world.manager)


def test_a_blank_sheet_is_not_kept(world: World, browse_as: Browse) -> None:
    host = records.host(world)
    answer = browse_as(None).post(
        _sheet(records.delegate(world, host.mission), host.pk), {"filled_name": "Test Person"}
    )
    assert (answer.status_code, Sheet.objects.count()) == (422, 0)


@pytest.mark.parametrize("how", ["expired", "renewed", "removed"])
def test_a_dead_link_opens_nothing(world: World, browse_as: Browse, how: str) -> None:
    host = records.host(world)
    delegate = records.delegate(world, host.mission)
    addresses = [_sheet(delegate, host.pk), reverse("missions:road", args=[delegate.token()])]
    addresses.append(reverse("missions:road-file", args=[delegate.token(), "ics"]))
    if how == "expired":
        Delegate.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif how == "renewed":
        browse_as(world.manager).post(reverse("missions:renew", args=[host.mission_id, delegate.pk]))
    else:
        address = reverse("missions:line-delete", args=[host.mission_id, "delegates", delegate.pk])
        browse_as(world.manager).post(address)
    visitor = browse_as(None)
    assert [visitor.get(address).status_code for address in addresses] == [410, 410, 410]
    assert visitor.post(addresses[0], FILLED).status_code == 410
    assert not Sheet.objects.exists()


def test_a_link_reaches_the_hosts_of_its_own_mission_only(world: World, browse_as: Browse) -> None:
    delegate, stranger = records.delegate(world), records.host(world)
    assert browse_as(None).post(_sheet(delegate, stranger.pk), FILLED).status_code == 404
    assert not Sheet.objects.exists()


def test_each_delegate_has_their_own_programme(world: World, browse_as: Browse) -> None:
    made = records.mission(world)
    ann, ben = (records.delegate(world, made, name=name) for name in ("Ann", "Ben"))
    records.step(world, made, title="For all")
    records.step(world, made, title="For Ben").who.add(ben)
    host = records.host(world, made, person="Hidden Host")
    visitor = browse_as(None)

    def titles(delegate: Delegate) -> list[str]:
        file = visitor.get(reverse("missions:road-file", args=[delegate.token(), "ics"]))
        return [str(event["summary"]) for event in Calendar.from_ical(file.content).walk("VEVENT")]

    assert (titles(ann), titles(ben)) == (
        ["To Southampton", "For all"],
        ["To Southampton", "For all", "For Ben"],
    )
    page = visitor.get(reverse("missions:road", args=[ann.token()]))
    assert ("For Ben" in page.text, str(host) in page.text, "Hidden Host" in page.text) == (False, True, False)


def test_the_link_is_sent_or_drafted_in_the_language_of_the_delegate(world: World, browse_as: Browse) -> None:
    delegate = records.delegate(world, email="delegate@example.org", language="fr")
    browser, arguments = browse_as(world.manager), [delegate.mission_id, delegate.pk]
    browser.post(reverse("missions:send", args=arguments))
    post.wait()
    (message,) = mail.outbox
    assert (message.subject, message.to) == ("Votre programme : To Southampton", ["delegate@example.org"])
    assert delegate.token() in message.body
    draft = browser.post(reverse("missions:letter", args=arguments))
    assert "X-Unsent: 1" in draft.text
    assert "Votre programme" in browse_as(None).get(reverse("missions:road", args=[delegate.token()])).text


def test_links_live_thirty_days_longer_than_the_mission(world: World, browse_as: Browse) -> None:
    made = records.mission(world, starts=dt.date(2030, 5, 4))
    delegate = records.delegate(world, made)
    address = reverse("missions:edit", args=[made.pk])
    browser = browse_as(world.manager)
    form = browser.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    browser.post(address, sent | {"starts": "2030-05-04", "ends": "2030-05-10"})
    delegate.refresh_from_db()
    assert timezone.localtime(delegate.expires_at).isoformat() == "2030-06-10T00:00:00+02:00"
