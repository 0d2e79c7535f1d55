"""Lists of the API a part at a time, in numbers that a database can count to."""

from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination


class Part(LimitOffsetPagination):
    """``limit`` of them from ``offset`` on."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=1000)
        offset: int = Field(0, ge=0, le=1_000_000)
