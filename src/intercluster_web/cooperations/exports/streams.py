"""The journal as ActivityStreams 2.0 (W3C Recommendation, 23 May 2017). No person is named: organisations act."""

import json
from collections.abc import Iterable
from typing import Any

from intercluster_web.cooperations.models import Activity, Cooperation, JournalEntry
from intercluster_web.cooperations.presentation.journal import sentence
from intercluster_web.directory.models import Organisation

MEDIA_TYPE = "application/activity+json"
_CONTEXT = ["https://www.w3.org/ns/activitystreams", {"proof": "https://schema.org/evidenceOrigin"}]


def journal_json(cooperation: Cooperation, entries: Iterable[JournalEntry], root: str, language: str) -> bytes:
    """An ``OrderedCollection``, the latest entry first. ``root``: the address of the installation, without a slash at
    its end."""
    page = f"{root}{cooperation.get_absolute_url()}"
    items = [_activity(entry, page, root, language) for entry in entries]
    collection = {
        "@context": [*_CONTEXT, {"@language": language}],
        "type": "OrderedCollection",
        "id": f"{page}journal/",
        "name": cooperation.title,
        "totalItems": len(items),
        "orderedItems": items,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def _activity(entry: JournalEntry, page: str, root: str, language: str) -> dict[str, Any]:
    said = sentence(entry)
    activity: dict[str, Any] = {
        # a note is an object, not an activity: what was done is that it was created
        "type": Activity.CREATE.value if entry.activity == Activity.NOTE else entry.activity,
        "id": f"{page}journal/#entry-{entry.pk}",
        "actor": _organisation(entry.owner, root),
        "summaryMap": {language: said},
        "published": entry.created_at.isoformat(),
        "startTime": f"{entry.happened_on.isoformat()}T00:00:00Z",
        "object": {"type": "Note", "name": said, "content": entry.note} if entry.note else page,
    }
    if entry.proof:
        activity["proof"] = entry.proof
    if entry.corrects_id:
        activity["inReplyTo"] = f"{page}journal/#entry-{entry.corrects_id}"
    return activity


def _organisation(organisation: Organisation, root: str) -> dict[str, str]:
    return {"type": "Organization", "id": f"{root}{organisation.get_absolute_url()}", "name": organisation.name}
