"""The text of an agreement: its clauses with their blanks filled, in one language or both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intercluster.agreements.clauses import Bilingual, ClauseText
from intercluster.agreements.document import AgreementText, Article
from intercluster.agreements.filling import blanks_of, filled
from intercluster.agreements.templates import Field, fields
from intercluster.export import Language
from intercluster_web.agreements.models import Agreement, Clause, Kind, TextLanguage, Version
from intercluster_web.languages import language


@dataclass(frozen=True)
class Shown:
    """A clause on the page: ``columns`` holds language, heading, text for each language of the agreement."""

    clause: Clause
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Blank:
    field: Field
    label: str
    value: str


def languages_of(agreement: "Agreement | Version") -> tuple[Language, ...]:
    return {TextLanguage.EN: ("en",), TextLanguage.FR: ("fr",)}.get(agreement.language, ("fr", "en"))  # type: ignore[return-value,call-overload]


def reading_language(agreement: "Agreement | Version") -> Language:
    """The language of the page where the agreement has it, else its own."""
    spoken = languages_of(agreement)
    return language() if language() in spoken else spoken[0]


def heading(clause: Clause, spoken: Language) -> str:
    return clause.heading_fr if spoken == "fr" else clause.heading_en


def raw_text(clause: Clause, spoken: Language) -> str:
    return clause.text_fr if spoken == "fr" else clause.text_en


def frozen_clauses(agreement: Agreement, clauses: Sequence[Clause], parties: Sequence[str]) -> list[dict[str, str]]:
    """The clauses of the text in order, with their blanks filled: what a version keeps."""
    return [
        {
            "key": clause.key,
            "heading_en": clause.heading_en,
            "heading_fr": clause.heading_fr,
            "text_en": filled(clause.text_en, agreement.values, parties, "en"),
            "text_fr": filled(clause.text_fr, agreement.values, parties, "fr"),
        }
        for clause in clauses
        if clause.included
    ]


def clause_texts(frozen: Sequence[dict[str, str]], spoken: Language) -> list[ClauseText]:
    """Kept clauses in one language, for comparing."""
    return [ClauseText(each["key"], each[f"heading_{spoken}"], each[f"text_{spoken}"]) for each in frozen]


def printed(version: Version) -> AgreementText:
    """A version for the Word document."""
    return AgreementText(
        title=title_of(version.kind, version.title),
        number=version.number,
        made_on=version.kept_at.date(),
        parties=tuple(version.parties),
        articles=tuple(
            Article(Bilingual(each["heading_en"], each["heading_fr"]), Bilingual(each["text_en"], each["text_fr"]))
            for each in version.clauses
        ),
        language=version.language,
    )


def title_of(kind: str, title: str) -> Bilingual:
    """Kind and title, in both languages; "other agreement" says nothing and is left out."""
    if kind == Kind.OTHER:
        return Bilingual(title, title)
    said = {}
    for code in ("en", "fr"):
        with translation.override(code):
            said[code] = _("%(kind)s: %(title)s") % {"kind": capfirst(str(Kind(kind).label)), "title": title}
    return Bilingual(said["en"], said["fr"])


def shown_clauses(agreement: Agreement, clauses: Sequence[Clause], parties: Sequence[str]) -> list[Shown]:
    return [
        Shown(
            clause,
            tuple(
                (code, heading(clause, code), filled(raw_text(clause, code), agreement.values, parties, code))
                for code in languages_of(agreement)
            ),
        )
        for clause in clauses
    ]


def blanks(agreement: Agreement, clauses: Sequence[Clause]) -> list[Blank]:
    """What is to be filled in, in the order in which the text asks for it."""
    texts = [raw_text(clause, code) for clause in clauses if clause.included for code in languages_of(agreement)]
    known = fields()
    return [
        Blank(known[name], known[name].label.said(language()), str(agreement.values.get(name, "")))
        for name in blanks_of(texts)
    ]


def wordings(clause: Any) -> list[tuple[str, str, str]]:
    """The wordings a clause of a template offers: id, label, text, in the language of the page."""
    return [(each.id, each.label.said(language()), each.text.said(language())) for each in clause.options]
