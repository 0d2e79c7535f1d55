"""From a table of members to entries and memberships: first a plan with every error, then all of it or nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web import table_imports
from intercluster_web.cells import RowError, degrees, read_country, read_day, read_web_address, short_text
from intercluster_web.directory import actions
from intercluster_web.directory.attributes import as_text
from intercluster_web.directory.members_file import FIELDS
from intercluster_web.directory.models import Identifier, Kind, MemberKind, Membership, Organisation, Origin
from intercluster_web.directory.provenance import Provenance
from intercluster_web.directory.search import fold
from intercluster_web.directory.wording import member_kind_label
from intercluster_web.spreadsheets import Sheet
from intercluster_web.table_imports import CHANGED, SAME, Plan, no_names, read_rows, used_twice

_SCHEMES = {"pic": ("PIC", r"\d{9}"), "siret": ("SIRET", r"\d{14}"), "vat": ("VAT", r"[A-Z]{2}[A-Z0-9]{2,13}")}
_ATTRIBUTES = ("city", "country", "website", "latitude", "longitude")
_MEMBER_WORDS = {
    MemberKind.SME: {"sme", "pme", "tpe", "start up", "startup", "eti", "small and medium sized enterprise"},
    MemberKind.LARGE_FIRM: {"large firm", "large company", "grand groupe", "grande entreprise", "ge", "groupe"},
    MemberKind.LAB: {"lab", "laboratory", "laboratoire", "recherche", "research", "organisme de recherche"},
    MemberKind.TRAINING: {"training", "training centre", "formation", "ecole", "universite", "university"},
    MemberKind.PUBLIC: {"public", "public body", "collectivite", "organisme public", "institution"},
    MemberKind.CLUSTER: {"cluster", "pole", "grappe"},
    MemberKind.NETWORK: {"network", "reseau"},
    MemberKind.FEDERATION: {"federation", "syndicat", "syndicat professionnel"},
    MemberKind.TECHNICAL_CENTRE: {"technical centre", "centre technique"},
    MemberKind.RELAY: {"relay", "relais", "regional relay", "relais regional"},
    MemberKind.OTHER: {"other", "autre", ""},
}
_KIND_OF_MEMBER = {
    MemberKind.SME: Kind.COMPANY,
    MemberKind.LARGE_FIRM: Kind.COMPANY,
    MemberKind.LAB: Kind.RESEARCH_ORGANISATION,
    MemberKind.TRAINING: Kind.TRAINING_CENTRE,
    MemberKind.PUBLIC: Kind.AUTHORITY,
    MemberKind.CLUSTER: Kind.REGIONAL_CLUSTER,
    MemberKind.NETWORK: Kind.NETWORK,
    MemberKind.FEDERATION: Kind.ASSOCIATION,
    MemberKind.TECHNICAL_CENTRE: Kind.RESEARCH_ORGANISATION,
    MemberKind.RELAY: Kind.ASSOCIATION,
    MemberKind.OTHER: Kind.COMPANY,
}


@dataclass
class PlannedRow(table_imports.PlannedRow):
    """One row, read; ``record`` is the entry it updates."""

    seated: bool = False  # its own people look after its entry: only the membership is written

    @property
    def note(self) -> str:
        return _("its own people keep its entry: only the membership is written") if self.seated else ""

    def told(self, name: str) -> str:
        return member_kind_label(super().told(name)) if name == "member_type" else super().told(name)


def plan_import(organisation: Organisation, table: Sheet, mapping: Mapping[str, str]) -> Plan[PlannedRow]:
    """Read every row, find the entries they mean, and say what would change. Nothing is written."""
    errors = used_twice(mapping, FIELDS) + no_names(mapping, FIELDS, "name")
    rows: list[PlannedRow] = []
    seen: dict[tuple[str, str], int] = {}
    register = _Register(organisation)
    for line, values, wrong in read_rows(table, mapping, _READERS):
        wrong.extend(_contradictions(line, values, wrong))
        errors += wrong
        if wrong:
            continue
        row = PlannedRow(line, values)
        for key in register.keys(values):
            if key in seen:
                errors.append(
                    RowError(line, key[0], key[1], _("The same member as on row %(line)s.") % {"line": seen[key]})
                )
            seen.setdefault(key, line)
        register.place(row)
        errors += register.conflicts(row)
        rows.append(row)
    return Plan(rows, errors)


class _Register:
    """Known entries by number, and this organisation's members and their country's entries by name and city."""

    def __init__(self, organisation: Organisation) -> None:
        self.cluster = organisation
        identifiers = list(Identifier.objects.select_related("organisation"))
        self.by_number = {(row.scheme, row.value): row.organisation for row in identifiers}
        self.numbers = {(row.organisation_id, row.scheme): row.value for row in identifiers}
        self.memberships = {row.member_id: row for row in Membership.objects.filter(organisation=organisation)}
        self.by_name: dict[tuple[str, str, str], Organisation] = {}
        for known in Organisation.objects.order_by("-pk"):
            self.by_name[fold(known.name), fold(known.city), known.country] = known
        self.seated = set(Organisation.objects.filter(seats__isnull=False).values_list("pk", flat=True))

    def keys(self, values: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """What tells a member from another: its numbers, else its name and city."""
        numbers = [(scheme, values[name]) for name, (scheme, _p) in _SCHEMES.items() if values.get(name)]
        return numbers or [(_("Name and city"), f"{values['name']}, {values.get('city', '')}".strip(", "))]

    def place(self, row: PlannedRow) -> None:
        """Find the entry of a row and what would change."""
        found = next((self.by_number[key] for key in self.keys(row.values) if key in self.by_number), None)
        country = row.values.get("country") or self.cluster.country
        found = found or self.by_name.get((fold(row.values["name"]), fold(row.values.get("city", "")), country))
        row.record = found
        if found is None:
            return
        row.seated = found.pk in self.seated
        row.changes = [] if row.seated else self._changed_attributes(found, row.values)
        membership = self.memberships.get(found.pk)
        row.changes += [
            name
            for name in ("member_type", "since", "until")
            if row.values.get(name) and (membership is None or getattr(membership, name) != row.values[name])
        ]
        row.changes += [
            name
            for name, (scheme, _p) in _SCHEMES.items()
            if not row.seated and row.values.get(name) and self.numbers.get((found.pk, scheme)) != row.values[name]
        ]
        row.status = CHANGED if row.changes or membership is None else SAME

    def conflicts(self, row: PlannedRow) -> list[RowError]:
        """Numbers of the row that belong to another entry than the one it means."""
        return [
            RowError(
                row.line, scheme, number, _("This number belongs to %(name)s.") % {"name": self.by_number[key].name}
            )
            for key in self.keys(row.values)
            for scheme, number in [key]
            if key in self.by_number and self.by_number[key] != row.record
        ]

    def _changed_attributes(self, found: Organisation, values: dict[str, Any]) -> list[str]:
        names = ("name", *_ATTRIBUTES)
        return [name for name in names if values.get(name) and as_text(getattr(found, name)) != as_text(values[name])]


def _contradictions(line: int, values: Mapping[str, Any], wrong: list[RowError]) -> list[RowError]:
    """What is wrong with a row beyond its cells."""
    errors = []
    if not values.get("name") and not wrong:
        errors.append(RowError(line, str(FIELDS["name"][0]), "", _("The name is missing.")))
    if values.get("since") and values.get("until") and values["until"] < values["since"]:
        errors.append(RowError(line, str(FIELDS["until"][0]), str(values["until"]), _("Ends before it begins.")))
    return errors


def _number_reader(name: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        number = re.sub(r"[\s.\-]", "", text).upper()
        if not re.fullmatch(_SCHEMES[name][1], number):
            raise ValidationError(_("Not a %(scheme)s number.") % {"scheme": _SCHEMES[name][0]})
        return number

    return read


def _year(text: str) -> int:
    year = int(text) if re.fullmatch(r"\d{4}", text) else read_day(text).year
    if not 1800 <= year <= 2100:
        raise ValidationError(_("Not a year between 1800 and 2100."))
    return year


def _member_type(text: str) -> str:
    words = fold(text)
    for kind, known in _MEMBER_WORDS.items():
        if words in known or words == kind.value or words == fold(str(kind.label)):
            return str(kind.value)
    raise ValidationError(
        _("Unknown type of member. Use one of: %(types)s.")
        % {"types": ", ".join(str(kind.label) for kind in MemberKind)}
    )


_READERS: dict[str, Callable[[str], Any]] = {
    "name": short_text(250),
    "member_type": _member_type,
    "country": read_country,
    "city": lambda text: text[:120],
    "website": read_web_address,
    "latitude": degrees(90),
    "longitude": degrees(180),
    "since": _year,
    "until": _year,
    "stated_on": read_day,
    **{name: _number_reader(name) for name in _SCHEMES},
}


@transaction.atomic
def apply_plan(organisation: Organisation, plan: Plan[PlannedRow], source: str, user: Any) -> Counter[str]:
    """Write a plan: all rows or, where anything fails, none.

    Raises
    ------
    ValueError
        The plan has errors.
    """
    today = timezone.localdate()
    for row in plan.to_write():
        stated = row.values.get("stated_on") or today
        provenance = Provenance(source_url=source, stated_on=stated, checked_on=today, origin=Origin.FILE, user=user)
        member = _write_member(organisation, row, provenance)
        _write_membership(organisation, member, row, provenance)
    return plan.counts


def _write_member(organisation: Organisation, row: PlannedRow, provenance: Provenance) -> Organisation:
    kind = _KIND_OF_MEMBER[MemberKind(row.values.get("member_type") or MemberKind.OTHER)]
    attributes = {name: row.values[name] for name in ("name", *_ATTRIBUTES) if row.values.get(name)}
    if row.record is None:
        values = {"kind": kind, "country": organisation.country} | attributes
        member = actions.create_organisation(values, provenance)
    else:
        member = row.record
        changed = {name: (value, provenance) for name, value in attributes.items() if name in row.changes}
        if changed:
            member = actions.update_organisation(member, changed, member.version)
    for name, (scheme, _p) in _SCHEMES.items():
        if (value := row.values.get(name)) and not row.seated:
            actions.set_identifier(member, scheme, value, provenance)
    return member


def _write_membership(
    organisation: Organisation, member: Organisation, row: PlannedRow, provenance: Provenance
) -> None:
    said = {name: row.values[name] for name in ("member_type", "since", "until") if row.values.get(name)}
    membership = Membership.objects.filter(organisation=organisation, member=member).first()
    membership = membership or Membership(organisation=organisation, member=member)
    for name, value in said.items():
        setattr(membership, name, value)
    actions.save_tie(membership, provenance)
