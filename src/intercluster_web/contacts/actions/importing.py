"""From a table of contacts to entries: first a plan with every error, then all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.fields.wording import words
from intercluster_web import table_imports
from intercluster_web.cells import RowError, read_country, read_day, read_email, short_text
from intercluster_web.contacts import queries
from intercluster_web.contacts.actions.book import log
from intercluster_web.contacts.columns import FIELDS
from intercluster_web.contacts.models import Contact, ImportColumns, LawfulBasis, LogKind, Role, address_fingerprint
from intercluster_web.directory.models import Organisation
from intercluster_web.records.ownership import require_writer
from intercluster_web.spreadsheets import Sheet
from intercluster_web.table_imports import (
    CHANGED,
    NEW,
    SAME,
    Plan,
    join_names,
    no_names,
    person_key,
    read_rows,
    used_twice,
)

_ROLE_WORDS = {
    Role.MIRROR: {"partner cluster", "cluster", "cluster partenaire", "pole", "organisation miroir"},
    Role.MEMBER: {"member", "member company", "adherent", "membre", "entreprise membre", "company", "entreprise"},
    Role.LABORATORY: {"laboratory", "laboratoire", "laboratory or university", "universite", "lab", "university"},
    Role.POST: {"foreign post", "poste a l etranger", "ambassade", "embassy", "chambre", "chamber", "agence"},
    Role.AUTHORITY: {"public authority", "collectivite", "autorite publique", "region", "etat", "authority"},
    Role.BUYER: {"buyer", "acheteur", "donneur d ordre", "donneur d ordres", "client"},
    Role.OTHER: {"other", "autre"},
}
_LANGUAGE_WORDS = {
    "fr": {"fr", "fre", "fra", "francais", "french"},
    "en": {"en", "eng", "anglais", "english"},
}


@dataclass
class PlannedRow(table_imports.PlannedRow):
    """One row, read; ``record`` is the contact it changes."""

    stopped: bool = False

    @property
    def note(self) -> str:
        return _("asked not to be written to") if self.stopped else ""


def plan_import(
    owner: Organisation, sheet: Sheet, mapping: Mapping[str, str], defaults: Mapping[str, Any]
) -> Plan[PlannedRow]:
    """Read every row, find the entries they mean by address, else by name and organisation, and say what would change.

    ``defaults`` fill what a new entry must have and the row does not say: source, basis, day, role, language.
    """
    errors = used_twice(mapping, FIELDS) + no_names(mapping, FIELDS, "name", "last_name")
    known = _Book(owner)
    rows: list[PlannedRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, values, wrong in read_rows(sheet, mapping, _READERS):
        join_names(values)
        if not values["name"] and not wrong:
            wrong.append(RowError(line, str(FIELDS["name"][0]), "", _("The name is missing.")))
        errors += wrong
        if wrong:
            continue
        key = _key(values)
        if key in seen:
            said = _("The same person as on row %(line)s.") % {"line": seen[key]}
            errors.append(RowError(line, str(FIELDS["name"][0]), values["name"], said))
            continue
        seen[key] = line
        rows.append(known.place(PlannedRow(line, values), defaults))
    return Plan(rows, errors)


def _key(values: Mapping[str, Any]) -> tuple[str, ...]:
    return person_key(values["name"], values.get("organisation_name", ""), values.get("email", ""))


class _Book:
    """The entries of an owner, by address and by name and organisation; its opt-outs; organisations by name."""

    def __init__(self, owner: Organisation) -> None:
        self.entries: dict[tuple[str, ...], Contact] = {}
        for contact in Contact.objects.living().filter(owner=owner).select_related("organisation"):
            self.entries[_key({"name": contact.name, "organisation_name": contact.where})] = contact
            if contact.email:
                self.entries[_key({"name": "", "email": contact.email})] = contact
        self.taken: set[int] = set()
        self.stopped = queries.opted_out(owner)
        self.organisations = dict(Organisation.objects.order_by("-pk").values_list("name", "pk"))

    def place(self, row: PlannedRow, defaults: Mapping[str, Any]) -> PlannedRow:
        values = row.values
        values["organisation_id"] = self.organisations.get(values.get("organisation_name", ""))
        row.record = self.entries.get(_key(values)) or self._without_address(values)
        row.stopped = bool(values.get("email")) and address_fingerprint(values["email"]) in self.stopped
        if row.record is None:
            row.values = {**defaults, **{name: value for name, value in values.items() if value}}
            return row
        row.changes = [
            name
            for name, value in values.items()
            if value
            and getattr(row.record, name) != value
            and not (name == "organisation_name" and row.record.where == value)
        ]
        row.status = CHANGED if row.changes else SAME
        return row

    def _without_address(self, values: Mapping[str, Any]) -> Contact | None:
        """The entry of the same name and organisation that had no address yet; a row fills it once."""
        found = self.entries.get(_key({**values, "email": ""}))
        if found is None or found.email or found.pk in self.taken:
            return None
        self.taken.add(found.pk)
        return found


def _chosen(known: Mapping[Any, set[str]], message: Any) -> Callable[[str], str]:
    def read(text: str) -> str:
        folded = " ".join(words(text))
        for value, meant in known.items():
            if folded in meant or folded == str(value):
                return str(value)
        raise ValidationError(str(message))

    return read


def _role(text: str) -> str:
    labels = {role: meant | {" ".join(words(str(role.label)))} for role, meant in _ROLE_WORDS.items()}
    known = ", ".join(str(role.label) for role in Role)
    return _chosen(labels, _("Unknown. Use one of: %(roles)s.") % {"roles": known})(text)


_READERS: dict[str, Callable[[str], Any]] = {
    "name": short_text(160),
    "first_name": short_text(80),
    "last_name": short_text(80),
    "function": short_text(160),
    "organisation_name": short_text(250),
    "role": _role,
    "email": read_email,
    "phone": short_text(40),
    "country": read_country,
    "language": _chosen(_LANGUAGE_WORDS, gettext_lazy("Write fr or en.")),
    "source": short_text(200),
    "collected_on": read_day,
    "last_contact_on": read_day,
    "opted_out_on": read_day,
    "note": str,
}


@transaction.atomic
def apply_plan(
    user: Any, owner: Organisation, plan: Plan[PlannedRow], file: str, mapping: Mapping[str, str]
) -> Counter[str]:
    """Write a plan: all rows or, where anything fails, none; remember how the columns were read.

    Raises
    ------
    ValueError
        The plan has errors.
    """
    to_write = plan.to_write()
    require_writer(user, owner)
    stopped = queries.opted_out(owner)
    for row in to_write:
        contact = row.record or Contact(owner=owner, created_by=user, **_required(row.values))
        for name in row.values if row.record is None else row.changes:
            setattr(contact, name, row.values[name])
        if contact.email and contact.opted_out_on is None:
            contact.opted_out_on = stopped.get(address_fingerprint(contact.email))
        contact.save()
    ImportColumns.objects.update_or_create(owner=owner, defaults={"mapping": dict(mapping)})
    log(owner, LogKind.IMPORT, plan.counts[NEW] + plan.counts[CHANGED], file, user)
    return plan.counts


def _required(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a new entry must have even when neither the row nor the form says it."""
    return {
        "collected_on": values.get("collected_on") or timezone.localdate(),
        "lawful_basis": values.get("lawful_basis") or LawfulBasis.LEGITIMATE_INTEREST,
    }


def remembered(owner: Organisation) -> dict[str, str]:
    columns = ImportColumns.objects.filter(owner=owner).first()
    return columns.mapping if columns else {}
