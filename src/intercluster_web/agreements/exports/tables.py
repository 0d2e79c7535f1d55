"""The overview of agreements, their reminders and counts, and a comparison of clauses, as workbooks and documents."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intercluster.agreements.matching import Pair
from intercluster.export import (
    Block,
    Column,
    Heading,
    Language,
    Paragraph,
    Table,
    TableBlock,
    to_docx,
    to_xlsx,
)
from intercluster_web.agreements.models import Agreement, RenewalKind
from intercluster_web.agreements.presentation.reminders import Due
from intercluster_web.agreements.presentation.words import because_words
from intercluster_web.agreements.queries.agreements import Counts


def overview_xlsx(
    agreements: Sequence[Agreement],
    found: Counts,
    years: Iterable[tuple[int, int, int]],
    due: Iterable[Due],
    language: Language,
) -> bytes:
    """Agreements, what is counted and how, what is due."""
    return to_xlsx([_agreements(agreements), _counts(found), _years(years), _due(due)], language)


def counting_rule() -> str:
    """How agreements are counted, for the foot of pages and files."""
    return _(
        "Counted: agreements between clusters and networks that are in force today, among those you may see. "
        "“Agreements” counts each once; “signatures of agreements” counts each once for every organisation that "
        "signed it, so that an agreement of four counts four. The two must not be compared with each other."
    )


def _agreements(agreements: Sequence[Agreement]) -> Table:
    columns = [
        Column("title", _("Agreement")),
        Column("kind", _("Kind")),
        Column("between", _("Between")),
        Column("cooperation", _("Cooperation")),
        Column("parties", _("Parties")),
        Column("standing", _("Status")),
        Column("signed", _("Signed"), "integer", _("Parties that signed the newest version.")),
        Column("of", _("of"), "integer", _("Parties of the agreement.")),
        Column("in_force_on", _("In force since"), "date", _("Day of the last signature.")),
        Column("starts", _("Term from"), "date"),
        Column("ends", _("Term until"), "date", _("Last day of the last term that was noted.")),
        Column("renewal", _("Renewal")),
        Column("number", _("Version"), "integer"),
    ]
    rows = []
    for each in agreements:
        state: dict[str, object] = each.__dict__
        rows.append(
            {
                "title": each.title,
                "kind": each.get_kind_display(),
                "between": each.get_between_display(),
                "cooperation": each.cooperation.title,
                "parties": "; ".join(party.name for party in each.parties.all()),
                "standing": standing_label(str(state["standing"])),
                "signed": state["signed_count"],
                "of": state["party_count"],
                "in_force_on": each.in_force_on,
                "starts": state["term_start"],
                "ends": state["term_end"],
                "renewal": renewal_label(str(state["term_renewal"] or "")),
                "number": each.number,
            }
        )
    return Table(_("Agreements"), columns, rows)  # type: ignore[arg-type]


def standing_label(code: str) -> str:
    return str(dict(Agreement._meta.get_field("status").flatchoices).get(code, code))


def renewal_label(code: str) -> str:
    return str(dict(RenewalKind.choices).get(code, ""))


def _counts(found: Counts) -> Table:
    rows = [
        {"what": _("Agreements in force"), "n": found.agreements, "unit": _("agreements, each once")},
        {"what": _("Signatures of these"), "n": found.signatures, "unit": _("once for each organisation that signed")},
        {"what": _("Different organisations"), "n": found.signatories, "unit": _("organisations, each once")},
    ]
    columns = [Column("what", _("Figure")), Column("n", _("Number"), "integer"), Column("unit", _("Unit"))]
    return Table(_("Counts"), columns, rows, notes=[counting_rule()])


def _years(years: Iterable[tuple[int, int, int]]) -> Table:
    columns = [
        Column("year", _("Year"), "text", _("Year in which the last party signed.")),
        Column("agreements", _("Agreements"), "integer", _("Agreements between clusters, each once.")),
        Column("signatures", _("Signatures"), "integer", _("Once for each organisation that signed.")),
    ]
    rows = [{"year": str(year), "agreements": each, "signatures": parties} for year, each, parties in years]
    return Table(_("By year"), columns, rows)


def _due(due: Iterable[Due]) -> Table:
    columns = [
        Column("day", pgettext("deadline", "By"), "date"),
        Column("what", _("What to do")),
        Column("agreement", _("Agreement")),
        Column("cooperation", _("Cooperation")),
    ]
    rows = [
        {
            "day": each.day,
            "what": each.words,
            "agreement": each.agreement.title,
            "cooperation": each.agreement.cooperation.title,
        }
        for each in due
    ]
    return Table(_("What is due"), columns, rows)


def comparison_xlsx(pairs: Sequence[Pair], ours: str, theirs: str, language: Language) -> bytes:
    return to_xlsx([_pairs(pairs, ours, theirs)], language)


def comparison_docx(pairs: Sequence[Pair], ours: str, theirs: str, language: Language) -> bytes:
    """What both have, what is missing over there, what only they have."""
    title = _("Clauses compared: %(ours)s – %(theirs)s") % {"ours": ours, "theirs": theirs}
    blocks: list[Block] = [Heading(title, 0), Paragraph(matching_rule(), muted=True)]
    for label, kept in (
        (_("In both"), [pair for pair in pairs if pair.ours and pair.theirs]),
        (_("Missing in theirs"), [pair for pair in pairs if pair.theirs is None]),
        (_("Only in theirs"), [pair for pair in pairs if pair.ours is None]),
    ):
        if kept:
            blocks += [Heading(label), TableBlock(_pairs(kept, ours, theirs, titled=False))]
    return to_docx(blocks, language, title=title)


def matching_rule() -> str:
    return _(
        "Clauses meet when they come from the same clause of a template, are called the same, or use similar words "
        "(cosine of their words, 0.45 at least). A pair found by its words alone should be read before it is relied on."
    )


def found_words(pair: Pair) -> str:
    if pair.theirs is None:
        return _("missing in theirs")
    return _("only in theirs") if pair.ours is None else because_words(pair.because)


def _pairs(pairs: Sequence[Pair], ours: str, theirs: str, titled: bool = True) -> Table:
    columns = [
        Column("our_heading", ours),
        Column("our_text", _("Text"), definition=_("Text of our clause.")),
        Column("their_heading", theirs),
        Column("their_text", _("Their text"), definition=_("Text of their clause.")),
        Column("found", _("Result"), definition=matching_rule()),
    ]
    rows = [
        {
            "our_heading": pair.ours.heading if pair.ours else "",
            "our_text": pair.ours.text if pair.ours else "",
            "their_heading": pair.theirs.heading if pair.theirs else "",
            "their_text": pair.theirs.text if pair.theirs else "",
            "found": found_words(pair),
        }
        for pair in pairs
    ]
    return Table(_("Clauses") if titled else "", columns, rows, notes=[matching_rule()] if titled else ())
