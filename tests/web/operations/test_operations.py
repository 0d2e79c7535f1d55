"""Joint operations as people use them: add, fill, follow, take away; what counts reaches the journal."""

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

from intercluster_web.cooperations.models import JournalEntry, Party
from intercluster_web.operations.models import Bid, Colabel, Edition, LabelRequest, PoolPart, Series, Stand
from intercluster_web.operations.models.kinds import KINDS
from intercluster_web.operations.queries import dates_for, turns_of
from tests.web import factories
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.operations import records

Browse = Callable[..., Client]


def _said() -> list[tuple[str, str]]:
    return list(JournalEntry.objects.order_by("pk").values_list("code", "proof"))


def _sent(form: Any, **changes: Any) -> dict[str, Any]:
    """What a browser sends back of a form, with changes."""
    return {name: value for name, value in form.initial.items() if value is not None} | changes


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_added_shown_and_taken_away(world: World, browse_as: Browse, kind: str) -> None:
    browser, made = browse_as(world.manager), cooperation(world)
    address = reverse("operations:new", args=[made.pk, kind])
    form = browser.get(address).context["form"]
    unnamed = {name: field.initial for name, field in form.fields.items() if field.initial not in (None, "")}
    sent = unnamed | {"title": "Together", "state": "idea", "audience": "own", **records.REQUIRED.get(kind, {})}
    answer = browser.post(address, sent)
    operation = KINDS[kind].model._default_manager.get()
    page = reverse("operations:operation", args=[kind, operation.pk])
    assert (answer.status_code, answer.url) == (302, page)
    assert browser.get(page).status_code == 200
    assert _said() == [("operation_added", "")]
    for form_name in ("xlsx", "docx", "ics"):
        file = browser.get(reverse("operations:file", args=[kind, operation.pk, form_name]))
        assert f"Together.{form_name}" in file.headers["Content-Disposition"]


def test_one_year_here_next_year_there(world: World, browse_as: Browse) -> None:
    series = records.series(world, "Ours", "Theirs")
    Edition.objects.create(operation=series, year=2025, name="Ours", state="held")
    page = browse_as(world.manager).get(reverse("operations:operation", args=["series", series.pk]))
    assert [(turn.year, turn.host) for turn in page.context["turns"]][:2] == [(2026, "Theirs"), (2027, "Ours")]
    Edition.objects.create(operation=series, year=2026, name="Theirs", state="cancelled")
    assert turns_of(Series.objects.get())[0].host == "Theirs"


def test_the_next_edition_is_prepared_from_the_events(world: World, browse_as: Browse) -> None:
    series = records.series(world, "Ours", "Theirs")
    Edition.objects.create(operation=series, year=2025, name="Ours", state="held")
    address = f"/events/new/?cooperation={series.cooperation_id}&kind=convention&title=A%20series%202026"
    browser = browse_as(world.manager)
    assert address.replace("&", "&amp;") in browser.get(reverse("events:list")).text
    form = browser.get(address).context["form"]
    assert (form["title"].value(), form["cooperation"].value()) == ("A series 2026", series.cooperation_id)
    assert "/events/new/?cooperation" not in browse_as(world.people["observer"]).get(reverse("events:list")).text


def test_an_edition_that_was_held_proves_a_joint_event(world: World, browse_as: Browse) -> None:
    series = records.series(world)
    address = reverse("operations:line-new", args=["series", series.pk, "editions"])
    browse_as(world.manager).post(
        address, {"name": "theirs", "year": 2025, "state": "held", "starts": "2025-06-02", "ends": "2025-06-03"}
    )
    assert Edition.objects.get().organisation == world.theirs
    entry = JournalEntry.objects.get()
    assert (entry.code, entry.proof, entry.happened_on) == ("edition_held", "joint_event", dt.date(2025, 6, 3))
    assert entry.params == {"title": "A series", "host": "Theirs", "year": 2025}


def test_a_pool_tells_when_the_threshold_is_reached(world: World, browse_as: Browse) -> None:
    pool = records.pool(world, target=300)
    address = reverse("operations:line-new", args=["pool", pool.pk, "parts"])
    browser = browse_as(world.manager)
    browser.post(address, {"name": "Lyon", "promised": "200", "confirmed": "200"})
    assert _said() == []
    refused = browser.post(address, {"name": "Turin", "promised": "100", "confirmed": "101"})
    assert (refused.status_code, PoolPart.objects.count()) == (422, 1)
    browser.post(address, {"name": "Turin", "promised": "100", "confirmed": "100"})
    assert _said() == [("threshold_reached", "")]
    page = browser.get(reverse("operations:operation", args=["pool", pool.pk]))
    assert page.context["pooled"].indispensable == ("Lyon", "Turin")


