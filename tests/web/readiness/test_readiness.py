"""Where a cluster stands, from what it wrote itself and what the directory knows."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from intercluster.readiness.advice import FirstStep
from intercluster.readiness.hypotheses import Hypothesis, Level
from intercluster_web.directory.models import Kind, KnownCooperation, Membership, OrganisationField
from intercluster_web.readiness.models import SelfAssessment
from intercluster_web.scouting.models import ChainLink, Lock, TargetMarket
from tests.web import factories
from tests.web.factories import World
from tests.web.readiness import records
from tests.web.scouting.records import strategy

Browse = Callable[..., Client]
OVERVIEW = "readiness:overview"


def _levels(page: Any) -> dict[Hypothesis, Level]:
    return {each.hypothesis: each.level for each in page.context["assessed"]}


def test_a_new_cluster_is_asked_to_say_more(world: World, browse_as: Browse) -> None:
    page = browse_as(world.manager).get(reverse(OVERVIEW))
    assert page.context["advice"].step is FirstStep.SAY_MORE
    assert "No self-assessment yet" in page.text


def test_from_strategy_and_directory_to_the_network_first(world: World, browse_as: Browse) -> None:
    world.ours.founded_year, world.ours.animation_team, world.ours.members_count = 2005, True, 20
    world.ours.save()
    for number in range(3):
        factories.organisation(f"large-{number}", members_count=500)
    network = factories.organisation("net", kind=Kind.NETWORK)
    for member in (world.ours, factories.organisation("home")):
        Membership.objects.create(organisation=network, member=member)
    KnownCooperation.objects.create(a=world.ours, b=member)
    made = strategy(world.ours)
    TargetMarket.objects.create(strategy=made, name="Vehicles", urgency=3)
    ChainLink.objects.create(strategy=made, name="Sensors", strategic=True, status="missing")
    Lock.objects.create(strategy=made, name="Cold start")
    page = browse_as(world.manager).get(reverse(OVERVIEW))
    levels = _levels(page)
    assert (levels[Hypothesis.MATURITY], levels[Hypothesis.NEED]) == (Level.HIGH, Level.HIGH)
    assert page.context["advice"].imperative
    assert [(each.key, each.ours, each.members) for each in page.context["networks"]] == [("net", True, 2)]


def test_a_private_strategy_counts_only_for_those_who_may_see_it(world: World, browse_as: Browse) -> None:
    theirs = strategy(world.theirs)
    ChainLink.objects.create(strategy=theirs, name="Sensors", strategic=True, status="missing")
    assert not browse_as(world.manager).get(reverse(OVERVIEW)).context["advice"].imperative


def test_answers_and_their_evidence_are_kept_and_taken_away(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    answer = browser.post(
        reverse("readiness:new"),
        {
            "owner": world.ours.pk,
            "made_on": "2026-02-01",
            "made_by": "the board",
            "strategy_shared": "3",
            "strategy_shared_evidence": "roadmap of 2025",
            "team_enough": "0",
        },
    )
    kept = SelfAssessment.objects.get()
    assert (answer.status_code, kept.answers) == (302, {"strategy_shared": 3, "team_enough": 0})
    assert kept.evidence == {"strategy_shared": "roadmap of 2025"}
    workbook = load_workbook(BytesIO(browser.get(kept.get_absolute_url() + "?file=xlsx").content))
    assert workbook.worksheets[0].max_row >= 13
    note = Document(BytesIO(browser.get(reverse(OVERVIEW) + "?file=docx").content))
    assert note.paragraphs[0].text == "Readiness of Ours"
    sheets = load_workbook(BytesIO(browser.get(reverse(OVERVIEW) + "?file=xlsx").content)).sheetnames
    assert sheets[:2] == ["Three hypotheses", "Self-assessment"]


def test_an_empty_or_future_assessment_is_refused(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    for wrong in ({"made_on": "2026-02-01"}, {"made_on": "2999-01-01", "team_enough": "1"}):
        assert browser.post(reverse("readiness:new"), {"owner": world.ours.pk, **wrong}).status_code == 422
    assert SelfAssessment.objects.count() == 0


def test_who_saves_second_is_told(world: World, browse_as: Browse) -> None:
    made = records.assessment(world)
    address = reverse("readiness:edit", args=[made.pk])
    first, second = browse_as(world.manager), browse_as(world.people["editor"])
    opened = second.get(address).context["form"]
    sent = {"made_on": "2026-01-05", "strategy_shared": "3", "seen": opened.initial["seen"]}
    assert first.post(address, sent | {"note": "from the first"}).status_code == 302
    answer = second.post(address, sent | {"note": "from the second"})
    assert (answer.status_code, "from the first" in answer.text) == (422, True)


def test_clusters_of_a_territory_in_one_field_are_suggested(world: World, browse_as: Browse) -> None:
    pair = [factories.organisation(key, zone="FRK2") for key in ("optics", "lasers")]
    for cluster in pair:
        OrganisationField.objects.create(organisation=cluster, concept="field:photonics")
    page = browse_as(None).get(reverse("readiness:neighbours") + "?zone=FRK")
    assert [(each.a.key, each.b.key) for each in page.context["page"]] == [("lasers", "optics")]
    KnownCooperation.objects.create(a=pair[0], b=pair[1])
    world.ours.save()  # a change of the directory is seen at the next page
    address = reverse("readiness:neighbours") + "?zone=FRK"
    assert len(browse_as(None).get(address).context["page"]) == 0
    assert len(browse_as(None).get(address + "&known=1").context["page"]) == 1


def test_the_overview_asks_the_same_number_of_questions(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)

    def questions() -> int:
        browser.get(reverse(OVERVIEW))  # the directory is kept in memory from here on
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse(OVERVIEW))
        return len(asked)

    records.assessment(world)
    few = questions()
    for _number in range(6):
        records.assessment(world)
        TargetMarket.objects.create(strategy=strategy(world.ours), name="m")
    assert questions() == few
