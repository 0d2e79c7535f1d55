"""Reads: the entries of an address book, what is due for review, and everything kept on one person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CASCADE, Count, Model, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from intercluster_web.accounts.permissions import kept_for
from intercluster_web.contacts.models import RETENTION_YEARS, Contact, DataRequest, LogEntry, OptOut, years_after
from intercluster_web.directory.models import Organisation

_SECRETS = {"nonce"}


def contacts(user: Any, q: str = "", role: str = "", country: str = "", state: str = "") -> "QuerySet[Contact]":
    """Entries of a person's organisations, by name. ``state``: review | stopped | unreachable."""
    found = kept_for(user, Contact.objects.living().select_related("organisation", "owner"))
    if q:
        words = Q(name__icontains=q) | Q(function__icontains=q) | Q(email__icontains=q)
        found = found.filter(words | Q(organisation_name__icontains=q) | Q(organisation__name__icontains=q))
    if role:
        found = found.filter(role=role)
    if country:
        found = found.filter(country=country)
    if state == "review":
        found = found.filter(due())
    elif state == "stopped":
        found = found.exclude(opted_out_on=None)
    elif state == "unreachable":
        found = found.filter(email="")
    return found


def due() -> Q:
    """Entries whose three years are over: neither collected, heard of nor reviewed since."""
    cutoff = years_after(timezone.localdate(), -RETENTION_YEARS)
    condition = Q(collected_on__lte=cutoff)
    for day in ("last_contact_on", "reviewed_on"):
        condition &= Q(**{day: None}) | Q(**{f"{day}__lte": cutoff})
    return condition


def contact_or_404(user: Any, pk: int) -> Contact:
    """An entry of an address book a person reads; 404 for anybody else's, and once it is erased."""
    living = Contact.objects.living().select_related("organisation", "owner", "created_by")
    return get_object_or_404(kept_for(user, living), pk=pk)  # type: ignore[no-any-return]


def countries_in_use(user: Any) -> list[str]:
    found = kept_for(user, Contact.objects.living()).exclude(country="")
    return list(found.order_by("country").values_list("country", flat=True).distinct())


def log(user: Any) -> "QuerySet[LogEntry]":
    return kept_for(user, LogEntry.objects.select_related("owner", "by"))


def opted_out(owner: Organisation) -> dict[str, Any]:
    """Fingerprint of each address an organisation must not write to, and since when."""
    return dict(OptOut.objects.filter(owner=owner).values_list("fingerprint", "since"))


def to_review() -> list[tuple[Organisation, int]]:
    """Organisations with entries due for review, and how many."""
    entries = Contact.objects.living().filter(due()).order_by().values("owner").annotate(n=Count("pk"))
    numbers = {row["owner"]: row["n"] for row in entries}
    found = Organisation.objects.filter(pk__in=numbers).order_by("name")
    return [(organisation, numbers[organisation.pk]) for organisation in found]


def entries_of(email: str) -> "QuerySet[Contact]":
    """Every entry about an address, in all address books of this installation."""
    return Contact.objects.living().filter(email=email.strip().lower()).select_related("owner", "organisation")


def open_request(token: str) -> DataRequest | None:
    return DataRequest.of(token)


def everything_about(entries: "QuerySet[Contact] | list[Contact]") -> dict[str, Any]:
    """All that is kept about a person, by kind: the entries, every record that refers to one, and its parts.

    Relations are followed whichever app they belong to; a new record that refers to a contact is in by itself.
    """
    kept: dict[str, Any] = {}
    for entry in entries:
        row = {"belongs to": entry.owner.name, **_columns(entry)}
        kept.setdefault(entry._meta.label_lower, []).append(row)
        for relation, records in records_about(entry):
            for record in records:
                kept.setdefault(f"{record._meta.label_lower} ({relation})", []).append(_columns(record))
                for part in _parts(record):
                    kept.setdefault(part._meta.label_lower, []).append(_columns(part))
    return kept


def records_about(entry: Contact) -> Iterator[tuple[str, list[Any]]]:
    """Records of any app that refer to an entry, with the name of the column that does."""
    for relation in _relations_to(Contact):
        records = list(relation.related_model._default_manager.filter(**{relation.field.name: entry}))
        if records:
            yield relation.field.name, records


def _parts(record: Model) -> Iterator[Model]:
    """What exists only as a part of a record."""
    for relation in _relations_to(type(record)):
        if relation.on_delete is CASCADE:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: record})


def _relations_to(model: type[Model]) -> list[Any]:
    fields = model._meta.get_fields(include_hidden=True)
    related = [field for field in fields if field.one_to_many or (field.one_to_one and field.auto_created)]
    # The rows behind a many-to-many field say nothing of the person.
    return [field for field in related if not field.related_model._meta.auto_created]


def _columns(record: Model) -> dict[str, Any]:
    """The columns of a record; of what it refers to, the name."""
    shown: dict[str, Any] = {}
    for field in record._meta.concrete_fields:
        if field.name in _SECRETS:
            continue
        value = getattr(record, field.name) if field.is_relation else field.value_from_object(record)
        if isinstance(value, Model):
            value = str(value)
        if not isinstance(value, bytes):
            shown[field.name] = value
    return shown
