"""A card added or corrected, a condition added, changed or taken out: each with its source, the old word kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from intercluster_web.accounts.permissions import may_write_somewhere
from intercluster_web.directory.models import Programme
from intercluster_web.directory.provenance import Provenance
from intercluster_web.funding import queries, wording
from intercluster_web.funding.models import Card, Correction, Requirement
from intercluster_web.records.together import refuse_if_changed, twin_of

SOURCE = ("source_url", "seen_text", "stated_on")


def _require_writer(user: Any) -> None:
    """Cards are public knowledge, as the directory is: whoever writes somewhere corrects them."""
    if not may_write_somewhere(user):
        raise PermissionDenied


@transaction.atomic
def add(user: Any, card: Card, named: Mapping[str, Any], provenance: Provenance) -> Card:
    """A card for a programme of the directory, which is added where there is none of that name; a second click, or a
    card that is there already, finds the first one."""
    _require_writer(user)
    programme = Programme.objects.filter(name__iexact=named["name"]).first()
    if programme is None:
        programme = Programme(key=_free_key(named["name"]), **named, **provenance.columns())
        programme.full_clean(exclude=["origin"])
        programme.save()
    known = Card.objects.filter(programme=programme).first()
    if known is not None:
        return known
    card.programme = programme
    return _write(user, card, provenance)


def _free_key(name: str) -> str:
    base = slugify(name)[:100] or "programme"
    taken = set(Programme.objects.filter(key__startswith=base).values_list("key", flat=True))
    number, key = 2, base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


@transaction.atomic
def change(user: Any, card: Card, names: Iterable[str], seen: str, provenance: Provenance) -> Card:
    """Correct a card; what it said before stays readable. Raises ``ChangedMeanwhileError``."""
    _require_writer(user)
    names = list(names)
    refuse_if_changed(card, names, seen)
    stored = Card.objects.get(pk=card.pk)
    for name in names:
        before, after = _said(stored, name), _said(card, name)
        if before != after and name not in SOURCE:
            _note(card, name, (before, after), provenance)
    return _write(user, card, provenance)


def _said(card: Card, name: str) -> str:
    """What a column says, as text a later reader understands."""
    value = getattr(card, name)
    if isinstance(value, list):
        return ", ".join(map(str, card.cost_labels(name)))
    return str(getattr(card, f"get_{name}_display", lambda: "" if value is None else value)())


def _note(card: Card, attribute: str, words: tuple[str, str], provenance: Provenance) -> None:
    before, after = words
    Correction.objects.create(
        card=card, attribute=attribute, before=before, after=after, recorded_by=provenance.user, **provenance.columns()
    )


def _write(user: Any, record: Any, provenance: Provenance) -> Any:
    _stamp(user, record, provenance)
    record.save()
    return record


def _stamp(user: Any, record: Any, provenance: Provenance) -> None:
    for column, value in provenance.columns().items():
        setattr(record, column, value)
    record.recorded_by = user


@transaction.atomic
def save_condition(
    user: Any, requirement: Requirement, names: Iterable[str], seen: str, provenance: Provenance
) -> Requirement:
    """Add or change a condition. Raises ``ChangedMeanwhileError``."""
    _require_writer(user)
    before = ""
    _stamp(user, requirement, provenance)
    if requirement.pk is None:
        if twin := twin_of(requirement, queries.same_condition(requirement)):
            return twin  # type: ignore[no-any-return]
    else:
        refuse_if_changed(requirement, names, seen)
        before = wording.asks(Requirement.objects.get(pk=requirement.pk).rule())
    after = wording.asks(requirement.rule())
    if before != after:
        _note(requirement.card, "requirements", (before, after), provenance)
    requirement.save()
    return requirement


@transaction.atomic
def remove_condition(user: Any, requirement: Requirement) -> None:
    _require_writer(user)
    _note(requirement.card, "requirements", (wording.asks(requirement.rule()), ""), Provenance(user=user))
    requirement.delete()
