"""Programmes as tables people take away."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from intercluster.export import Column, Table
from intercluster_web.funding import wording
from intercluster_web.funding.models import Card
from intercluster_web.funding.queries import Fitted
from intercluster_web.languages import language


def in_language(card: Card, column: str) -> str:
    """A text of a card in the reader's language, else in the other."""
    english, french = getattr(card, column), getattr(card, f"{column}_fr")
    return str((french or english) if language() == "fr" else (english or french))


def cards_table(cards: Iterable[Card], request: HttpRequest) -> Table:
    columns = [
        Column("name", _("Programme")),
        Column("owner", _("Run by")),
        Column("level", _("Level")),
        Column("status", _("Status")),
        Column("about", _("In short")),
        Column("conditions", _("Who may take part")),
        Column("pays", _("What it pays")),
        Column("pays_not", _("What it does not pay")),
        Column("deadlines", _("When to apply")),
        Column("next_deadline", _("Next deadline"), "date"),
        Column("contact", _("Whom to ask")),
        Column("source", _("Source")),
        Column("stated_on", _("Date of the source"), "date"),
        Column("checked_on", _("Checked on"), "date"),
        Column("page", _("Page"), "link"),
    ]
    rows = [
        {
            "name": card.programme.name,
            "owner": card.programme.owner,
            "level": str(card.get_level_display()),
            "status": str(card.get_status_display()),
            "about": in_language(card, "about"),
            "conditions": "; ".join(wording.asks(each.rule()) for each in card.requirements.all()),
            "pays": ", ".join(map(str, card.cost_labels("pays"))),
            "pays_not": ", ".join(map(str, card.cost_labels("pays_not"))),
            "deadlines": in_language(card, "deadlines"),
            "next_deadline": card.next_deadline,
            "contact": str(card.contact or ""),
            "source": card.source_url,
            "stated_on": card.stated_on,
            "checked_on": card.checked_on,
            "page": request.build_absolute_uri(card.get_absolute_url()),
        }
        for card in cards
    ]
    return Table(_("Programmes"), columns, rows)


def fit_table(rows: Iterable[Fitted], about: str) -> Table:
    """One line a condition, so that each can be filtered and followed up."""
    columns = [
        Column("programme", _("Programme")),
        Column("verdict", _("In all")),
        Column("condition", _("Condition")),
        Column("result", _("Result")),
        Column("why", _("Why")),
        Column("source", _("Source")),
    ]
    lines = [
        {
            "programme": row.card.programme.name,
            "verdict": str(wording.FITS[row.fit.verdict]),
            "condition": wording.asks(checked.condition),
            "result": str(wording.VERDICTS[checked.verdict]),
            "why": wording.because(checked),
            "source": requirement.source_url,
        }
        for row in rows
        for checked, requirement in zip(row.fit.checks, row.requirements, strict=True)
    ]
    return Table(about, columns, lines)
