"""What the journal can say: one line an event, worded in the reader's language.

A new event of any app gets its line here, under its room: code, activity (ActivityStreams), sentence. ``%(name)s`` is
filled from the entry's ``params``.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from intercluster_web.cooperations.models import Activity, JournalEntry


class Event(NamedTuple):
    activity: Activity
    sentence: Any


EVENTS: dict[str, Event] = {
    # Cooperation
    "opened": Event(Activity.CREATE, _("The cooperation was opened: %(title)s")),
    "changed": Event(Activity.UPDATE, _("Changed: %(what)s")),
    "moved": Event(Activity.MOVE, _("From “%(from)s” to “%(to)s”")),
    "moved_overridden": Event(Activity.MOVE, _("From “%(from)s” to “%(to)s”, without all the proofs")),
    "status": Event(Activity.UPDATE, _("Now %(status)s")),
    "party_joined": Event(Activity.JOIN, _("%(party)s takes part")),
    "party_left": Event(Activity.LEAVE, _("%(party)s left")),
    "shared": Event(Activity.ANNOUNCE, _("Visible to: %(who)s")),
    "noted": Event(Activity.NOTE, _("Noted")),
    "task_added": Event(Activity.ADD, _("Task: %(what)s")),
    "task_done": Event(Activity.UPDATE, _("Task done: %(what)s")),
    "document_added": Event(Activity.ADD, _("Document: %(name)s")),
    "mirror_named": Event(Activity.ADD, _("Contact named for: %(function)s")),
}


def sentence(entry: JournalEntry) -> str:
    """What an entry says, in the reader's language."""
    event = EVENTS.get(entry.code)
    return str(event.sentence) % entry.params if event else entry.code
