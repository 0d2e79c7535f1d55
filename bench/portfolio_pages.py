"""The process of ``bench.portfolio``: fills the database of its data folder, asks for the pages, prints the times.

``INTERCLUSTER_DATA`` names an empty folder.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from bench.pages import Told, visited  # noqa: E402
from intercluster.cooperations.ladder import LADDER, Proof  # noqa: E402
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Party, Passage  # noqa: E402
from intercluster_web.directory.models import Organisation, Seat  # noqa: E402
from intercluster_web.scouting.models import Strategy, TargetMarket  # noqa: E402

COOPERATIONS, ENTRIES, PARTNERS, PEOPLE, BATCH = 10_000, 100_000, 800, 5, 500
TARGET = 0.3  # seconds
MARKETS = ("medical devices", "space", "machine tools", "batteries", "agrifood")
OWNER = "viameca"
PAGES = {
    "board": "/cooperations/",
    "board, one country": "/cooperations/?country=DE",
    "board, standing still": "/cooperations/?stagnating=on",
    "list": "/cooperations/list/",
    "list, page 200, by next step": "/cooperations/list/?sort=due&page=200",
    "list, standing still": "/cooperations/list/?stagnating=on",
    "list, text": "/cooperations/list/?q=photonics",
    "list, several filters": "/cooperations/list/?status=active&purpose=members&country=DE&process=bottom_up",
    "timeline": "/cooperations/timeline/",
    "map": "/cooperations/map/",
    "planned targets": "/cooperations/targets/",
    "durations": "/cooperations/durations/",
    "coverage": "/cooperations/coverage/",
    "published": "/cooperations/published/",
    "first page": "/",
}


def fill(chance: random.Random, today: date) -> Any:
    """Made-up cooperations of one organisation of the bundled directory; gives its manager."""
    owner = Organisation.objects.get(key=OWNER)
    partners = list(Organisation.objects.exclude(pk=owner.pk).order_by("pk")[:PARTNERS])
    people = [get_user_model().objects.create_user(f"person{n}@example.org", last_name=f"{n}") for n in range(PEOPLE)]
    for person in people:
        Seat.objects.create(user=person, organisation=owner, role="manager")
    strategy = Strategy.objects.create(owner=owner, title="Made up", statement="Made up")
    for number, name in enumerate(MARKETS):
        TargetMarket.objects.create(strategy=strategy, name=name, urgency=number % 3 + 1, countries="DE IT CA")
    _many(Cooperation, (_cooperation(chance, n, owner, people, today) for n in range(COOPERATIONS)))
    made = list(Cooperation.objects.order_by("pk"))
    others = {one.pk: chance.sample(partners, chance.randrange(1, 4)) for one in made}
    _many(Party, (Party(cooperation=one, organisation=each) for one in made for each in (owner, *others[one.pk])))
    named = Cooperation.partners.through
    shared = [one for one in made if one.visibility == "partner"]
    _many(named, (named(cooperation_id=one.pk, organisation_id=others[one.pk][0].pk) for one in shared))
    _many(Passage, (passage for one in made for passage in _passages(chance, one)))
    _many(JournalEntry, (_entry(chance, chance.choice(made), owner, today) for _ in range(ENTRIES)))
    return people[0]


def _many(model: Any, rows: Iterator[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def _cooperation(chance: random.Random, number: int, owner: Any, people: list[Any], today: date) -> Cooperation:
    started = today - timedelta(days=chance.randrange(30, 3000))
    status = chance.choices(("active", "paused", "ended", "planned"), (70, 5, 15, 10))[0]
    since = started + (today - started) * chance.random()
    due = today + timedelta(days=chance.randrange(-60, 300)) if chance.random() < 0.7 else None
    return Cooperation(
        owner=owner,
        title=f"Cooperation {number} in {chance.choice(('photonics', 'surfaces', 'robots', 'hydrogen'))}",
        topic="Made up for a measurement. " * chance.randrange(1, 8),
        purpose=chance.choice(("members", "collective", "territory")),
        beneficiary=chance.choice(("sme", "cluster", "territory")),
        plane=chance.choice(("technology", "market", "both")),
        process=chance.choice(("bottom_up", "top_down")),
        market=chance.choice(MARKETS),
        countries=chance.sample(("DE", "IT", "ES", "CA", "JP"), chance.randrange(3)),
        visibility=chance.choices(("own", "partner", "network", "public"), (60, 25, 5, 10))[0],
        status=status,
        stage=chance.choice(LADDER).value,
        stage_since=since,
        started_on=started,
        ended_on=today if status == "ended" else None,
        next_step="Call them about the visit" if due else "",
        next_step_due=due,
        responsible=chance.choice(people),
        last_activity_on=since + (today - since) * chance.random(),
    )


def _passages(chance: random.Random, one: Cooperation) -> list[Passage]:
    """From the first contact up to the step it is on."""
    place = LADDER.index(one.stage)
    length = (one.stage_since - one.started_on) / (place or 1)
    days = [one.started_on + length * step * chance.uniform(0.8, 1) for step in range(place)] + [one.stage_since]
    return [
        Passage(cooperation=one, stage=LADDER[step].value, entered_on=day, left_on=(*days[1:], one.ended_on)[step])
        for step, day in enumerate(days)
    ]


def _entry(chance: random.Random, one: Cooperation, owner: Any, today: date) -> JournalEntry:
    proof = chance.choice(tuple(Proof)).value if chance.random() < 0.3 else ""
    day = today - timedelta(days=chance.randrange(1500))
    return JournalEntry(
        cooperation=one,
        owner=owner,
        activity="Note",
        code="noted",
        note="Made up for a measurement. " * chance.randrange(1, 5),
        happened_on=day,
        proof=proof,
        audience=chance.choice(("own", "shared")),
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_directory", verbosity=0, stdout=sys.stderr)
    client = Client(SERVER_NAME="localhost")
    client.force_login(fill(random.Random(1), date.today()))  # noqa: DTZ011
    told: Told = {page: visited(address, partial(client.get, address), TARGET) for page, address in PAGES.items()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
