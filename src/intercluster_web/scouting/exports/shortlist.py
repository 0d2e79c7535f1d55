"""A shortlist as a workbook, as a two-page note, and as a message ready to send."""

from collections.abc import Sequence
from email.message import EmailMessage

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
from intercluster_web.directory.wording import country_label, field_label
from intercluster_web.downloads import DOCX
from intercluster_web.scouting.models import LineStatus, Shortlist
from intercluster_web.scouting.presentation.lines import LineView
from intercluster_web.scouting.presentation.wording import evidence_words

SHOWN_IN_NOTE = 6


def shortlist_xlsx(shortlist: Shortlist, lines: Sequence[LineView], language: Language) -> bytes:
    """Candidates, every reason with its amount, tracks; then definitions and sources."""
    return to_xlsx([_candidates(shortlist, lines), _reasons(lines), _tracks(lines)], language)


def shortlist_docx(shortlist: Shortlist, lines: Sequence[LineView], language: Language) -> bytes:
    """A note of about two pages: the objective, the candidates in order, why, how to reach them, what is next."""
    objective = shortlist.objective
    kept = [line for line in lines if line.line.status != LineStatus.SET_ASIDE]
    blocks: list[Block] = [
        Heading(shortlist.name, 0),
        Paragraph(
            _("%(owner)s · objective: %(kind)s") % {"owner": shortlist.owner, "kind": objective.get_kind_display()}
        ),
        Paragraph(objective.statement),
        Paragraph(_("Fields: %(fields)s.") % {"fields": fields_of(shortlist)}),
        *([Paragraph(shortlist.note)] if shortlist.note else []),
        TableBlock(_summary(kept)),
    ]
    for number, line in enumerate(kept[:SHOWN_IN_NOTE], start=1):
        blocks += _paragraphs(number, line)
    blocks += [Heading(_("How to read the numbers")), *(Paragraph(text, muted=True) for text in definitions(lines))]
    return to_docx(blocks, language, title=shortlist.name)


def shortlist_eml(shortlist: Shortlist, lines: Sequence[LineView], language: Language) -> bytes:
    """A draft message with the note attached; the person adds the addressee and sends it from their own mail."""
    message = EmailMessage()
    message["Subject"] = subject(shortlist)
    message["X-Unsent"] = "1"
    message.set_content(body(shortlist, lines))
    main, sub = DOCX.split("/")
    message.add_attachment(
        shortlist_docx(shortlist, lines, language), maintype=main, subtype=sub, filename=f"{_('shortlist')}.docx"
    )
    return message.as_bytes()


def subject(shortlist: Shortlist) -> str:
    return _("Possible partners: %(name)s") % {"name": " ".join(shortlist.name.split())}


def body(shortlist: Shortlist, lines: Sequence[LineView]) -> str:
    """The text of the message; short enough for a mailto link."""
    kept = [line for line in lines if line.line.status != LineStatus.SET_ASIDE][:SHOWN_IN_NOTE]
    listed = "\n".join(f"- {line.line.label} ({line.card.country or '–'})" for line in kept)
    return _(
        "Hello,\n\nHere are the partners we are considering for: %(statement)s\n\n%(listed)s\n\n"
        "Which of them do you know, and what would you expect of them?\n\n%(owner)s\n"
    ) % {"statement": shortlist.objective.statement, "listed": listed, "owner": shortlist.owner}


def fields_of(shortlist: Shortlist) -> str:
    return ", ".join(field_label(concept) for concept in shortlist.objective.concepts)


def definitions(lines: Sequence[LineView]) -> list[str]:
    """Unit, denominator, period and source of the numbers."""
    versions = sorted(
        {
            f"{evidence_words(line.line.evidence)} ({date_format(line.line.taken_at, 'SHORT_DATE_FORMAT')})"
            for line in lines
        }
    )
    return [
        _(
            "Feasibility = access × relevance. Relevance is the logarithm of 1 + projects in the fields (fractional "
            "count); access is the sum of the ways to reach them: named bridging organisations (1 / log of their "
            "number of partners), earlier projects together, encounters, known cooperations. It orders candidates; "
            "it is not a probability."
        ),
        _(
            "Gain is what they would add to your readiness in the fields: the mean added density of related "
            "capabilities, in points out of 100."
        ),
        _("Percentiles are inside the set of candidates of the search: 90 means above nine candidates in ten."),
        _(
            "Source: European research projects (CORDIS). Funded projects show those who already take part. Evidence: "
            "%(versions)s."
        )
        % {"versions": "; ".join(versions) or "–"},
    ]


