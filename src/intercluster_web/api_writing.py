"""What programs send to the API: refused where it is not understood, then checked by the forms of the pages.

Whatever is wrong is told in one way (422): ``detail`` is a list of ``loc``, where it is, and ``msg``, what to do.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from ninja import Field, Schema
from ninja.errors import ValidationError as Refused
from pydantic import ConfigDict

from intercluster_web.records.forms import TogetherForm
from intercluster_web.records.together import ChangedMeanwhileError

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""A number of a record that a database can count to."""


class Sent(Schema):
    """What is sent; a field that is not known is refused, so that a slip of the pen is not lost in silence."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Conflict(Schema):
    """Somebody else was first and nothing was written. ``differs``: the fields that are otherwise than you sent them;
    ``now``: the record as it stands, with the mark or revision to send next."""

    detail: str
    differs: list[str] = []
    now: dict[str, Any] = {}


def refused(said: str, *where: str | int) -> Refused:
    """One thing that is wrong with what was sent."""
    return Refused([_wrong(said, where)])


def all_refused(found: Iterable[tuple[tuple[str | int, ...], str]]) -> Refused:
    """Several things that are wrong: where, and what to do."""
    return Refused([_wrong(said, where) for where, said in found])


def _wrong(said: str, where: tuple[str | int, ...]) -> dict[str, Any]:
    return {"type": "refused", "loc": ["body", "sent", *where], "msg": said}


def checked(form: Any) -> Any:
    """A form that found nothing wrong; raises with all that it found."""
    if not form.is_valid():
        raise all_refused(_told_by(form))
    return form


def _told_by(form: BaseForm) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, errors in form.errors.items():
        for said in errors:
            yield (() if name == "__all__" else (name,)), str(said)


def changed_form(form: type[TogetherForm], record: Any, given: dict[str, Any], mark: str, **options: Any) -> Any:
    """A form on a record with ``given`` changed and the rest as it is; ``mark`` says what the writer had read."""
    shown = form(instance=record, **options)
    return form({**shown.initial, **given, "seen": mark}, instance=record, **options)


def written(form: TogetherForm, save: Callable[[], Any], now: Callable[[], dict[str, Any]]) -> Any:
    """Save what a form found good: the record as it stands ``now``; where somebody was first, 409 with what differs."""
    try:
        with told():
            save()
    except ChangedMeanwhileError as meanwhile:
        return 409, {"detail": "changed meanwhile", "differs": differing(form, meanwhile), "now": now()}
    return now()


def differing(form: TogetherForm, meanwhile: ChangedMeanwhileError) -> list[str]:
    """The fields that somebody else left otherwise than this form says."""
    theirs = meanwhile.record
    return [name for name in form.written() if getattr(theirs, name) != getattr(form.instance, name)]


@contextmanager
def told() -> Iterator[None]:
    """What an action refuses, as an answer of the API."""
    try:
        yield
    except ValidationError as problem:
        raise all_refused(((), said) for said in problem.messages) from problem
