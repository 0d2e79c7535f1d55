"""Who sees a record of an organisation, for programs: as on its page "Who sees this"."""

from typing import Any

from ninja import Field, Schema

from intercluster_web.accounts.visibility import OwnedRecord, Visibility
from intercluster_web.api_writing import Sent, refused
from intercluster_web.directory.models import Organisation
from intercluster_web.records.ownership import share


class SharingIn(Sent):
    """``partners``: keys of the directory; they are kept whatever the visibility, and replace those named before."""

    visibility: Visibility
    partners: list[str] = Field([], max_length=200, examples=[["minalogic"]])


class SharingOut(Schema):
    visibility: Visibility
    partners: list[str]


def sharing_out(record: OwnedRecord) -> dict[str, Any]:
    named = record.partners.order_by("key").values_list("key", flat=True)
    return {"visibility": record.visibility, "partners": list(named)}


def shared(user: Any, record: OwnedRecord, sent: SharingIn) -> dict[str, Any]:
    """Share a record the person may change, and say how it stands then; raises where a partner is not known."""
    known = {one.key: one for one in Organisation.objects.filter(key__in=sent.partners)}
    for number, key in enumerate(sent.partners):
        if key not in known:
            raise refused(f"the directory has no organisation {key[:80]}", "partners", number)
    if sent.visibility == Visibility.PARTNER and not known:
        raise refused("name at least one partner, or choose another visibility", "partners")
    share(user, record, sent.visibility, known.values())
    return sharing_out(record)
