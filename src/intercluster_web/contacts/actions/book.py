"""Entries: added, changed, left alone, reviewed, erased. Each that matters for the person's rights is logged."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from intercluster_web.accounts.actions import clear_write_ahead_log
from intercluster_web.contacts import queries
from intercluster_web.contacts.models import Contact, LogEntry, LogKind, OptOut, address_fingerprint
from intercluster_web.directory.models import Organisation
from intercluster_web.records.ownership import create_owned, require_change, require_writer

PERSONAL = ("function", "email", "phone", "note", "source", "kept_because")


@transaction.atomic
def add(user: Any, contact: Contact) -> Contact:
    """A new entry; an address that asked to be left alone stays so."""
    respect_opt_out(contact)
    create_owned(user, contact)
    return contact


def respect_opt_out(contact: Contact) -> None:
    """Mark an entry whose address is on its owner's list of those not to be written to."""
    if contact.email and contact.opted_out_on is None:
        known = OptOut.objects.filter(owner=contact.owner, fingerprint=address_fingerprint(contact.email)).first()
        contact.opted_out_on = known.since if known else None


@transaction.atomic
def opt_out(user: Any, contact: Contact) -> None:
    """The person told us not to write to them again; ``user`` is None when they did it themselves."""
    if user is not None:
        require_change(user, contact)
    today = timezone.localdate()
    same = Contact.objects.filter(pk=contact.pk, opted_out_on=None).update(opted_out_on=today)
    if contact.email:
        _never_again(contact)
    if same:
        log(contact.owner, LogKind.OPTED_OUT, 1, by=user)


@transaction.atomic
def opt_in(user: Any, contact: Contact) -> None:
    """The person wants to be written to again."""
    require_change(user, contact)
    OptOut.objects.filter(owner=contact.owner, fingerprint=address_fingerprint(contact.email)).delete()
    Contact.objects.filter(pk=contact.pk).update(opted_out_on=None)


@transaction.atomic
def keep(user: Any, contacts: Iterable[Contact], because: str) -> int:
    """The review of three years: these stay, for a reason that is kept."""
    kept = list(contacts)
    for contact in kept:
        require_change(user, contact)
        Contact.objects.filter(pk=contact.pk).update(reviewed_on=timezone.localdate(), kept_because=because)
    for owner in {contact.owner for contact in kept}:
        log(owner, LogKind.REVIEWED, sum(contact.owner == owner for contact in kept), by=user)
    return len(kept)


@transaction.atomic
def erase(user: Any, contacts: Iterable[Contact], never_again: bool) -> int:
    """Erase people from an address book. ``never_again`` keeps the fingerprint of their addresses, so that a later
    import does not write to them."""
    gone = list(contacts)
    for contact in gone:
        require_change(user, contact)
        forget(contact, never_again, by=user)
    return len(gone)


def forget(contact: Contact, never_again: bool, by: Any) -> None:
    """Take a person out: what refers to the entry keeps its place in every count, without the person.

    Records with words of the person clear them in their own ``forget_person``.
    """
    if contact.email and (never_again or contact.opted_out_on):
        _never_again(contact)
    related = [record for _name, records in queries.records_about(contact) for record in records]
    for record in related:
        if hasattr(record, "forget_person"):
            record.forget_person()
    if related:
        _blank(contact)
    else:
        contact.delete()
    log(contact.owner, LogKind.ERASED, 1, by=by)
    transaction.on_commit(clear_write_ahead_log)


def _blank(contact: Contact) -> None:
    contact.name = "–"
    for column in PERSONAL:
        setattr(contact, column, "")
    contact.erased_on = timezone.localdate()
    contact.created_by = None
    contact.save()


def _never_again(contact: Contact) -> None:
    OptOut.objects.get_or_create(
        owner=contact.owner,
        fingerprint=address_fingerprint(contact.email),
        defaults={"since": contact.opted_out_on or timezone.localdate()},
    )


def log(owner: Organisation, kind: LogKind, entries: int, detail: str = "", by: Any = None) -> None:
    LogEntry.objects.create(owner=owner, kind=kind, entries=entries, detail=detail[:300], by=by)


@transaction.atomic
def note_export(user: Any, contacts: Iterable[Contact], kind: LogKind, detail: str) -> None:
    """Log a file taken out, for each organisation whose entries are in it."""
    by_owner: dict[Organisation, int] = {}
    for contact in contacts:
        by_owner[contact.owner] = by_owner.get(contact.owner, 0) + 1
    for owner, entries in by_owner.items():
        require_writer(user, owner)
        log(owner, kind, entries, detail, user)
