"""Under the cluster's name: the letter of introduction and the member sheet; a checklist; the note on members."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from intercluster.export import Block, Bullets, Column, Heading, Language, Paragraph, Table, TableBlock, to_docx
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_label, field_label, kind_label
from intercluster_web.outcomes.exports.tables import benefits_table, contracts_table
from intercluster_web.outcomes.models import ClauseState, Contract, Introduction
from intercluster_web.outcomes.presentation.matches import GainView as Gains
from intercluster_web.outcomes.presentation.sight import ContractView, GainView
from intercluster_web.outcomes.presentation.wording import CLAUSES
from intercluster_web.outcomes.queries.items import Summary


def letter_text(introduction: Introduction) -> list[str]:
    """The paragraphs of the letter, in the language in force."""
    cluster = introduction.owner
    return [
        _("Dear Sir or Madam,"),
        _("%(cluster)s (%(kind)s, %(country)s) would like to introduce its member %(a)s to %(b)s.")
        % {
            "cluster": cluster.name,
            "kind": kind_label(cluster.kind),
            "country": country_label(cluster.country),
            "a": introduction.a_name,
            "b": introduction.b_name,
        },
        _("What it is about: %(subject)s") % {"subject": introduction.subject},
        *([introduction.presentation] if introduction.presentation else []),
        _(
            "We know this member and suggest a first meeting, which our team is glad to arrange and to attend. "
            "Whatever follows, we stay at the disposal of both sides."
        ),
        _("Yours faithfully,"),
        cluster.name,
    ]


def letter_subject(introduction: Introduction) -> str:
    return _("%(cluster)s introduces %(a)s to %(b)s") % {
        "cluster": introduction.owner,
        "a": introduction.a_name,
        "b": introduction.b_name,
    }


def letter_docx(introduction: Introduction, language: Language) -> bytes:
    """One page on which the cluster speaks; the text is there to be changed before it is signed."""
    blocks: list[Block] = [
        Heading(introduction.owner.name, 0),
        *([Paragraph(introduction.owner.website, muted=True)] if introduction.owner.website else []),
        Heading(letter_subject(introduction), 2),
        *(Paragraph(text) for text in letter_text(introduction)),
    ]
    return to_docx(blocks, language, title=introduction.owner.name)


def member_sheet_docx(introduction: Introduction, language: Language) -> bytes:
    """Our member as part of a larger whole: the member, then its cluster (S21)."""
    cluster, member = introduction.owner, introduction.a
    facts = [
        (_("Kind"), str(introduction.get_a_kind_display())),
        (_("Country"), country_label(member.country) if member else country_label(cluster.country)),
        (_("City"), member.city if member else ""),
        (_("Website"), member.website if member else ""),
        (_("Fields"), _fields(member) if member else ""),
    ]
    cluster_facts = [
        (_("Kind"), kind_label(cluster.kind)),
        (_("City"), cluster.city),
        (_("Number of members"), str(cluster.members_count or "")),
        (_("Fields"), _fields(cluster)),
        (_("Missions"), cluster.missions),
        (_("Website"), cluster.website),
    ]
    blocks: list[Block] = [
        Heading(introduction.a_name, 0),
        Paragraph(_("Introduced by %(cluster)s") % {"cluster": cluster.name}),
        *([Paragraph(introduction.presentation)] if introduction.presentation else []),
        Paragraph(_("What it is about: %(subject)s") % {"subject": introduction.subject}),
        _facts(_("The member"), facts),
        _facts(_("Its cluster"), cluster_facts),
        Paragraph(_("Facts of the directory of intercluster, with their sources there."), muted=True),
    ]
    return to_docx(blocks, language, title=introduction.a_name)


def checklist_docx(contract: Contract, language: Language) -> bytes:
    """What to think of before signing, with how far each clause is."""
    rows = [
        {"clause": str(CLAUSES[code]), "state": str(ClauseState(state).label), "remark": ""}
        for code, state in contract.clauses
    ]
    columns = [Column("clause", _("To settle")), Column("state", _("State")), Column("remark", _("Remark"))]
    title = _("Checklist: %(kind)s") % {"kind": contract.get_kind_display()}
    blocks: list[Block] = [
        Heading(title, 0),
        Paragraph(f"{contract.a_name} – {contract.b_name}"),
        TableBlock(Table("", columns, rows)),
        Paragraph(_("A rule of thumb for the teams of the clusters; not legal advice."), muted=True),
    ]
    return to_docx(blocks, language, title=title)


def note_docx(
    title: str,
    gains: Gains | None,
    found: Summary,
    *,
    contracts: Sequence[ContractView],
    benefits: Sequence[GainView],
    language: Language,
) -> bytes:
    """One page on what the cooperation brings to members, for a board or a funder."""
    lines = [
        _("Introductions: %(n)s, of which %(met)s led to a meeting.") % {"n": found.introductions, "met": found.met},
        _("Contracts between members: %(n)s, of which %(signed)s signed.")
        % {"n": found.contracts, "signed": found.signed},
        _("People exchanged: %(inbound)s to us, %(outbound)s from us.")
        % {"inbound": found.inbound, "outbound": found.outbound},
        bridge_words(found),
    ]
    if gains is not None:
        lines.insert(
            0,
            _(
                "Members who would gain from the other cluster's needs and offers: %(ours)s of %(ours_of)s here, "
                "%(theirs)s of %(theirs_of)s there."
            )
            % {
                "ours": gains.ours.gaining,
                "ours_of": gains.ours.of,
                "theirs": gains.theirs.gaining,
                "theirs_of": gains.theirs.of,
            },
        )
    blocks: list[Block] = [
        Heading(_("Members: %(title)s") % {"title": title}, 0),
        Bullets(lines),
        TableBlock(_short(contracts_table(contracts), ["kind_label", "a", "b", "status_label", "signed_on"])),
        TableBlock(_short(benefits_table(benefits), ["level_label", "what", "unit", "expected", "obtained"])),
        Paragraph(_("Counted over what the reader of this note may see."), muted=True),
    ]
    return to_docx(blocks, language, title=title)


def bridge_words(found: Summary) -> str:
    """The indicator with its denominator (S163)."""
    tie = found.bridge
    if not tie.of:
        return _("Private and public research: no tie yet whose two sides are known.")
    return _("Ties that pair a company with public research or training: %(n)s of %(of)s.") % {
        "n": tie.bridging,
        "of": tie.of,
    }


def _short(table: Table, keys: list[str]) -> Table:
    return Table(table.title, [column for column in table.columns if column.key in keys], table.rows)


def _facts(title: str, facts: list[tuple[str, str]]) -> Block:
    rows = [{"what": what, "value": value} for what, value in facts if value]
    return TableBlock(Table(title, [Column("what", ""), Column("value", "")], rows))


def _fields(organisation: Organisation) -> str:
    return ", ".join(field_label(row.concept) for row in organisation.fields.all())
