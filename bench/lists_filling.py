"""Made-up rows for ``bench.lists_pages``: 10,000 for each list, most of one organisation, some of another's.

Django has to be set up before this module is imported.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from intercluster_web.agreements.models import Agreement, AgreementParty, Term
from intercluster_web.contacts.models import Contact
from intercluster_web.cooperations.models import Cooperation, Party
from intercluster_web.directory.models import Organisation, Seat
from intercluster_web.events.models import Event, Meeting, Participant, Request, Slot
from intercluster_web.events.models import Seat as Chair
from intercluster_web.missions.models import Delegate, Host, Mission
from intercluster_web.operations.models.kinds import KINDS
from intercluster_web.outcomes.models import Posting
from intercluster_web.validation.models import Invitation, Option, Round

ROWS, COOPERATIONS, PEOPLE, BATCH = 10_000, 500, 500, 500
OWNER, OTHER = "viameca", "minalogic"
COUNTRIES = ("FR", "DE", "IT", "ES", "CA", "JP")
TOPICS = ("photonics", "surfaces", "robots", "hydrogen")
NEEDED: dict[str, dict[str, Any]] = {"pool": {"target": 100}, "parts": {"promised": 10}, "editions": {"year": 2026}}


class Filling:
    """Fills an empty database; ``user`` manages the organisation that has most of it, ``event`` is the big one."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.today = timezone.localdate()
        self.ours, self.theirs = (Organisation.objects.get(key=key) for key in (OWNER, OTHER))
        self.user = get_user_model().objects.create_user("person@example.org", last_name="One")
        Seat.objects.create(user=self.user, organisation=self.ours, role="manager")
        self.cooperations = _many(Cooperation, (self._cooperation(n) for n in range(COOPERATIONS)))
        _many(
            Party, (Party(cooperation=c, organisation=o) for c in self.cooperations for o in (self.ours, self.theirs))
        )
        self.agreements()
        self.operations()
        self.postings()
        self.contacts = _many(Contact, (self._contact(n) for n in range(ROWS)))
        self.rounds()
        self.missions()
        self.event = self.events()

    def _owned(self, number: int) -> dict[str, Any]:
        """Four of five are ours; of the others some are shared with us or public."""
        ours = number % 5 > 0
        return {
            "owner": self.ours if ours else self.theirs,
            "visibility": self.chance.choice(("own", "partner", "network", "public")),
            "title": f"Made up {number} in {self.chance.choice(TOPICS)}",
        }

    def _day(self, back: int = 1500, ahead: int = 300) -> dt.date:
        return self.today + dt.timedelta(days=self.chance.randrange(-back, ahead))

    def _cooperation(self, number: int) -> Cooperation:
        day = self._day(ahead=0)
        return Cooperation(owner=self.ours, title=f"Cooperation {number}", stage_since=day, started_on=day)

    def _item(self, number: int) -> dict[str, Any]:
        values = {"cooperation": self.chance.choice(self.cooperations), "owner": self.ours, "audience": "shared"}
        return values | {"title": f"Made up {number} in {self.chance.choice(TOPICS)}"}

    def agreements(self) -> None:
        made = _many(
            Agreement,
            (
                Agreement(
                    **self._item(n),
                    kind=self.chance.choice(("charter", "memorandum", "contract", "nda")),
                    between=self.chance.choice(("clusters", "members")),
                    status=self.chance.choice(("draft", "proposed", "in_force", "in_force")),
                    in_force_on=self._day(ahead=0),
                    number=1,
                )
                for n in range(ROWS)
            ),
        )
        _many(
            AgreementParty,
            (AgreementParty(agreement=a, organisation=o, name=o.name) for a in made for o in self._both()),
        )
        _many(
            Term,
            (Term(agreement=a, number=n, starts_on=self._day(), ends_on=self._day()) for a in made for n in (1, 2)),
        )

    def _both(self) -> tuple[Organisation, Organisation]:
        return self.ours, self.theirs

    def operations(self) -> None:
        states = ("idea", "prepared", "under_way", "done")
        for slug, kind in KINDS.items():
            more = NEEDED.get(slug, {})
            rows = (
                kind.model(**self._item(n), **more, starts=self._day(), state=self.chance.choice(states))
                for n in range(ROWS // len(KINDS) + 1)
            )
            made = _many(kind.model, rows)
            for relation in kind.lines:
                line: Any = kind.line_model(relation)
                if hasattr(line, "organisation"):
                    named = NEEDED.get(relation, {}) | {"name": "Made up"}
                    _many(line, (line(operation=one, **named) for one in made for _ in range(2)))

    def postings(self) -> None:
        kinds = ("licence", "distributor", "upstream_research", "reference_customer")
        _many(
            Posting,
            (
                Posting(
                    **self._owned(n),
                    side=self.chance.choice(("need", "offer")),
                    kind=self.chance.choice(kinds),
                    member_name=f"Member {n % 700}",
                    member_country=self.chance.choice(COUNTRIES),
                    text="Made up for a measurement. " * self.chance.randrange(1, 8),
                    status=self.chance.choice(("draft", "review", "published", "published", "published")),
                    expires_on=self._day(back=100),
                )
                for n in range(ROWS)
            ),
        )

    def _contact(self, number: int) -> Contact:
        return Contact(
            owner=self.ours,
            name=f"Person {number}",
            organisation_name=f"Made-up company {number % 900}",
            email=f"someone{number}@example.org",
            country=self.chance.choice(COUNTRIES),
            role=self.chance.choice(("member", "mirror", "laboratory", "post")),
            source="made up",
            collected_on=self._day(ahead=0),
        )

    def rounds(self) -> None:
        made = _many(Round, (self._round(n) for n in range(ROWS)))
        _many(Option, (Option(round=one, position=n, label=f"Option {n}") for one in made for n in (1, 2)))
        until = timezone.now() + dt.timedelta(days=90)
        asked = (
            Invitation(round=one, contact=contact, expires_at=until, answered=contact.pk % 2 == 0)
            for one in made
            for contact in self.chance.sample(self.contacts, 3)
        )
        _many(Invitation, asked)

    def _round(self, number: int) -> Round:
        state = self.chance.choice(("draft", "open", "closed"))
        return Round(**self._owned(number), deadline=self._day(), state=state, anonymous=False)

    def missions(self) -> None:
        made = _many(Mission, (self._mission(n) for n in range(ROWS)))
        until = timezone.now() + dt.timedelta(days=90)
        _many(
            Delegate, (Delegate(mission=one, name=f"Company {n}", expires_at=until) for one in made for n in range(3))
        )
        _many(Host, (Host(mission=one, name=f"Park {n}") for one in made for n in range(3)))

    def _mission(self, number: int) -> Mission:
        state = self.chance.choice(("idea", "prepared", "done", "followed_up"))
        return Mission(**self._owned(number), country=self.chance.choice(COUNTRIES), starts=self._day(), state=state)

    def events(self) -> Event:
        """10,000 events with two people each, and one with 10,000 requests and as many meetings."""
        made = _many(Event, (self._event(n) for n in range(ROWS)))
        until = timezone.now() + dt.timedelta(days=90)
        _many(Participant, (_person(one, n, until) for one in made for n in range(2)))
        big = Event.objects.create(owner=self.ours, title="The big one", starts_on=self.today, ends_on=self.today)
        people = _many(Participant, (_person(big, n, until) for n in range(PEOPLE)))
        slots = _many(Slot, _slots(big))
        pairs = self._pairs(people)
        asked = _many(
            Request, (Request(event=big, asks=a, asked=b, state="accepted", expires_at=until) for a, b in pairs)
        )
        held = _many(Meeting, (Meeting(event=big, request=one, slot=self.chance.choice(slots)) for one in asked))
        chairs = zip(held, pairs, strict=True)
        _many(Chair, (Chair(meeting=meeting, participant=who) for meeting, pair in chairs for who in pair))
        return big

    def _event(self, number: int) -> Event:
        day = self._day()
        return Event(**self._owned(number), starts_on=day, ends_on=day, place=self.chance.choice(("Lyon", "Turin")))

    def _pairs(self, people: list[Participant]) -> list[tuple[Participant, Participant]]:
        found: dict[tuple[int, int], tuple[Participant, Participant]] = {}
        while len(found) < ROWS:
            a, b = self.chance.sample(people, 2)
            found[a.pk, b.pk] = a, b
        return list(found.values())


def _person(event: Event, number: int, until: dt.datetime) -> Participant:
    return Participant(
        event=event,
        name=f"Person {number}",
        organisation_name=f"Made-up company {number}",
        email=f"someone{number}@example.org",
        country=COUNTRIES[number % len(COUNTRIES)],
        state="registered",
        expires_at=until,
    )


def _slots(event: Event) -> Iterator[Slot]:
    first = dt.datetime.combine(event.starts_on, dt.time(7), tzinfo=dt.UTC)
    for number in range(20):
        starts = first + number * dt.timedelta(minutes=25)
        yield Slot(event=event, starts=starts, ends=starts + dt.timedelta(minutes=20), session="am")


def _many(model: Any, rows: Iterable[Any]) -> list[Any]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)  # type: ignore[no-any-return]
