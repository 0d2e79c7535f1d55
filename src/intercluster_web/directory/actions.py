"""The only writers of the directory. Each call is one transaction; pages, the API and loads all come here."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.permissions import may_write
from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.directory.attributes import ATTRIBUTES, as_text
from intercluster_web.directory.models import (
    FORMER_KEY,
    Fact,
    Identifier,
    MemberColumns,
    Membership,
    Organisation,
    Origin,
    Sourced,
    Succession,
)
from intercluster_web.directory.provenance import Provenance


class EditedMeanwhile(Exception):  # noqa: N818 - what happened, in the words of the message
    """Somebody else changed the organisation since the form was opened."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(f"{organisation.key} is now at version {organisation.version}")
        self.organisation = organisation


@transaction.atomic
def create_organisation(values: Mapping[str, Any], provenance: Provenance) -> Organisation:
    """Add an organisation; every value given becomes a fact with the same source."""
    organisation = Organisation(**values)
    organisation.key = organisation.key or free_key(organisation.short_name or organisation.name)
    organisation.full_clean(exclude=["key"])
    organisation.save()
    for name, value in values.items():
        if name in ATTRIBUTES and as_text(value):
            _write_fact(organisation, name, as_text(value), provenance)
    return organisation


@transaction.atomic
def update_organisation(
    organisation: Organisation, changes: Mapping[str, tuple[Any, Provenance]], expected_version: int
) -> Organisation:
    """Change attributes, each with its own source.

    Raises
    ------
    EditedMeanwhile
        The organisation is no longer at ``expected_version``; nothing is written.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.version != expected_version:
        raise EditedMeanwhile(locked)
    for name, (value, provenance) in changes.items():
        setattr(locked, name, value)
        _write_fact(locked, name, as_text(value), provenance)
    if changes:
        locked.version += 1
        locked.full_clean(exclude=["key"])
        locked.save()
    return locked


@transaction.atomic
def record_fact(organisation: Organisation, attribute: str, value: str, provenance: Provenance) -> Fact:
    """State one attribute: the fact is kept and its value comes into force.

    Raises
    ------
    ValidationError
        The attribute is unknown or the value does not fit it.
    """
    if attribute not in ATTRIBUTES:
        raise ValidationError(_("There is no attribute named %(name)s."), params={"name": attribute})
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    parsed = ATTRIBUTES[attribute].parse(value)
    update_organisation(locked, {attribute: (parsed, provenance)}, locked.version)
    return Fact.objects.get(organisation=locked, attribute=attribute, in_force=True)


def _write_fact(organisation: Organisation, attribute: str, value: str, provenance: Provenance) -> Fact:
    Fact.objects.filter(organisation=organisation, attribute=attribute, in_force=True).update(in_force=False)
    return Fact.objects.create(
        organisation=organisation, attribute=attribute, value=value, in_force=True, **provenance.fact_columns()
    )


@transaction.atomic
def delete_organisation(organisation: Organisation) -> None:
    """Delete an organisation with everything said of it.

    Raises
    ------
    ValidationError
        People sit at it: they must leave first. Or it has its place in what others wrote.
    """
    if organisation.seats.exists():
        raise ValidationError(_("People sit at this organisation. Remove their seats first."))
    _refuse_where_something_is_private(organisation)
    if any(rows.exists() for rows in _rows_elsewhere(organisation)):
        raise _it_stays()
    organisation.delete()


def _refuse_where_something_is_private(organisation: Organisation) -> None:
    """What was written for an organisation, or shared with it, is not anybody's to take or to delete."""
    for kind in OwnedRecord.__subclasses__():
        records = kind._default_manager.filter(models.Q(owner=organisation) | models.Q(partners=organisation))
        if records.exists():
            raise _it_stays()
    if any(rows.exists() for rows in _rows_elsewhere(organisation, "owner")):
        raise _it_stays()
    if organisation.invitations.exists():
        raise ValidationError(_("Somebody is invited to this organisation: it stays."))


def _rows_elsewhere(organisation: Organisation, field: str = "") -> Iterator["models.QuerySet[Any]"]:
    """What other apps keep that would go with an organisation: its own, its part in cooperations, its votes …"""
    for relation in Organisation._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        outside = model._meta.app_label != Organisation._meta.app_label
        if outside and relation.on_delete is models.CASCADE and name == (field or name):
            yield model._default_manager.filter(**{name: organisation})


def _it_stays() -> ValidationError:
    return ValidationError(_("Private records are kept for this organisation, or shared with it: it stays."))


@transaction.atomic
def save_tie(tie: Sourced, provenance: Provenance) -> Sourced:
    """Add or change a label, membership, succession, identifier, territory part, field or cooperation."""
    for column, value in provenance.columns().items():
        setattr(tie, column, value)
    tie.full_clean(exclude=["origin", "stated_year_only"])
    if isinstance(tie, Succession):
        _refuse_succession_cycle(tie)
    if isinstance(tie, Membership):
        _note_who_agrees(tie, provenance.user)
    tie.save()
    return tie


