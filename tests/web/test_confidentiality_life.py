"""What stays with its writers reaches nobody else, on no page, in no file, calendar or answer of the API.

Everything the walk knows how to make is made inside cooperations that "theirs" works in, then kept for "ours" and
worded with a mark that is found nowhere else. Their manager, a visitor and somebody without a seat ask for every
address; the mark must not come back, packed or not.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse

from intercluster_web.alliances.actions.calendar import new_link
from intercluster_web.alliances.models import Body
from intercluster_web.cooperations.actions import parties
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Party, PartyRole
from intercluster_web.directory.actions import delete_organisation, merge_organisations
from intercluster_web.directory.provenance import Provenance
from tests.web import factories
from tests.web.alliances import records as alliances
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.test_walk import operations_of_the_api
from tests.web.walk import Row, Rows
from tests.web.walk_expectations import LIFE

BrowseAs = Callable[..., Client]
MARK = "Zqxj"
A_LETTER = Provenance("a letter", stated_on=date(2026, 1, 2))
ROOMS = ("contacts", "cooperations", "validation", "outcomes", "operations", "agreements", "alliances", "readiness")
# Partners read the card itself, who takes part, and the journal as it was written.
OPEN = {"cooperation", "party", "passage", "journalentry"}
# What is meant for others: an interest is relayed to the cluster whose member is asked, without the names.
RELAYED = {"outcomes:interest", "outcomes:interests", "outcomes_interests"}


def _rows(rows: Rows) -> Iterator[tuple[str, Row]]:
    for name, found in rows.items():
        for row in found if isinstance(found, list) else [found]:
            if row.method == "GET" and name not in RELAYED:
                yield name, row


def _made(rows: Rows, world: World) -> list[tuple[str, Row, dict[str, Any]]]:
    """Everything the rows need, in one world; what is there only once is made once."""
    made = []
    for name, row in _rows(rows):
        try:
            with transaction.atomic():
                kwargs = row.kwargs(world)
        except IntegrityError:
            continue
        if "token" not in kwargs:  # a link opens its one thing to whoever holds it
            made.append((name, row, kwargs))
    return made


def _keep_for_ours(world: World) -> int:
    """Word everything with the mark and share nothing of it; returns how many records bear the mark."""
    marked, a_mark = 0, Concat(Value(MARK), Cast("pk", models.CharField()))
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if model._meta.model_name in OPEN:
                continue
            names = {field.name for field in model._meta.get_fields()}
            records: Any = model._default_manager.all()
            if "owner" in names:
                records = records.filter(owner=world.ours)
            closed = {"audience": "own", "visibility": "own"}
            records.update(
                **{name: value for name, value in closed.items() if name in names},
                **{field.name: a_mark for field in model._meta.concrete_fields if _says_something(field)},
            )
            marked += records.count()
    return marked


def _says_something(field: Any) -> bool:
    free = isinstance(field, models.TextField) or (
        isinstance(field, models.CharField) and (field.max_length or 0) >= 60
    )
    return free and type(field) in {models.TextField, models.CharField} and not (field.choices or field.unique)


def _text_of(answer: Any) -> str:
    """What an answer says, unpacked when it is a workbook or a document."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = [content.decode("utf-8", "replace"), str(answer.headers)]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            told += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return "".join(told)


@pytest.mark.parametrize("app", LIFE, ids=lambda app: app.__name__.split(".")[-2])
def test_what_is_kept_for_us_reaches_nobody_else(app: Any, db: None, browse_as: BrowseAs) -> None:
    world = factories.world("works")
    pages, calls = _made(app.PAGES, world), _made(app.OPERATIONS, world)
    _keep_for_ours(world)
    feed = new_link(world.people["other"])
    addresses = [reverse(name, kwargs=kwargs) + row.query for name, row, kwargs in pages]
    operations = operations_of_the_api()
    addresses += [operations[name][1].format(**kwargs) + row.query for name, row, kwargs in calls]
    addresses += [reverse("home"), reverse("calendar"), reverse("calendar-file")]
    addresses += [reverse("calendar-feed", args=[feed.token()])]
    leaks = [
        (role, address)
        for role in ("other", "unseated", "anonymous")
        for address in addresses
        if MARK in _text_of(browse_as(world.people[role]).get(address))
    ]
    assert leaks == []
    found = browse_as(world.people["other"]).get(reverse("cooperations:list"), {"q": MARK})
    assert list(found.context["page"]) == []


