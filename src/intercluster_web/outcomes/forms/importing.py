"""From a table of needs and offers to drafts: every row read, every error told, nothing written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from intercluster.fields.vocabulary import load_vocabulary
from intercluster.fields.wording import words
from intercluster_web.cells import RowError, plain_text, read_country, read_day
from intercluster_web.directory.models import MemberKind, Organisation
from intercluster_web.outcomes.actions.postings import SHOWN_FOR
from intercluster_web.outcomes.forms.postings import LONGEST
from intercluster_web.outcomes.models import Posting, PostingStatus
from intercluster_web.outcomes.models.postings import Kind, PostingSide
from intercluster_web.records.forms import known_organisation
from intercluster_web.spreadsheets import Sheet, guess_mapping

# Column -> label, and the headings (folded) that mean it: what our export writes in both languages, and usual ones.
FIELDS = {
    "side": (gettext_lazy("Need or offer"), {"need or offer", "besoin ou offre", "side", "sens"}),
    "kind": (gettext_lazy("Kind"), {"kind", "type", "nature"}),
    "member_name": (gettext_lazy("Member"), {"member", "membre", "adherent", "entreprise", "company"}),
    "member_kind": (gettext_lazy("Kind of member"), {"kind of member", "type de membre", "categorie"}),
    "member_country": (
        gettext_lazy("Country of the member"),
        {"country of the member", "pays du membre", "country", "pays"},
    ),
    "title": (gettext_lazy("Title"), {"title", "titre", "intitule"}),
    "text": (
        gettext_lazy("Description without names"),
        {"description without names", "description sans nom", "description"},
    ),
    "market": (gettext_lazy("Market"), {"market", "marche"}),
    "countries": (gettext_lazy("Countries aimed at"), {"countries", "countries aimed at", "pays vises"}),
    "concepts": (gettext_lazy("Fields"), {"fields", "domaines"}),
    "expires_on": (gettext_lazy("Shown until"), {"shown until", "affiche jusqu au", "visible jusqu au"}),
    "note": (gettext_lazy("Note for your own team"), {"note for your own team", "note pour votre equipe", "note"}),
}
NEEDED = ("side", "kind", "member_name", "title", "text")
SEPARATOR = ";"


@dataclass(frozen=True)
class Plan:
    """What an import would add. It is applied only without errors."""

    postings: list[Posting]
    errors: list[RowError]
    again: int  # rows that say what the cluster has already; they are left out


def plan_import(owner: Organisation, sheet: Sheet) -> Plan:
    mapping = guess_mapping(sheet.headings, {}, FIELDS)
    errors = [
        RowError(1, str(FIELDS[name][0]), "", _("This column is missing. Take the empty file as a pattern."))
        for name in NEEDED
        if name not in mapping.values()
    ]
    if errors:
        return Plan([], errors, 0)
    columns = [(place, heading, mapping[heading]) for place, heading in enumerate(sheet.headings)]
    known = {_mark(each) for each in Posting.objects.filter(owner=owner).exclude(status=PostingStatus.WITHDRAWN)}
    postings: list[Posting] = []
    again = 0
    for line, cells in zip(sheet.lines, sheet.rows, strict=True):
        values, wrong = _read(line, [(heading, use, cells[place]) for place, heading, use in columns if use])
        errors += wrong
        if wrong:
            continue
        posting = _posting(owner, values)
        if _mark(posting) in known:
            again += 1
            continue
        known.add(_mark(posting))
        postings.append(posting)
    return Plan(postings, errors, again)


def _mark(posting: Posting) -> tuple[str, ...]:
    """What makes two rows the same posting."""
    return (posting.side, posting.kind, posting.member_name.casefold(), posting.title.casefold())


def _posting(owner: Organisation, values: dict[str, Any]) -> Posting:
    member = known_organisation(values["member_name"])
    country = values.pop("member_country", "") or (member.country if member else "") or owner.country
    defaults = {"expires_on": timezone.localdate() + SHOWN_FOR, "member_kind": MemberKind.SME}
    given = {name: value for name, value in values.items() if value not in ("", [])}
    return Posting(owner=owner, member=member, member_country=country, **(defaults | given))


def _read(line: int, cells: list[tuple[str, str, str]]) -> tuple[dict[str, Any], list[RowError]]:
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    for heading, use, cell in cells:
        try:
            values[use] = _value(use, plain_text(cell))
        except ValidationError as error:
            errors.append(RowError(line, heading, cell[:60], error.messages[0]))
    return values, errors


def _value(use: str, text: str) -> Any:
    if not text and use in NEEDED:
        raise ValidationError(_("This cell is empty."))
    return _READERS[use](text) if text else ""


def _choice(choices: Any) -> Callable[[str], str]:
    """Reads a code or its words, in English or French."""

    def read(text: str) -> str:
        said = words(text)
        for value, label in choices.choices:
            if words(value) == said or any(words(_in(speech, label)) == said for speech in ("en", "fr")):
                return str(value)
        raise ValidationError(
            _("Not one of: %(choices)s.") % {"choices": ", ".join(str(label) for _value, label in choices.choices)}
        )

    return read


def _in(speech: str, label: Any) -> str:
    with override(speech):
        return str(label)


def _within(length: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > length:
            raise ValidationError(_("Longer than %(n)s characters; shorten it.") % {"n": length})
        return text

    return read


def _countries(text: str) -> list[str]:
    return list(
        dict.fromkeys(
            read_country(part.strip()) for part in text.replace(",", SEPARATOR).split(SEPARATOR) if part.strip()
        )
    )


def _concepts(text: str) -> list[str]:
    """Fields by key, or by a label in any language."""
    return list(dict.fromkeys(_concept(part.strip()) for part in text.split(SEPARATOR) if part.strip()))


def _concept(text: str) -> str:
    vocabulary = load_vocabulary()
    if text in vocabulary:
        return text
    said = words(text)
    for concept, label in vocabulary.search(text, limit=5):
        if words(label) == said:
            return concept.key
    raise ValidationError(_("No field is called “%(text)s”. Write it as the vocabulary does.") % {"text": text})


def _until(text: str) -> date:
    day = read_day(text)
    if not timezone.localdate() <= day <= timezone.localdate() + LONGEST:
        raise ValidationError(_("A day from today to a year from now."))
    return day


_READERS: dict[str, Callable[[str], Any]] = {
    "side": _choice(PostingSide),
    "kind": _choice(Kind),
    "member_name": _within(250),
    "member_kind": _choice(MemberKind),
    "member_country": read_country,
    "title": _within(160),
    "text": _within(2000),
    "market": _within(160),
    "countries": _countries,
    "concepts": _concepts,
    "expires_on": _until,
    "note": _within(2000),
}
