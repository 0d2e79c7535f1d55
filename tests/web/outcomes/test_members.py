"""Needs and offers to publication, interest to release, contracts to settlement; several people at once; files."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from intercluster.cooperations.ladder import Proof
from intercluster_web.accounts.models import User
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.outcomes.actions import contracts, interests, items, postings
from intercluster_web.outcomes.models import Contract, Incident, Interest, MediationStep, Milestone, Posting
from intercluster_web.records.together import ChangedMeanwhileError, fingerprint
from tests.web import factories
from tests.web.cooperations.records import cooperation
from tests.web.outcomes import records
from tests.web.outcomes.records import KINDS, SECRET_A
from tests.web.scouting.records import same_cost

Browse = Callable[[User | None], Client]
PAST = dt.date(2026, 3, 2)


@pytest.fixture
def editor(world: factories.World) -> User:
    found = world.people["editor"]
    assert found is not None
    return found


# Publication


def test_a_colleague_reviews_before_others_see_it(world: factories.World, editor: User) -> None:
    made = records.posting(world.ours, status="draft")
    postings.send_to_review(world.manager, made)
    with pytest.raises(ValidationError, match="colleague"):
        postings.review(world.manager, made, publish=True)
    postings.review(editor, made, publish=True)
    kept = Posting.objects.get()
    assert (kept.status, kept.reviewed_by) == ("published", editor)


def test_who_is_alone_reviews_alone(world: factories.World) -> None:
    made = records.posting(world.theirs, status="draft")
    alone = world.people["other"]
    postings.send_to_review(alone, made)
    postings.review(alone, made, publish=True)
    assert Posting.objects.get().status == "published"


@pytest.mark.parametrize("text", [f"{SECRET_A} looks for", "Zyxolite looks for", "write to a@b.org", "see www.b.org"])
def test_a_text_that_names_the_member_is_not_published(world: factories.World, text: str) -> None:
    made = records.posting(world.ours, status="draft", text=text)
    with pytest.raises(ValidationError, match="leads to the member"):
        postings.send_to_review(world.manager, made)
    assert Posting.objects.get().status == "draft"


def test_new_words_are_reviewed_again(world: factories.World, browse_as: Browse) -> None:
    made = records.posting(world.ours)
    browser, address = browse_as(world.manager), reverse("outcomes:posting-edit", args=[made.pk])
    sent = browser.get(address).context["form"].initial | {"note": "for us", "countries": []}
    browser.post(address, sent)
    assert Posting.objects.get().status == "published"
    browser.post(address, sent | {"seen": "", "title": "Something else"})
    assert (Posting.objects.get().status, Posting.objects.get().title) == ("review", "Something else")


def test_the_second_to_save_a_posting_is_told(world: factories.World, browse_as: Browse) -> None:
    made = records.posting(world.ours)
    browser, address = browse_as(world.manager), reverse("outcomes:posting-edit", args=[made.pk])
    sent = browser.get(address).context["form"].initial | {"countries": []}
    assert browser.post(address, sent | {"title": "First"}).status_code == 302
    told = browser.post(address, sent | {"title": "Second"})
    assert told.status_code == 422
    assert "Somebody saved this" in told.text
    assert Posting.objects.get().title == "First"


def test_renewal_shows_an_expired_posting_again(world: factories.World, browse_as: Browse) -> None:
    made = records.posting(world.ours, visibility="public", expires_on=PAST)
    browse_as(world.manager).post(reverse("outcomes:posting-step", args=[made.pk]), {"step": "renew"})
    assert browse_as(world.people["other"]).get(made.get_absolute_url()).status_code == 200


def test_what_somebody_asked_about_is_withdrawn_not_deleted(world: factories.World, browse_as: Browse) -> None:
    made = records.posting(world.ours)
    records.interest(made, world.theirs)
    browse_as(world.manager).post(reverse("outcomes:posting-delete", args=[made.pk]))
    assert (Posting.objects.count(), Interest.objects.count()) == (1, 1)
    assert browse_as(world.manager).delete(f"/api/outcomes/postings/{made.pk}").status_code == 409


# Files


def _file(rows: list[str]) -> SimpleUploadedFile:
    head = "Need or offer;Kind;Member;Title;Description without names;Countries;Fields"
    return SimpleUploadedFile("needs.csv", "\n".join([head, *rows]).encode())


def test_a_file_is_shown_first_then_written_whole(world: factories.World, browse_as: Browse) -> None:
    browser, address = browse_as(world.manager), reverse("outcomes:postings-import")
    rows = [
        "besoin;licence;A;Une licence;Un capteur;Allemagne, BR;photonics and optics",
        "offer;distributor;B;Sales;We sell;;",
    ]
    page = browser.post(address, {"owner": world.ours.pk, "file": _file(rows)})
    assert (page.status_code, Posting.objects.count()) == (200, 0)
    browser.post(address, {"token": page.context["token"]})
    made = Posting.objects.order_by("pk")
    assert [(one.side, one.kind, one.status) for one in made] == [
        ("need", "licence", "draft"),
        ("offer", "distributor", "draft"),
    ]
    assert (made[0].countries, made[0].concepts) == (["DE", "BR"], ["field:photonics"])
    again = browser.post(address, {"owner": world.ours.pk, "file": _file(rows)})
    assert (len(again.context["plan"].postings), again.context["plan"].again) == (0, 2)


def test_every_error_of_a_file_is_told_and_nothing_is_written(world: factories.World, browse_as: Browse) -> None:
    browser, address = browse_as(world.manager), reverse("outcomes:postings-import")
    rows = ["besoin;licence;A;Une licence;Un capteur;;", "perhaps;boat;;T;D;Atlantis;no such field"]
    page = browser.post(address, {"owner": world.ours.pk, "file": _file(rows)})
    assert page.status_code == 422
    assert [(error.line, error.column) for error in page.context["errors"]] == [
        (3, name) for name in ("Need or offer", "Kind", "Member", "Countries", "Fields")
    ]
    assert Posting.objects.count() == 0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_exported_is_imported_again(world: factories.World, browse_as: Browse, language: str) -> None:
    records.posting(world.ours, note="ours", market="rail", countries=["DE"])
    browser = browse_as(world.manager)
    browser.cookies["django_language"] = language
    world.manager.language = language
    world.manager.save()
    content = browser.get(reverse("outcomes:postings-export", args=["xlsx"])).content
    kept = Posting.objects.get()
    kept.delete()
    page = browser.post(
        reverse("outcomes:postings-import"), {"owner": world.ours.pk, "file": SimpleUploadedFile("a.xlsx", content)}
    )
    (again,) = page.context["plan"].postings
    columns = ("side", "kind", "member_name", "title", "text", "market", "countries", "concepts", "expires_on", "note")
    assert [getattr(again, name) for name in columns] == [getattr(kept, name) for name in columns]


# Interest


def test_a_member_answers_once_by_its_link(world: factories.World, client: Client) -> None:
    made = records.interest(records.posting(world.ours), world.theirs)
    release = made.releases.get(side="posting")
    address = reverse("outcomes:answer", args=[release.token()])
    client.post(address, {"answer": "agrees", "note": "gladly"})
    client.post(address, {"answer": "refuses"})
    release.refresh_from_db()
    assert (release.answer, release.by_member, release.note) == ("agrees", True, "gladly")


def test_links_die(world: factories.World, client: Client) -> None:
    made = records.interest(records.posting(world.ours), world.theirs)
    release = made.releases.get(side="posting")
    address = reverse("outcomes:answer", args=[release.token()])
    interests.renew_link(world.manager, release)
    assert client.get(address).status_code == 410
    new = reverse("outcomes:answer", args=[release.token()])
    assert client.get(new).status_code == 200
    release.expires_at = timezone.now()
    release.save()
    assert client.get(new).status_code == 410


def test_after_the_day_nothing_is_answered(world: factories.World) -> None:
    made = records.interest(records.posting(world.ours), world.theirs, expires_on=PAST)
    assert made.state == "expired"
    with pytest.raises(ValidationError, match="closed"):
        interests.answer(made.releases.get(side="posting"), True, user=world.manager)


def test_each_cluster_answers_for_its_own_side(world: factories.World) -> None:
    made = records.interest(records.posting(world.ours), world.theirs)
    with pytest.raises(PermissionDenied):
        interests.answer(made.releases.get(side="asking"), True, user=world.manager)


def test_interest_is_relayed_once_and_names_nobody(world: factories.World) -> None:
    posting = records.posting(world.ours, visibility="public")
    values = {"member_name": "Quorvath", "why": "w", "brings": "b", "expects": "e", "expires_on": "2099-01-01"}

    def ask(about: str) -> Interest:
        day = timezone.localdate() + dt.timedelta(days=9)
        wanted = Interest(posting=posting, owner=world.theirs, about=about, **(values | {"expires_on": day}))
        return interests.express(world.people["other"], wanted)

    with pytest.raises(ValidationError, match="leads to the member"):
        ask("Quorvath is a company")
    assert ask("A company").pk == ask("A company").pk
    assert Interest.objects.count() == 1


# Lines, journal, mediation


@pytest.mark.parametrize(
    ("kind", "values", "code", "proof"),
    [
        ("introductions", {"met_on": PAST}, "members_met", Proof.COMPANY_MEETING),
        ("contracts", {"signed_on": PAST, "status": "signed"}, "contract_licence", Proof.MEMBER_AGREEMENT),
        ("benefits", {"obtained": 5}, "gain_obtained", Proof.GAINS_NAMED),
    ],
)
def test_the_journal_keeps_the_proof_once(
    world: factories.World, kind: str, values: dict[str, object], code: str, proof: Proof
) -> None:
    line = records.line(kind, cooperation(world))
    for name, value in values.items():
        setattr(line, name, value)
    items.change(world.manager, line, [], "")
    items.change(world.manager, line, [], "")
    (entry,) = JournalEntry.objects.filter(code=code)
    assert (entry.proof, entry.audience) == (proof, "own")


def test_a_double_click_logs_one_contract(world: factories.World, browse_as: Browse) -> None:
    on = cooperation(world)
    sent = {"kind": "licence", "a_name": "A", "a_kind": "sme", "b_name": "B", "b_kind": "lab", "status": "negotiated"}
    for _click in range(2):
        browse_as(world.manager).post(
            reverse("outcomes:item-new", args=[on.pk, "contracts"]), sent | {"audience": "own"}
        )
    assert Contract.objects.count() == 1


def test_the_second_to_save_a_contract_is_told(world: factories.World) -> None:
    line = records.line("contracts", cooperation(world))
    seen = fingerprint(line, ["subject"])
    Contract.objects.update(subject="first")
    line.subject = "second"
    with pytest.raises(ChangedMeanwhileError):
        items.change(world.manager, line, ["subject"], seen)
    assert Contract.objects.get().subject == "first"


def test_an_incident_is_mediated_to_its_settlement(world: factories.World, browse_as: Browse) -> None:
    contract = records.line("contracts", cooperation(world))
    incident = records.incident(contract)
    browser = browse_as(world.manager)
    address = reverse("outcomes:incident-step", args=[contract.cooperation_id, contract.pk, incident.pk])
    for kind in ("talk", "proposal", "counter", "settled", "talk"):
        browser.post(
            address,
            {
                f"step{incident.pk}-{name}": value
                for name, value in {"happened_on": "2026-03-04", "kind": kind, "text": f"said {kind}"}.items()
            },
        )
    kept = Incident.objects.get()
    assert (kept.status, kept.settlement, kept.steps.count()) == ("settled", "said settled", 4)
    told = JournalEntry.objects.order_by("pk").values_list("code", flat=True)
    assert list(told) == ["mediation_step"] * 3 + ["incident_settled"]


def test_no_incident_is_shared_without_both_agreements(world: factories.World) -> None:
    contract = records.line("contracts", cooperation(world))
    incident = records.incident(contract)
    with pytest.raises(ValidationError, match="Share the contract"):
        contracts.agree_to_share(world.manager, incident, PAST, PAST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.update(audience="shared")
    contract.audience = "shared"
    items.change(world.manager, contract, [], "")
    assert contracts.agree_to_share(world.manager, incident, PAST, PAST).audience == "shared"
    contract.audience = "own"
    items.change(world.manager, contract, [], "")
    assert Incident.objects.get().audience == "own"


def test_a_moved_milestone_replaces_what_calendars_have(world: factories.World, browse_as: Browse) -> None:
    contract = records.line("contracts", cooperation(world), ends_on=dt.date(2027, 1, 1))
    milestone = records.milestone(contract)
    browser = browse_as(world.manager)

    def numbers() -> dict[str, int]:
        content = browser.get(reverse("outcomes:contracts-calendar", args=[contract.cooperation_id])).content
        return {str(each["uid"]): int(each["sequence"]) for each in Calendar.from_ical(content).walk("VEVENT")}

    before = numbers()
    milestone.due = dt.date(2026, 12, 24)
    contracts.save_milestone(world.manager, milestone, ["due"], "")
    after = numbers()
    uid = f"milestone-{milestone.pk}@intercluster"
    assert len(before) == 2
    assert (before[uid], after[uid]) == (0, 1)


def test_clauses_keep_what_others_settled(world: factories.World) -> None:
    contract = records.line("contracts", cooperation(world))
    contracts.set_clauses(world.manager, contract, {"royalties": "settled", "made up": "settled"})
    contracts.set_clauses(world.manager, contract, {"audit": "not_needed", "scope": "perhaps"})
    assert Contract.objects.get().clause_states == {"royalties": "settled", "audit": "not_needed"}


def test_the_letter_speaks_the_language_asked_for(world: factories.World, browse_as: Browse) -> None:
    line = records.line("introductions", cooperation(world))
    address = reverse("outcomes:introduction-letter", args=[line.cooperation_id, line.pk, "eml"])
    browser = browse_as(world.manager)
    assert "introduces" in browser.get(f"{address}?lang=en").text
    assert "met en relation" in browser.get(f"{address}?lang=fr").text


def test_the_workbook_of_contracts_has_what_the_page_has(world: factories.World, browse_as: Browse) -> None:
    line = records.line("contracts", cooperation(world))
    answer = browse_as(world.manager).get(
        reverse("outcomes:section-export", args=[line.cooperation_id, "contracts", "xlsx"])
    )
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    said = dict(zip(*(list(row) for row in sheet.iter_rows(values_only=True)), strict=True))
    assert (said["First member"], said["Amount in euros"]) == (SECRET_A, 41250)


# Cost


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_lines_costs_the_same_for_many(world: factories.World, browse_as: Browse, kind: str) -> None:
    on = cooperation(world)
    same_cost(browse_as(world.manager), reverse("outcomes:section", args=[on.pk, kind]), lambda: records.line(kind, on))


@pytest.mark.parametrize("name", ["postings", "targets"])
def test_postings_cost_the_same_for_many(world: factories.World, browse_as: Browse, name: str) -> None:
    def make() -> None:
        records.posting(world.ours)
        records.offer(factories.organisation(), visibility="public")

    same_cost(browse_as(world.manager), reverse(f"outcomes:{name}"), make)


def test_interests_cost_the_same_for_many(world: factories.World, browse_as: Browse) -> None:
    posting = records.posting(world.theirs)
    same_cost(browse_as(world.manager), reverse("outcomes:interests"), lambda: records.interest(posting, world.ours))


def test_matching_costs_the_same_for_many(world: factories.World, browse_as: Browse) -> None:
    on = cooperation(world)

    def make() -> None:
        records.posting(world.ours)
        records.offer(world.theirs, visibility="public")

    same_cost(browse_as(world.manager), reverse("outcomes:cooperation", args=[on.pk]), make)


def test_a_contract_costs_the_same_for_many_incidents(world: factories.World, browse_as: Browse) -> None:
    contract = records.line("contracts", cooperation(world))

    def make() -> None:
        Milestone.objects.create(contract=contract, title="m", due=PAST)
        MediationStep.objects.create(incident=records.incident(contract), kind="talk", text="t", happened_on=PAST)

    same_cost(browse_as(world.manager), contract.get_absolute_url(), make)