def _note_who_agrees(tie: Membership, user: Any) -> None:
    """A side agrees when its own people write the row; the word of before holds while the pair is the same."""
    before = Membership.objects.filter(pk=tie.pk, organisation=tie.organisation_id, member=tie.member_id).first()
    given = before is not None and before.origin == Origin.BUNDLED
    tie.network_agrees = given or bool(before and before.network_agrees) or _writes(user, tie.organisation)
    tie.member_agrees = given or bool(before and before.member_agrees) or _writes(user, tie.member)


def _writes(user: Any, organisation: Organisation) -> bool:
    return user is not None and may_write(user, organisation)


def set_identifier(organisation: Organisation, scheme: str, value: str, provenance: Provenance) -> None:
    """The number of an organisation in a register; it replaces the one it had there."""
    Identifier.objects.update_or_create(
        organisation=organisation, scheme=scheme, defaults={"value": value, **provenance.columns()}
    )


def remember_columns(organisation: Organisation, mapping: Mapping[str, str]) -> None:
    """Keep how the columns of an organisation's member file were read, for the next one."""
    MemberColumns.objects.update_or_create(organisation=organisation, defaults={"mapping": mapping})


@transaction.atomic
def delete_tie(tie: Sourced) -> None:
    tie.delete()


def _refuse_succession_cycle(tie: Succession) -> None:
    """An organisation cannot follow itself, not even through others."""
    ahead, seen = {tie.successor_id}, set()
    while ahead:
        if tie.predecessor_id in ahead:
            raise ValidationError(_("An organisation cannot follow itself, not even through others."))
        seen |= ahead
        ahead = (
            set(Succession.objects.filter(predecessor__in=ahead).exclude(pk=tie.pk).values_list("successor", flat=True))
            - seen
        )


@transaction.atomic
def merge_organisations(kept: Organisation, dropped: Organisation, provenance: Provenance) -> Organisation:
    """Make one entry of two: everything said of ``dropped`` moves to ``kept``, whose own values stay in force.

    The address of ``dropped`` leads to ``kept`` from then on.

    Raises
    ------
    ValidationError
        Both are the same entry, ``dropped`` has private records or invitations, or both have their own place in
        something private: two parties, two votes.
    """
    if kept.pk == dropped.pk:
        raise ValidationError(_("An organisation cannot be merged with itself."))
    kept = Organisation.objects.select_for_update().get(pk=kept.pk)
    _refuse_where_something_is_private(dropped)
    Fact.objects.filter(organisation=dropped).update(in_force=False)
    for relation in Organisation._meta.related_objects:
        if not relation.many_to_many:  # only private records are shared, and there are none
            _move_rows(relation.related_model, relation.field.name, kept, dropped, provenance)
    for name in ATTRIBUTES:
        if getattr(kept, name) in (None, "") and getattr(dropped, name) not in (None, ""):
            setattr(kept, name, getattr(dropped, name))
            _write_fact(kept, name, as_text(getattr(dropped, name)), provenance)
    former_key = dropped.key
    Organisation.objects.get(pk=dropped.pk).delete()
    Identifier.objects.get_or_create(
        scheme=FORMER_KEY, value=former_key, defaults={"organisation": kept, **provenance.columns()}
    )
    kept.version += 1
    kept.save()
    return kept


def _move_rows(
    model: type[models.Model], field: str, kept: Organisation, dropped: Organisation, provenance: Provenance
) -> None:
    """Re-point rows one by one; of the directory, one that ``kept`` has, or that would tie it to itself, is let go."""
    for row in model._default_manager.filter(**{field: dropped}):
        setattr(row, field, kept)
        if _ties_to_itself(row, kept) or _is_taken(row):
            if model._meta.app_label != Organisation._meta.app_label:
                raise _it_stays()
            row.delete()
            continue
        if isinstance(row, Membership):  # that ``kept`` is the member is now the word of who merges
            row.origin = Origin(provenance.origin)
            _note_who_agrees(row, provenance.user)
        row.save()


def _ties_to_itself(row: models.Model, kept: Organisation) -> bool:
    ends = [f.name for f in row._meta.fields if f.related_model is Organisation]
    return len(ends) > 1 and all(getattr(row, f"{name}_id") == kept.pk for name in ends)


def _is_taken(row: models.Model) -> bool:
    try:
        row.validate_unique()
    except ValidationError:
        return True
    return False


def free_key(name: str, taken: Iterable[str] = ()) -> str:
    """A slug for a name that no organisation has yet."""
    base = slugify(name)[:100].strip("-") or "organisation"
    used = set(taken) | set(Organisation.objects.filter(key__startswith=base).values_list("key", flat=True))
    number, key = 2, base
    while key in used:
        key, number = f"{base}-{number}", number + 1
    return key
