"""Two clusters side by side: what differs, what is shared, what is left to ask."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intercluster.comparison import Comparison, Head, Row, Subject, compare
from intercluster.directory.types import ClusterRecord, MembershipRecord, OrganisationKind
from tests.library.factories import World, WorldBuilder


def _world() -> World:
    builder = WorldBuilder()
    builder.cluster("ours", "FRK2", fields=("esv:coatings", "esv:metals"), members_count=40)
    builder.cluster("theirs", "DE91", fields=("esv:coatings",))
    builder.cluster("network")
    builder.memberships += [MembershipRecord("network", "ours"), MembershipRecord("network", "theirs")]
    builder.organisation("a")
    builder.organisation("b", "DE91")
    builder.organisation("between", "DE91")
    for at in range(5):
        builder.project(f"a{at}", ["a", "between"], {"coatings": 1.0}, year=2010 + at)
        builder.project(f"b{at}", ["b"], {"lasers": 1.0})
        builder.project(f"x{at}", ["other"], {"robots": 1.0})
    builder.project("b-between", ["b", "between"], {"lasers": 1.0})
    builder.project("together", ["a", "b"], {"coatings": 1.0}, year=2018)
    return builder.build()


WORLD = _world()


def _subject(key: str, organisations: tuple[str, ...], **more: object) -> Subject:
    inside = {WORLD.base.org_index[organisation] for organisation in organisations}
    projects = tuple(
        str(WORLD.base.project_ids[row])
        for row in range(len(WORLD.base.project_ids))
        if inside & set(WORLD.base.took_part[[row]].indices)
    )
    subject = Subject(WORLD.directory.by_key[key], organisations=organisations, projects=projects, basis="members")
    return replace(subject, **more)


def _compared(*subjects: Subject) -> Comparison:
    return compare(WORLD.base, WORLD.directory, subjects, this_year=2026)


def _row(comparison: Comparison, code: str) -> Row:
    return next(row for row in comparison.rows if row.code == code)


OURS = _subject("ours", ("a",), missions="Bring members together", founded_year=2005, animation_team=True)
THEIRS = _subject("theirs", ("b",))


def test_the_heads_are_those_of_a_first_meeting_in_their_order() -> None:
    comparison = _compared(OURS, THEIRS)
    assert list(dict.fromkeys(row.head for row in comparison.rows)) == list(Head)


def test_figures_count_projects_and_partners_and_the_period() -> None:
    comparison = _compared(OURS, THEIRS)
    assert [cell.number for cell in _row(comparison, "projects").cells] == [6.0, 7.0]
    assert [cell.number for cell in _row(comparison, "partners").cells] == [2.0, 2.0]
    assert [cell.number for cell in _row(comparison, "joint_projects").cells] == [1.0, 1.0]
    assert comparison.period == (2010, 2018)


def test_partners_in_common_worked_with_both() -> None:
    found = _row(_compared(OURS, THEIRS), "common_partners").cells[0].items
    assert [(item.key, item.n) for item in found] == [("between", 1)]


def test_a_location_quotient_is_the_share_over_the_share_in_all_projects() -> None:
    """6 of 6 projects of ours are in coatings, as are 6 of all 17."""
    found = _row(_compared(OURS, THEIRS), "top_fields").cells[0].items
    assert [(item.key, item.value, item.n) for item in found] == [("esv:coatings", 2.8, 6)]


def test_what_both_have_is_marked_as_shared() -> None:
    comparison = _compared(OURS, THEIRS)
    fields = _row(comparison, "fields").cells[0].items
    assert {item.key: item.shared for item in fields} == {"esv:coatings": True, "esv:metals": False}
    assert all(item.shared for item in _row(comparison, "networks").cells[1].items)


def test_a_missing_answer_is_a_question_not_a_difference() -> None:
    comparison = _compared(OURS, THEIRS)
    missions = _row(comparison, "missions")
    assert not missions.differs
    asked = {question.row for question in comparison.questions if question.subject == "theirs"}
    assert asked == {"members", "orientations", "missions", "structure", "governed", "animation_team", "labels", "age"}


def test_age_is_counted_to_the_year_given() -> None:
    assert [cell.number for cell in _row(_compared(OURS, THEIRS), "age").cells] == [21.0, None]


def test_without_evidence_figures_are_missing_not_zero() -> None:
    unknown = Subject(ClusterRecord("new", "New", OrganisationKind.GRAPPE))
    comparison = _compared(OURS, unknown)
    assert _row(comparison, "projects").cells[1].missing
    assert not any(question.row == "projects" for question in comparison.questions)


@pytest.mark.parametrize("subjects", [(OURS,), (OURS, THEIRS, OURS), (OURS,) * 5])
def test_it_compares_two_to_four_different_ones(subjects: tuple[Subject, ...]) -> None:
    with pytest.raises(ValueError, match="compare"):
        _compared(*subjects)


@settings(max_examples=30, deadline=None)
@given(st.permutations([OURS, THEIRS, Subject(WORLD.directory.by_key["network"])]))
def test_the_order_of_subjects_changes_nothing_but_the_columns(subjects: list[Subject]) -> None:
    comparison = _compared(*subjects)
    plain = _compared(OURS, THEIRS, Subject(WORLD.directory.by_key["network"]))
    place = [subject.record.key for subject in comparison.subjects]
    for row, same in zip(comparison.rows, plain.rows, strict=True):
        assert row.differs == same.differs
        for column, subject in enumerate(plain.subjects):
            assert row.cells[place.index(subject.record.key)] == same.cells[column]


def test_research_and_territorial_development_are_told_apart() -> None:
    pole, grappe = (
        replace(subject, record=replace(subject.record, kind=kind))
        for subject, kind in ((OURS, OrganisationKind.POLE), (THEIRS, OrganisationKind.GRAPPE))
    )
    row = _row(_compared(pole, grappe), "positioning")
    assert ([cell.text for cell in row.cells], row.differs) == (["research", "territory"], True)
