"""The fields of what somebody offers or needs; suggestions come from them."""

from intercluster_web.scouting.queries import fields
from intercluster_web.scouting.queries.ground import ground


def recognised(text: str) -> list[str]:
    """Keys of the fields a sentence clearly names; people confirm or change them on their own page."""
    return [field.key for field in fields.suggested(ground(), text, []) if field.ticked]
