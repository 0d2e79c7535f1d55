"""Missions as people use them: plan, put together, pay, go, follow up."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook

from intercluster_web.contacts.models import Contact
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.directory.models import Organisation
from intercluster_web.missions.loading import enter_missions
from intercluster_web.missions.models import Companion, Cost, ExpertGrant, ExpertUse, Host, Mission, Result, Step
from intercluster_web.missions.queries.dates import dates_for
from intercluster_web.scouting.models import Encounter
from tests.web import factories
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.missions import records

Browse = Callable[..., Client]


def _sent(browser: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends back of a form, with changes."""
    form = browser.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent = {
        name: value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, dt.datetime) else value
        for name, value in shown.items()
    }
    return {name: value for name, value in sent.items() if value not in (None, False)} | changes


def _room(pk: int, room: str) -> str:
    return reverse("missions:room", args=[pk, room])


def test_a_mission_from_the_idea_to_its_group_and_programme(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    sent = _sent(browser, reverse("missions:new"), title="To Wuhan", country="CN", time_zone="Asia/Shanghai")
    browser.post(reverse("missions:new"), sent)
    made = Mission.objects.get()
    assert (made.owner, made.visibility) == (world.ours, "own")
    add = lambda relation: reverse("missions:line-new", args=[made.pk, relation])  # noqa: E731
    browser.post(add("delegates"), _sent(browser, add("delegates"), name="theirs", partner_name="A laboratory"))
    browser.post(add("hosts"), _sent(browser, add("hosts"), name="A park"))
    delegate, host = made.delegates.get(), made.hosts.get()
    assert (delegate.organisation, delegate.name, delegate.is_pair) == (world.theirs, "Theirs", True)
    step = _sent(browser, add("steps"), title="Visit", starts="2026-05-04T09:00", host=host.pk, who=[delegate.pk])
    browser.post(add("steps"), step)
    visit = made.steps.get()
    assert visit.starts == dt.datetime(2026, 5, 4, 1, tzinfo=dt.UTC)  # nine in Shanghai
    assert list(visit.who.all()) == [delegate]
    assert "09:00" in browser.get(_room(made.pk, "programme")).text


def test_a_mission_that_took_place_proves_a_visit_once(world: World, browse_as: Browse) -> None:
    within = cooperation(world)
    made = records.mission(world, cooperation=within)
    records.host(world, made)
    records.delegate(world, made)
    browser, address = browse_as(world.manager), reverse("missions:edit", args=[made.pk])
    for state in ("done", "done", "followed_up"):
        assert browser.post(address, _sent(browser, address, state=state)).status_code == 302
    said = list(JournalEntry.objects.order_by("pk").values_list("code", "proof", "audience"))
    assert said == [("mission_done", "visit", "own"), ("mission_companies_met", "company_meeting", "own")]


def test_nobody_writes_into_a_journal_they_only_read(db: None, browse_as: Browse) -> None:
    world = factories.world("partner")
    within = cooperation(world)
    browser = browse_as(world.people["other"])
    sent = _sent(
        browser, reverse("missions:new"), title="Ours", cooperation=within.pk, starts="2026-05-04", state="done"
    )
    answer = browser.post(reverse("missions:new"), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["cooperation"])
    assert not JournalEntry.objects.exists()


def test_two_people_at_once_lose_nothing(world: World, browse_as: Browse) -> None:
    made = records.mission(world)
    address = reverse("missions:edit", args=[made.pk])
    first, second = browse_as(world.people["editor"]), browse_as(world.manager)
    opened = _sent(second, address, title="Mine")
    first.post(address, _sent(first, address, place="Portsmouth"))
    answer = second.post(address, opened)
    assert answer.status_code == 422
    assert "Portsmouth" in answer.text
    made.refresh_from_db()
    assert (made.title, made.place) == ("To Southampton", "Portsmouth")


def test_two_people_ticking_delegates_both_count(world: World, browse_as: Browse) -> None:
    step = records.step(world)
    a, b = (records.delegate(world, step.mission, name=name) for name in "AB")
    address = reverse("missions:line", args=[step.mission_id, "steps", step.pk])
    browser = browse_as(world.manager)
    opened = _sent(browser, address, who=[a.pk])
    browser.post(address, _sent(browser, address, who=[b.pk]))
    assert browser.post(address, opened).status_code == 302
    assert set(step.who.all()) == {a, b}


def test_a_double_click_makes_no_twin(world: World, browse_as: Browse) -> None:
    browser, made = browse_as(world.manager), records.mission(world)
    for relation, values in (("hosts", {"name": "A park"}), ("delegates", {"name": "A company"})):
        address = reverse("missions:line-new", args=[made.pk, relation])
        sent = _sent(browser, address, **values)
        for _click in range(2):
            browser.post(address, sent)
        assert getattr(made, relation).count() == 1
    address = reverse("missions:keep", args=[made.pk, Host.objects.get().pk, "encounter"])
    for _click in range(2):
        browser.post(address)
    assert Encounter.objects.count() == 1


def test_lines_of_another_mission_are_out_of_reach(world: World, browse_as: Browse) -> None:
    here, stranger = records.mission(world), records.host(world, records.mission(world))
    browser = browse_as(world.manager)
    assert browser.get(reverse("missions:line", args=[here.pk, "hosts", stranger.pk])).status_code == 404
    address = reverse("missions:line-new", args=[here.pk, "steps"])
    answer = browser.post(address, _sent(browser, address, title="Visit", starts="2026-05-04T09:00", host=stranger.pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["host"])


def test_somebody_in_two_places_is_told(world: World, browse_as: Browse) -> None:
    step = records.step(world)
    delegate = records.delegate(world, step.mission)
    other = records.step(
        world, step.mission, title="Laboratory", starts=records.NINE + dt.timedelta(hours=1), ends=None
    )
    page = browse_as(world.manager).get(_room(step.mission_id, "programme"))
    assert page.context["clashes"] == [(step, other, [delegate])]


def test_calendars_hear_of_every_change(world: World, browse_as: Browse) -> None:
    step = records.step(world)
    browser, made = browse_as(world.manager), step.mission
    file = reverse("missions:file", args=[made.pk, "programme", "ics"])

    def event() -> Any:
        events = Calendar.from_ical(browser.get(file).content).walk("VEVENT")
        return next(each for each in events if str(step.uid) in each["uid"])

    first = event()
    address = reverse("missions:line", args=[made.pk, "steps", step.pk])
    browser.post(address, _sent(browser, address, starts="2026-05-04T10:00"))
    moved = event()
    assert (moved["uid"], moved["sequence"]) == (first["uid"], first["sequence"] + 1)
    assert moved.start.strftime("%H:%M %Z") == "10:00 CEST"
    edit = reverse("missions:edit", args=[made.pk])
    browser.post(edit, _sent(browser, edit, state="cancelled"))
    assert (event()["status"], event()["sequence"]) == ("CANCELLED", first["sequence"] + 2)
    assert [each.title for each in dates_for(world.manager, records.STARTS)] == ["To Southampton", "Visit of the park"]
    assert dates_for(world.people["other"], records.STARTS) == []


def test_who_pays_what_adds_up_in_the_workbook(world: World, browse_as: Browse) -> None:
    share = records.funded(world)
    for number in range(3):
        records.delegate(world, share.mission, name=f"Company {number}", partner_name="")
    page = browse_as(world.manager).get(_room(share.mission_id, "budget"))
    amounts = [value for key, value in page.context["shared"].rows[-1].items() if "-" in key]
    assert amounts == [3000.0, 333.34, 333.33, 333.33]
    file = browse_as(world.manager).get(reverse("missions:file", args=[share.mission_id, "budget", "xlsx"]))
    sheets = load_workbook(BytesIO(file.content))
    assert [cell.value for cell in list(sheets.worksheets[1].rows)[-1]][2:] == [4000, 3000, 333.34, 333.33, 333.33]


def test_a_ceiling_and_too_much_are_told_in_words(world: World, browse_as: Browse) -> None:
    share = records.funded(world)
    share.ceiling = 1000
    share.save()
    second = records.Funder.objects.create(mission=share.mission, name="Region")
    records.CostShare.objects.create(mission=share.mission, cost=share.cost, funder=second, percent=50)
    said = browse_as(world.manager).get(_room(share.mission_id, "budget")).context["remarks"]
    assert said == [
        "“Train”: the shares come to more than 100 %; they were served in their order.",
        "“Train”: INNET reaches its ceiling for this line; 2,000.00 € remain to the others.",
        "“Train”: there is no delegate to share 1,000.00 €; the cluster pays it.",
    ]


def test_expert_days_granted_used_and_left(world: World, browse_as: Browse) -> None:
    grant = records.grant(world, days=10)
    for days in (3, 2.5):
        ExpertUse.objects.create(mission=records.mission(world), grant=grant, days=days)
    page = browse_as(world.manager).get(reverse("missions:experts"))
    (balance,) = page.context["balances"]
    assert (balance.used, balance.left) == (5.5, 4.5)
    assert browse_as(world.people["other"]).get(reverse("missions:experts")).context["balances"] == []


def test_from_a_host_to_encounter_contact_and_cooperation(world: World, browse_as: Browse) -> None:
    host = records.host(world, person="Test Host", email="Host@example.org", organisation=world.theirs, name="Theirs")
    browser = browse_as(world.manager)
    for what in ("encounter", "contact"):
        browser.post(reverse("missions:keep", args=[host.mission_id, host.pk, what]))
    met, contact = Encounter.objects.get(), Contact.objects.get()
    assert (met.organisation, met.met_on, met.occasion, met.country) == (world.theirs, records.STARTS, "mission", "GB")
    assert (contact.email, contact.source, contact.owner) == ("host@example.org", "mission: To Southampton", world.ours)
    assert f"{reverse('cooperations:new')}?encounter={met.pk}" in browser.get(_room(host.mission_id, "follow-up")).text


def test_two_missions_side_by_side(world: World, browse_as: Browse) -> None:
    sheet, other = records.sheet(world), records.mission(world, title="To Birmingham")
    Cost.objects.create(mission=sheet.mission, title="Train", planned=500)
    Result.objects.create(mission=sheet.mission, title="Agreement")
    browser = browse_as(world.manager)
    address = f"{reverse('missions:compare')}?mission={sheet.mission_id}&mission={other.pk}"
    rows = [(row["0"], row["1"]) for row in browser.get(address).context["table"].rows]
    assert rows == [
        ("1", "0"),
        ("1 / 1", "0 / 0"),
        ("1 / 1", "0 / 0"),
        ("4.00 / 5 (n = 1)", "–"),
        ("–", "–"),
        ("1 / 1", "0 / 0"),
        ("500.00 €", "–"),
        ("500.00 €", "–"),
        ("1", "0"),
        ("1", "0"),
    ]
    for form in ("xlsx", "docx"):
        assert browser.get(f"{address}&file={form}").content[:2] == b"PK"
    assert browse_as(world.people["other"]).get(address).context["compared"] == []


def test_the_first_mission_outside_europe_for_two_years(world: World, browse_as: Browse) -> None:
    records.mission(world, title="China", country="CN", starts=dt.date(2008, 9, 1), state="done")
    records.mission(world, title="Berlin", country="DE", starts=dt.date(2009, 6, 1), state="done")
    brazil = records.mission(world, title="Brazil", country="BR", starts=dt.date(2010, 9, 1), state="done")
    records.mission(world, title="Lyon", country="FR", starts=dt.date(2010, 9, 1), state="done")
    Companion.objects.create(mission=brazil, name="Another cluster")
    page = browse_as(world.manager).get(reverse("missions:history"))
    outside = [(mission.title, said) for mission, said in page.context["outside"]]
    assert outside == [("Brazil", "the first for 2 years"), ("China", "the first on record")]
    assert [(row["year"], row["missions"], row["joint"]) for row in page.context["years"].rows] == [
        ("2010", 1, 1),
        ("2009", 1, 0),
        ("2008", 1, 0),
    ]


def test_others_learn_neither_people_nor_money(db: None, browse_as: Browse) -> None:
    world = factories.world("public")
    made = records.mission(
        world, state="done", cooperation=cooperation(factories.World(world.ours, world.theirs, world.people))
    )
    records.delegate(world, made, person="Secret Person", email="secret@example.org")
    records.host(world, made, person="Hidden Host")
    records.Funder.objects.create(mission=made, name="Quiet funder")
    other = browse_as(world.people["other"])
    history = f"{reverse('missions:history')}?of={world.ours.pk}"
    texts = [other.get(address).text for address in (made.get_absolute_url(), reverse("missions:all"), history)]
    texts.append(other.get(f"/api/missions/{made.pk}").text)
    hidden = ("Secret", "secret@", "Hidden Host", "Quiet funder", "Optics across")
    assert [word for word in hidden if any(word in text for text in texts)] == []
    partner = factories.share(made, factories.World(world.ours, world.theirs, world.people, "partner"))
    document = reverse("missions:file", args=[partner.pk, "programme", "xlsx"])
    assert other.get(document).status_code == 200
    assert "Hidden Host" not in other.get(_room(made.pk, "programme")).text


@pytest.mark.parametrize("room", ["group", "programme", "evaluation", "budget", "follow-up"])
def test_a_room_asks_as_much_for_one_line_as_for_many(world: World, browse_as: Browse, room: str) -> None:
    made, browser = records.mission(world), browse_as(world.manager)

    def fill(number: int) -> None:
        delegate = records.delegate(world, made, name=f"Company {number}")
        host = records.host(world, made, name=f"Host {number}")
        records.step(world, made, host=host).who.add(delegate)
        records.Sheet.objects.create(mission=made, delegate=delegate, host=host, research_next="Call", filled_name="X")
        records.funded(world, made)
        Result.objects.create(mission=made, title="Agreement", host=host)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(_room(made.pk, room))
        return len(asked)

    fill(0)
    one = queries()
    for number in range(1, 5):
        fill(number)
    assert queries() == one


def test_the_lists_ask_as_much_for_one_mission_as_for_many(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    addresses = [reverse(f"missions:{name}") for name in ("all", "history", "experts")] + ["/api/missions"]

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        return len(asked)

    def fill(number: int) -> None:
        made = records.mission(world, title=f"Mission {number}", state="done", country="BR")
        records.delegate(world, made)
        ExpertUse.objects.create(mission=made, grant=records.grant(world), days=1)

    fill(0)
    one = [queries(address) for address in addresses]
    for number in range(1, 5):
        fill(number)
    assert [queries(address) for address in addresses] == one


def test_the_missions_of_the_sources_are_entered_once(world: World, browse_as: Browse) -> None:
    for key in ("opticsvalley", "south-east-photonics-network", "photonics-cluster-uk", "cap-digital", "tsb-berlin"):
        Organisation.objects.create(key=key, name=key.title(), kind="pole", country="FR")
    assert (enter_missions(), enter_missions()) == (3, 0)
    berlin = Mission.objects.get(key="cap-digital-berlin-2009")
    assert (berlin.starts, berlin.precision, berlin.group_size, berlin.occasion) == (
        dt.date(2009, 6, 1),
        "month",
        7,
        "LinuxTag",
    )
    share = berlin.shares.get()
    assert (share.funder.name, share.percent, share.cost.planned) == ("INNET", 75, None)
    assert ExpertGrant.objects.count() == 2  # one consultant for both missions of OpticsValley
    page = browse_as(world.people["unseated"]).get(berlin.get_absolute_url())
    assert "June 2009" in page.text
    assert Step.objects.count() == 0


def test_a_public_mission_in_the_list_and_its_filters(world: World, browse_as: Browse) -> None:
    records.mission(world)
    records.mission(world, title="Visit received", direction="in", country="FR", state="done")
    browser = browse_as(world.manager)
    found = browser.get(reverse("missions:all"), {"direction": "in", "state": "done", "q": "visit"}).context["page"]
    assert [one.title for one in found] == ["Visit received"]
    file = browser.get(reverse("missions:all"), {"file": "xlsx"})
    assert len(list(load_workbook(BytesIO(file.content)).worksheets[0].rows)) == 3
