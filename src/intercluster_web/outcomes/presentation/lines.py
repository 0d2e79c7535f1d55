"""Which view each kind of line has."""

from collections.abc import Iterable
from typing import Any

from intercluster_web.outcomes.models import OutcomeTag
from intercluster_web.outcomes.presentation.sight import (
    Reader,
    benefit_view,
    contract_view,
    cost_view,
    introduction_view,
)


def line_views(found: Iterable[Any], kind: str, reader: Reader) -> list[Any]:
    """Lines of one kind as the reader may see them. Exchanges name institutions only and are shown as they are."""
    match kind:
        case "introductions":
            return [introduction_view(each, reader) for each in found]
        case "contracts":
            return [contract_view(each, reader) for each in found]
        case "benefits":
            tags = dict(OutcomeTag.choices)
            return [benefit_view(each, reader, tags) for each in found]
        case "costs":
            return [cost_view(each, reader) for each in found]
        case _:
            return list(found)