def test_the_mark_would_be_found(db: None, browse_as: BrowseAs) -> None:
    """The same walk by our own manager finds it: the test above can fail."""
    world = factories.world("works")
    one = alliances.body(world)
    assert _keep_for_ours(world)
    ours = browse_as(world.manager).get(reverse("alliances:body", args=[one.pk]))
    assert MARK in _text_of(ours)


def test_who_leaves_loses_everything_at_once(db: None, browse_as: BrowseAs) -> None:
    """Pages, the feed and their vote by seat are closed with the same write that takes them out."""
    world = factories.world("works")
    of = alliances.body(world, audience="shared")
    a_third_party(of.cooperation)
    meeting = alliances.meeting(world, of, title=MARK)
    vote = alliances.vote(world, of, title=MARK)
    feed = reverse("calendar-feed", args=[new_link(world.people["other"]).token()])
    theirs = browse_as(world.people["other"])
    assert MARK in theirs.get(feed).text
    of.cooperation.refresh_from_db()
    party = of.cooperation.parties.get(organisation=world.theirs)
    parties.leave(world.manager, party, of.cooperation.revision)
    assert MARK not in theirs.get(feed).text
    pages = [
        meeting.get_absolute_url(),
        vote.get_absolute_url(),
        of.get_absolute_url(),
        of.cooperation.get_absolute_url(),
    ]
    assert [theirs.get(page).status_code for page in pages] == [404, 404, 404, 404]
    by_link = reverse("alliances:vote-by-link", args=[vote.voters.get(organisation=world.theirs).token()])
    assert browse_as().get(by_link).status_code in {404, 410}


def a_third_party(of: Cooperation) -> Party:
    """A third organisation, so that one may leave."""
    return Party.objects.create(cooperation=of, organisation=factories.organisation("third"), role=PartyRole.SUPPORT)


def test_journal_entries_of_what_is_kept_are_kept(db: None) -> None:
    """Meetings and proposals of a body that "ours" keeps for itself write no shared line into the journal."""
    world = factories.world("works")
    of = alliances.body(world, audience="own")
    alliances.meeting(world, of)
    alliances.vote(world, of)
    alliances.rotation(world, of.cooperation, audience="own")
    assert set(JournalEntry.objects.values_list("audience", flat=True)) == {"own"}


@pytest.mark.parametrize("act", ["delete", "merge"])
def test_the_directory_does_not_take_votes_and_parties_away(world: World, act: str) -> None:
    """An entry that nobody sits at may be tidied up by others; what is written about it in private stays."""
    of = alliances.body(world)
    twin, kept = factories.organisation("twin"), factories.organisation("kept")
    for each in (twin, kept):
        Party.objects.create(cooperation=of.cooperation, organisation=each)
    before = (Body.objects.count(), Party.objects.count())
    acts = {"delete": lambda: delete_organisation(twin), "merge": lambda: merge_organisations(kept, twin, A_LETTER)}
    with pytest.raises(ValidationError, match="it stays"):
        acts[act]()
    assert (Body.objects.count(), Party.objects.count()) == before


def test_merging_keeps_the_place_in_a_cooperation(world: World) -> None:
    one = cooperation(world)
    twin, kept = factories.organisation("twin"), factories.organisation("kept")
    Party.objects.create(cooperation=one, organisation=twin, role=PartyRole.SUPPORT)
    merge_organisations(kept, twin, A_LETTER)
    assert [party.organisation for party in one.parties.all()] == [world.ours, world.theirs, kept]
