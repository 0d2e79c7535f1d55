"""Lists of the API a part at a time, in numbers that a database can count to."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination

from intercluster_web.paging import some_of


class Part(LimitOffsetPagination):
    """``limit`` of them from ``offset`` on."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=1000)
        offset: int = Field(0, ge=0, le=1_000_000)


def part_of(found: Any, part: Part.Input, shown: Callable[[Iterable[Any]], list[Any]]) -> dict[str, Any]:
    """A part of a queryset as ``shown`` writes it, and how many there are in all."""
    return {"count": found.count(), "items": shown(some_of(found, part.offset, part.offset + part.limit))}


def part_of_list(found: Sequence[Any], part: Part.Input, shown: Callable[[Sequence[Any]], list[Any]]) -> dict[str, Any]:
    """The same of what was computed and is no queryset."""
    return {"count": len(found), "items": shown(found[part.offset : part.offset + part.limit])}
