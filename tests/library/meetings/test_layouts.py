"""The published layout and the workbook, read and written."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from intercluster.export import to_csv, to_xlsx
from intercluster.meetings.checker import check
from intercluster.meetings.layouts.dzn import parse_dzn, write_dzn
from intercluster.meetings.layouts.grids import LayoutError
from intercluster.meetings.layouts.tables import problem_tables, timetable_table
from intercluster.meetings.layouts.timetable import read_timetable
from intercluster.meetings.layouts.wishes import read_wishes
from intercluster.meetings.layouts.workbook import read_workbook
from intercluster.meetings.masks import mask_of
from intercluster.meetings.problem import Problem, ProblemError, schedule_of
from tests.library.meetings.examples import pairs, problems

DZN = """
nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 4; nMorningSlots = 2; % a comment
requested = [|1, 2,1,
|3, 1,3,
|];
forbidden = [{0}, {0,3}, {}];
fixed = [0, 4];
precedences = [{}, {1}];
"""
FILES = {
    "slots": "slot;day;session\n9:00;Monday;AM\n10:00;Monday;AM\n14:00;Monday;PM\n",
    "people": "person;organisation;closed;booth\nAda;Acme;AM;\nBen;Acme;;\nCleo;Lab;9:00;Stand 1\n",
    "tables": "table;room;closed;booth\nStand 1;Hall;;yes\nT2;Hall;14:00;\n",
    "meetings": "meeting;people;when;slot;table;after\nA;Acme; Cleo;AM;;;\nB;Ada | Ben; Cleo;;14:00;;A\n",
    "settings": "setting;value\nfairness;\n",
}


def folder(path: Path, **changed: str) -> Path:
    for name, text in (FILES | changed).items():
        quoted = text.replace("Acme; Cleo", '"Acme; Cleo"').replace("Ada | Ben; Cleo", '"Ada | Ben; Cleo"')
        (path / f"{name}.csv").write_text(quoted, encoding="utf-8")
    return path


def test_published_layout_is_read() -> None:
    problem = parse_dzn(DZN, "example.dzn", fairness=1)
    assert [meeting.seats for meeting in problem.meetings] == [((0,), (1,)), ((2,), (0,))]
    assert problem.allowed == (mask_of([0, 1]), mask_of([3]))
    assert problem.people[1].open & problem.every_slot == mask_of([0, 1, 3])
    assert problem.precedences == ((0, 1),)
    assert (problem.capacity, problem.fairness) == ((1, 1, 1, 1), 1)
    assert parse_dzn(write_dzn(problem), "again.dzn", fairness=1) == problem


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nTables = 1;", "", "nTables missing"),
        ("nMeetings = 2;", "nMeetings = 3;", "requested: 3 rows of two people and a session are needed, 2 are there"),
        ("|1, 2,1,", "|1, 2,7,", "the session of a meeting is 1"),
        ("nTables = 1;", "nTables = one;", "'one' is not a whole number"),
        ("{0}, {0,3}, {}", "{0}", "forbidden: 3 sets are needed, 1 are there"),
        ("fixed = [0, 4]", "fixed = [0, 9]", "is fixed in slot 9, and there are 4"),
    ],
)
def test_published_layout_says_what_is_wrong(old: str, new: str, words: str) -> None:
    with pytest.raises(ProblemError, match=words) as error:
        parse_dzn(DZN.replace(old, new), "example.dzn")
    assert str(error.value).startswith("example.dzn: ")


def test_published_layout_refuses_what_it_cannot_hold(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="a choice of representatives, booths and fixed tables"):
        write_dzn(read_workbook(folder(tmp_path)))


def test_folder_of_csv_files_is_read(tmp_path: Path) -> None:
    problem = read_workbook(folder(tmp_path))
    first, second = problem.meetings
    assert (first.seats, first.slots) == (((0, 1), (2,)), mask_of([0, 1]))
    assert (second.seats, second.slot, second.after) == (((0, 1), (2,)), 2, (0,))
    assert problem.fixed_table == (0, 0)
    assert problem.allowed == (mask_of([1]), mask_of([2]))
    assert (problem.capacity, problem.fairness) == ((1, 1, 0), None)


@pytest.mark.parametrize(
    ("sheet", "old", "new", "words"),
    [
        (
            "people",
            "AM",
            "Sunday",
            "people.csv, row 2, column closed: Sunday is no slot, session or day; use the names",
        ),
        ("people", "Ben", "Ada", "people.csv, row 3, column person: Ada stands there twice; give it another name"),
        ("meetings", "Cleo;;14", "Dora;;14", "row 3, column people: Dora is not among the people or organisations"),
        ("meetings", "14:00;;A", "Monday;;A", "row 3, column slot: Monday is not one slot; give the name of a slot"),
        ("meetings", "14:00;;A", "14:00;;Z", "row 3, column after: there is no meeting Z; add it or correct the name"),
        ("settings", "fairness;", "fairness;two", "settings.csv, row 2, column value: two is not a whole number"),
        ("tables", "table;", "name;", "tables.csv, row 1: the column table is missing; add it to the first row"),
    ],
)
def test_faults_name_file_row_column_and_what_to_do(tmp_path: Path, sheet: str, old: str, new: str, words: str) -> None:
    changed = FILES[sheet].replace(old, new)
    assert changed != FILES[sheet]
    if "Dora" in new:
        changed = changed.replace("Ada | Ben; Dora", '"Ada | Ben; Dora"')
    with pytest.raises(LayoutError) as error:
        read_workbook(folder(tmp_path, **{sheet: changed}))
    assert words in str(error.value)


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    people = FILES["people"].replace("AM", "Sunday").replace("Stand 1", "Stand 9")
    with pytest.raises(LayoutError) as error:
        read_workbook(folder(tmp_path, people=people))
    assert len(error.value.faults) == 2


@settings(max_examples=30, deadline=None)
@given(problems())
def test_a_written_workbook_is_the_same_problem(tmp_path_factory: pytest.TempPathFactory, problem: Problem) -> None:
    path = tmp_path_factory.mktemp("books") / "event.xlsx"
    path.write_bytes(to_xlsx(problem_tables(problem)))
    again = read_workbook(path)
    assert again.allowed == problem.allowed
    assert [meeting.seats for meeting in again.meetings] == [meeting.seats for meeting in problem.meetings]
    assert [meeting.after for meeting in again.meetings] == [meeting.after for meeting in problem.meetings]
    assert (again.fixed_table, again.capacity, again.days) == (problem.fixed_table, problem.capacity, problem.days)
    assert again.fairness == problem.fairness


def test_a_timetable_is_read_back(tmp_path: Path) -> None:
    problem = pairs((0, 1), (0, 2), people=3)
    schedule = schedule_of(problem, [0, 1], [3, -1])
    (tmp_path / "timetable.csv").write_bytes(to_csv(timetable_table(problem, schedule)))
    assert read_timetable(tmp_path, problem) == schedule
    assert check(problem, schedule).sound


def test_a_timetable_of_another_problem_is_refused(tmp_path: Path) -> None:
    text = "meeting,slot,table,people\nmeeting 9,9:00,,\nmeeting 1,noon,,\n"
    (tmp_path / "timetable.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError) as error:
        read_timetable(tmp_path, pairs((0, 1), people=2))
    assert error.value.faults == [
        "timetable.csv, row 2, column meeting: there is no meeting 9; correct it.",
        "timetable.csv, row 3, column slot: there is no noon; correct it.",
    ]


def test_wishes_of_both_sides_add_up(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person,most,least\nAda,2,1\nBen,,\n", encoding="utf-8")
    (tmp_path / "wishes.csv").write_text("first,second,worth,rule\nAda,Ben,2,\nBen,Ada,3,must\n", encoding="utf-8")
    candidates, limits = read_wishes(tmp_path)
    assert [(one.first, one.second, one.worth, one.must) for one in candidates] == [(0, 1, 5.0, True)]
    assert (limits.caps, limits.floors) == ((2, 2), (1, 0))


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ("Ada,Zoe,1,", "row 2, column second: Zoe is not in the sheet people"),
        ("Ada,Ben,many,", "row 2, column worth: many is not a positive number"),
        ("Ada,Ben,1,maybe", "row 2, column rule: maybe is neither must nor never"),
        ("Ada,Ada,1,", "row 2, column second: a pair needs two different people"),
    ],
)
def test_wrong_wishes_are_named(tmp_path: Path, wishes: str, words: str) -> None:
    (tmp_path / "people.csv").write_text("person,most,least\nAda,,\nBen,,\n", encoding="utf-8")
    (tmp_path / "wishes.csv").write_text(f"first,second,worth,rule\n{wishes}\n", encoding="utf-8")
    with pytest.raises(LayoutError) as error:
        read_wishes(tmp_path)
    assert words in str(error.value)


@pytest.mark.parametrize("name", ["nothing.xlsx", "notes.txt"])
def test_a_file_that_is_not_there_or_not_ours_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(LayoutError, match=name):
        read_workbook(tmp_path / name)
