"""Templates, blanks, redlines, matching, terms, documents."""

import datetime as dt
import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.agreements.changes import template_changes
from intercluster.agreements.clauses import Bilingual, ClauseText
from intercluster.agreements.document import AgreementText, Article, agreement_docx
from intercluster.agreements.filling import BlankValueError, blanks_of, filled, value_of
from intercluster.agreements.matching import side_by_side
from intercluster.agreements.reading import UnreadableDocumentError, read_docx
from intercluster.agreements.redline import compare_versions, redline
from intercluster.agreements.templates import digest, fields, latest, offered, template, templates
from intercluster.agreements.terms import Duty, Renewal, Term, last_day, next_term, reminders, running

# What was published never changes: a new wording is a new version, with a line of its own here.
PUBLISHED = {
    ("charter", 1): "57e8d879efe1e481",
    ("charter", 2): "1bdd1f885af00544",
    ("memorandum", 1): "aec60ea4438a5683",
    ("contract", 1): "0118903a31a3ba5f",
    ("nda", 1): "fa68a22e43d6ca9a",
    ("intent", 1): "15eb20617967bfaf",
}


def test_published_versions_never_change() -> None:
    assert {(each.id, each.version): digest(each)[:16] for each in templates()} == PUBLISHED


def test_every_blank_of_the_templates_can_be_filled_in() -> None:
    texts = [
        text
        for each in templates()
        for clause in each.clauses
        for words in ([option.text for option in clause.options] or [clause.wording()])
        for text in (words.en, words.fr)
    ]
    named = {word for text in texts for word in text.split("{")[1:]}
    assert {word.split("}")[0] for word in named} - set(fields()) == {"parties"}


def test_both_languages_ask_for_the_same_blanks() -> None:
    for each in templates():
        for clause in each.clauses:
            for words in [option.text for option in clause.options] or [clause.wording()]:
                assert set(blanks_of([words.en])) == set(blanks_of([words.fr])), (each.id, clause.id)


def test_the_newest_is_offered() -> None:
    assert [each.version for each in offered() if each.id == "charter"] == [2]
    with pytest.raises(KeyError):
        template("charter", 99)


def test_a_newer_charter_shows_what_changed() -> None:
    changes = {
        change.after.key: change.kind
        for change in template_changes(template("charter", 1), latest("charter"), "en")
        if change.after
    }
    assert {key for key, kind in changes.items() if kind == "added"} == {"ip", "co_labelling", "data_protection"}
    assert {key for key, kind in changes.items() if kind == "changed"} == {"exit"}


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [("start", "2027-01-31", "2027-01-31"), ("contribution", "12 000 €", "12000"), ("topic", " optics ", "optics")],
)
def test_values_are_checked(name: str, typed: str, kept: str) -> None:
    assert value_of(fields()[name], typed) == kept


@pytest.mark.parametrize(
    ("name", "typed", "code"), [("start", "31/01/2027", "date"), ("notice_months", "three", "whole")]
)
def test_wrong_values_are_refused(name: str, typed: str, code: str) -> None:
    with pytest.raises(BlankValueError) as refused:
        value_of(fields()[name], typed)
    assert refused.value.code == code


def test_blanks_are_filled_in_the_language_of_the_text() -> None:
    text = "{parties} {start} {contribution} {law} {unknown}"
    said = filled(text, {"start": "2027-01-31", "contribution": "12000"}, ["A", "B"], "fr")
    assert said == "– A\n– B 31 janvier 2027 12\u202f000\u00a0€ [Droit applicable] {unknown}"


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_redline_holds_both_texts(before: str, after: str) -> None:
    pieces = redline(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


_clauses = st.lists(
    st.builds(ClauseText, st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["X", "Y"]), st.text(max_size=20)),
    max_size=6,
)


@given(_clauses, _clauses)
def test_versions_compared_lose_no_clause(before: list[ClauseText], after: list[ClauseText]) -> None:
    changes = compare_versions(before, after)
    assert [change.after for change in changes if change.after] == after
    key = repr
    assert sorted((change.before for change in changes if change.before), key=key) == sorted(before, key=key)


@given(_clauses, _clauses)
def test_side_by_side_loses_no_clause(ours: list[ClauseText], theirs: list[ClauseText]) -> None:
    pairs = side_by_side(ours, theirs)
    assert [pair.ours for pair in pairs if pair.ours] == ours
    assert sorted(map(repr, (pair.theirs for pair in pairs if pair.theirs))) == sorted(map(repr, theirs))


def test_clauses_of_somebody_else_are_met_by_their_headings() -> None:
    ours = [ClauseText("confidentiality", "Confidentiality", "Keep it."), ClauseText("costs", "Costs", "Own costs.")]
    theirs = [ClauseText("", "Non-disclosure", "x"), ClauseText("", "Force majeure", "y")]
    found = [(pair.ours and pair.ours.key, pair.theirs and pair.theirs.heading) for pair in side_by_side(ours, theirs)]
    assert found == [("confidentiality", "Non-disclosure"), ("costs", None), (None, "Force majeure")]


def test_a_word_file_is_read_by_its_headings() -> None:
    document = docx.Document()
    document.add_paragraph("Between A and B.")
    document.add_heading("Objet", 1)
    document.add_paragraph("Ils coopèrent.")
    document.add_paragraph("Article 2 – Confidentialité")
    document.add_paragraph("Ils se taisent.")
    stream = io.BytesIO()
    document.save(stream)
    assert read_docx(stream.getvalue()) == (
        ClauseText("", "", "Between A and B."),
        ClauseText("", "Objet", "Ils coopèrent."),
        ClauseText("", "Confidentialité", "Ils se taisent."),
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a document", b"%PDF-1.7"])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_docx(content)
    assert refused.value.code == "kind"


@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_the_document_opens_and_says_it_all(language: str) -> None:
    text = AgreementText(
        Bilingual("Charter", "Charte"),
        1,
        dt.date(2026, 11, 22),
        ("A", "B"),
        (Article(Bilingual("Purpose", "Objet"), Bilingual("English words.", "Mots français.")),),
        language,
    )
    opened = docx.Document(io.BytesIO(agreement_docx(text)))
    said = "\n".join(
        [p.text for p in opened.paragraphs] + [c.text for t in opened.tables for r in t.rows for c in r.cells]
    )
    assert ("English words." in said, "Mots français." in said) == (language != "fr", language != "en")


def test_reminders_of_a_tacit_term() -> None:
    term = Term(dt.date(2026, 1, 1), dt.date(2026, 12, 31), 3, Renewal.TACIT)
    assert [(each.duty, each.day.isoformat()) for each in reminders(term)] == [
        (Duty.REVIEW, "2026-06-30"),
        (Duty.NOTICE, "2026-09-30"),
        (Duty.END, "2026-12-31"),
    ]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 120))
def test_terms_follow_without_a_gap(start: dt.date, months: int) -> None:
    term = Term(start, last_day(start, months), 3, Renewal.TACIT)
    following = next_term(term)
    assert term.ends_on is not None
    assert following.ends_on is not None
    assert following.starts_on == term.ends_on + dt.timedelta(days=1)
    assert following.ends_on >= following.starts_on


def test_a_tacit_term_is_followed_to_today() -> None:
    term = Term(dt.date(2020, 1, 1), dt.date(2020, 12, 31), 3, Renewal.TACIT)
    assert running(term, dt.date(2026, 5, 1)) == (Term(dt.date(2026, 1, 1), dt.date(2026, 12, 31), 3, Renewal.TACIT), 6)
