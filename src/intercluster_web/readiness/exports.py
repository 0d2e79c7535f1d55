"""Readiness as a workbook and as a note."""

from django.utils.translation import gettext as _

from intercluster.export import Block, Bullets, Heading, Language, Paragraph, TableBlock, to_docx, to_xlsx
from intercluster.readiness.advice import Advice
from intercluster.readiness.hypotheses import Assessed
from intercluster_web.directory.models import Organisation
from intercluster_web.readiness import presentation
from intercluster_web.readiness.models import SelfAssessment


def readiness_xlsx(assessed: tuple[Assessed, ...], latest: SelfAssessment | None, language: Language) -> bytes:
    tables = [presentation.signs_table(assessed)]
    if latest:
        tables.append(presentation.answers_table(latest))
    return to_xlsx(tables, language)


def readiness_docx(
    organisation: Organisation,
    assessed: tuple[Assessed, ...],
    advice: Advice,
    latest: SelfAssessment | None,
    language: Language,
) -> bytes:
    """The advice, why, and everything it rests on."""
    step, meaning = presentation.STEPS[advice.step]
    blocks: list[Block] = [
        Heading(_("Readiness of %(name)s") % {"name": organisation}, 0),
        Heading(str(step)),
        Paragraph(str(meaning)),
        Paragraph(presentation.why(advice)),
        Paragraph(rule_of_thumb(), muted=True),
    ]
    for each in assessed:
        blocks += [
            Heading(f"{presentation.HYPOTHESES[each.hypothesis]}: {presentation.LEVELS[each.level]}", 2),
            Bullets([f"{presentation.sign_label(sign)}: {presentation.sign_figure(sign)}" for sign in each.signs]),
        ]
    if latest:
        blocks += [Heading(_("Self-assessment")), TableBlock(presentation.answers_table(latest))]
    return to_docx(blocks, language, title=_("Readiness of %(name)s") % {"name": organisation})


def rule_of_thumb() -> str:
    """What the advice is worth, for pages and files."""
    return _(
        "A rule of thumb: it follows the three hypotheses of the Observatoire des Pôles de Compétitivité (2010), drawn "
        "from a survey of ten Pôles. Signs count alike. Decide otherwise where you know better."
    )
