"""From a table of participants to the list: first a plan with every error, then all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster.fields.wording import words
from intercluster_web.cells import RowError, plain_text, read_country
from intercluster_web.directory.models import Organisation
from intercluster_web.events.actions.event import touch
from intercluster_web.events.models import (
    Event,
    Participant,
    ParticipantColumns,
    ParticipantKind,
    ProfileKind,
    ProfileLine,
    Side,
)
from intercluster_web.events.queries.participants import MOST, link_until
from intercluster_web.events.queries.participants_columns import FIELDS
from intercluster_web.records.ownership import require_change
from intercluster_web.spreadsheets import Sheet

NEW, CHANGED, SAME = "new", "changed", "same"
_LINES = {"offers": Side.OFFER, "needs": Side.NEED}
_KINDS = {
    ParticipantKind.CLUSTER: {"cluster", "pole", "grappe", "pole de competitivite"},
    ParticipantKind.SME: {"sme", "pme", "tpe", "start up", "startup", "eti"},
    ParticipantKind.LARGE_FIRM: {"large firm", "grand groupe", "grande entreprise", "groupe"},
    ParticipantKind.LABORATORY: {"laboratory", "laboratoire", "universite", "university", "lab", "research"},
    ParticipantKind.BUYER: {"buyer", "acheteur", "donneur d ordre", "donneur d ordres"},
    ParticipantKind.AUTHORITY: {"public authority", "authority", "collectivite", "region", "institution"},
    ParticipantKind.OTHER: {"other", "autre"},
}


@dataclass
class PlannedRow:
    """One row, read. ``participant`` is the entry it changes, if any."""

    line: int
    values: dict[str, Any]
    participant: Participant | None = None
    status: str = NEW
    changes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What an import would do. It can be applied only without errors."""

    rows: list[PlannedRow]
    errors: list[RowError]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.status for row in self.rows)