def test_two_labels_prove_a_project_together(world: World, browse_as: Browse) -> None:
    project = records.operation(world, "colabel")
    browser = browse_as(world.manager)
    for name in ("ours", "theirs"):
        browser.post(
            reverse("operations:line-new", args=["colabel", project.pk, "labels"]), {"name": name, "state": "asked"}
        )
    for label in LabelRequest.objects.all():
        address = reverse("operations:line", args=["colabel", project.pk, "labels", label.pk])
        form = browser.get(address).context["form"]
        browser.post(address, _sent(form, state="labelled"))
    assert _said() == [("project_labelled", ""), ("project_labelled", "project_together")]
    browser.post(
        reverse("operations:edit", args=["colabel", project.pk]),
        _sent(
            browser.get(reverse("operations:edit", args=["colabel", project.pk])).context["form"],
            retained_on="2026-02-01",
        ),
    )
    assert Colabel.objects.get().retained_on == dt.date(2026, 2, 1)
    assert _said()[-1] == ("project_retained", "project_together")


def test_a_bid_from_submission_to_result(world: World, browse_as: Browse) -> None:
    bid = records.operation(world, "bid")
    address = reverse("operations:edit", args=["bid", bid.pk])
    browser = browse_as(world.manager)
    early = browser.post(address, _sent(browser.get(address).context["form"], result="won"))
    assert (early.status_code, Bid.objects.get().result) == (422, "")
    browser.post(address, _sent(browser.get(address).context["form"], submitted_on="2026-03-01"))
    browser.post(address, _sent(browser.get(address).context["form"], result="won", result_on="2026-05-01"))
    assert _said() == [("bid_submitted", "project_together"), ("bid_won", "")]


def test_a_call_that_opens_is_the_last_step_before_an_alliance(world: World, browse_as: Browse) -> None:
    call = records.operation(world, "call")
    address = reverse("operations:edit", args=["call", call.pk])
    browser = browse_as(world.manager)
    browser.post(address, _sent(browser.get(address).context["form"], state="under_way"))
    assert _said() == [("call_opened", "call_opened")]


def test_who_saves_second_is_told_and_a_double_click_makes_no_twin(world: World, browse_as: Browse) -> None:
    stand = records.operation(world)
    address = reverse("operations:edit", args=["stand", stand.pk])
    first, second = browse_as(world.manager), browse_as(world.people["editor"])
    opened = second.get(address).context["form"]
    first.post(address, _sent(first.get(address).context["form"], about="from the first"))
    answer = second.post(address, _sent(opened, about="from the second"))
    assert (answer.status_code, "from the first" in answer.text) == (422, True)
    assert Stand.objects.get().about == "from the first"
    for _click in range(2):
        first.post(
            reverse("operations:line-new", args=["stand", stand.pk, "exhibitors"]), {"name": "An SME", "shows": "x"}
        )
    assert stand.exhibitors.count() == 1
    new = reverse("operations:new", args=[stand.cooperation_id, "stand"])
    for _click in range(2):
        first.post(new, {"title": "Twin", "fair": "Fair", "state": "idea", "audience": "own"})
    assert Stand.objects.filter(title="Twin").count() == 1


def test_what_we_keep_to_ourselves_reaches_no_partner(world: World, browse_as: Browse) -> None:
    shared_world = World(world.ours, world.theirs, world.people, "partner")
    made = cooperation(shared_world)
    records.operation(shared_world, within=made, title="Open stand")
    hidden = records.operation(shared_world, within=made, title="Hidden stand", audience="own")
    browser = browse_as(world.people["other"])
    pages = [
        reverse("operations:cooperation", args=[made.pk]),
        reverse("operations:all"),
        reverse("operations:all") + "?q=stand&file=csv",
        "/api/operations",
    ]
    for page in pages:
        text = browser.get(page).text
        assert ("Open stand" in text, "Hidden stand" in text) == (True, False)
    assert browser.get(reverse("operations:operation", args=["stand", hidden.pk])).status_code == 404
    assert [occasion.title for occasion in dates_for(world.people["other"])] == ["Open stand"]


