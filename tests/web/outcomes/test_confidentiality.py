"""Who a member is stays with its cluster: in every list, file, calendar, API answer, mail and journal entry."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from intercluster_web.accounts import post
from intercluster_web.accounts.models import User
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.outcomes.actions import contracts as contract_actions
from intercluster_web.outcomes.actions import interests as interest_actions
from intercluster_web.outcomes.actions import items as item_actions
from intercluster_web.outcomes.models import Contract, Interest, Introduction
from tests.web import factories
from tests.web.cooperations.records import cooperation
from tests.web.outcomes import records
from tests.web.outcomes.records import KINDS, SECRET_A, SECRET_B

Browse = Callable[[User | None], Client]


@pytest.fixture
def world(db: None) -> factories.World:
    """Theirs is a named partner whose writers work in the cooperation: the most anybody else can be."""
    return factories.world("works")


def _said(answer: object) -> str:
    """All text of an answer, whatever its form."""
    content: bytes = answer.content  # type: ignore[attr-defined]
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())


def _hides(browser: Client, address: str) -> bool:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    said = _said(answer)
    return not any(secret in said for secret in ("Zyxolite", "Quorvath", "41250", "41,250", "sensor patent"))


def test_postings_show_others_no_member(world: factories.World, browse_as: Browse) -> None:
    made = records.posting(world.ours, visibility="public", note=f"ask {SECRET_A} again")
    other, ours = browse_as(world.people["other"]), browse_as(world.manager)
    addresses = [
        reverse("outcomes:postings"),
        reverse("outcomes:posting", args=[made.pk]),
        reverse("outcomes:postings-export", args=["xlsx"]),
        reverse("outcomes:postings-export", args=["csv"]),
        reverse("outcomes:targets"),
        reverse("outcomes:interest-new", args=[made.pk]),
        f"/api/outcomes/postings/{made.pk}",
        "/api/outcomes/postings",
    ]
    assert [address for address in addresses if not _hides(other, address)] == []
    assert SECRET_A in _said(ours.get(addresses[0]))
    assert SECRET_A in _said(ours.get(addresses[2]))


def test_no_search_finds_a_hidden_name(world: factories.World, browse_as: Browse) -> None:
    made = records.posting(world.ours, visibility="public", title="Sensors")
    asked = reverse("outcomes:postings") + "?q=Zyxolite"
    assert made.title in browse_as(world.manager).get(asked).text
    assert made.title not in browse_as(world.people["other"]).get(asked).text


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn", "fulfilled"])
def test_what_is_not_published_is_not_there_for_others(world: factories.World, browse_as: Browse, status: str) -> None:
    made = records.posting(world.ours, visibility="public", status=status)
    other = browse_as(world.people["other"])
    assert other.get(made.get_absolute_url()).status_code == 404
    assert made.title not in other.get(reverse("outcomes:postings")).text
    assert browse_as(world.manager).get(made.get_absolute_url()).status_code == 200


def test_an_expired_posting_is_gone_for_others(world: factories.World, browse_as: Browse) -> None:
    made = records.posting(world.ours, visibility="public", expires_on="2020-01-01")
    assert browse_as(world.people["other"]).get(made.get_absolute_url()).status_code == 404


def test_matches_name_our_own_members_only(world: factories.World, browse_as: Browse) -> None:
    on = cooperation(world)
    records.posting(world.ours, visibility="public")
    records.offer(world.theirs, visibility="public")
    for who, own, hidden in ((world.manager, SECRET_A, SECRET_B), (world.people["other"], SECRET_B, SECRET_A)):
        browser = browse_as(who)
        for address in (
            reverse("outcomes:cooperation", args=[on.pk]),
            reverse("outcomes:matches-export", args=[on.pk, "xlsx"]),
            f"/api/outcomes/cooperations/{on.pk}/matches",
        ):
            said = _said(browser.get(address))
            assert (own in said, hidden in said) == (True, False), (address, who)
        assert hidden not in _said(browser.get(reverse("outcomes:note", args=[on.pk])))


def test_shared_lines_are_read_without_names(world: factories.World, browse_as: Browse) -> None:
    on = cooperation(world)
    lines = {kind: records.line(kind, on, audience="shared") for kind in KINDS}
    contract = lines["contracts"]
    records.milestone(contract, title=f"{SECRET_A} delivers")
    other = browse_as(world.people["other"])
    addresses = [reverse("outcomes:section", args=[on.pk, kind]) for kind in KINDS]
    addresses += [
        reverse("outcomes:section-export", args=[on.pk, kind, form]) for kind in KINDS for form in ("xlsx", "csv")
    ]
    addresses += [reverse("outcomes:item-edit", args=[on.pk, kind, lines[kind].pk]) for kind in KINDS]
    addresses += [f"/api/outcomes/cooperations/{on.pk}/lines/{kind}" for kind in KINDS]
    addresses += [reverse(f"outcomes:{name}", args=[on.pk]) for name in ("gains", "note", "contracts-calendar")]
    addresses += [contract.get_absolute_url()]
    assert [address for address in addresses if not _hides(other, address)] == []
    ours = browse_as(world.manager)
    assert all(not _hides(ours, address) for address in addresses if "exchanges" not in address)


def test_names_pass_once_we_say_so(world: factories.World, browse_as: Browse) -> None:
    on = cooperation(world)
    contract = records.line("contracts", on, audience="shared", named=True)
    said = browse_as(world.people["other"]).get(contract.get_absolute_url()).text
    assert SECRET_A in said
    assert "41,250" not in said  # the amount is released on its own


def test_a_partner_who_changes_a_shared_line_leaves_what_it_may_not_read(
    world: factories.World, browse_as: Browse
) -> None:
    on = cooperation(world)
    line = records.line("introductions", on, audience="shared")
    address = reverse("outcomes:item-edit", args=[on.pk, "introductions", line.pk])
    sent = {"status": "met", "met_on": "2026-04-01", "a_name": "Rewritten", "named": "on", "audience": "own"}
    assert browse_as(world.people["other"]).post(address, sent).status_code == 302
    kept = Introduction.objects.get()
    assert (kept.status, kept.a_name, kept.named, kept.audience) == ("met", SECRET_A, False, "shared")


def test_the_journal_names_nobody(world: factories.World) -> None:
    on = cooperation(world)
    for kind in KINDS:
        made = records.line(kind, on, audience="shared")
        made.pk = None
        item_actions.add(world.manager, made)
    contract = Contract.objects.filter(created_by=world.manager).get()
    incident = records.incident(contract, what=f"{SECRET_A} is late")
    incident.pk = None
    contract_actions.raise_incident(world.manager, incident)
    told = list(JournalEntry.objects.all())
    assert len(told) == 6
    kept = json.dumps([[entry.params, entry.note] for entry in told])
    assert not any(secret in kept for secret in ("Zyxolite", "Quorvath", "sensor"))
    assert {entry.audience for entry in told if entry.code == "incident_raised"} == {"own"}


def test_relayed_interest_names_nobody_before_both_agree(world: factories.World, browse_as: Browse) -> None:
    made = records.interest(records.posting(world.ours, visibility="public"), world.theirs)
    ours, theirs = browse_as(world.manager), browse_as(world.people["other"])
    pages = [
        reverse("outcomes:interests"),
        made.get_absolute_url(),
        "/api/outcomes/interests",
    ]

    def names() -> list[tuple[bool, bool]]:
        return [(SECRET_B in _said(ours.get(page)), SECRET_A in _said(theirs.get(page))) for page in pages]

    assert names() == [(False, False)] * 3
    interest_actions.answer(made.releases.get(side="asking"), True)
    assert names() == [(False, False)] * 3
    interest_actions.answer(made.releases.get(side="posting"), True)
    assert names() == [(True, True)] * 3


@pytest.mark.parametrize("answers", [(True, False), (False, None)])
def test_a_refusal_keeps_both_names(
    world: factories.World, browse_as: Browse, answers: tuple[bool, bool | None]
) -> None:
    made = records.interest(records.posting(world.ours, visibility="public"), world.theirs)
    for side, agrees in zip(("asking", "posting"), answers, strict=True):
        if agrees is not None:
            interest_actions.answer(made.releases.get(side=side), agrees)
    assert Interest.objects.get().state == "refused"
    for who, secret in ((world.manager, SECRET_B), (world.people["other"], SECRET_A)):
        assert secret not in browse_as(who).get(made.get_absolute_url()).text


def test_the_link_tells_a_member_nothing_of_the_other_before_both_agree(world: factories.World, client: Client) -> None:
    made = records.interest(records.posting(world.ours, visibility="public"), world.theirs)
    page = reverse("outcomes:answer", args=[made.releases.get(side="posting").token()])
    assert SECRET_B not in client.get(page).text
    client.post(page, {"answer": "agrees"})
    assert SECRET_B not in client.get(page).text
    interest_actions.answer(made.releases.get(side="asking"), True)
    assert SECRET_B in client.get(page).text


def test_mails_to_clusters_name_no_member(
    world: factories.World, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    posting = records.posting(world.ours, visibility="public")
    blank = records.interest(posting, world.theirs)
    blank.delete()
    blank.pk = None
    with django_capture_on_commit_callbacks(execute=True):
        made = interest_actions.express(world.people["other"], blank)
        for release in made.releases.all():
            interest_actions.answer(release, True)
    post.wait()
    said = "\n".join(message.subject + message.body for message in mail.outbox)
    assert len(mail.outbox) >= 4
    assert "Zyxolite" not in said
    assert "Quorvath" not in said


def test_an_incident_is_ours_until_both_members_agree(world: factories.World, browse_as: Browse) -> None:
    on = cooperation(world)
    contract = records.line("contracts", on, audience="shared")
    made = records.incident(contract, what="the bench stood idle")
    other = browse_as(world.people["other"])
    assert "bench" not in other.get(contract.get_absolute_url()).text
    contract_actions.agree_to_share(world.manager, made, dt.date(2026, 3, 5), None)
    assert "bench" not in other.get(contract.get_absolute_url()).text
    contract_actions.agree_to_share(world.manager, made, dt.date(2026, 3, 5), dt.date(2026, 3, 6))
    assert "bench" in other.get(contract.get_absolute_url()).text
