"""What the pages and files of joint operations say."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from intercluster.export import Cell, Column, Table
from intercluster_web.directory.wording import country_label
from intercluster_web.operations.models import (
    Bid,
    Colabel,
    LabelState,
    Mobility,
    OpenedCall,
    Operation,
    Pool,
    Series,
    State,
)
from intercluster_web.operations.models.kinds import OperationKind, kind_of
from intercluster_web.operations.queries import pooled_of, turns_of

_HOUSE = {"id", "cooperation", "owner", "audience", "created_by", "created_at", "updated_at", "title", "about"}
_SIDE = {"id", "operation", "organisation"}
STATE_TONES = {State.DONE: "good", State.UNDER_WAY: "accent", State.ABANDONED: "warn"}


@dataclass(frozen=True)
class Named:
    label: str
    value: str


def facts(operation: Operation) -> list[Named]:
    """The columns of an operation that say something, in words."""
    return [
        Named(str(field.verbose_name), value)
        for field in operation._meta.concrete_fields
        if field.name not in _HOUSE and (value := shown(operation, field))
    ]


def shown(record: Any, field: Any) -> str:
    """A column in words of the reader's language; nothing where nothing was written."""
    value = getattr(record, field.name)
    if value in (None, ""):
        return ""
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    if field.name == "country":
        return country_label(value)
    words = next((words for kind, words in _WORDS if isinstance(value, kind)), str)
    return words(value)


def plain(amount: Decimal) -> str:
    return number_format(amount.normalize() if amount == amount.to_integral() else amount, use_l10n=True)


_WORDS: list[tuple[type, Callable[[Any], str]]] = [
    (bool, lambda value: _("yes") if value else _("no")),
    (dt.date, lambda value: date_format(value, "SHORT_DATE_FORMAT")),
    (Decimal, plain),
]


def reading(operation: Any) -> str:
    """One sentence that adds an operation up, for the lists; empty where there is nothing to add up."""
    return _READINGS.get(type(operation), lambda _operation: "")(operation)


def _read_pool(pool: Pool) -> str:
    stands = pooled_of(pool)
    return _("%(promised)s of %(target)s %(unit)s promised, %(confirmed)s confirmed") % {
        "promised": plain(stands.promised),
        "target": plain(stands.target),
        "unit": pool.unit,
        "confirmed": plain(stands.confirmed),
    }


def _read_series(series: Series) -> str:
    turns = turns_of(series)
    return _("next: %(host)s, %(year)s") % {"host": turns[0].host, "year": turns[0].year} if turns else ""


def _read_colabel(project: Colabel) -> str:
    labels = list(project.labels.all())
    given = sum(label.state == LabelState.LABELLED for label in labels)
    return _("%(given)s of %(asked)s labels given") % {"given": given, "asked": len(labels)} if labels else ""


def _read_call(call: OpenedCall) -> str:
    if call.answers is None:
        return ""
    return _("%(theirs)s of %(all)s answers from the partners’ members") % {
        "theirs": call.answers_from_partners or 0,
        "all": call.answers,
    }


_READINGS: dict[type, Callable[[Any], str]] = {
    Pool: _read_pool,
    Series: _read_series,
    Colabel: _read_colabel,
    OpenedCall: _read_call,
    Bid: lambda bid: str(bid.get_result_display()),
    Mobility: lambda mobility: f"{mobility.number} · {mobility.get_mover_display()}",
}


BECAUSE = {
    "fewest": lambda: _("has hosted least often"),
    "longest": lambda: _("hosted longest ago"),
    "order": lambda: _("first in the agreed order"),
}


def line_table(kind: OperationKind, relation: str, lines: Iterable[Any]) -> Table:
    """The lines of a relation as a table; ``pk`` is in the rows, for links, and not among the columns."""
    model = kind.line_model(relation)
    fields = [field for field in model._meta.concrete_fields if field.name not in _SIDE]
    columns = [Column(field.name, str(field.verbose_name), _kind_of_column(field)) for field in fields]
    rows = [{"pk": line.pk, **{field.name: _cell(line, field) for field in fields}} for line in lines]
    return Table(str(model._meta.verbose_name_plural), columns, rows)


def line_tables(kind: OperationKind, operation: Operation) -> list[tuple[str, Table]]:
    """The lines of an operation, one table a relation."""
    return [(relation, line_table(kind, relation, getattr(operation, relation).all())) for relation in kind.lines]


def _kind_of_column(field: Any) -> Any:
    if isinstance(field, models.DateField):
        return "date"
    if isinstance(field, models.DecimalField):
        return "money" if "€" in str(field.verbose_name) else "number"
    if isinstance(field, models.IntegerField) and not field.choices and field.name != "year":
        return "integer"
    return "text"


def _cell(line: Any, field: Any) -> Cell:
    value = getattr(line, field.name)
    if _kind_of_column(field) == "text":
        return shown(line, field)
    return float(value) if isinstance(field, models.DecimalField) and value is not None else value


def list_table(found: Iterable[tuple[OperationKind, Operation]]) -> Table:
    """Operations over all cooperations, for a spreadsheet."""
    columns = [
        Column("kind", _("Kind")),
        Column("title", _("Title")),
        Column("cooperation", _("Cooperation")),
        Column("state", _("state")),
        Column("starts", _("From"), "date"),
        Column("ends", _("Until"), "date"),
        Column("reading", _("In short")),
        Column("owner", _("Written by")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "kind": str(kind.label),
            "title": operation.title,
            "cooperation": operation.cooperation.title,
            "state": operation.get_state_display(),
            "starts": operation.starts,
            "ends": operation.ends,
            "reading": reading(operation),
            "owner": str(operation.owner),
        }
        for kind, operation in found
    ]
    return Table(_("Joint operations"), columns, rows)


def kind_label(operation: Operation) -> str:
    return str(kind_of(operation).label)
