"""Address book files: xlsx and vCard of a list; everything about one person as JSON or Word."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.export import Block, Column, Heading, Language, Paragraph, Table, TableBlock, to_docx, to_xlsx
from intercluster.export.vcard import Card, to_vcards
from intercluster_web.contacts.columns import FIELDS
from intercluster_web.contacts.models import Contact
from intercluster_web.directory.wording import country_label

_DAYS = {"collected_on", "last_contact_on", "opted_out_on"}
_NOT_WRITTEN = {"first_name", "last_name"}  # read from other people's files; ours hold the whole name


def contacts_xlsx(contacts: Iterable[Contact], language: Language) -> bytes:
    """The list in the columns the import reads: sent back unchanged, it changes nothing."""
    columns = [
        Column(name, str(label), "date" if name in _DAYS else "text")
        for name, (label, _headings) in FIELDS.items()
        if name not in _NOT_WRITTEN
    ]
    rows = [{column.key: _cell(contact, column.key) for column in columns} for contact in contacts]
    notes = [_("Personal data: for the people of the organisation it belongs to. Erase the file once it has served.")]
    return to_xlsx([Table(_("Contacts"), columns, rows, notes)], language)


def template_table() -> Table:
    """An empty file with the columns the import knows."""
    columns = [Column(name, str(label)) for name, (label, _headings) in FIELDS.items() if name not in _NOT_WRITTEN]
    return Table(_("Contacts"), columns, [])


def _cell(contact: Contact, name: str) -> Any:
    if name == "organisation_name":
        return contact.where
    if name == "role":
        return str(contact.get_role_display())
    return getattr(contact, name)


def contacts_vcf(contacts: Iterable[Contact]) -> bytes:
    return to_vcards(
        Card(
            name=contact.name,
            function=contact.function,
            organisation=contact.where,
            email=contact.email,
            phone=contact.phone,
            country=country_label(contact.country),
            language=contact.language,
            uid=f"urn:intercluster:contact:{contact.pk}",
            category=str(contact.get_role_display()),
        )
        for contact in contacts
    )


def person_json(kept: dict[str, Any]) -> bytes:
    """Everything kept on one person, for reading by machines too (GDPR, article 20)."""
    text = json.dumps({"exported_at": timezone.now(), **kept}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return text.encode()


def person_docx(kept: dict[str, Any], language: Language) -> bytes:
    """The same to read: one table a record."""
    title = _("What is kept about you")
    blocks: list[Block] = [Heading(title, 0)]
    columns = [Column("what", _("Item")), Column("value", _("What is kept"))]
    for kind, rows in kept.items():
        blocks.append(Heading(kind, 1))
        for row in rows:
            said = [
                {"what": name, "value": _shown(value)} for name, value in row.items() if value not in (None, "", [])
            ]
            blocks.append(TableBlock(Table("", columns, said)))
    if not kept:
        blocks.append(Paragraph(_("Nothing is kept.")))
    return to_docx(blocks, language, title=title)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value.isoformat() if isinstance(value, date) else str(value)
