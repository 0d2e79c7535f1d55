"""The kinds of joint operations by the word in their addresses, and the lines of each. A new kind gets its row here."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from intercluster_web.operations.models.base import Operation
from intercluster_web.operations.models.offers import Bid, Colabel, OpenedCall, Stand
from intercluster_web.operations.models.positions import Position
from intercluster_web.operations.models.resources import Asset, Mobility, Pool, Series


@dataclass(frozen=True)
class OperationKind:
    """``lines``: the relations that hold the lines, in the order of the page."""

    slug: str
    model: type[Operation]
    lines: tuple[str, ...] = ()

    @property
    def label(self) -> Any:
        return self.model._meta.verbose_name

    @property
    def plural(self) -> Any:
        return self.model._meta.verbose_name_plural

    def line_model(self, relation: str) -> type[Model]:
        """The model of a relation's lines; KeyError where this kind has none of that name."""
        if relation not in self.lines:
            raise KeyError(relation)
        found: type[Model] = self.model._meta.get_field(relation).related_model  # type: ignore[assignment]
        return found


KINDS = {
    kind.slug: kind
    for kind in (
        OperationKind("stand", Stand, ("exhibitors",)),
        OperationKind("series", Series, ("hosts", "editions")),
        OperationKind("bid", Bid, ("consortium",)),
        OperationKind("colabel", Colabel, ("labels",)),
        OperationKind("call", OpenedCall),
        OperationKind("asset", Asset, ("rights",)),
        OperationKind("pool", Pool, ("parts",)),
        OperationKind("position", Position, ("recommendations",)),
        OperationKind("mobility", Mobility),
    )
}


def kind_of(operation: Operation) -> OperationKind:
    return next(kind for kind in KINDS.values() if kind.model is type(operation))
