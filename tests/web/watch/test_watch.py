"""Watches as people use them: begun from a need, told of news, kept on the spot, read in a feed."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import post
from intercluster_web.contacts.actions.book import erase
from intercluster_web.evidence.imports import actions as imports
from intercluster_web.evidence.imports.models import Job, State, Work
from intercluster_web.evidence.signals import evidence_replaced
from intercluster_web.funding.models import Card
from intercluster_web.scouting.models import Objective
from intercluster_web.watch.actions import looking
from intercluster_web.watch.actions import watches as actions
from intercluster_web.watch.models import Finding, Keeper, Watch
from intercluster_web.watch.queries import ground
from intercluster_web.watch.queries.watches import followers
from tests.web.contacts.records import contact
from tests.web.factories import World
from tests.web.funding import records as funding
from tests.web.scouting import records as scouting
from tests.web.watch import records

Browse = Callable[..., Client]


def _titles(feed: str) -> list[str]:
    return re.findall(r"<title>([^<]*)</title>", feed)


def _look(watch: Watch) -> int:
    return looking.look(watch, *ground.now())


def _forget(watch: Watch, kinds: tuple[str, ...]) -> set[str]:
    """As if the evidence had come since: a few things of these kinds are no longer known."""
    watch.refresh_from_db()
    known = sorted(watch.keys())
    gone = {next(key for key in known if key.startswith(kind)) for kind in kinds}
    watch.remember(set(known) - gone)
    watch.evidence = "the evidence of before"
    watch.save()
    return gone


def _sent(**more: Any) -> dict[str, Any]:
    return {"title": "Lasers abroad", "concepts": [scouting.PHOTONICS], "zones": ["DE"], "partners": "on"} | more


def test_a_watch_begins_from_an_objective_and_knows_what_is_there(world: World, browse_as: Browse) -> None:
    of = scouting.objective(world.ours, countries=["DE"])
    browser, address = browse_as(world.manager), reverse("watch:new") + f"?objective={of.pk}"
    form = browser.get(address).context["form"]
    assert (form["title"].value(), form["concepts"].value(), form["zones"].value()) == (
        "photonics",
        [scouting.PHOTONICS],
        ["DE"],
    )
    for _click in range(2):
        browser.post(address, _sent())
    made = Watch.objects.get()
    assert (made.comes_from, made.objective, made.owner) == ("objective", of, world.ours)
    assert len(made.keys()) > 100
    assert _look(made) == 0
    assert "Nothing new yet" in browser.get(made.get_absolute_url()).text


def test_a_watch_begins_from_a_lock_with_fields_suggested_from_its_words(world: World, browse_as: Browse) -> None:
    strategy = scouting.strategy(world.ours)
    lock = scouting.lock(strategy, "photonics of thin films")
    address = reverse("watch:new") + f"?strategy={strategy.pk}&lock={lock.pk}"
    browser = browse_as(world.manager)
    form = browser.get(address).context["form"]
    assert scouting.PHOTONICS in dict(form.fields["concepts"].choices)
    browser.post(address, _sent(title=lock.name))
    assert (Watch.objects.get().lock, Watch.objects.get().strategy) == (lock, strategy)


def test_somebody_elses_objective_is_not_watched(world: World, browse_as: Browse) -> None:
    of = scouting.objective(world.theirs)
    assert browse_as(world.manager).get(reverse("watch:new") + f"?objective={of.pk}").status_code == 404


def test_what_came_since_is_told_with_why_and_only_once(world: World, browse_as: Browse) -> None:
    scouting.in_photonics(world.theirs, "UKJ3")
    made = actions.begin(world.manager, Watch(owner=world.ours, title="x", concepts=[scouting.PHOTONICS]))
    _forget(made, ("rcn:", "pic:", "cluster:"))
    assert _look(made) == 3
    assert sorted(Finding.objects.values_list("kind", flat=True)) == ["organisation", "partner", "project"]
    page = browse_as(world.manager).get(made.get_absolute_url())
    assert "in the field Photonics" in page.text
    assert "of the search for partners, not among the first before" in page.text
    assert [line["new"] for line in page.context["days"][0]["lines"]] == [True] * 3
    assert _look(made) == 0
    browse_as(world.manager).post(reverse("watch:do", args=[made.pk]), {"do": "read"})
    assert not any(
        line["new"] for line in browse_as(world.manager).get(made.get_absolute_url()).context["days"][0]["lines"]
    )


def test_what_was_taken_away_does_not_come_back(world: World, browse_as: Browse) -> None:
    made = actions.begin(world.manager, Watch(owner=world.ours, title="x", concepts=[scouting.PHOTONICS]))
    _forget(made, ("rcn:",))
    _look(made)
    of = Finding.objects.get()
    browse_as(world.manager).post(reverse("watch:finding-delete", args=[made.pk, of.pk]))
    Watch.objects.update(evidence="another")
    assert _look(made) == 0
    assert Finding.objects.count() == 0


def test_a_call_with_a_deadline_to_come_is_news_once(world: World, browse_as: Browse) -> None:
    made = actions.begin(world.manager, Watch(owner=world.ours, title="x", concepts=[scouting.PHOTONICS], zones=["GB"]))
    open_call = funding.requirement(
        funding.card("open", next_deadline=timezone.localdate() + dt.timedelta(days=30))
    ).card
    funding.requirement(funding.card("over", next_deadline=timezone.localdate() - dt.timedelta(days=1)))
    elsewhere = funding.card("elsewhere", next_deadline=timezone.localdate() + dt.timedelta(days=30))
    funding.requirement(elsewhere, others=["JP"])
    assert _look(made) == 1
    assert Finding.objects.get().label == open_call.programme.name
    assert open_call.get_absolute_url() in browse_as(world.manager).get(made.get_absolute_url()).text
    assert _look(made) == 0
    Card.objects.filter(pk=open_call.pk).update(next_deadline=timezone.localdate() + dt.timedelta(days=400))
    assert _look(made) == 1


def test_an_import_sends_the_digest_to_followers_who_still_see_the_watch(world: World, browse_as: Browse) -> None:
    of = records.objective(world)
    Objective.objects.filter(pk=of.pk).update(visibility="public")
    of.refresh_from_db()
    made = actions.begin(
        world.manager,
        Watch(owner=world.ours, title="Lasers", concepts=[scouting.PHOTONICS], comes_from="objective", objective=of),
    )
    browse_as(world.people["other"]).post(reverse("watch:do", args=[made.pk]), {"do": "follow"})
    assert {user.email for user in followers(made)} == {"manager@example.org", "other@example.org"}
    Objective.objects.update(visibility="own")
    _forget(made, ("rcn:",))
    evidence_replaced.send_robust(sender=None)
    post.wait()
    assert [message.to for message in mail.outbox] == [["manager@example.org"]]
    assert Finding.objects.get().label in mail.outbox[0].body
    assert mail.outbox[0].subject == "Lasers: 1 new thing"


def test_an_import_that_is_written_looks_after_every_watch(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = actions.begin(world.manager, Watch(owner=world.ours, title="x", concepts=[scouting.PHOTONICS]))
    _forget(made, ("rcn:",))

    def end_as(state: State) -> None:
        monkeypatch.setattr(imports, "_import", lambda job: setattr(job, "state", state))
        imports.run(Job.objects.create(work=Work.IMPORT, state=State.WRITING))

    end_as(State.REFUSED)
    assert Finding.objects.count() == 0
    end_as(State.DONE)
    assert Finding.objects.get().watch == made


def test_the_command_looks_after_every_watch(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    made = actions.begin(world.manager, Watch(owner=world.ours, title="x", concepts=[scouting.PHOTONICS]))
    records.watch(world, concepts=["field:no-longer-there"])
    _forget(made, ("rcn:",))
    call_command("look_for_news")
    assert capsys.readouterr().out == "Watches with news: 1\n"
    assert Finding.objects.get().watch == made


def test_the_digest_is_taken_out_as_a_draft(world: World, browse_as: Browse) -> None:
    made = records.watch(world)
    records.finding(world, made, text="They open in May")
    answer = browse_as(world.manager).get(reverse("watch:digest", args=[made.pk]))
    assert answer["Content-Type"] == "message/rfc822"
    assert "They open in May" in answer.content.decode()


def test_who_keeps_it_on_the_spot_reports_by_link(world: World, browse_as: Browse) -> None:
    made = records.watch(world)
    person = contact(world.ours, "Test Attaché", role="post", language="fr", email="attache@example.org")
    browser = browse_as(world.manager)
    browser.post(reverse("watch:keeper-new", args=[made.pk]), {"contact": person.pk, "send": "1"})
    post.wait()
    keeper = Keeper.objects.get()
    link = reverse("watch:keep", args=[keeper.token()])
    assert link in mail.outbox[0].body
    said = {"label": "A laboratory opens", "text": "In May", "url": "https://example.org/lab", "dated": "2026-05-04"}
    visitor = browse_as()
    for _click in range(2):
        visitor.post(link, said)
    of = Finding.objects.get()
    assert (of.keeper, of.kind, of.url) == (keeper, "report", "https://example.org/lab")
    assert "Test Attaché" in browser.get(made.get_absolute_url()).text
    Objective.objects.update(visibility="public")
    theirs = browse_as(world.people["other"]).get(made.get_absolute_url()).text
    assert "A laboratory opens" in theirs
    assert "Test Attaché" not in theirs
    browser.post(reverse("watch:release", args=[made.pk, keeper.pk]))
    assert visitor.get(link).status_code == 410
    assert Finding.objects.count() == 1


@pytest.mark.parametrize("state", ["opted_out", "elsewhere"])
def test_whoever_may_not_be_asked_is_not(world: World, browse_as: Browse, state: str) -> None:
    made = records.watch(world)
    owner = world.theirs if state == "elsewhere" else world.ours
    person = contact(owner, opted_out_on="2026-01-06" if state == "opted_out" else None)
    browse_as(world.manager).post(reverse("watch:keeper-new", args=[made.pk]), {"contact": person.pk})
    assert Keeper.objects.count() == 0


def test_a_person_erased_leaves_the_report_and_no_name(world: World, browse_as: Browse) -> None:
    keeper = records.keeper(world)
    link = reverse("watch:keep", args=[keeper.token()])
    browse_as().post(link, {"label": "A laboratory opens"})
    name = keeper.contact.name
    erase(world.manager, [keeper.contact], never_again=False)
    assert browse_as().get(link).status_code == 410
    page = browse_as(world.manager).get(keeper.watch.get_absolute_url()).text
    assert "A laboratory opens" in page
    assert name not in page


def test_the_feed_tells_a_person_what_they_see_and_dies_with_its_address(world: World, browse_as: Browse) -> None:
    records.finding(world)
    browser = browse_as(world.manager)
    browser.post(reverse("watch:feed-link"))
    address = browser.get(reverse("watch:all")).context["feed"]
    assert _titles(browse_as().get(address).text) == ["News of our watches", "Lasers: A new laboratory"]
    other = browse_as(world.people["other"])
    other.post(reverse("watch:feed-link"))
    theirs = browse_as().get(other.get(reverse("watch:all")).context["feed"])
    assert _titles(theirs.text) == ["News of our watches"]
    browser.post(reverse("watch:feed-link"), {"do": "withdraw"})
    assert browse_as().get(address).status_code == 404


def test_who_saves_second_is_told(world: World, browse_as: Browse) -> None:
    made = records.watch(world)
    browser, address = browse_as(world.manager), reverse("watch:edit", args=[made.pk])
    seen = browser.get(address).context["form"]["seen"].value()
    assert browser.post(address, _sent(zones=["FR"], seen=seen)).status_code == 302
    answer = browser.post(address, _sent(zones=["JP"], seen=seen))
    assert "Somebody saved this" in answer.text
    made.refresh_from_db()
    assert made.zones == ["FR"]


def test_the_desk_of_an_organisation_names_what_is_new(world: World, browse_as: Browse) -> None:
    made = records.watch(world)
    records.watch(world, title="Quiet")
    records.finding(world, made)
    desk = browse_as(world.manager).get(reverse("home"))
    assert [(one.title, one.new) for one in desk.context["watches"]] == [("Lasers", 1)]
    assert made.get_absolute_url() in desk.text


def test_lists_cost_the_same_for_many(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    made = records.watch(world)
    records.finding(world, made, keeper=records.keeper(world, made))

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(address)
        return len(found)

    pages = (reverse("watch:all"), made.get_absolute_url())
    before = [asked(address) for address in pages for _twice in range(2)][1::2]
    for number in range(4):
        records.finding(world, made, label=f"Another {number}", keeper=made.keepers.get())
        records.finding(world, records.watch(world))
    assert [asked(address) for address in pages] == before


def test_programs_read_what_is_new(world: World, browse_as: Browse) -> None:
    made = records.watch(world)
    records.finding(world, made, text="They open in May")
    browser = browse_as(world.manager)
    assert [one["new"] for one in browser.get("/api/watches").json()["items"]] == [1]
    told = browser.get(f"/api/watches/{made.pk}/findings", {"new": "true"}).json()
    assert [(one["kind"], one["text"]) for one in told["items"]] == [("report", "They open in May")]
    actions.mark_read(world.manager, made)
    assert browser.get(f"/api/watches/{made.pk}/findings", {"new": "true"}).json()["count"] == 0


def test_a_watch_begins_from_words(world: World, browse_as: Browse) -> None:
    browser, address = browse_as(world.manager), reverse("watch:new") + "?words=surface+engineering"
    form = browser.get(address).context["form"]
    ticked = form.initial["concepts"]
    assert "coating and films" in [label for key, label in form.fields["concepts"].choices if key in ticked]
    assert form.initial["title"] == "surface engineering"
    browser.post(address, {"owner": world.ours.pk, "title": "Surfaces", "concepts": ticked})
    assert Watch.objects.get().concepts == ticked


def test_without_an_address_book_one_is_led_to_it(world: World, browse_as: Browse) -> None:
    browser, watch = browse_as(world.manager), records.watch(world)
    assert reverse("contacts:new") in browser.get(watch.get_absolute_url()).text
    contact(world.ours)
    assert "Name somebody" in browser.get(watch.get_absolute_url()).text
