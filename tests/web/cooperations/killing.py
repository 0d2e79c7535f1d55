"""Kill the process that writes, again and again, and look at what the database says after each time.

Run as a module with a data folder of its own in ``INTERCLUSTER_DATA``::

    python -m tests.web.cooperations.killing 100 7

A child does what the pages do (open, move through gates, note, end, reopen, add parties) as fast as it can; it is
killed with SIGKILL at a random moment; the parent checks that each write is there as a whole or not at all. The last
line is a JSON object: kills, kills in the middle of a write, entries written, and what was found broken.
"""

import itertools
import json
import os
import random
import signal
import sys
import time
import traceback
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intercluster_web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from intercluster.cooperations.ladder import LADDER, Stage  # noqa: E402
from intercluster_web.accounts.models import User  # noqa: E402
from intercluster_web.cooperations.actions import cooperation as cards  # noqa: E402
from intercluster_web.cooperations.actions import moves, notes, parties  # noqa: E402
from intercluster_web.cooperations.models import Cooperation, JournalEntry, PartyRole, Status  # noqa: E402
from intercluster_web.directory.models import Organisation  # noqa: E402
from tests.web import factories  # noqa: E402

WRITES = ("moved", "moved_back", "moved_overridden", "status", "party_joined")


def write_for_ever(user: User, tell: int) -> None:
    """One write after the other; a byte before and after each tells the parent where it was killed."""
    chance = random.Random(os.getpid())  # noqa: S311 - no secret
    for number in itertools.count():
        os.write(tell, b"(")
        _one_write(user, chance, number)
        os.write(tell, b")")


def _one_write(user: User, chance: random.Random, number: int) -> None:
    card = Cooperation.objects.order_by("?").first()
    what = chance.choice(["open", "move", "move", "move", "note", "end", "party"])
    if card is None or what == "open":
        owner, *others = Organisation.objects.order_by("pk")
        new = Cooperation(owner=owner, title=f"Cooperation {os.getpid()} {number}", stage_since=timezone.localdate())
        opening = cards.Opening([(each, PartyRole.PARTNER) for each in others[:3]], tasks=["Call", "Visit"])
        cards.open_cooperation(user, new, opening)
    elif what == "note":
        notes.note(user, card, notes.Noted("visited", timezone.localdate(), f"note {number}", proof="visit"))
    elif what == "party":
        stranger = Organisation.objects.exclude(takes_part_in__cooperation=card).first()
        if stranger is not None:
            parties.add_party(user, card, stranger, PartyRole.SUPPORT, card.revision)
    elif what == "end" or card.status == Status.ENDED:
        status = Status.ACTIVE if card.status == Status.ENDED else Status.ENDED
        cards.set_status(user, card, status, "because", card.revision)
    else:
        target = chance.choice([stage for stage in LADDER if stage.value != card.stage])
        moves.move(user, card, moves.Move(Stage(target), "we know each other", override=True), card.revision)


def broken() -> list[str]:
    """What the database says that no whole write could have left."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [] if cursor.fetchone() == ("ok",) else ["the file is damaged"]
    for card in Cooperation.objects.prefetch_related("passages", "parties", "task_set", "journalentry_set"):
        found += [f"{card.pk}: {said}" for said in _broken(card)]
    return found


def _broken(card: Cooperation) -> list[str]:
    entries = list(card.journalentry_set.all())
    codes = [entry.code for entry in entries]
    moved = [entry for entry in sorted(entries, key=lambda each: each.pk) if entry.code.startswith("moved")]
    opened_again = sum(entry.params == {"status": "active"} for entry in entries if entry.code == "status")
    standing = [passage.stage for passage in card.passages.all() if passage.left_on is None]
    checks = {
        "one open passage, on its step": standing == ([] if card.status == Status.ENDED else [card.stage]),
        "the last move of the journal is its step": not moved or moved[-1].params["to"] == card.stage,
        "a passage for each move": card.passages.count() == 1 + len(moved) + opened_again,
        "a revision for each write": card.revision == 1 + sum(code in WRITES for code in codes),
        "opened once": codes.count("opened") == 1,
        "all its tasks": card.task_set.count() == codes.count("task_added") == 2,
        "all its parties": card.parties.count() == 4 + codes.count("party_joined"),
        "its last activity": card.last_activity_on == max(entry.happened_on for entry in entries),
    }
    return [said for said, holds in checks.items() if not holds]


def kill_once(user: User, chance: random.Random) -> bool:
    """Let a child write for a while and kill it; whether that was in the middle of a write."""
    connection.close()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            write_for_ever(user, theirs)
        finally:  # only reached when a write fails: the parent must not go on twice
            traceback.print_exc()
            os._exit(1)
    os.close(theirs)
    said = os.read(ours, 1)  # it has begun
    time.sleep(chance.uniform(0.001, 0.4))
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("a write failed; its traceback is above")
    while more := os.read(ours, 4096):
        said += more
    os.close(ours)
    return said.endswith(b"(")


def main(kills: int, seed: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    user = factories.seated()
    for _ in range(5):
        factories.organisation()
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(20):  # what is loaded once is loaded before
        _one_write(user, chance, number)
    found = broken()
    middle = 0
    for _ in range(kills):
        middle += kill_once(user, chance)
        found += broken()
    return {"kills": kills, "in_the_middle": middle, "entries": JournalEntry.objects.count(), "broken": found}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
