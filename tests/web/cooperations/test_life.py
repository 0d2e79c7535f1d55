"""A cooperation from its opening to its end: what is kept, what is refused, who is told."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from intercluster.cooperations.ladder import Proof, Stage
from intercluster_web.accounts.models import User
from intercluster_web.cooperations.actions import cooperation as cards
from intercluster_web.cooperations.actions import moves, notes, parties, work
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Passage, Status, Task
from intercluster_web.cooperations.presentation.journal import EVENTS, NOTED, sentence
from intercluster_web.cooperations.queries import cooperation as queries
from intercluster_web.cooperations.queries.dates import dates_for
from intercluster_web.cooperations.queries.gate import facts_of
from intercluster_web.directory.models import Kind, KnownCooperation, Membership
from intercluster_web.records.together import ChangedMeanwhileError
from tests.web import factories
from tests.web.cooperations.records import cooperation, document
from tests.web.factories import World
from tests.web.scouting import records as scouting

DAY = dt.date(2026, 3, 2)
Browse = Callable[[User | None], Client]


def noted(proof: str = "", audience: str = "own", note: str = "as it was") -> notes.Noted:
    return notes.Noted("visited", DAY, note, proof=proof, audience=audience)


def codes(card: Cooperation) -> list[str]:
    return list(card.journalentry_set.order_by("pk").values_list("code", flat=True))


def new_form(**more: Any) -> dict[str, Any]:
    """What a browser sends to open a cooperation with "theirs"."""
    return {
        "title": "Lasers together",
        "purpose": "members",
        "beneficiary": "sme",
        "plane": "both",
        "process": "bottom_up",
        "our_role": "lead",
        "stage": "exchange",
        "status": "active",
        "party-TOTAL_FORMS": "2",
        "party-INITIAL_FORMS": "0",
        "party-0-organisation": "Theirs",
        "party-0-role": "partner",
        "party-1-organisation": "",
        "party-1-role": "partner",
        **more,
    }


# Opening


def test_opened_from_a_line_of_a_shortlist(world: World, browse_as: Browse) -> None:
    objective = scouting.objective(world.ours)
    line = scouting.line(scouting.shortlist(objective), key="theirs")
    scouting.track(line)
    browser = browse_as(world.manager)
    address = f"{reverse('cooperations:new')}?line={line.pk}"
    page = browser.get(address)
    assert page.context["form"].initial["concepts"] == [scouting.PHOTONICS]
    assert page.context["parties"].initial == [{"organisation": world.theirs}]
    sent = new_form(
        owner=world.ours.pk,
        objective=objective.pk,
        concepts=[scouting.PHOTONICS],
        first_steps=["mirror_contact"],
        keep_tracks="on",
    )
    assert browser.post(address, sent).status_code == 302
    card = Cooperation.objects.get()
    assert (card.shortlist_line, card.objective, card.concepts) == (line, objective, [scouting.PHOTONICS])
    assert [str(party.organisation) for party in queries.parties(card)] == ["Ours", "Theirs"]
    assert card.task_set.count() == 2
    assert card.next_step.startswith("Name one person")
    assert codes(card) == ["opened", "task_added", "task_added"]
    browser.post(address, sent)  # a double click
    assert Cooperation.objects.count() == 1
    assert list(browser.get(address).context["begun"].already) == [card]


def test_opened_from_an_encounter_keeps_the_day_they_met(world: World, browse_as: Browse) -> None:
    met = scouting.encounter(world.ours, organisation=world.theirs, name="Theirs")
    address = f"{reverse('cooperations:new')}?encounter={met.pk}"
    browse_as(world.manager).post(address, new_form(owner=world.ours.pk))
    entry = JournalEntry.objects.get(code="met")
    assert (entry.happened_on, entry.audience, entry.url) == (met.met_on, "own", f"/scouting/encounters/{met.pk}/")


def test_opened_from_a_known_cooperation_on_a_later_step_with_its_reason(world: World, browse_as: Browse) -> None:
    known = KnownCooperation.objects.create(a=world.theirs, b=world.ours, topic="Lasers", started=2021)
    address = f"{reverse('cooperations:new')}?known={known.pk}"
    browser = browse_as(world.manager)
    assert browser.get(address).context["parties"].initial == [{"organisation": world.theirs}]
    sent = new_form(owner=world.ours.pk, stage="projects")
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, sent | {"because": "Their report of 2024"}).status_code == 302
    assert Passage.objects.get().overridden_because == "Their report of 2024"


def test_one_organisation_alone_does_not_cooperate(world: World) -> None:
    card = Cooperation(owner=world.ours, title="Alone", stage_since=DAY)
    with pytest.raises(ValidationError):
        cards.open_cooperation(world.manager, card, cards.Opening([(world.ours, "lead")]))
    assert not Cooperation.objects.exists()


def test_members_of_the_network_in_between_are_shown(world: World, browse_as: Browse) -> None:
    network = factories.organisation("a-net", kind=Kind.NETWORK)
    Membership.objects.create(organisation=network, member=world.theirs)
    Membership.objects.create(organisation=network, member=factories.organisation("gone"), until=2019)
    sent = new_form(owner=world.ours.pk, mediated_by="A Net")
    answer = browse_as(world.manager).post(reverse("cooperations:new"), sent, follow=True)
    assert answer.context["sharing_members"] == [world.theirs]
    assert answer.context["parties"][-1].role == "mediator"


# Gates


def test_a_gate_is_closed_opened_by_proof_and_overridden_with_a_reason(world: World, browse_as: Browse) -> None:
    card = cooperation(world)
    browser = browse_as(world.manager)
    address = reverse("cooperations:move", args=[card.pk])
    refused = browser.post(address, {"target": "events", "revision": 1})
    assert refused.status_code == 422
    assert "Both teams have told each other how they work" in refused.content.decode()
    notes.note(world.manager, card, noted(Proof.EXPERIENCE_EXCHANGED))
    assert browser.post(address, {"target": "events", "revision": 1}).status_code == 302
    without_reason = browser.post(address, {"target": "calls", "revision": 2, "override": "on"})
    assert without_reason.status_code == 422
    browser.post(address, {"target": "calls", "revision": 2, "override": "on", "because": "Twins since 1990"})
    card.refresh_from_db()
    assert (card.stage, card.revision) == ("calls", 3)
    assert codes(card) == ["visited", "moved", "moved_overridden"]
    assert [(p.stage, p.left_on is None, p.overridden_because) for p in card.passages.all()] == [
        ("exchange", False, ""),
        ("events", False, ""),
        ("calls", True, "Twins since 1990"),
    ]
    with pytest.raises(ValidationError):
        moves.move(world.manager, card, moves.Move(Stage.EVENTS), 3)
    moves.move(world.manager, card, moves.Move(Stage.EVENTS, "They changed their mind"), 3)
    assert codes(card)[-1] == "moved_back"


def test_of_two_who_move_the_same_card_the_second_is_told_and_loses_nothing(world: World, browse_as: Browse) -> None:
    card = cooperation(world)
    first, second = (browse_as(world.people[role]) for role in ("editor", "manager"))
    sent = {"target": "events", "revision": 1, "override": "on", "because": "We met in Munich"}
    address = reverse("cooperations:move", args=[card.pk])
    assert first.post(address, sent).status_code == 302
    assert first.post(address, sent).status_code == 302  # their double click is no second move
    told = second.post(address, sent | {"target": "contact"})
    assert told.status_code == 409
    assert "We met in Munich" in told.content.decode()
    assert codes(card) == ["moved_overridden"]


def test_of_two_who_edit_the_card_the_second_is_told(world: World, browse_as: Browse) -> None:
    card = cooperation(world)
    address = reverse("cooperations:next-step", args=[card.pk])
    page = browse_as(world.manager).get(card.get_absolute_url())
    seen = page.context["next_form"].initial["seen"]
    assert browse_as(world.people["editor"]).post(address, {"next_step": "Call", "seen": seen}).status_code == 302
    told = browse_as(world.manager).post(address, {"next_step": "Write", "seen": seen})
    assert (told.status_code, "Call" in told.content.decode()) == (422, True)
    card.refresh_from_db()
    assert (card.next_step, card.revision, card.stage) == ("Call", 2, "exchange")


def test_a_corrected_entry_stays_and_no_longer_proves(world: World) -> None:
    card = cooperation(world)
    entry = notes.note(world.manager, card, noted(Proof.VISIT))
    assert notes.note(world.manager, card, noted(Proof.VISIT)) == entry  # a double click
    later = notes.correct(world.manager, entry, "It was called off", "")
    assert facts_of(world.manager, card).proofs == {}
    assert (later.corrects, entry.note) == (entry, "as it was")
    with pytest.raises(ValidationError):
        notes.correct(world.manager, entry, "again", "")


def test_what_is_not_shared_neither_shows_nor_proves_to_the_partner(world: World, browse_as: Browse) -> None:
    card = cooperation(world)
    parties.share(world.manager, card, parties.Sharing("partner", {world.theirs: True}), 1)
    notes.note(world.manager, card, noted(Proof.TRUST, note="they are late payers"))
    notes.note(world.manager, card, noted(Proof.VISIT, "shared", note="a good visit"))
    work.add_task(world.manager, card, Task(what="find another partner"))
    document(world, card, name="secret.pdf")
    theirs = world.people["other"]
    assert theirs is not None
    assert facts_of(theirs, card).proofs == {Proof.VISIT: 1}
    browser = browse_as(theirs)
    for name, more in (
        ("cooperation", []),
        ("journal", []),
        ("move", []),
        ("journal-export", ["json"]),
        ("message", []),
        ("calendar", []),
    ):
        said = browser.get(reverse(f"cooperations:{name}", args=[card.pk, *more])).content.decode()
        assert [word for word in ("late payers", "another partner", "secret.pdf") if word in said] == []
    assert dates_for(theirs, DAY) == []


def test_a_partner_who_leaves_no_longer_reads(world: World) -> None:
    card = cooperation(world)
    third = factories.organisation("third")
    parties.add_party(world.manager, card, third, "partner", 1)
    parties.share(world.manager, card, parties.Sharing("partner", {world.theirs: True}), 2)
    parties.leave(world.manager, card.parties.get(organisation=world.theirs), 3)
    with pytest.raises(PermissionDenied):
        notes.note(world.people["other"], card, noted())
    last = card.parties.select_related("cooperation").get(organisation=third)
    with pytest.raises(ValidationError):
        parties.leave(world.manager, last, 4)


# The end


def test_ended_and_opened_again(world: World) -> None:
    card = cooperation(world)
    with pytest.raises(ValidationError):
        cards.set_status(world.manager, card, Status.ENDED, "", 1)
    cards.set_status(world.manager, card, Status.ENDED, "Their funding stopped", 1)
    assert not card.passages.filter(left_on=None).exists()
    with pytest.raises(ValidationError):
        moves.move(world.manager, card, moves.Move(Stage.EVENTS, "x", override=True), 2)
    with pytest.raises(ChangedMeanwhileError):
        cards.set_status(world.manager, card, Status.ACTIVE, "New director", 1)
    cards.set_status(world.manager, card, Status.ACTIVE, "New director", 2)
    assert [p.stage for p in card.passages.filter(left_on=None)] == ["exchange"]
    assert (card.ended_on, card.ended_because) == (None, "")


def test_only_what_was_opened_by_mistake_is_deleted(world: World) -> None:
    mistaken, lived = cooperation(world), cooperation(world, title="Lived")
    notes.note(world.manager, lived, noted())
    with pytest.raises(ValidationError):
        cards.delete(world.manager, lived)
    cards.delete(world.manager, mistaken)
    assert list(Cooperation.objects.all()) == [lived]


# Words and files


def test_every_event_speaks_french_and_english(world: World) -> None:
    card = cooperation(world)
    moved = record(world.manager, card, world.ours, "moved", params={"from": "exchange", "to": "events"})
    assert sentence(moved) == "From “exchange of experience” to “sector events”"
    with translation.override("fr"):
        assert sentence(moved) == "De « échange d’expériences » à « événements de filière »"
    assert set(NOTED) <= set(EVENTS)


def test_the_journal_as_activity_streams_names_no_person(world: World, browse_as: Browse) -> None:
    card = cooperation(world)
    entry = notes.note(world.manager, card, noted(Proof.VISIT))
    notes.correct(world.manager, entry, "It was in May", "visit")
    answer = browse_as(world.manager).get(reverse("cooperations:journal-export", args=[card.pk, "json"]))
    stream = json.loads(answer.content)
    assert (stream["type"], stream["totalItems"]) == ("OrderedCollection", 2)
    assert {item["actor"]["type"] for item in stream["orderedItems"]} == {"Organization"}
    assert stream["orderedItems"][0]["inReplyTo"] == stream["orderedItems"][1]["id"]
    assert world.manager.last_name not in answer.content.decode()


def test_a_note_with_its_file(world: World, browse_as: Browse) -> None:
    card = cooperation(world)
    file = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 minutes")
    sent = {"code": "visited", "happened_on": "2026-03-02", "note": "Two of us", "audience": "own", "file": file}
    browse_as(world.manager).post(reverse("cooperations:note", args=[card.pk]), sent)
    kept = JournalEntry.objects.get().documents.get()
    page = browse_as(world.manager).get(reverse("cooperations:document", args=[card.pk, kept.pk]))
    assert page.content == b"%PDF-1.7 minutes"


@pytest.mark.parametrize("name", ["cooperation", "journal"])
def test_a_page_costs_the_same_for_many_entries(name: str, world: World, browse_as: Browse) -> None:
    card = cooperation(world)

    def one_more() -> None:
        entry = record(world.manager, card, world.ours, "noted", note="x", proof="visit")
        document(world, card, entry=entry)
        work.add_task(world.manager, card, Task(what=f"task {entry.pk}"))

    scouting.same_cost(browse_as(world.manager), reverse(f"cooperations:{name}", args=[card.pk]), one_more)
