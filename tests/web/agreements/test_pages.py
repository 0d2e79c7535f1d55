"""Agreements on their pages: clauses written by several, compared, followed over their terms; the signed-off sheet."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook

from intercluster_web.agreements.models import Agreement, Clause, Sheet, SheetSignature
from intercluster_web.agreements.presentation.reminders import DueDays, due
from intercluster_web.agreements.queries.agreements import running_agreements
from intercluster_web.cooperations.models import JournalEntry
from tests.web.agreements import records
from tests.web.cooperations.records import cooperation
from tests.web.factories import World, share
from tests.web.scouting.records import comparison

Browse = Callable[..., Client]


def _works(world: World) -> World:
    return World(world.ours, world.theirs, world.people, "works")


def _proofs() -> list[str]:
    return list(JournalEntry.objects.exclude(proof="").order_by("pk").values_list("proof", flat=True))


def test_a_sheet_of_differences_is_signed_off_by_both_sides(world: World, browse_as: Browse) -> None:
    made = cooperation(_works(world))
    saved = share(comparison(world.ours, keys=["ours", "theirs"]), World(world.ours, world.theirs, {}, "partner"))
    browser, other = browse_as(world.manager), browse_as(world.people["other"])
    sent = {"title": "Us and them", "comparison": saved.pk, "audience": "shared"}
    browser.post(reverse("agreements:sheet-new", args=[made.pk]), sent)
    sheet = Sheet.objects.get()
    assert _proofs() == ["comparison"]
    for side, browse, text in ((world.ours, browser, "Lasers"), (world.theirs, other, "Sensors")):
        browse.post(sheet.get_absolute_url(), {"organisation": side.pk, "kind": "synergy", "about": "", "text": text})
    assert sorted(sheet.remarks.values_list("text", flat=True)) == ["Lasers", "Sensors"]
    browser.post(reverse("agreements:sheet-do", args=[sheet.pk]), {"do": "propose"})
    late = other.post(sheet.get_absolute_url(), {"organisation": world.theirs.pk, "kind": "synergy", "text": "Late"})
    assert (late.status_code, sheet.remarks.count()) == (422, 2)
    for browse, side in ((browser, world.ours), (other, world.theirs)):
        line = SheetSignature.objects.get(organisation=side)
        address = reverse("agreements:sign-here", args=["sheet", sheet.pk, line.pk])
        given = {"name": "A. Signer", "function": "Director", "agree": "on", "seen": line.document.sha256}
        assert browse.post(address, given).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, _proofs()) == ("signed", ["comparison", "complementarity"])
    first = browser.get(reverse("agreements:sheet-file", args=[sheet.pk])).content
    assert first == other.get(reverse("agreements:sheet-file", args=[sheet.pk])).content
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(first)).paragraphs)
    assert "Lasers" in text
    assert "Sensors" in text


def test_a_sheet_is_for_exactly_two(world: World, browse_as: Browse) -> None:
    made = cooperation(world)
    saved = comparison(world.ours, keys=["ours", "theirs", "a-third"])
    answer = browse_as(world.manager).post(
        reverse("agreements:sheet-new", args=[made.pk]), {"title": "x", "comparison": saved.pk, "audience": "own"}
    )
    assert (answer.status_code, Sheet.objects.count()) == (422, 0)


def test_opening_a_sheet_again_undoes_what_was_signed_off(world: World, browse_as: Browse) -> None:
    line = records.sheet_line(world)
    address = reverse("agreements:sheet-do", args=[line.sheet_id])
    browse_as(world.manager).post(address, {"do": "reopen"})
    line.refresh_from_db()
    assert (line.state, Sheet.objects.get().state) == ("voided", "open")


def _sent(form: Any, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in form.initial.items() if value is not None} | changes


def test_of_two_who_write_one_clause_the_second_is_told(world: World, browse_as: Browse) -> None:
    clause = records.clause(world)
    address = reverse("agreements:clause", args=[clause.agreement_id, clause.pk])
    first, second = browse_as(world.manager), browse_as(world.people["editor"])
    opened = second.get(address).context["form"]
    first.post(address, _sent(first.get(address).context["form"], text_en="From the first."))
    answer = second.post(address, _sent(opened, text_en="From the second."))
    assert (answer.status_code, "From the first." in answer.text) == (422, True)
    assert Clause.objects.get(pk=clause.pk).text_en == "From the first."


def test_what_changed_between_two_versions_is_shown(world: World, browse_as: Browse) -> None:
    kept = records.version(world)
    agreement, browser = kept.agreement, browse_as(world.manager)
    clause = agreement.clauses.get(key="costs")
    address = reverse("agreements:clause", args=[agreement.pk, clause.pk])
    words = "Each party bears what it spends on translation."
    browser.post(address, _sent(browser.get(address).context["form"], text_en=words))
    browser.post(reverse("agreements:keep", args=[agreement.pk]))
    page = browser.get(reverse("agreements:version", args=[agreement.pk, kept.number + 1]))
    assert "<ins>" in page.text
    assert "translation" in page.text


def test_a_charter_of_somebody_else_is_compared_and_not_kept(world: World, browse_as: Browse) -> None:
    agreement = records.agreement(world)
    theirs = Document()
    theirs.add_heading("Confidentiality", 1)
    theirs.add_paragraph("What is told in confidence stays so for five years.")
    theirs.add_heading("Catering", 1)
    theirs.add_paragraph("Lunch is at noon.")
    file = BytesIO()
    theirs.save(file)
    address = reverse("agreements:compare", args=[agreement.pk])

    def brought() -> BytesIO:
        sent = BytesIO(file.getvalue())
        sent.name = "theirs.docx"
        return sent

    page = browse_as(world.manager).post(address, {"file": brought()})
    assert page.context["only"] == 1
    assert page.context["missing"] == agreement.clauses.filter(included=True).count() - 1
    assert "Lunch is at noon." in page.text
    book = load_workbook(BytesIO(browse_as(world.manager).post(address, {"file": brought(), "as": "xlsx"}).content))
    assert any("Lunch is at noon." in str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    assert Agreement.objects.count() == 1


def test_a_renewal_is_recalled_in_time_and_starts_a_new_term(world: World, browse_as: Browse) -> None:
    agreement = records.in_force(world)
    today = timezone.localdate()
    ends = today + dt.timedelta(days=60)
    agreement.terms.all().delete()
    records.term(agreement, starts_on=today - dt.timedelta(days=300), ends_on=ends, notice_months=1)
    browser = browse_as(world.manager)
    assert agreement.title in browser.get(reverse("agreements:due")).text
    draft = browser.get(reverse("agreements:due-draft"))
    assert (draft.status_code, "X-Unsent: 1" in draft.text) == (200, True)
    events = Calendar.from_ical(browser.get(reverse("agreements:due-calendar")).content).walk("VEVENT")
    assert max(event.decoded("dtstart") for event in events) <= ends
    address = reverse("agreements:renew", args=[agreement.pk])
    form = browser.get(address).context["form"]
    for _click in range(2):
        browser.post(address, _sent(form))
    assert list(agreement.terms.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert agreement.terms.get(number=2).starts_on == ends + dt.timedelta(days=1)


def test_what_is_due_is_read_a_part_at_a_time(world: World, browse_as: Browse) -> None:
    today = timezone.localdate()
    for months in (2, 5, 3):
        ends = today + dt.timedelta(days=30 * months)
        agreement = records.in_force(world)
        agreement.terms.all().delete()
        records.term(agreement, starts_on=today - dt.timedelta(days=300), ends_on=ends, notice_months=1)
    whole = due(running_agreements(world.manager))
    days = DueDays(world.manager)
    assert (len(days), days[0:2] + days[2:]) == (9, whole)
    part = browse_as(world.manager).get("/api/agreements/due?limit=2&offset=3").json()
    said = [{"agreement": one.agreement.pk, "duty": one.duty.value, "day": str(one.day)} for one in whole[3:5]]
    assert part == {"count": 9, "items": said}


def test_agreements_and_signatories_are_counted_apart(world: World, browse_as: Browse) -> None:
    records.in_force(world)
    page = browse_as(world.manager).get(reverse("agreements:agreements"))
    book = load_workbook(BytesIO(browse_as(world.manager).get(reverse("agreements:export")).content))
    assert page.status_code == 200
    assert book.worksheets[0].max_row >= 2


def test_another_cluster_sees_no_agreement_of_ours(world: World, browse_as: Browse) -> None:
    records.in_force(world)
    browser = browse_as(world.people["other"])
    for name in ("agreements:agreements", "agreements:due", "agreements:due-calendar"):
        assert "Charter of optics" not in browser.get(reverse(name)).text


@pytest.mark.parametrize("name", ["agreements:agreements", "agreements:due"])
def test_lists_cost_the_same_for_many(world: World, browse_as: Browse, name: str) -> None:
    browser = browse_as(world.manager)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse(name))
        return len(asked)

    records.term(records.in_force(world))
    few = questions()
    for _number in range(4):
        records.term(records.in_force(world))
    assert questions() == few
