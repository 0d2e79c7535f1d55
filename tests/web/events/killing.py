"""Kill the process that publishes a timetable, and look at what the database says; told as a line of JSON.

Run as a module on a data folder with the tables in it, in ``INTERCLUSTER_DATA``::

    python -m tests.web.events.killing

A child publishes and is killed with SIGKILL at its first write, in the middle and at its last one; the parent looks at
the database after each, then publishes itself.
"""

import json
import os
import signal
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intercluster_web.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from intercluster_web.accounts.models import User  # noqa: E402
from intercluster_web.events.actions import grid, mails, timetable  # noqa: E402
from intercluster_web.events.models import Event, Meeting, Notice, Timetable, ToldMeeting  # noqa: E402
from intercluster_web.events.presentation.mails import Links, letters  # noqa: E402
from intercluster_web.events.queries.mails import dues  # noqa: E402
from intercluster_web.events.queries.timetable import changes, seal  # noqa: E402
from tests.web import factories  # noqa: E402
from tests.web.events import records  # noqa: E402

WRITES = ("INSERT", "UPDATE", "DELETE")
LINKS = Links("page", "calendar", "stop")


def organiser() -> User:
    return User.objects.get(seats__role="manager", seats__organisation=Event.objects.get().owner)


def prepare() -> dict[str, Any]:
    """A timetable that people know and were told of, and a draft that moves every meeting of it."""
    world = factories.world()
    event = records.event(world)
    slots, tables = records.slots(event), records.tables(event)
    meetings = [records.meeting(records.participant(event), records.participant(event)) for _table in tables]
    places = {one.pk: (slots[0], table) for one, table in zip(meetings, tables, strict=True)}
    first = records.timetable(*meetings, places=places)
    timetable.publish(world.manager, first, final=False, seen=seal(changes(first)))
    _tell(world.manager)
    draft = timetable.begin_from(world.manager, Timetable.objects.get(pk=first.pk))
    for placement in draft.placements.order_by("pk"):
        grid.move(world.manager, placement, slots[3], placement.table, seen=placement.revision)
    return look()


def _tell(user: User) -> int:
    event = Event.objects.get()
    found = letters(dues(event, urgent=True).letters, "us@example.org", lambda _one: LINKS)
    return len(mails.note(user, event, found, "draft"))


def publish(kill_at: int = 0) -> int:
    """Publish the draft as final; with ``kill_at``, end for good at that write. Returns the number of writes."""
    draft = Timetable.objects.select_related("event").order_by("number").last()
    assert draft is not None
    written = 0

    def counting(execute: Any, sql: str, *arguments: Any) -> Any:
        nonlocal written
        answer = execute(sql, *arguments)
        written += sql.startswith(WRITES)
        if kill_at and written == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    user, seen = organiser(), seal(changes(draft))
    with connection.execute_wrapper(counting):
        timetable.publish(user, draft, final=True, seen=seen)
    return written


def writes() -> int:
    """How many times publishing writes; nothing of it stays."""
    with transaction.atomic():
        found = publish()
        transaction.set_rollback(True)
    return found


def killed(kill_at: int) -> dict[str, Any]:
    """A process that publishes is killed at a write; what the database says then."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            publish(kill_at)
        finally:  # only reached when it was not killed
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("publishing was over before it was killed")
    return look()


def look() -> dict[str, Any]:
    """All that publishing may touch, and whether the file is whole."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone() == ("ok",)
    return {
        "whole": whole,
        "event": Event.objects.values_list("state", "revision").get(),
        "timetables": list(Timetable.objects.order_by("number").values_list("number", "state")),
        "meetings": list(Meeting.objects.order_by("pk").values_list("slot", "table", "state", "sequence", "revision")),
        "told": list(ToldMeeting.objects.order_by("pk").values_list("sequence", "cancelled")),
        "notices": Notice.objects.count(),
        "due": len(dues(Event.objects.get(), urgent=True).letters),
    }


def main() -> dict[str, Any]:
    before, number = prepare(), writes()
    after_kills = [killed(at) for at in sorted({1, number // 2, number})]
    publish()
    return {
        "writes": number,
        "before": before,
        "after_kills": after_kills,
        "noted": _tell(organiser()),
        "published": look(),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
