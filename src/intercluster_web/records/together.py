"""Several people, or one impatient one, writing the same thing: nothing is lost, nothing is there twice."""

import hashlib
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.utils import timezone

DOUBLE_CLICK = timedelta(seconds=10)


class ChangedMeanwhileError(Exception):
    """Somebody else saved the record first; ``record`` is theirs."""

    def __init__(self, record: Any) -> None:
        super().__init__(record.pk)
        self.record = record


def fingerprint(record: Model, names: Iterable[str]) -> str:
    """What some columns of a record say, as a short mark that a form carries."""
    said = [record._meta.get_field(name).value_from_object(record) for name in sorted(names)]
    return hashlib.sha256(json.dumps(said, cls=DjangoJSONEncoder).encode()).hexdigest()[:16]


def refuse_if_changed(record: Any, names: Iterable[str], seen: str) -> None:
    """Call in the transaction that saves ``record``. ``seen``: the fingerprint of what its writer began from.

    Raises
    ------
    ChangedMeanwhileError
        The database says something else by now, and not what ``record`` is about to say.
    """
    names = list(names)
    stored = type(record)._default_manager.get(pk=record.pk)
    if seen and fingerprint(stored, names) not in {seen, fingerprint(record, names)}:
        raise ChangedMeanwhileError(stored)


def keep_the_rest(record: Any, names: Iterable[str]) -> None:
    """Call in the transaction that saves ``record``: columns its writer did not write are as the database has them now,
    so that what somebody else wrote there meanwhile stays."""
    written = set(names)
    stored = type(record)._default_manager.get(pk=record.pk)
    for column in record._meta.concrete_fields:
        if column.name not in written and not column.primary_key:
            setattr(record, column.attname, getattr(stored, column.attname))


def twin_of(record: Model, among: "QuerySet[Any]") -> Any:
    """A record that says the same in every column, as a second click would have it; None without one."""
    mine = _content(record)
    return next((each for each in among if _content(each) == mine), None)


def just_now() -> Any:
    """Since when a record that says the same is the first half of a double click."""
    return timezone.now() - DOUBLE_CLICK


def _content(record: Model) -> dict[str, Any]:
    return {
        field.attname: field.value_from_object(record)
        for field in record._meta.concrete_fields
        if not field.primary_key and not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False)
    }
