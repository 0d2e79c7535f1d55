"""Messages of a mission: all through one log, once, with what became of each."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from intercluster_web.accounts import post
from intercluster_web.missions.actions import messages as actions
from intercluster_web.missions.models import Delegate, Mission, MissionMessage
from tests.web.factories import World
from tests.web.missions import records

Browse = Callable[..., Client]


@pytest.fixture
def mission(world: World) -> Mission:
    found = records.mission(world)
    records.delegate(world, found, name="Alpha", partner_name="", email="alpha@example.org")
    records.delegate(world, found, name="Beta", partner_name="", email="beta@example.org")
    return found


def _page(browser: Client, mission: Mission, query: str = "") -> Any:
    return browser.get(f"{reverse('missions:messages', args=[mission.pk])}{query}")


def test_whatever_way_a_link_leaves_it_is_in_the_log(world: World, browse_as: Browse, mission: Mission) -> None:
    browser, alpha = browse_as(world.manager), mission.delegates.get(name="Alpha")
    one = [mission.pk, alpha.pk]
    browser.post(reverse("missions:send", args=one))
    post.wait()
    draft = browser.post(reverse("missions:letter", args=one))
    assert draft.headers["Content-Disposition"].endswith('.eml"')
    browser.post(reverse("missions:letters", args=[mission.pk]), {"do": "drafts"})
    found = list(MissionMessage.objects.order_by("pk").values_list("name", "to", "way", "state"))
    assert found == [
        ("Alpha", "alpha@example.org", "post", "sent"),
        ("Alpha", "alpha@example.org", "draft", "draft"),
        ("Alpha", "alpha@example.org", "draft", "draft"),
        ("Beta", "beta@example.org", "draft", "draft"),
    ]
    assert [message.to for message in mail.outbox] == [["alpha@example.org"]]
    assert {message.by for message in MissionMessage.objects.all()} == {world.manager}
    page = _page(browser, mission)
    assert len(page.context["page"].object_list) == 4
    assert alpha.token() in page.text
    assert [one.name for one in _page(browser, mission, "?state=sent").context["page"]] == ["Alpha"]


def test_a_second_click_sends_nothing_twice(world: World, browse_as: Browse, mission: Mission) -> None:
    browser = browse_as(world.manager)
    for _twice in range(2):
        browser.post(reverse("missions:letters", args=[mission.pk]), {"do": "send"})
    post.wait()
    assert sorted(message.to[0] for message in mail.outbox) == ["alpha@example.org", "beta@example.org"]


def test_the_log_is_a_file_without_the_links(world: World, browse_as: Browse, mission: Mission) -> None:
    browser = browse_as(world.manager)
    browser.post(reverse("missions:letters", args=[mission.pk]), {"do": "send"})
    post.wait()
    sheet = load_workbook(io.BytesIO(_page(browser, mission, "?file=xlsx").content)).active
    text = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
    assert {"Alpha", "Beta", "alpha@example.org", "beta@example.org"} <= set(text)
    assert not any("/road/" in value for value in text)


def test_what_failed_says_why_and_is_tried_again_once(
    world: World, browse_as: Browse, mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, beta = browse_as(world.manager), mission.delegates.get(name="Beta")
    actual = post.EmailMultiAlternatives.send

    def refused(self: Any, *arguments: Any) -> int:
        if self.to == ["beta@example.org"]:
            raise OSError("mailbox is full")
        return actual(self, *arguments)

    with monkeypatch.context() as broken:
        broken.setattr(post.EmailMultiAlternatives, "send", refused)
        browser.post(reverse("missions:letters", args=[mission.pk]), {"do": "send"})
        post.wait()
    page = _page(browser, mission, "?state=failed")
    assert [(one.name, one.error) for one in page.context["page"]] == [("Beta", "mailbox is full")]
    assert "mailbox is full" in page.text
    Delegate.objects.filter(pk=beta.pk).update(email="new@example.org")
    browser.post(reverse("missions:messages-retry", args=[mission.pk]))
    post.wait()
    assert [message.to for message in mail.outbox] == [["alpha@example.org"], ["new@example.org"]]
    assert actions.try_again(world.manager, mission) == []
    assert set(MissionMessage.objects.values_list("name", "state", "error")) == {
        ("Alpha", "sent", ""),
        ("Beta", "sent", ""),
    }


def test_the_log_stays_when_a_delegate_goes(world: World, browse_as: Browse, mission: Mission) -> None:
    browser = browse_as(world.manager)
    browser.post(reverse("missions:letters", args=[mission.pk]), {"do": "drafts"})
    mission.delegates.get(name="Alpha").delete()
    assert sorted(one.name for one in _page(browser, mission).context["page"]) == ["Alpha", "Beta"]


def test_the_group_says_when_each_was_written_to(world: World, browse_as: Browse, mission: Mission) -> None:
    browser, room = browse_as(world.manager), reverse("missions:room", args=[mission.pk, "group"])
    assert browser.get(room).text.count("never written to") == 2
    browser.post(reverse("missions:letter", args=[mission.pk, mission.delegates.get(name="Alpha").pk]))
    page = browser.get(room)
    assert page.text.count("never written to") == 1
    assert "Draft made, " in page.text


def test_many_messages_cost_no_more_queries(
    world: World, browse_as: Browse, mission: Mission, django_assert_num_queries: Any
) -> None:
    browser = browse_as(world.manager)

    def written(number: int) -> None:
        MissionMessage.objects.bulk_create(
            MissionMessage(
                mission=mission,
                name=f"Delegate {n}",
                subject="Your programme",
                text="Hello",
                way="post",
                state="sent",
                by=world.manager,
                at=timezone.now(),
            )
            for n in range(number)
        )

    written(1)
    with CaptureQueriesContext(connection) as few:
        _page(browser, mission)
    written(60)
    with django_assert_num_queries(len(few)):
        _page(browser, mission)
