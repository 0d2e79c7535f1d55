"""What a newer version of a template says differently."""

from intercluster.agreements.clauses import ClauseText
from intercluster.agreements.redline import ClauseChange, compare_versions
from intercluster.agreements.templates import Clause, Template
from intercluster.export import Language


def template_changes(older: Template, newer: Template, language: Language) -> tuple[ClauseChange, ...]:
    """Clause by clause, the options of a clause one after the other."""
    return compare_versions(_said(older, language), _said(newer, language))


def _said(template: Template, language: Language) -> list[ClauseText]:
    return [
        ClauseText(clause.id, clause.title.said(language), _wordings(clause, language)) for clause in template.clauses
    ]


def _wordings(clause: Clause, language: Language) -> str:
    if clause.text is not None:
        return clause.text.said(language)
    return "\n".join(f"{option.label.said(language)}: {option.text.said(language)}" for option in clause.options)
