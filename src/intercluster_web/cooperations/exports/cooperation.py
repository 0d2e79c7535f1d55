"""One cooperation as files: a note of one page, its journal, a draft message, its dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intercluster.cooperations.gates import advice, assess, next_stage
from intercluster.cooperations.ladder import LADDER, Stage
from intercluster.export import (
    Block,
    Bullets,
    Column,
    Heading,
    Language,
    Paragraph,
    Table,
    TableBlock,
    to_docx,
    to_xlsx,
)
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Ladder, Party, Task
from intercluster_web.cooperations.presentation.journal import sentence
from intercluster_web.cooperations.presentation.ladder import REQUIREMENTS, SMALL_STEPS
from intercluster_web.cooperations.queries import cooperation as queries
from intercluster_web.cooperations.queries.gate import facts_of
from intercluster_web.directory.wording import country_label, field_label
from intercluster_web.downloads import DOCX
from intercluster_web.mail import draft

LATEST = 8


@dataclass(frozen=True)
class Sheet:
    """What a reader may take away of a cooperation."""

    cooperation: Cooperation
    parties: Sequence[Party]
    entries: Sequence[JournalEntry]
    tasks: Sequence[Task]
    missing: Sequence[str]
    advised: Sequence[str]


def sheet_of(user: Any, cooperation: Cooperation) -> Sheet:
    """Everything the note and the message say, as far as the person sees it."""
    facts = facts_of(user, cooperation)
    target = next_stage(facts.stage)
    missing = assess(facts, target).missing if target else ()
    return Sheet(
        cooperation,
        [party for party in queries.parties(cooperation) if party.left_on is None],
        list(queries.entries(user, cooperation)[:LATEST]),
        list(queries.tasks(user, cooperation).filter(done_on=None)),
        [str(REQUIREMENTS[finding.requirement.code]) for finding in missing],
        [str(SMALL_STEPS[code]) for code in advice(facts)],
    )


def note_docx(sheet: Sheet, language: Language) -> bytes:
    """One page for a minister or a region: what, with whom, how far, what next."""
    card = sheet.cooperation
    place = LADDER.index(Stage(card.stage)) + 1
    blocks: list[Block] = [
        Heading(card.title, 0),
        Paragraph(_said_first(sheet)),
        *([Paragraph(text)] if (text := card.summary or card.topic) else []),
        Heading(_("With whom")),
        Bullets([_party(party) for party in sheet.parties]),
        Heading(_("How far it is")),
        Paragraph(
            _("Step %(n)s of %(all)s: %(step)s, since %(day)s.")
            % {
                "n": place,
                "all": len(LADDER),
                "step": Ladder(card.stage).label,
                "day": date_format(card.stage_since, "DATE_FORMAT"),
            }
        ),
        *([Paragraph(_next(card))] if card.next_step else []),
        *_listed(_("What the next step asks"), sheet.missing),
        TableBlock(_facts(card)),
        *_listed(_("Latest events"), [f"{_day(entry.happened_on)} – {sentence(entry)}" for entry in sheet.entries[:5]]),
    ]
    return to_docx(blocks, language, title=card.title)


def _said_first(sheet: Sheet) -> str:
    card = sheet.cooperation
    return _("%(purpose)s; benefits first: %(beneficiary)s. Status: %(status)s.") % {
        "purpose": capfirst(str(card.get_purpose_display())),
        "beneficiary": card.get_beneficiary_display(),
        "status": card.get_status_display(),
    }


def _party(party: Party) -> str:
    where = ", ".join(part for part in (party.organisation.city, country_label(party.organisation.country)) if part)
    return f"{party.organisation.name}{f' ({where})' if where else ''} – {party.get_role_display()}"


def _next(card: Cooperation) -> str:
    if card.next_step_due is None:
        return _("Next: %(what)s.") % {"what": card.next_step.rstrip(".")}
    return _("Next: %(what)s, by %(day)s.") % {
        "what": card.next_step.rstrip("."),
        "day": date_format(card.next_step_due, "DATE_FORMAT"),
    }


def _listed(title: str, items: Sequence[str]) -> list[Block]:
    return [Heading(title), Bullets(items)] if items else []


def _facts(card: Cooperation) -> Table:
    facts = [
        (_("plane"), card.get_plane_display()),
        (_("initiative"), card.get_process_display()),
        (_("through the network"), str(card.mediated_by) if card.mediated_by else ""),
        (_("fields"), ", ".join(field_label(concept) for concept in card.concepts)),
        (_("market aimed at"), card.market),
        (_("countries aimed at"), ", ".join(country_label(code) for code in card.countries)),
        (_("first contact"), date_format(card.started_on, "DATE_FORMAT") if card.started_on else ""),
    ]
    rows = [{"what": capfirst(str(what)), "value": str(value)} for what, value in facts if value]
    return Table(_("Facts"), [Column("what", ""), Column("value", "")], rows)


def _day(day: Any) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def journal_xlsx(cooperation: Cooperation, entries: Iterable[JournalEntry], language: Language) -> bytes:
    """The entries a reader sees, latest first."""
    columns = [
        Column("date", _("Date"), "date"),
        Column("what", _("What")),
        Column("note", _("Note")),
        Column("kind", _("Kind"), definition=_("Type of activity of ActivityStreams 2.0.")),
        Column("proof", _("What it proves"), definition=_("What the gates between the steps ask for.")),
        Column("by", _("Written by")),
        Column("audience", _("Visible to")),
        Column("corrected", _("Corrected"), definition=_("A corrected entry stays; what it proved no longer counts.")),
    ]
    rows = [
        {
            "date": entry.happened_on,
            "what": sentence(entry),
            "note": entry.note,
            "kind": str(entry.get_activity_display()),
            "proof": str(entry.get_proof_display()) if entry.proof else "",
            "by": str(entry.owner),
            "audience": str(entry.get_audience_display()),
            "corrected": _("yes") if entry.corrections.all() else "",
        }
        for entry in entries
    ]
    return to_xlsx([Table(_("Journal"), columns, rows, [cooperation.title])], language)


def message_eml(sheet: Sheet, language: Language, to: Sequence[str]) -> bytes:
    """A draft to the partners, the note attached; the person looks it through and sends it."""
    card = sheet.cooperation
    asked = "\n".join(f"- {text}" for text in sheet.advised[:3])
    body = _("Hello,\n\nHere is where our cooperation “%(title)s” stands: %(step)s.\n") % {
        "title": card.title,
        "step": card.get_stage_display(),
    }
    body += f"\n{_next(card)}\n" if card.next_step else ""
    body += "\n" + _("What could come next:") + f"\n{asked}\n" if asked else ""
    body += "\n" + _("Does this suit you?") + f"\n\n{card.owner}\n"
    attached = (f"{_('note')}.docx", note_docx(sheet, language), DOCX)
    return draft(card.title, body, to, [attached])
