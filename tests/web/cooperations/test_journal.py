"""The journal keeps what was written, whatever the way one tries to change it."""

import pytest
from django.db import DatabaseError, connection, transaction

from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.models import Cooperation, JournalEntry
from intercluster_web.cooperations.models.journal import AppendOnlyError
from tests.web.factories import World


@pytest.fixture
def entry(world: World) -> JournalEntry:
    cooperation = Cooperation.objects.create(owner=world.ours, title="Optics", stage_since="2026-01-01")
    return record(world.manager, cooperation, world.ours, "noted", note="as it was")


def test_no_way_of_changing_an_entry(entry: JournalEntry) -> None:
    entry.note = "as I wish"
    for attempt in (
        entry.save,
        entry.delete,
        lambda: JournalEntry.objects.update(note="x"),
        JournalEntry.objects.all().delete,
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cooperations_journalentry SET note = 'x'")
    assert JournalEntry.objects.get().note == "as it was"


def test_erasing_who_wrote_keeps_what_was_written(world: World, entry: JournalEntry) -> None:
    world.manager.delete()
    kept = JournalEntry.objects.get()
    assert (kept.note, kept.created_by) == ("as it was", None)
    assert kept.cooperation.last_activity_on == kept.happened_on
