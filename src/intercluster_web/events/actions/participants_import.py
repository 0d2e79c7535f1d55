"""From a table of participants to the list: first a plan with every error, then all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster.fields.wording import words
from intercluster_web.cells import RowError, read_country, read_email, short_text
from intercluster_web.directory.models import Organisation
from intercluster_web.events.actions.event import touch
from intercluster_web.events.actions.sequences import NAMES, raise_for_people
from intercluster_web.events.models import (
    Event,
    Participant,
    ParticipantColumns,
    ParticipantKind,
    ParticipantState,
    ProfileKind,
    ProfileLine,
    Side,
)
from intercluster_web.events.queries.participants import MOST, link_until
from intercluster_web.events.queries.participants_columns import FIELDS
from intercluster_web.events.queries.profile_fields import recognised
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import ChangedMeanwhileError
from intercluster_web.spreadsheets import Sheet
from intercluster_web.table_imports import (
    CHANGED,
    NEW,
    SAME,
    Plan,
    PlannedRow,
    join_names,
    no_names,
    person_key,
    read_rows,
    used_twice,
)

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
_PROFILE = {
    ProfileKind.REFERENCE_CUSTOMER: {"reference customer", "demonstration site", "client de reference"},
    ProfileKind.PRIME: {"prime", "prime contractor", "donneur d ordre", "donneur d ordres"},
    ProfileKind.DISTRIBUTOR: {"distributor", "distributeur"},
    ProfileKind.LICENCE: {"licence", "license"},
    ProfileKind.CO_DEVELOPMENT: {"co development", "codeveloppement", "technology partnership", "partenariat"},
    ProfileKind.RESEARCH: {"research", "upstream research", "recherche", "recherche amont"},
}
_STATES = {
    ParticipantState.INVITED: {"invited", "invite", "invitee"},
    ParticipantState.REGISTERED: {
        "registered",
        "inscrit",
        "inscrite",
        "confirmed",
        "confirme",
        "confirmee",
        "yes",
        "oui",
    },
    ParticipantState.WITHDRAWN: {"withdrawn", "desiste", "desistee", "cancelled", "annule", "no", "non"},
}


def plan_import(event: Event, sheet: Sheet, mapping: Mapping[str, str], language: str) -> Plan[PlannedRow]:
    """Read every row and find the people they mean, by address, else by name and organisation."""
    return _planned(event, read_rows(sheet, mapping, _READERS), language, _mapping_errors(mapping))


def plan_people(event: Event, people: Iterable[Mapping[str, Any]], language: str = "en") -> Plan[PlannedRow]:
    """The same of people that a program sends, each with its values by field; ``line`` counts from 0. Offers and needs
    are lists of kind and text."""
    return _planned(event, (_read_person(line, given) for line, given in enumerate(people)), language, [])


def _read_person(line: int, given: Mapping[str, Any]) -> tuple[int, dict[str, Any], list[RowError]]:
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    for name, value in given.items():
        try:
            if value:
                values[name] = _READERS[name](value) if isinstance(value, str) else value
        except ValidationError as error:
            errors.append(RowError(line, name, str(value)[:60], error.messages[0]))
    return line, values, errors


def _planned(
    event: Event,
    read: Iterable[tuple[int, dict[str, Any], list[RowError]]],
    language: str,
    errors: list[RowError],
) -> Plan[PlannedRow]:
    known = {
        person_key(one.name, one.organisation_name, one.email): one
        for one in event.participants.prefetch_related("lines")
    }
    rows: list[PlannedRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, values, wrong in read:
        join_names(values)
        if not wrong:
            wrong.extend(_missing(line, values))
        errors += wrong
        if wrong:
            continue
        key = person_key(values["name"], values["organisation_name"], values.get("email", ""))
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
    errors = used_twice(mapping, FIELDS) + no_names(mapping, FIELDS, "name", "last_name")
    if "organisation_name" not in mapping.values():
        said = _("Choose the column that holds the organisations.")
        errors.append(RowError(1, str(FIELDS["organisation_name"][0]), "", said))
    return errors


def _compared(row: PlannedRow) -> PlannedRow:
    """What a row would change; an empty cell changes nothing, offers and needs are added and never removed. Of the
    state only that somebody invited has registered: what people said on their own page stands against an older file."""
    if row.record is None:
        return row
    there = {(line.side, line.text) for line in row.record.lines.all()}
    for name, value in row.values.items():
        if name in _LINES:
            if any((_LINES[name], text) not in there for _kind, text in value):
                row.changes.append(name)
        elif name == "state":
            if (row.record.state, value) == (ParticipantState.INVITED, ParticipantState.REGISTERED):
                row.changes.append(name)
        elif value not in ("", None) and getattr(row.record, name) != value:
            row.changes.append(name)
    row.status = CHANGED if row.changes else SAME
    return row


def _missing(line: int, values: Mapping[str, Any]) -> list[RowError]:
    return [
        RowError(line, str(FIELDS[name][0]), "", _("This is missing."))
        for name in ("name", "organisation_name")
        if not values.get(name)
    ]


def _one_of(meanings: Mapping[Any, set[str]]) -> Callable[[str], str]:
    """Reads a choice by its code, its label in the language in force, or a word that means it."""

    def read(text: str) -> str:
        if found := _meant(text, meanings):
            return found
        known = ", ".join(str(choice.label) for choice in meanings)
        raise ValidationError(_("Unknown. Use one of: %(kinds)s.") % {"kinds": known})

    return read


def _meant(text: str, meanings: Mapping[Any, set[str]]) -> str:
    folded = " ".join(words(text))
    for choice, meant in meanings.items():
        if folded in meant | {str(choice), " ".join(words(str(choice.label)))}:
            return str(choice)
    return ""


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
        kind = _meant(head, _PROFILE)
        said = rest.strip() if colon and kind else part
        if len(said) > 300:
            raise ValidationError(_("Longer than %(most)s characters; shorten it.") % {"most": 300})
        found.append((kind or str(ProfileKind.CO_DEVELOPMENT), said))
    return found


_READERS: dict[str, Callable[[str], Any]] = {
    "name": short_text(160),
    "first_name": short_text(80),
    "last_name": short_text(80),
    "function": short_text(160),
    "organisation_name": short_text(250),
    "kind": _one_of(_KINDS),
    "member_of": short_text(250),
    "country": read_country,
    "email": read_email,
    "language": _language,
    "state": _one_of(_STATES),
    "about": str,
    "offers": _lines,
    "needs": _lines,
    "most_meetings": _number,
}


@transaction.atomic
def apply_plan(
    user: Any, event: Event, plan: Plan[PlannedRow], mapping: Mapping[str, str] | None = None, seen: str = ""
) -> Counter[str]:
    """Write a plan: all rows or, where anything fails, none; remember how the columns of a file were read.
    ``seen``: ``mark_of`` the plan that was looked through.

    Raises
    ------
    ValueError
        The plan has errors.
    ChangedMeanwhileError
        Somebody changed one of these people, or added them, since the plan was made.
    """
    to_write = plan.to_write()
    require_change(user, event)
    if seen and seen != mark_of(plan):
        raise ChangedMeanwhileError(event)
    _refuse_if_changed(event, to_write)
    named = {row.values["organisation_name"] for row in to_write}
    known = {one.name.casefold(): one for one in Organisation.objects.filter(name__in=named)}
    raise_for_people(row.record for row in to_write if row.record is not None and set(NAMES) & set(row.changes))
    fields_of = cache(recognised)  # a file says the same thing of many
    for row in to_write:
        one = row.record or Participant(event=event, expires_at=link_until(event))
        for name in row.values if row.record is None else row.changes:
            if name not in _LINES:
                setattr(one, name, row.values[name])
        one.organisation = known.get(one.organisation_name.casefold(), one.organisation)
        one.revision += row.record is not None
        one.save()
        _add_lines(one, row.values, fields_of)
    if mapping is not None:
        ParticipantColumns.objects.update_or_create(owner=event.owner, defaults={"mapping": dict(mapping)})
    touch(event)
    return plan.counts


def _refuse_if_changed(event: Event, rows: Iterable[PlannedRow]) -> None:
    there = list(event.participants.only("name", "organisation_name", "email", "revision"))
    revisions = {one.pk: one.revision for one in there}
    keys = {person_key(one.name, one.organisation_name, one.email) for one in there}
    for row in rows:
        values = row.values
        if row.record is not None:
            changed = revisions.get(row.record.pk) != row.record.revision
        else:
            changed = person_key(values["name"], values["organisation_name"], values.get("email", "")) in keys
        if changed:
            raise ChangedMeanwhileError(event)


def mark_of(plan: Plan[PlannedRow]) -> str:
    """Changes with whatever a plan would do, so that nothing is written that was not looked through."""
    said = [
        (row.line, row.status, sorted(row.changes), row.record and (row.record.pk, row.record.revision))
        for row in plan.rows
    ]
    return sha256(repr(said).encode()).hexdigest()[:16]


def _add_lines(one: Participant, values: Mapping[str, Any], fields_of: Callable[[str], list[str]]) -> None:
    there = set(one.lines.values_list("side", "text"))
    ProfileLine.objects.bulk_create(
        ProfileLine(participant=one, side=side, kind=kind, text=text, concepts=fields_of(text))
        for name, side in _LINES.items()
        for kind, text in values.get(name, [])
        if (side, text) not in there
    )
