"""From a table of posts to entries: first a plan with every error, then all of it or nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.fields.wording import words
from intercluster_web.accounts.permissions import may_edit_directory
from intercluster_web.cells import RowError, degrees, read_country, read_day, read_web_address, short_text
from intercluster_web.directory.models import Organisation, Origin
from intercluster_web.directory.provenance import Provenance
from intercluster_web.posts.actions import book
from intercluster_web.posts.columns import FIELDS
from intercluster_web.posts.models import Post, PostKind, Service
from intercluster_web.spreadsheets import Sheet
from intercluster_web.table_imports import CHANGED, SAME, Plan, PlannedRow, no_names, read_rows, used_twice

_KINDS = {
    PostKind.SCIENCE: {"science", "embassy", "ambassade", "service scientifique", "service pour la science"},
    PostKind.TRADE: {"trade", "business france", "ubifrance", "bureau export", "agence"},
    PostKind.REGIONAL: {"regional", "bureau regional", "bureau d une region", "regional office"},
    PostKind.CHAMBER: {"chamber", "cci", "cci fi", "chambre", "chambre de commerce"},
    PostKind.NETWORK: {"network", "reseau", "point de contact", "contact point"},
    PostKind.OTHER: {"other", "autre"},
}
_SERVICES = {
    Service.PARTNERS: {"partners", "partenaires", "recherche de partenaires"},
    Service.WATCH: {"watch", "veille", "veille scientifique et technologique"},
    Service.PROGRAMMES: {"programmes", "programmes d aides", "information sur les programmes"},
    Service.DELEGATIONS: {"delegations", "visites", "seminaires", "delegations et seminaires"},
    Service.OPINION: {"opinion", "avis", "validation"},
    Service.MARKETS: {"markets", "marches", "acheteurs", "export"},
    Service.SETTLING: {"settling", "implantation"},
}
_ENTRY = ("name", "country", "city", "latitude", "longitude")
_WRITTEN = ("kind", "countries", "represents", "services", "languages", "page", "note")
_SEPARATORS = re.compile(r"[;,|\n]")


def plan_import(user: Any, sheet: Sheet, mapping: Mapping[str, str]) -> Plan[PlannedRow]:
    """Read every row, find the posts they mean by name and country, and say what would change."""
    errors = used_twice(mapping, FIELDS) + no_names(mapping, FIELDS, "name")
    known = {_key(post.organisation.name, post.organisation.country): post for post in _every_post()}
    rows: list[PlannedRow] = []
    seen: dict[tuple[str, str], int] = {}
    for line, values, wrong in read_rows(sheet, mapping, _READERS):
        wrong.extend([] if wrong else _missing(line, values))
        key = _key(values.get("name", ""), values.get("country", ""))
        if not wrong and key in seen:
            said = _("The same post as on row %(line)s.") % {"line": seen[key]}
            wrong.append(RowError(line, str(FIELDS["name"][0]), values["name"], said))
        row = PlannedRow(line, values, known.get(key))
        if not wrong and not _may_write(user, row):
            said = _("Its own people keep this entry: leave the row out.")
            wrong.append(RowError(line, str(FIELDS["name"][0]), values["name"], said))
        errors += wrong
        if not wrong:
            seen[key] = line
            rows.append(_compared(row))
    return Plan(rows, errors)


def _every_post() -> Iterable[Post]:
    return Post.objects.select_related("organisation")


def _key(name: str, country: str) -> tuple[str, str]:
    return " ".join(words(name)), country


def _missing(line: int, values: Mapping[str, Any]) -> list[RowError]:
    asked = {
        "name": _("The name is missing."),
        "country": _("The country is missing."),
        "source_url": _("Say where this was seen: a page, a document, a conversation."),
    }
    return [RowError(line, str(FIELDS[name][0]), "", text) for name, text in asked.items() if not values.get(name)]


def _may_write(user: Any, row: PlannedRow) -> bool:
    organisation = row.record.organisation if row.record else None
    if organisation is None:
        organisation = Organisation.objects.filter(
            name__iexact=row.values["name"], country=row.values["country"]
        ).first()
    return organisation is None or may_edit_directory(user, organisation)


def _compared(row: PlannedRow) -> PlannedRow:
    if row.record is not None:
        row.changes = [
            name
            for name in (*_WRITTEN, "source_url", "stated_on")
            if row.values.get(name) and getattr(row.record, name) != row.values[name]
        ]
        row.status = CHANGED if row.changes else SAME
    return row


def _chosen(known: Mapping[Any, set[str]]) -> Callable[[str], str]:
    def read(text: str) -> str:
        folded = " ".join(words(text))
        for value, meant in known.items():
            if folded in meant or folded in {str(value), " ".join(words(str(value.label)))}:
                return str(value)
        offered = ", ".join(str(value.label) for value in known)
        raise ValidationError(_("Unknown. Use one of: %(known)s.") % {"known": offered})

    return read


def _several(read: Callable[[str], str]) -> Callable[[str], list[str]]:
    return lambda text: list(dict.fromkeys(read(part.strip()) for part in _SEPARATORS.split(text) if part.strip()))


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}", text):
        raise ValidationError(_("Write languages as codes, separated by commas: fr, en, zh."))
    return text.lower()


_READERS: dict[str, Callable[[str], Any]] = {
    "name": short_text(250),
    "kind": _chosen(_KINDS),
    "country": read_country,
    "city": short_text(120),
    "countries": _several(read_country),
    "represents": short_text(200),
    "services": _several(_chosen(_SERVICES)),
    "languages": _several(_language),
    "page": read_web_address,
    "latitude": degrees(90),
    "longitude": degrees(180),
    "source_url": short_text(500),
    "stated_on": read_day,
    "note": str,
}


@transaction.atomic
def apply_plan(user: Any, plan: Plan[PlannedRow]) -> Counter[str]:
    """Write a plan: all rows or, where anything fails, none.

    Raises
    ------
    ValueError
        The plan has errors.
    """
    for row in plan.to_write():
        provenance = Provenance(
            source_url=row.values["source_url"],
            stated_on=row.values.get("stated_on"),
            checked_on=timezone.localdate(),
            origin=Origin.FILE,
            user=user,
        )
        written = {name: row.values[name] for name in _WRITTEN if row.values.get(name)}
        if row.record is None:
            entry = {name: row.values[name] for name in _ENTRY if row.values.get(name) is not None}
            book.add(user, Post(**written), entry, provenance)
            continue
        for name, value in written.items():
            setattr(row.record, name, value)
        book.change(user, row.record, (), "", provenance)
    return plan.counts
