"""The process of ``bench.events``: fills the database of its data folder, asks for the pages, prints the times.

``INTERCLUSTER_DATA`` names an empty folder.
"""

import datetime as dt
import json
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.pages import RUNS, Told, visited  # noqa: E402
from bench.report import timed  # noqa: E402
from intercluster_web.directory.models import Organisation, Seat  # noqa: E402
from intercluster_web.events import models  # noqa: E402
from intercluster_web.events.actions.day import propose  # noqa: E402
from intercluster_web.events.models import Event, Meeting, Participant, Placement, Slot, Table, Timetable  # noqa: E402

PEOPLE, MEETINGS, SLOTS, DAYS, TABLES = 500, 3_000, 40, 2, 150
TARGET, LIVE_TARGET = 1.0, 2.0  # seconds
LIVE_PEOPLE, LIVE_MEETINGS, LIVE_TABLES = 200, 1_000, 60
COUNTRIES = ("FR", "DE", "IT", "ES", "CA", "JP")
OWNER = "viameca"


def fill(chance: random.Random, people: int, meetings: int, tables: int, user: Any) -> tuple[Event, Timetable]:
    """A made-up event whose meetings are placed without a clash, and a draft that places them the same way."""
    owner = Organisation.objects.get(key=OWNER)
    day = timezone.localdate() + dt.timedelta(days=30)
    event = Event.objects.create(owner=owner, title="Made up", starts_on=day, ends_on=day + dt.timedelta(days=DAYS - 1))
    slots = Slot.objects.bulk_create(_slots(event, day))
    places = Table.objects.bulk_create(Table(event=event, name=f"T{n}") for n in range(1, tables + 1))
    until = timezone.now() + dt.timedelta(days=90)
    comes = Participant.objects.bulk_create(
        Participant(
            event=event,
            name=f"Person {n}",
            organisation_name=f"Made-up company {n}",
            country=chance.choice(COUNTRIES),
            state="registered",
            expires_at=until,
        )
        for n in range(people)
    )
    pairs = list(_placed(chance, people, meetings, len(slots), tables))
    held = Meeting.objects.bulk_create(
        (Meeting(event=event, slot=slots[slot], table=places[table], state="placed") for _a, _b, slot, table in pairs),
        batch_size=500,
    )
    models.Seat.objects.bulk_create(
        (
            models.Seat(meeting=one, participant=comes[who])
            for one, (a, b, _slot, _table) in zip(held, pairs, strict=True)
            for who in (a, b)
        ),
        batch_size=500,
    )
    draft = Timetable.objects.create(event=event, number=1, state="draft", made_by=user)
    Placement.objects.bulk_create(
        (Placement(timetable=draft, meeting=one, slot=one.slot, table=one.table) for one in held), batch_size=500
    )
    return event, draft


def _slots(event: Event, day: dt.date) -> Iterator[Slot]:
    for number in range(SLOTS):
        on, at = divmod(number, SLOTS // DAYS)
        first = dt.datetime.combine(day + dt.timedelta(days=on), dt.time(7), tzinfo=dt.UTC)
        starts = first + at * dt.timedelta(minutes=25)
        session = "am" if at < SLOTS // DAYS // 2 else "pm"
        yield Slot(event=event, starts=starts, ends=starts + dt.timedelta(minutes=20), session=session)


def _placed(
    chance: random.Random, people: int, meetings: int, slots: int, tables: int
) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of people who meet once, nobody twice in a slot, one meeting a table and slot."""
    busy: set[tuple[int, int]] = set()
    met: set[tuple[int, int]] = set()
    used = [0] * slots
    found = 0
    while found < meetings:
        a, b, slot = chance.randrange(people), chance.randrange(people), chance.randrange(slots)
        pair = min(a, b), max(a, b)
        if a == b or pair in met or {(a, slot), (b, slot)} & busy or used[slot] == tables:
            continue
        met.add(pair)
        busy.update(((a, slot), (b, slot)))
        yield a, b, slot, used[slot]
        used[slot] += 1
        found += 1


def _pages(client: Client, event: Event, draft: Timetable) -> dict[str, Callable[[], Any]]:
    grid = f"/events/{event.pk}/timetable/{draft.number}/"
    one = Meeting.objects.filter(event=event).order_by("pk").first()
    assert one is not None
    return {
        "grid of 500 people × 40 slots": lambda: client.get(f"{grid}grid/"),
        "grid, one country": lambda: client.get(f"{grid}grid/?country=FR"),
        "table plan of 150 × 40": lambda: client.get(f"{grid}tables/"),
        "where one meeting could go": lambda: client.get(
            f"{grid}meetings/{one.pk}/", headers={"accept": "application/json"}
        ),
        "what publishing changes": lambda: client.get(f"{grid}publish/"),
        "one timetable, checked": lambda: client.get(grid),
        "the day": lambda: client.get(f"/events/{event.pk}/day/"),
    }


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_directory", verbosity=0, stdout=sys.stderr)
    chance = random.Random(1)
    user = get_user_model().objects.create_user("person@example.org", last_name="One")
    Seat.objects.create(user=user, organisation=Organisation.objects.get(key=OWNER), role="manager")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    event, draft = fill(chance, PEOPLE, MEETINGS, TABLES, user)
    told: Told = {page: visited(page, ask, TARGET) for page, ask in _pages(client, event, draft).items()}
    live, _draft = fill(chance, LIVE_PEOPLE, LIVE_MEETINGS, LIVE_TABLES, user)
    person = live.participants.order_by("pk").first()
    ahead = list(live.slots.all()[:4])
    with CaptureQueriesContext(connection) as asked:
        propose(user, live, participant=person, slots=ahead)
        queries = len(asked)
    again = timed(lambda: propose(user, live, participant=person, slots=ahead), RUNS)
    told["late arrival among 200 people, proposal kept"] = again, queries, LIVE_TARGET
    print(json.dumps(told))


if __name__ == "__main__":
    main()
