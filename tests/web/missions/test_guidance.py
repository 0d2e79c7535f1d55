"""What helps a mission along: links of all delegates at once, the next state, times of the place, the next line."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import post
from intercluster_web.missions.models import Delegate, Mission
from tests.web.factories import World
from tests.web.missions import records

Browse = Callable[..., Client]
CARD = {"title": "To meet", "direction": "out", "precision": "day", "state": "idea"}


def _room(pk: int, room: str) -> str:
    return reverse("missions:room", args=[pk, room])


def test_the_links_of_all_leave_together_as_drafts_or_by_mail(world: World, browse_as: Browse, settings: Any) -> None:
    found = records.mission(world)
    records.delegate(world, found, name="First", email="first@example.org", language="fr")
    records.delegate(world, found, name="Second", email="second@example.org")
    records.delegate(world, found, name="Without an address")
    expired = records.delegate(world, found, name="Too late", email="late@example.org")
    Delegate.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))
    browser, letters = browse_as(world.manager), reverse("missions:letters", args=[found.pk])
    assert browser.get(_room(found.pk, "group")).context["reachable"] == 2
    with zipfile.ZipFile(io.BytesIO(browser.post(letters, {"do": "drafts"}).content)) as drafts:
        written = [drafts.read(name).decode() for name in sorted(drafts.namelist())]
    assert [text.split("To: ")[1].splitlines()[0] for text in written] == ["first@example.org", "second@example.org"]
    assert ["/missions/road/" in text.replace("=\n", "") for text in written] == [True, True]
    browser.post(letters, {"do": "send"})
    post.wait()
    assert [one.to for one in mail.outbox] == [["first@example.org"], ["second@example.org"]]
    assert [one.subject for one in mail.outbox] == [
        "Votre programme : To Southampton",
        "Your programme: To Southampton",
    ]


def test_who_is_added_to_a_mission_long_over_still_has_time_to_answer(world: World, browse_as: Browse) -> None:
    found = records.mission(world, starts=timezone.localdate() - dt.timedelta(days=200), state="prepared")
    address = reverse("missions:line-new", args=[found.pk, "delegates"])
    browse_as(world.manager).post(address, {"name": "A company", "kind": "sme", "language": "en"})
    assert found.delegates.get().expires_at > timezone.now() + dt.timedelta(days=29)


def test_a_mission_goes_on_state_by_state_and_of_two_the_second_is_told(world: World, browse_as: Browse) -> None:
    found = records.mission(world, state="prepared")
    browser, step = browse_as(world.manager), reverse("missions:step", args=[found.pk])
    assert browser.get(found.get_absolute_url()).context["next_state"].value == "on_the_way"
    for _twice in range(2):
        said = browser.post(step, {"from": "prepared", "state": "on_the_way"}, follow=True)
    found.refresh_from_db()
    assert found.state == "on_the_way"
    assert [message.level_tag for message in said.context["messages"]] == ["error"]
    browser.post(step, {"from": "on_the_way", "state": "followed_up"})  # no state is left out
    found.refresh_from_db()
    assert found.state == "on_the_way"


def test_what_took_place_has_a_date(world: World, browse_as: Browse) -> None:
    found = records.mission(world, state="on_the_way", starts=None)
    answer = browse_as(world.manager).post(
        reverse("missions:step", args=[found.pk]), {"from": "on_the_way", "state": "done"}
    )
    found.refresh_from_db()
    assert (answer.url, found.state) == (reverse("missions:edit", args=[found.pk]), "on_the_way")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("card", "zone"),
    [
        ({"country": "GB", "place": "Southampton"}, "Europe/London"),
        ({"country": "CN", "place": "Shanghai"}, "Asia/Shanghai"),
        ({"country": "BR", "direction": "in"}, "Europe/Paris"),  # they come to us
        ({"country": ""}, "Europe/Paris"),
        ({"country": "GB", "time_zone": "Europe/Paris"}, "Europe/Paris"),  # as chosen
    ],
)
def test_the_programme_has_the_times_of_the_place(
    world: World, browse_as: Browse, card: dict[str, str], zone: str
) -> None:
    browse_as(world.manager).post(reverse("missions:new"), CARD | {"owner": world.ours.pk} | card)
    assert Mission.objects.get().time_zone == zone


def test_a_country_of_several_time_zones_offers_its_own_first(world: World, browse_as: Browse) -> None:
    sent = CARD | {"owner": world.ours.pk, "country": "CN", "place": "Wuhan"}
    answer = browse_as(world.manager).post(reverse("missions:new"), sent)
    assert (answer.status_code, Mission.objects.count()) == (422, 0)
    field = answer.context["form"].fields["time_zone"]
    assert [name for name, _label in field.choices[0][1]] == ["Asia/Shanghai", "Asia/Urumqi"]
    assert list(answer.context["form"].errors) == ["time_zone"]


def test_lines_are_added_one_after_the_other(world: World, browse_as: Browse) -> None:
    found = records.mission(world)
    browser, address = browse_as(world.manager), reverse("missions:line-new", args=[found.pk, "hosts"])
    answer = browser.post(address, {"name": "A park", "again": "1"})
    assert answer.url == address  # type: ignore[attr-defined]
    assert browser.post(address, {"name": "A school"}).url == _room(found.pk, "programme")  # type: ignore[attr-defined]
    assert sorted(found.hosts.values_list("name", flat=True)) == ["A park", "A school"]


def test_a_budget_without_funders_or_schemes_leads_to_them(world: World, browse_as: Browse) -> None:
    found = records.mission(world)
    found.costs.create(title="Train", planned=100)
    page = browse_as(world.manager).get(_room(found.pk, "budget")).text
    assert reverse("missions:line-new", args=[found.pk, "funders"]) in page
    assert reverse("missions:expert-new") in page
    assert reverse("missions:line-new", args=[found.pk, "expert_uses"]) not in page
