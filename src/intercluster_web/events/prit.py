"""The Paris Region Innovation Tour of 13 December 2010, rebuilt at scale: 20 French Pôles and 70 foreign clusters.

The source (Le Moci, 2010) gives the day, the place, the numbers and the names of the seven Pôles of Île-de-France.
Everything else is ours: the other 13 Pôles and the 70 clusters are taken from the directory, the people are made up and
called "representative of …", and the requests are made of what the directory says the clusters work on.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, zip_longest
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from intercluster_web.directory.models import Kind, Organisation, Standing
from intercluster_web.events.actions.plan import new_timetable, run
from intercluster_web.events.models import (
    Audience,
    Event,
    EventKind,
    EventState,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
    ParticipantState,
    ProfileKind,
    ProfileLine,
    Request,
    RequestState,
    Seat,
    Side,
    Slot,
    Table,
    Timetable,
    TimetableState,
)
from intercluster_web.events.queries.requests_suggestions import suggested

TITLE = "PRIT 2010 – reconstruction at scale / reconstitution à l’échelle"
ABOUT = (
    "A reconstruction for demonstration, not a record of what took place. Known from the source (Le Moci, 2010): "
    "13 December 2010, Cité des Sciences, Paris; 20 French Pôles, of which Advancity, ASTech, Cap Digital, Finance "
    "Innovation, Medicen, Mov’eo and System@tic; 70 foreign clusters, mostly European. Chosen by us from the "
    "directory: the 13 other Pôles and the 70 clusters. Made up: the representatives, the requests (from the fields "
    "of the clusters; in turn where they share none), the hours, the tables and the timetable. The organisation shown "
    "as organiser did not organise it.\n\n"
    "Une reconstitution pour la démonstration, et non le compte rendu de ce qui a eu lieu. Connus par la source "
    "(Le Moci, 2010) : le 13 décembre 2010, la Cité des Sciences à Paris ; 20 pôles français, dont les sept "
    "franciliens nommés ci-dessus ; 70 clusters étrangers, majoritairement européens. Choisis par nous dans "
    "l’annuaire : les 13 autres pôles et les 70 clusters. Inventés : les représentants, les demandes (d’après les "
    "domaines des clusters ; à tour de rôle quand ils n’en partagent aucun), les horaires, les tables et l’emploi du "
    "temps. L’organisation indiquée comme organisatrice ne l’a pas organisé."
)
DAY = date(2010, 12, 13)
ZONE = ZoneInfo("Europe/Paris")
NAMED = (
    *("advancity", "astech-paris-region", "cap-digital", "finance-innovation", "medicen-paris-region", "mov-eo"),
    "systematic-paris-region",
)
POLES, FOREIGN, EUROPEANS = 20, 70, 58
NOT_EUROPE = {"US", "CA", "BR", "IN", "CN", "JP", "MA", "TN", "AU", "KR", "TW", "TH", "IL", "CO", "RU"}
MOST_OF_POLE, MOST_OF_GUEST, LEAST_OF_GUEST = 16, 6, 3
SECONDS = 20  # for the timetable
MARK = "named in the source"


class NotThereError(Exception):
    """The directory lacks what the reconstruction is made of."""


def load(owner_key: str, seconds: int = SECONDS) -> tuple[Event, bool]:
    """Make the event, or find it; whether it is new. Nothing is left behind when it fails on the way.

    Raises
    ------
    NotThereError
        The owner or one of the named Pôles is not in the directory, or it has too few clusters.
    """
    owner = Organisation.objects.filter(key=owner_key).first()
    if owner is None:
        raise NotThereError(f"There is no organisation {owner_key!r} in the directory: load it first.")
    known = Event.objects.filter(owner=owner, title=TITLE).first()
    if known is not None:
        return known, False
    with transaction.atomic():
        event = _event(owner)
        slots = _slots(event)
        poles = [_participant(event, one, index) for index, one in enumerate(_poles())]
        guests = [_participant(event, one, None) for one in _guests()]
        for pole, table in zip(poles, _tables(event), strict=True):
            pole.booth = table
            pole.save(update_fields=["booth"])
        _agree(event, _asked(poles, guests), slots[0].starts)
        timetable = new_timetable(event, None, state=TimetableState.RUNNING, progress={"of": seconds})
        timetable.save()
    run(timetable)
    publish(timetable)
    return event, True


def _event(owner: Organisation) -> Event:
    return Event.objects.create(
        owner=owner,
        title=TITLE,
        kind=EventKind.CONVENTION,
        audience=Audience.CLUSTERS,
        about=ABOUT,
        place="Cité des Sciences et de l’Industrie, Paris",
        country="FR",
        starts_on=DAY,
        ends_on=DAY,
        state=EventState.CLOSED,
        most_meetings=MOST_OF_POLE,
    )


def _slots(event: Event) -> list[Slot]:
    """Slots of 20 minutes, 9:00 to 12:20 and 14:00 to 17:20."""
    made = []
    for session, hour in (("am", 9), ("pm", 14)):
        first = datetime.combine(DAY, time(hour), tzinfo=ZONE).astimezone(UTC)
        for number in range(10):
            starts = first + number * timedelta(minutes=20)
            made.append(Slot(event=event, starts=starts, ends=starts + timedelta(minutes=20), session=session))
    return Slot.objects.bulk_create(made)


def _tables(event: Event) -> list[Table]:
    """One for each Pôle, which stays there."""
    return Table.objects.bulk_create(Table(event=event, name=f"Table {n}") for n in range(1, POLES + 1))


def _poles() -> list[Organisation]:
    """The seven that are named, then those of the directory with the most members."""
    named = {one.key: one for one in Organisation.objects.filter(key__in=NAMED)}
    if missing := sorted(set(NAMED) - set(named)):
        raise NotThereError(f"Not in the directory: {', '.join(missing)}.")
    others = Organisation.objects.filter(kind=Kind.POLE, country="FR", fields__isnull=False)
    # In 2010 there was Mov'eo, not Nextmove; what was founded later was not there.
    others = others.exclude(key__in=[*NAMED, "nextmove"]).exclude(founded_year__gt=DAY.year)
    chosen = sorted(set(others), key=lambda one: (-(one.members_count or 0), one.key))[: POLES - len(NAMED)]
    return [*(named[key] for key in NAMED), *chosen]


def _guests() -> list[Organisation]:
    """Clusters with known fields, country after country so that many countries are there."""
    kinds = (Kind.REGIONAL_CLUSTER, Kind.SCIENCE_PARK)
    found = Organisation.objects.filter(kind__in=kinds, fields__isnull=False, standing=Standing.ACTIVE)
    found = found.exclude(country__in=("", "FR")).exclude(founded_year__gt=DAY.year).order_by("key")
    by_country: dict[str, list[Organisation]] = {}
    for one in dict.fromkeys(found):
        by_country.setdefault(one.country, []).append(one)
    europe = _in_turn([rows for country, rows in sorted(by_country.items()) if country not in NOT_EUROPE])
    afar = _in_turn([rows for country, rows in sorted(by_country.items()) if country in NOT_EUROPE])
    chosen = [*afar[: FOREIGN - EUROPEANS]]
    chosen = [*europe[: FOREIGN - len(chosen)], *chosen]
    if len(chosen) < FOREIGN:
        raise NotThereError(f"The directory has {len(chosen)} foreign clusters with fields; {FOREIGN} are needed.")
    return chosen


def _in_turn(lists: Sequence[Sequence[Organisation]]) -> list[Organisation]:
    return [one for one in chain.from_iterable(zip_longest(*lists)) if one is not None]


def _participant(event: Event, organisation: Organisation, index: int | None) -> Participant:
    """A representative without a name; ``index``: place among the Pôles, None for a foreign cluster."""
    french = organisation.country == "FR"
    name = f"Représentant de {organisation}" if french else f"Representative of {organisation}"
    named = index is not None and index < len(NAMED)
    made = Participant.objects.create(
        event=event,
        name=name[:160],
        organisation=organisation,
        organisation_name=organisation.name,
        kind=ParticipantKind.CLUSTER,
        country=organisation.country,
        language="fr" if french else "en",
        about=f"{MARK} / nommé par la source" if named else "chosen by us / choisi par nous",
        state=ParticipantState.REGISTERED,
        most_meetings=MOST_OF_GUEST if index is None else MOST_OF_POLE,
        made_up=True,
        expires_at=timezone.now() + timedelta(days=365),
    )
    concepts = list(organisation.fields.order_by("concept").values_list("concept", flat=True))
    offer, need = (
        ("Projets communs avec des pôles étrangers", "Des clusters partenaires dans nos domaines")
        if french
        else ("Joint projects with French Pôles", "Partner clusters in our fields")
    )
    for side, text in ((Side.OFFER, offer), (Side.NEED, need)):
        ProfileLine.objects.create(
            participant=made, side=side, kind=ProfileKind.CO_DEVELOPMENT, text=text, concepts=concepts
        )
    return made


Wished = tuple[Participant, Participant, float]


def _asked(poles: list[Participant], guests: list[Participant]) -> list[Wished]:
    """Who would ask whom: each Pôle its nearest clusters by field, and each cluster its nearest Pôles; who has few
    wishes then asks Pôles in turn. Pairs once, the nearest first."""
    wished: dict[tuple[int, int], Wished] = {}
    for asking, others in ((poles, guests), (guests, poles)):
        for one in asking:
            for found in suggested(one, others):
                pair = sorted((one.pk, found.participant.pk))
                wished.setdefault((pair[0], pair[1]), (one, found.participant, found.score))
    for number, guest in enumerate(guests):
        few = LEAST_OF_GUEST - sum(guest.pk in pair for pair in wished)
        for step in range(few):
            pole = poles[(number * LEAST_OF_GUEST + step) % len(poles)]
            wished.setdefault((pole.pk, guest.pk), (guest, pole, 0.0))
    return sorted(wished.values(), key=lambda row: (-row[2], row[0].pk, row[1].pk))


def _agree(event: Event, wished: Iterable[Wished], before: datetime) -> None:
    """Requests in order of nearness: accepted while both have room, else expired; every ninth is declined."""
    room: dict[int, int] = {}
    for number, (asks, asked, score) in enumerate(wished, start=1):
        left = [room.setdefault(one.pk, one.most_meetings or 0) for one in (asks, asked)]
        state = RequestState.DECLINED if number % 9 == 0 else RequestState.ACCEPTED
        if min(left) == 0:
            state = RequestState.EXPIRED
        request = Request.objects.create(
            event=event,
            asks=asks,
            asked=asked,
            weight=max(1, min(5, round(score * 5))),
            state=state,
            expires_at=before - timedelta(days=14),
            answered_at=None if state == RequestState.EXPIRED else before - timedelta(days=20),
        )
        if state == RequestState.ACCEPTED:
            meeting = Meeting.objects.create(event=event, request=request)
            Seat.objects.bulk_create(Seat(meeting=meeting, participant=one) for one in (asks, asked))
            for one in (asks, asked):
                room[one.pk] -= 1


@transaction.atomic
def publish(timetable: Timetable) -> None:
    """Put the planned timetable in force; there is nobody to tell."""
    timetable.refresh_from_db()
    if timetable.state != TimetableState.DRAFT:
        return
    placed = []
    for row in timetable.placements.select_related("meeting"):
        meeting = row.meeting
        meeting.slot_id, meeting.table_id = row.slot_id, row.table_id
        meeting.state = MeetingState.PLACED if row.slot_id else MeetingState.TO_PLACE
        meeting.sequence = 1
        placed.append(meeting)
    Meeting.objects.bulk_update(placed, ["slot", "table", "state", "sequence"])
    timetable.state, timetable.published_at = TimetableState.FINAL, timezone.now()
    timetable.save(update_fields=["state", "published_at"])
    Event.objects.filter(pk=timetable.event_id).update(state=EventState.FINAL)
