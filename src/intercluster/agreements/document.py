"""An agreement as a Word document: French, English, or both side by side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from intercluster.agreements.clauses import Bilingual
from intercluster.export import Block, Column, Heading, Language, Paragraph, Table, TableBlock, to_docx

_WORDS = {
    "version": Bilingual("Version {n} of {date}", "Version {n} du {date}"),
    "signatures": Bilingual("Signatures", "Signatures"),
    "organisation": Bilingual("Organisation", "Organisation"),
    "name": Bilingual("Name and function", "Nom et fonction"),
    "place": Bilingual("Place and date", "Lieu et date"),
    "signature": Bilingual("Signature", "Signature"),
    "article": Bilingual("Article {n} – {heading}", "Article {n} – {heading}"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """A clause with its blanks filled, in both languages."""

    heading: Bilingual
    text: Bilingual


@dataclass(frozen=True, slots=True)
class AgreementText:
    """What is printed. ``language``: "en", "fr", or "both" for two columns; ``made_on``: day of this version."""

    title: Bilingual
    number: int
    made_on: dt.date
    parties: tuple[str, ...]
    articles: tuple[Article, ...]
    language: str


def agreement_docx(agreement: AgreementText) -> bytes:
    """A4 document: title, version, articles in order, a line for each signature."""
    language: Language = "en" if agreement.language == "en" else "fr"
    both = agreement.language == "both"
    title = agreement.title.said(language)
    blocks: list[Block] = [Heading(_both(agreement.title) if both else title, 0)]
    blocks.append(Paragraph(_dated(agreement, language), muted=True))
    if both:
        blocks += [TableBlock(_columns(number, article)) for number, article in enumerate(agreement.articles, 1)]
    else:
        for number, article in enumerate(agreement.articles, 1):
            blocks.append(Heading(_numbered(number, article.heading.said(language), language), 2))
            blocks += [Paragraph(line) for line in article.text.said(language).splitlines() if line.strip()]
    blocks += [
        Heading(_word("signatures", language, both), 2),
        TableBlock(_signatures(agreement.parties, language, both)),
    ]
    return to_docx(blocks, language, title=title, made_on=agreement.made_on)


def _dated(agreement: AgreementText, language: Language) -> str:
    return _WORDS["version"].said(language).format(n=agreement.number, date=agreement.made_on.isoformat())


def _numbered(number: int, heading: str, language: Language) -> str:
    return _WORDS["article"].said(language).format(n=number, heading=heading)


def _columns(number: int, article: Article) -> Table:
    """One article, its French on the left and its English on the right; a row a paragraph where both have as many."""
    columns = [
        Column("fr", _numbered(number, article.heading.fr, "fr")),
        Column("en", _numbered(number, article.heading.en, "en")),
    ]
    french, english = (
        [line for line in text.splitlines() if line.strip()] for text in (article.text.fr, article.text.en)
    )
    if len(french) != len(english):
        french, english = ["\n".join(french)], ["\n".join(english)]
    return Table("", columns, [{"fr": one, "en": other} for one, other in zip(french, english, strict=True)])


def _signatures(parties: Sequence[str], language: Language, both: bool) -> Table:
    columns = [Column(key, _word(key, language, both)) for key in ("organisation", "name", "place", "signature")]
    return Table("", columns, [{"organisation": party} for party in parties])


def _word(key: str, language: Language, both: bool) -> str:
    return _both(_WORDS[key]) if both else _WORDS[key].said(language)


def _both(words: Bilingual) -> str:
    return words.fr if words.fr == words.en else f"{words.fr} / {words.en}"