def _candidates(shortlist: Shortlist, lines: Sequence[LineView]) -> Table:
    feasibility, gain, percentiles, source = definitions(lines)
    columns = [
        Column("position", _("Order"), "integer"),
        Column("name", _("Name")),
        Column("country", _("Country")),
        Column("status", _("Status")),
        Column("why_not", _("Set aside because")),
        Column("feasibility", _("Feasibility"), "number", feasibility),
        Column("feasibility_percentile", _("Feasibility, percentile"), "integer", percentiles),
        Column("gain", _("Gain, points"), "number", gain),
        Column("gain_percentile", _("Gain, percentile"), "integer", percentiles),
        Column("projects", _("Projects in the fields"), "integer", source),
        Column("basis", _("Evidence"), definition=_("Whose projects were counted.")),
        Column("route", _("Route")),
        Column("note", _("Note")),
        Column("computed", _("Computed on"), "date"),
    ]
    rows = [
        {
            "position": number,
            "name": line.line.label,
            "country": line.card.country,
            "status": str(line.line.get_status_display()),
            "why_not": line.line.set_aside_because,
            "feasibility": round(line.card.candidate.feasibility, 3),
            "feasibility_percentile": round(line.card.candidate.feasibility_percentile),
            "gain": round(100 * line.card.candidate.gain, 2),
            "gain_percentile": round(line.card.candidate.gain_percentile),
            "projects": line.card.candidate.projects,
            "basis": line.card.basis.text,
            "route": line.card.routes[0].text if line.card.routes else "",
            "note": line.line.note,
            "computed": timezone.localdate(line.line.taken_at),
        }
        for number, line in enumerate(lines, start=1)
    ]
    return Table(shortlist.name, columns, rows, notes=[source])


def _reasons(lines: Sequence[LineView]) -> Table:
    columns = [
        Column("name", _("Name")),
        Column("axis", _("Number")),
        Column("reason", _("Reason")),
        Column("amount", _("Amount"), "number", _("The reasons of one number add up to it.")),
        Column("evidence", _("Evidence")),
    ]
    rows = [
        {
            "name": line.line.label,
            "axis": axis.title,
            "reason": term.text,
            "amount": round(term.amount, 4),
            "evidence": "\n".join(item.label for item in term.evidence[:5]),
        }
        for line in lines
        for axis in line.explained.axes
        for term in axis.terms
    ]
    return Table(_("Reasons"), columns, rows)


def _tracks(lines: Sequence[LineView]) -> Table:
    columns = [
        Column("name", _("Name")),
        Column("what", _("Track")),
        Column("who", _("Who follows it")),
        Column("due", _("Due"), "date"),
        Column("done", _("Done")),
    ]
    rows = [
        {"name": line.line.label, "what": track.what, "who": track.who, "due": track.due, "done": track.done}
        for line in lines
        for track in line.line.tracks.all()
    ]
    return Table(_("Tracks"), columns, rows)


def _summary(lines: Sequence[LineView]) -> Table:
    columns = [
        Column("name", _("Candidate")),
        Column("country", _("Country")),
        Column("feasibility", _("Feasibility"), "integer"),
        Column("gain", _("Gain"), "integer"),
        Column("projects", _("Projects"), "integer"),
        Column("status", _("Status")),
    ]
    rows = [
        {
            "name": line.line.label,
            "country": country_label(line.line.country),
            "feasibility": round(line.card.candidate.feasibility_percentile),
            "gain": round(line.card.candidate.gain_percentile),
            "projects": line.card.candidate.projects,
            "status": str(line.line.get_status_display()),
        }
        for line in lines
    ]
    return Table(_("At a glance"), columns, rows, notes=[_("Feasibility and gain as percentiles of the candidates.")])


def _paragraphs(number: int, line: LineView) -> list[Block]:
    reasons = [reason.text for reason in line.card.reasons]
    routes = [route.text for route in line.card.routes[:2]]
    tracks = [
        f"{track.what} – {track.who}{f' – {track.due:%d/%m/%Y}' if track.due else ''}"
        for track in line.line.tracks.all()
        if not track.done
    ]
    blocks: list[Block] = [
        Heading(f"{number}. {line.line.label}" + (f" ({line.card.country})" if line.card.country else ""), 2),
        Paragraph(_("Evidence: %(basis)s.") % {"basis": line.card.basis.text}, muted=True),
        Bullets(reasons),
    ]
    if routes:
        blocks.append(Paragraph(_("How to reach them: %(routes)s") % {"routes": " ".join(routes)}))
    if line.line.note:
        blocks.append(Paragraph(_("Our note: %(note)s") % {"note": line.line.note}))
    if tracks:
        blocks += [Paragraph(_("Tracks:")), Bullets(tracks)]
    return blocks