def test_a_partner_who_works_here_writes_under_their_own_name(world: World, browse_as: Browse) -> None:
    made = cooperation(World(world.ours, world.theirs, world.people, "works"))
    browse_as(world.people["other"]).post(
        reverse("operations:new", args=[made.pk, "stand"]),
        {"title": "Theirs", "fair": "Fair", "state": "idea", "audience": "own"},
    )
    stand = Stand.objects.get()
    assert (stand.owner, JournalEntry.objects.get().owner) == (world.theirs, world.theirs)
    assert browse_as(world.manager).get(reverse("operations:operation", args=["stand", stand.pk])).status_code == 404


def test_the_calendar_says_when_something_is_off(world: World, browse_as: Browse) -> None:
    stand = records.operation(world)
    address = reverse("operations:file", args=["stand", stand.pk, "ics"])
    browser = browse_as(world.manager)
    before = Calendar.from_ical(browser.get(address).content).walk("VEVENT")[0]
    edit = reverse("operations:edit", args=["stand", stand.pk])
    browser.post(edit, _sent(browser.get(edit).context["form"], state="abandoned"))
    Stand.objects.update(updated_at=stand.updated_at + dt.timedelta(seconds=5))
    after = Calendar.from_ical(browser.get(address).content).walk("VEVENT")[0]
    assert (before["uid"], str(before["status"])) == (after["uid"], "CONFIRMED")
    assert (str(after["status"]), after["sequence"] > before["sequence"]) == ("CANCELLED", True)


def test_the_workbook_has_a_sheet_for_each_kind_of_lines(world: World, browse_as: Browse) -> None:
    series = records.series(world, "Ours", "Theirs")
    content = browse_as(world.manager).get(reverse("operations:file", args=["series", series.pk, "xlsx"])).content
    sheets = load_workbook(BytesIO(content)).sheetnames
    assert sheets[:4] == ["A series", "order of the hosts", "editions", "Next hosts"]


def test_dates_in_the_wrong_order_are_refused(world: World, browse_as: Browse) -> None:
    stand = records.operation(world)
    address = reverse("operations:edit", args=["stand", stand.pk])
    browser = browse_as(world.manager)
    answer = browser.post(address, _sent(browser.get(address).context["form"], ends="2026-05-03"))
    assert (answer.status_code, Stand.objects.get().ends) == (422, None)


def test_lists_ask_the_same_number_of_questions_whatever_they_hold(world: World, browse_as: Browse) -> None:
    made = cooperation(world)
    browser = browse_as(world.manager)

    def questions(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    pages = [reverse("operations:all"), reverse("operations:cooperation", args=[made.pk])]
    for kind in KINDS:
        records.operation(world, kind, within=made)
    few = [questions(page) for page in pages]
    for number in range(8):
        for kind in KINDS:
            records.operation(world, kind, within=made, title=f"{kind} {number}")
        series = records.series(world, within=made)
        Edition.objects.create(operation=series, year=2025, name="Ours")
    assert [questions(page) for page in pages] == few


def test_the_api_tells_the_second_writer(world: World, browse_as: Browse) -> None:
    stand = records.operation(world)
    address = f"/api/operations/stand/{stand.pk}"
    browser = browse_as(world.manager)
    mark = browser.get(address).json()["mark"]
    first = browser.patch(address, {"values": {"title": "One"}, "mark": mark}, content_type="application/json")
    second = browser.patch(address, {"values": {"title": "Two"}, "mark": mark}, content_type="application/json")
    assert (first.status_code, second.status_code, Stand.objects.get().title) == (200, 409, "One")
    wrong = browser.patch(address, {"values": {"title": ""}, "mark": ""}, content_type="application/json")
    assert wrong.status_code == 422


def test_another_organisation_of_the_cooperation_does_not_write_unasked(world: World, browse_as: Browse) -> None:
    made = cooperation(World(world.ours, world.theirs, world.people, "partner"))
    Party.objects.filter(organisation=world.theirs).update(works=True)
    third = factories.seated("manager", factories.organisation("third"))
    for person, expected in ((world.people["other"], 302), (third, 404)):
        answer = browse_as(person).post(
            reverse("operations:new", args=[made.pk, "stand"]),
            {"title": "S", "fair": "Fair", "state": "idea", "audience": "own"},
        )
        assert answer.status_code == expected
