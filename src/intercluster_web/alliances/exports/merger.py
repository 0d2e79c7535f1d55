"""A merger study as a note."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intercluster.alliances.support import Loss, Sum, by_party, losses, total
from intercluster.export import Block, Bullets, Column, Heading, Paragraph, Table, TableBlock, to_docx
from intercluster_web.alliances.exports.tables import support_table
from intercluster_web.alliances.models import MergerStudy
from intercluster_web.alliances.queries.support import lines_of
from intercluster_web.languages import language


def study_docx(study: MergerStudy) -> bytes:
    """What changes, what would be lost, and every line with its source, in the language of the page."""
    lines = lines_of(study)
    blocks: list[Block] = [
        Heading(study.title, 0),
        Paragraph(str(study.cooperation)),
        *([Paragraph(study.note)] if study.note else []),
        TableBlock(_parties(study)),
        Heading(_("What a merger would lose")),
    ]
    found = losses(lines)
    if found:
        blocks.append(Bullets([said(each) for each in found]))
    else:
        blocks.append(Paragraph(_("Nothing, as far as the amounts are known.")))
    blocks += [
        Paragraph(golden_rule(), muted=True),
        TableBlock(support_table(study)),
    ]
    return to_docx(blocks, language(), title=study.title)


def golden_rule() -> str:
    return _(
        "Golden rule of J.-L. Dethier: support is not cut on the ground that « il n’y a plus deux mais un cluster »."
    )


def said(loss: Loss) -> str:
    """A loss in one sentence."""
    words = {
        "funder": " – ".join(filter(None, [loss.funder, loss.scheme])),
        "year": loss.year,
        "lost": intcomma(loss.lost),
        "now": intcomma(loss.now),
        "merged": intcomma(loss.merged),
        "parties": ", ".join(loss.parties),
    }
    sentence = _("%(funder)s, %(year)s: %(lost)s € lost (%(now)s € now for %(parties)s, %(merged)s € after).") % words
    if not loss.one_instead_of_two:
        return sentence
    return sentence + " " + _("It would pay for one cluster instead of several.")


def _parties(study: MergerStudy) -> Table:
    lines = lines_of(study)
    columns = [
        Column("party", _("Party")),
        Column("now", _("As things are"), "money"),
        Column("merged", _("Change by a merger"), "money"),
        Column("allied", _("Change by an alliance"), "money"),
    ]
    rows = [_row(party, sums) for party, sums in by_party(lines).items()]
    return Table(_("Merger or alliance"), columns, [*rows, _row(pgettext("total", "All"), total(lines))])


def _row(party: str, sums: Sum) -> dict[str, str | int]:
    return {"party": party, "now": sums.now, "merged": sums.merged_change, "allied": sums.allied_change}
