"""Form of governance, turns, minutes, calendar: what is written, who is told, what is seen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intercluster.alliances.rotation import NoRotationError
from intercluster_web.alliances.actions import meetings, turns
from intercluster_web.alliances.actions.calendar import new_link, withdraw_link
from intercluster_web.alliances.models import CalendarLink, Governance, Meeting, MinutesVersion, RotationMember, Turn
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.records.together import ChangedMeanwhileError
from tests.web import factories
from tests.web.alliances import records
from tests.web.cooperations.records import cooperation
from tests.web.factories import World

CHOICE = {"form": "shared", "since": "2026-01-01"}


@pytest.fixture
def ours(world: World, client: Client) -> Client:
    client.force_login(world.manager)
    return client


def test_the_choice_is_proof_in_the_journal(world: World, ours: Client) -> None:
    found = cooperation(world, stage="joint_events")
    address = reverse("alliances:choose", args=[found.pk])
    assert ours.post(address, CHOICE).status_code == 302
    assert ours.post(address, CHOICE).status_code == 302  # a second click
    entry = JournalEntry.objects.get()
    assert (entry.code, entry.proof, entry.params["form"]) == ("governance_chosen", "governance_chosen", "shared")


def test_another_choice_than_the_advice_needs_a_reason(world: World, ours: Client) -> None:
    found = cooperation(world, stage="joint_events")
    address = reverse("alliances:choose", args=[found.pk])
    assert ours.post(address, CHOICE | {"form": "rotating"}).status_code == 422
    assert ours.post(address, CHOICE | {"form": "rotating", "reason": "We want turns."}).status_code == 302
    assert JournalEntry.objects.get().code == "governance_chosen_otherwise"


def test_who_has_no_governance_is_no_party(world: World, ours: Client) -> None:
    found = cooperation(world, stage="joint_events")
    type(world.theirs).objects.filter(pk=world.theirs.pk).update(governed=False)
    answer = ours.post(reverse("alliances:choose", args=[found.pk]), CHOICE)
    assert (answer.status_code, Governance.objects.count()) == (422, 0)
    assert "Theirs" in answer.text


def test_the_second_writer_of_minutes_loses_nothing(world: World, ours: Client) -> None:
    meeting = records.meeting(world)
    address = reverse("alliances:minutes", args=[meeting.pk])
    assert ours.post(address, {"text": "Hers.", "seen": 0}).status_code == 302
    told = ours.post(address, {"text": "Mine.", "seen": 0})
    assert (told.status_code, told.context["theirs"].text) == (409, "Hers.")
    assert told.context["form"]["text"].value() == "Mine."
    assert ours.post(address, {"text": "Hers.\nMine.", "seen": 1}).status_code == 302
    assert ours.post(address, {"text": "Hers.\nMine.", "seen": 1}).status_code == 302  # a double click
    assert list(meeting.minutes.values_list("number", "text")) == [(2, "Hers.\nMine."), (1, "Hers.")]
    page = ours.get(reverse("alliances:minutes-versions", args=[meeting.pk]))
    assert [tuple(line) for line in page.context["lines"]] == [("", "Hers."), ("added", "Mine.")]


def test_no_two_versions_have_one_number(world: World, ours: Client) -> None:
    meeting = records.meeting(world)
    meetings.save_minutes(world.manager, meeting, "Hers.", 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesVersion.objects.create(meeting=meeting, number=1, text="Mine.")
    begun_from_nothing_there = ours.post(reverse("alliances:minutes", args=[meeting.pk]), {"text": "Mine.", "seen": 7})
    assert begun_from_nothing_there.status_code == 409
    assert list(meeting.minutes.values_list("text", flat=True)) == ["Hers."]


def test_only_what_was_read_is_approved(world: World) -> None:
    meeting = records.meeting(world)
    meetings.save_minutes(world.manager, meeting, "One", 0)
    meetings.save_minutes(world.manager, meeting, "Two", 1)
    with pytest.raises(ChangedMeanwhileError):
        meetings.approve_minutes(world.manager, meeting, 1)
    meetings.approve_minutes(world.manager, meeting, 2)
    assert Meeting.objects.get().approved_number == 2


def test_a_proxy_is_somebody_present(world: World) -> None:
    meeting = records.meeting(world)
    first, second = meeting.attendances.all()
    with pytest.raises(ValidationError):
        meetings.set_attendance(
            world.manager, meeting, {first.pk: ("proxy", second.mandate_id), second.pk: ("excused", None)}
        )
    meetings.set_attendance(
        world.manager, meeting, {first.pk: ("proxy", second.mandate_id), second.pk: ("present", None)}
    )
    assert sorted(meeting.attendances.values_list("state", flat=True)) == ["present", "proxy"]


def test_both_sides_confirm_a_turn_each_for_itself(db: None) -> None:
    world = factories.world("works")
    second = records.rotation(world).turns.get(number=2)
    with pytest.raises(PermissionDenied):
        turns.confirm(world.people["other"], second, "give")
    turns.confirm(world.manager, second, "give")
    turns.confirm(world.people["other"], second, "take")
    turns.confirm(world.people["other"], second, "take")
    assert (second.given_by, second.taken_by) == (world.manager, world.people["other"])
    assert JournalEntry.objects.filter(code="turn_taken").count() == 1


def test_planning_again_keeps_what_was_taken_over(world: World) -> None:
    rotation = records.rotation(world)
    first = rotation.turns.get(number=1)
    Turn.objects.filter(pk=first.pk).update(taken_on=dt.date(2027, 1, 1))
    names = ["subject", "turns_count"]
    rotation.turns_count = 3
    swapped = [RotationMember(organisation=one, position=n) for n, one in enumerate((world.theirs, world.ours), 1)]
    turns.save_rotation(world.manager, rotation, swapped, names, "")
    found = rotation.turns.values_list("number", "organisation", "dropped")
    assert list(found) == [
        (1, world.ours.pk, False),
        (2, world.theirs.pk, False),
        (3, world.ours.pk, False),
        (4, world.theirs.pk, True),
    ]


def test_a_plan_that_cannot_be_writes_nothing(world: World) -> None:
    rotation = records.rotation(world)
    members = [
        RotationMember(organisation=one, position=n, not_in=[2028])
        for n, one in enumerate((world.ours, world.theirs), 1)
    ]
    with pytest.raises(NoRotationError):
        turns.save_rotation(world.manager, rotation, members, ["subject"], "")
    assert list(rotation.members.values_list("not_in", flat=True)) == [[], []]


def test_the_feed_follows_and_tells_what_is_off(world: World, client: Client) -> None:
    meeting = records.meeting(world)
    hidden = records.body(world, meeting.cooperation, name="Ours alone", audience="own")
    records.meeting(world, hidden, title="Behind closed doors")
    theirs = world.people["other"]
    assert theirs is not None
    meeting.cooperation.visibility = "partner"
    meeting.cooperation.save()
    meeting.cooperation.partners.add(world.theirs)
    address = reverse("calendar-feed", args=[new_link(theirs).token()])
    before = client.get(address).content.decode()
    assert (meeting.uid in before, "Behind closed doors" in before) == (True, False)
    meetings.set_state(world.manager, meeting, "cancelled")
    after = client.get(address).content.decode().replace("\r\n ", "")
    assert "SUMMARY:Cancelled: First meeting" in after
    assert ("STATUS:CANCELLED" in after, "SEQUENCE:1" in after) == (True, True)
    withdraw_link(theirs)
    assert client.get(address).status_code == 404


def test_a_new_address_kills_the_old_one(world: World, client: Client) -> None:
    old = reverse("calendar-feed", args=[new_link(world.manager).token()])
    new = reverse("calendar-feed", args=[new_link(world.manager).token()])
    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]
    CalendarLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(new).status_code == 404


def test_an_invitation_keeps_its_name_and_rises(world: World, ours: Client) -> None:
    meeting = records.meeting(world)
    address = reverse("alliances:meeting-file", args=[meeting.pk, "ics"])
    first = ours.get(address).content.decode()
    meeting.place = "Lyon"
    meetings.save_meeting(world.manager, meeting, ["place"], "")
    second = ours.get(address).content.decode()
    for text, sequence in ((first, "SEQUENCE:0"), (second, "SEQUENCE:1")):
        assert (f"UID:{meeting.uid}" in text, sequence in text, "METHOD:REQUEST" in text) == (True, True, True)


@pytest.mark.parametrize("page", ["calendar", "alliances:everywhere", "alliances:cooperation"])
def test_a_page_asks_no_more_for_many(world: World, ours: Client, page: str) -> None:
    def grow() -> None:
        governance = records.governance(world)
        body = records.body(world, governance.cooperation)
        records.meeting(world, body)
        records.rotation(world, governance.cooperation)
        found.append(governance.cooperation)

    found: list[object] = []
    grow()
    arguments = [found[0].pk] if page.endswith("cooperation") else []  # type: ignore[attr-defined]
    asked = []
    for _turn in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ours.get(reverse(page, args=arguments)).status_code == 200
        asked.append(len(queries))
        for _more in range(4):
            if arguments:
                extra = records.body(world, found[0], name=f"Body {Meeting.objects.count()}")  # type: ignore[arg-type]
                records.meeting(world, extra)
                records.rotation(world, found[0], subject=f"Chair {Meeting.objects.count()}")  # type: ignore[arg-type]
            else:
                grow()
    assert asked[0] == asked[1]