def plan_import(event: Event, sheet: Sheet, mapping: Mapping[str, str], language: str) -> Plan:
    """Read every row and find the people they mean, by address, else by name and organisation."""
    errors = _mapping_errors(mapping)
    columns = [(place, heading, mapping.get(heading, "")) for place, heading in enumerate(sheet.headings)]
    known = {_key_of(one): one for one in event.participants.prefetch_related("lines")}
    rows: list[PlannedRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in zip(sheet.lines, sheet.rows, strict=True):
        values, wrong = _read_row(line, [(heading, use, cells[place]) for place, heading, use in columns if use])
        errors += wrong
        if wrong:
            continue
        key = _key(values)
        if key in seen:
            said = _("The same person as on row %(line)s.") % {"line": seen[key]}
            errors.append(RowError(line, str(FIELDS["name"][0]), values["name"], said))
            continue
        seen[key] = line
        if key not in known and not values.get("language"):
            values["language"] = language
        rows.append(_compared(PlannedRow(line, values, known.get(key))))
    if len(known) + sum(row.status == NEW for row in rows) > MOST:
        errors.append(RowError(1, "", "", _("An event has at most %(n)s participants.") % {"n": MOST}))
    return Plan(rows, errors)


def _mapping_errors(mapping: Mapping[str, str]) -> list[RowError]:
    used = Counter(use for use in mapping.values() if use)
    errors = [
        RowError(1, str(FIELDS[use][0]), "", _("Two columns are read as this; choose one."))
        for use, times in used.items()
        if times > 1
    ]
    if not {"name", "last_name"} & set(used):
        errors.append(RowError(1, str(FIELDS["name"][0]), "", _("Choose the column that holds the names.")))
    if "organisation_name" not in used:
        said = _("Choose the column that holds the organisations.")
        errors.append(RowError(1, str(FIELDS["organisation_name"][0]), "", said))
    return errors


def _key(values: Mapping[str, Any]) -> tuple[str, ...]:
    if values.get("email"):
        return (values["email"],)
    return (" ".join(words(values["name"])), " ".join(words(values["organisation_name"])))


def _key_of(one: Participant) -> tuple[str, ...]:
    return _key({"email": one.email, "name": one.name, "organisation_name": one.organisation_name})


def _compared(row: PlannedRow) -> PlannedRow:
    """What a row would change; an empty cell changes nothing, offers and needs are added and never removed."""
    if row.participant is None:
        return row
    there = {(line.side, line.text) for line in row.participant.lines.all()}
    for name, value in row.values.items():
        if name in _LINES:
            if any((_LINES[name], text) not in there for _kind, text in value):
                row.changes.append(name)
        elif value not in ("", None) and getattr(row.participant, name) != value:
            row.changes.append(name)
    row.status = CHANGED if row.changes else SAME
    return row


def _read_row(line: int, cells: list[tuple[str, str, str]]) -> tuple[dict[str, Any], list[RowError]]:
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    for heading, use, cell in cells:
        text = cell
        try:
            text = plain_text(cell)
            if text:
                values[use] = _READERS[use](text)
        except ValidationError as error:
            errors.append(RowError(line, heading, text[:60], error.messages[0]))
    parts = [values.pop("first_name", ""), values.pop("last_name", "")]
    values["name"] = values.get("name") or " ".join(part for part in parts if part)[:160]
    values.setdefault("organisation_name", "")
    for name in ("name", "organisation_name"):
        if not values[name] and not errors:
            errors.append(RowError(line, str(FIELDS[name][0]), "", _("This is missing.")))
    return values, errors


def _short(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > most:
            raise ValidationError(_("Longer than %(most)s characters; shorten it.") % {"most": most})
        return " ".join(text.split())

    return read


def _email(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(_("Not an e-mail address. Write one address, such as name@example.org.")) from None
    return address


def _kind(text: str) -> str:
    folded = " ".join(words(text))
    for kind, meant in _KINDS.items():
        if folded in meant | {str(kind), " ".join(words(str(kind.label)))}:
            return str(kind)
    known = ", ".join(str(kind.label) for kind in ParticipantKind)
    raise ValidationError(_("Unknown. Use one of: %(kinds)s.") % {"kinds": known})


def _language(text: str) -> str:
    found = {"f": "fr", "e": "en", "a": "en"}.get(text[:1].lower())
    if found is None:
        raise ValidationError(_("Write fr or en."))
    return found


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:4]) <= 200:
        raise ValidationError(_("Write a whole number, such as 12."))
    return int(text)


def _lines(text: str) -> list[tuple[str, str]]:
    """``licence: a process | co-development: a sensor``; without a kind, technology partnership."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split("|"))):
        head, colon, rest = part.partition(":")
        folded = " ".join(words(head))
        kind = next((one for one in ProfileKind if folded in {str(one), " ".join(words(str(one.label)))}), None)
        said = rest.strip() if colon and kind else part
        if len(said) > 300:
            raise ValidationError(_("Longer than %(most)s characters; shorten it.") % {"most": 300})
        found.append((str(kind or ProfileKind.CO_DEVELOPMENT), said))
    return found


_READERS: dict[str, Callable[[str], Any]] = {
    "name": _short(160),
    "first_name": _short(80),
    "last_name": _short(80),
    "function": _short(160),
    "organisation_name": _short(250),
    "kind": _kind,
    "member_of": _short(250),
    "country": read_country,
    "email": _email,
    "language": _language,
    "about": str,
    "offers": _lines,
    "needs": _lines,
    "most_meetings": _number,
}


@transaction.atomic
def apply_plan(user: Any, event: Event, plan: Plan, mapping: Mapping[str, str]) -> Counter[str]:
    """Write a plan: all rows or, where anything fails, none; remember how the columns were read.

    Raises
    ------
    ValueError
        The plan has errors.
    """
    if plan.errors:
        raise ValueError("a plan with errors cannot be applied")
    require_change(user, event)
    named = {row.values["organisation_name"] for row in plan.rows}
    known = {one.name.casefold(): one for one in Organisation.objects.filter(name__in=named)}
    for row in plan.rows:
        if row.status == SAME:
            continue
        one = row.participant or Participant(event=event, expires_at=link_until(event))
        for name in row.values if row.participant is None else row.changes:
            if name not in _LINES:
                setattr(one, name, row.values[name])
        one.organisation = known.get(one.organisation_name.casefold(), one.organisation)
        one.save()
        _add_lines(one, row.values)
    ParticipantColumns.objects.update_or_create(owner=event.owner, defaults={"mapping": dict(mapping)})
    touch(event)
    return plan.counts


def _add_lines(one: Participant, values: Mapping[str, Any]) -> None:
    there = set(one.lines.values_list("side", "text"))
    ProfileLine.objects.bulk_create(
        ProfileLine(participant=one, side=side, kind=kind, text=text)
        for name, side in _LINES.items()
        for kind, text in values.get(name, [])
        if (side, text) not in there
    )
