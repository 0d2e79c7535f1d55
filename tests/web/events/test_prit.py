"""``manage.py load_prit`` as a whole on a small directory: complete, sound, and open about what is made up."""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from intercluster_web.directory.models import Kind, Organisation, OrganisationField
from intercluster_web.events import prit
from intercluster_web.events.actions.timetable import hard_faults
from intercluster_web.events.models import Event, EventState, Meeting, MeetingState, RequestState, TimetableState
from intercluster_web.events.queries.plan import in_force, places_in_force
from tests.web import factories

FIELDS = ("photonics", "robotics", "water", "hydrogen", "textiles")
COUNTRIES = ("DE", "IT", "ES", "BE", "PL", "FI", "US", "JP", "CA", "BR")


@pytest.fixture
def directory(db: None) -> Organisation:
    """The seven Pôles that are named, 15 others, 100 foreign clusters in ten countries; and who shows it."""
    owner = factories.organisation("opticsvalley", kind=Kind.REGIONAL_CLUSTER)
    poles = [Organisation(key=key, name=key, kind=Kind.POLE, country="FR") for key in prit.NAMED]
    poles += [Organisation(key=f"pole-{n}", name=f"Pole {n}", kind=Kind.POLE, country="FR") for n in range(15)]
    guests = [
        Organisation(key=f"guest-{n}", name=f"Cluster {n}", kind=Kind.REGIONAL_CLUSTER, country=COUNTRIES[n % 10])
        for n in range(100)
    ]
    made = Organisation.objects.bulk_create(poles + guests)
    OrganisationField.objects.bulk_create(
        OrganisationField(organisation=one, concept=FIELDS[(n + step) % len(FIELDS)])
        for n, one in enumerate(made)
        for step in (0, 1)
    )
    return owner


def _load(**options: Any) -> str:
    said = StringIO()
    call_command("load_prit", seconds=1, stdout=said, **options)
    return said.getvalue()


def test_it_is_complete_sound_and_says_what_is_made_up(directory: Organisation) -> None:
    said = _load()
    event = Event.objects.get()
    people = event.participants.select_related("organisation")
    french = {one.organisation.key for one in people if one.country == "FR"}
    assert (len(french), people.count(), set(prit.NAMED) <= french) == (20, 90, True)
    assert all(one.made_up and one.organisation.name in one.name for one in people)
    assert not people.exclude(email="").exists()
    assert "not a record of what took place" in event.about
    assert (event.state, event.owner) == (EventState.FINAL, directory)
    meetings = Meeting.objects.annotate(seated=Count("seats"))
    states = Counter(meetings.values_list("state", "seated"))
    assert set(states) == {(MeetingState.PLACED, 2)}
    assert states[MeetingState.PLACED, 2] == event.requests.filter(state=RequestState.ACCEPTED).count() >= 100
    assert f"{sum(states.values())} meetings" in said
    timetable = in_force(event)
    assert timetable is not None
    assert (timetable.state, hard_faults(event, places_in_force(event))) == (TimetableState.FINAL, [])
    limits = {one.pk: one.most_meetings for one in people}
    held = Counter(event.meetings.values_list("seats__participant", flat=True))
    assert all(held[key] <= limit for key, limit in limits.items() if limit is not None)
    # Each Pôle stays at its table.
    assert all(
        meeting.table_id in {seat.participant.booth_id for seat in meeting.seats.all()}
        for meeting in event.meetings.prefetch_related("seats__participant")
    )
    assert "There already" in _load()
    assert Event.objects.count() == 1


def test_without_its_directory_it_says_what_is_missing_and_leaves_nothing(db: None) -> None:
    with pytest.raises(CommandError, match="opticsvalley"):
        _load()
    factories.organisation("opticsvalley")
    with pytest.raises(CommandError, match="Not in the directory: advancity"):
        _load()
    assert Event.objects.count() == 0


def test_with_too_few_foreign_clusters_nothing_is_left(directory: Organisation) -> None:
    Organisation.objects.filter(key__startswith="guest-", country="DE").delete()
    Organisation.objects.filter(key__startswith="guest-", country="IT").delete()
    with pytest.raises(CommandError, match="70 are needed"):
        _load()
    assert Event.objects.count() == 0


def test_an_organisation_opens_the_example_from_its_empty_list_once(directory: Organisation, client: Client) -> None:
    client.force_login(factories.seated("editor", directory))
    assert reverse("events:example") in client.get(reverse("events:list")).text
    pages = {client.post(reverse("events:example")).url for _click in range(2)}
    event = Event.objects.get()
    assert (event.owner, pages) == (directory, {event.get_absolute_url()})
