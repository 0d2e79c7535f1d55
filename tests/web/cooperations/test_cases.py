"""The cases of the sources as history everybody can read."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from intercluster.cooperations.cases import load_cases
from intercluster_web.cooperations.loading import enter_cases
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Passage
from intercluster_web.cooperations.presentation.journal import sentence
from intercluster_web.directory.models import KnownCooperation, Organisation
from tests.web import factories
from tests.web.factories import World

Browse = Callable[..., Client]


@pytest.fixture
def entered(db: None) -> None:
    keys = {key for case in load_cases() for key in (case.owner, *(party for party, _role in case.parties))}
    for key in keys:
        factories.organisation(key)
    assert enter_cases() == len(load_cases())


def test_entering_twice_changes_nothing(entered: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_cases")
    assert capsys.readouterr().out == "0 cases entered.\n"
    assert Cooperation.objects.count() == len(load_cases())


def test_a_case_waits_for_its_clusters(db: None) -> None:
    factories.organisation("opticsvalley")
    assert (enter_cases(), Cooperation.objects.count()) == (0, 0)


def test_time_to_agreement_as_the_source_tells_it(entered: None) -> None:
    case = Cooperation.objects.get(key="cap-digital-tsb-berlin")
    signed = JournalEntry.objects.get(cooperation=case, proof="agreement_signed")
    assert (case.started_on, signed.happened_on) == (dt.date(2009, 6, 1), dt.date(2010, 6, 1))
    steps = Passage.objects.filter(cooperation=case).values_list("stage", "entered_on", "left_on")
    assert list(steps) == [
        ("events", dt.date(2009, 6, 1), dt.date(2010, 6, 1)),
        ("projects", dt.date(2010, 6, 1), dt.date(2010, 12, 31)),
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "June 2010: First meeting."), ("fr", "juin 2010 : Première")])
def test_the_journal_speaks_both_languages(entered: None, language: str, words: str) -> None:
    entry = JournalEntry.objects.get(cooperation__key="opticsvalley-sepnet", proof="mirror_contact")
    with translation.override(language):
        assert sentence(entry).startswith(words)


def test_everybody_reads_the_case_and_its_source(entered: None, browse_as: Browse) -> None:
    case = Cooperation.objects.get(key="opticsvalley-sepnet")
    page = browse_as(None).get(reverse("cooperations:public", args=[case.pk]))
    assert len(page.context["told"]) == 5
    assert "lemoci.com" in page.text
    listed = browse_as(None).get(reverse("cooperations:cases"))
    assert len(listed.context["cases"]) == len(load_cases())


def test_a_known_cooperation_of_ours_can_be_followed_here(world: World, browse_as: Browse) -> None:
    known = KnownCooperation.objects.create(a=world.ours, b=world.theirs, topic="photonics", source_url="a letter")
    other = factories.organisation("far")
    KnownCooperation.objects.create(a=other, b=factories.organisation("away"), topic="photonics")
    page = browse_as(world.manager).get(reverse("cooperations:cases") + "?q=photonics")
    assert page.text.count("Follow it here") == 1
    assert f"?known={known.pk}" in page.text


def test_the_page_asks_the_same_number_of_questions(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("cooperations:cases"))
        return len(asked)

    KnownCooperation.objects.create(a=world.ours, b=world.theirs)
    few = questions()
    for _number in range(8):
        KnownCooperation.objects.create(a=factories.organisation(), b=factories.organisation())
    assert questions() == few
    assert Organisation.objects.count() == 18
