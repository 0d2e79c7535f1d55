"""Certificates: proved exactly when true, and their files say what they should."""

import csv
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from pysat.formula import CNF
from typer.testing import CliRunner

from intercluster.cli import app
from intercluster.export import to_xlsx
from intercluster.meetings.checker import check
from intercluster.meetings.dossier import dossier, summary
from intercluster.meetings.layouts.tables import problem_tables, timetable_table
from intercluster.meetings.masks import mask_of
from intercluster.meetings.plan import plan
from intercluster.meetings.problem import Person, Problem, schedule_of
from intercluster.meetings.proof.certificate import Certificate, certify
from intercluster.meetings.proof.rup import check_proof
from tests.library.meetings.examples import fewest, pairs, problems

ENDS = mask_of([0, 5])
# Two hubs whose partners are there at the ends of the day only: the bounds of single people are 0, the truth is more.
KNOT = replace(
    pairs((0, 1), (0, 2), (3, 1), (3, 2), (0, 3), people=4),
    people=(Person("Ada"), Person("Ben", open=ENDS), Person("Cleo", open=ENDS), Person("Dan")),
)
ALONE = replace(pairs((0, 1), (0, 2), people=3), people=(Person("Ada", open=mask_of([0, 2])), Person(), Person()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(problems())
def test_proved_exactly_when_true(problem: Problem) -> None:
    truth = fewest(problem)
    none = certify(problem, None)
    if truth is None:
        assert none.answer in {"shortage", "proved"}
        assert bool(none.reasons) == (none.answer == "shortage")
        return
    assert none.answer == "refuted"
    assert certify(problem, truth).answer in {"people", "proved"}
    wrong = certify(problem, truth + 1)
    assert wrong.answer == "refuted"
    assert wrong.better is not None
    assert check(problem, wrong.better).gaps == truth


@lru_cache
def knot() -> Certificate:
    truth = fewest(KNOT)
    assert truth
    found = certify(KNOT, truth)
    assert found.answer == "proved"
    return found


def test_the_files_are_the_proof() -> None:
    files = dossier(knot())
    formula = CNF(from_string=files["formula.cnf"].decode())
    proof = files["proof.drat"].decode().splitlines()
    assert check_proof(formula.clauses, proof).refuted
    lines = files["README.txt"].decode()
    assert f"in {knot().checked.lines} lines" in lines
    assert f"fewer than {fewest(KNOT)} gaps" in lines


def test_the_comments_say_what_every_clause_is_for() -> None:
    head = [line for line in dossier(knot())["formula.cnf"].decode().splitlines() if line.startswith("c clauses")]
    spans = [line.removeprefix("c clauses ").split(":")[0].split(" to ") for line in head]
    firsts, lasts = [int(first) for first, _ in spans], [int(last) for _, last in spans]
    assert firsts == [1, *(last + 1 for last in lasts[:-1])]
    assert lasts[-1] == len(knot().encoding.formula.clauses)


def test_the_table_of_variables_names_every_place() -> None:
    proved = dossier(knot())["variables.csv"].decode("utf-8-sig").splitlines()
    rows = {row["variable"]: row for row in csv.DictReader(proved) if row["says"] == "is in the slot"}
    assert len(rows) == sum(mask.bit_count() for mask in KNOT.allowed)
    assert {(row["meeting"], row["slot"]) for row in rows.values()} == {
        (KNOT.meeting_name(number), KNOT.slot_name(slot))
        for number, mask in enumerate(KNOT.allowed)
        for slot in range(6)
        if mask >> slot & 1
    }


def test_what_single_people_prove_is_a_table() -> None:
    found = certify(ALONE, 1)
    assert found.answer == "people"
    files = dossier(found)
    assert "formula.cnf" not in files
    people = list(csv.DictReader(files["people.csv"].decode("utf-8-sig").splitlines()))
    assert [row["fewest gaps"] for row in people] == ["1", "0", "0"]
    assert people[0]["open slots"] == "9:00; 11:00"
    assert summary(found) == (
        "Proved by what each person can have at best: no timetable that keeps every rule has fewer than 1 gaps."
    )


def test_without_a_timetable_the_reason_is_the_proof() -> None:
    short = replace(ALONE, people=(Person("Ada", open=1), Person(), Person()))
    found = certify(short, None)
    assert found.answer == "shortage"
    assert "Ada accepted 2 meetings that can only be held in 1 slots" in dossier(found)["README.txt"].decode()
    assert set(dossier(found)).isdisjoint({"formula.cnf", "proof.drat"})


def test_no_time_is_no_proof() -> None:
    found = certify(KNOT, fewest(KNOT), seconds=0)
    assert found.answer == "open"
    assert "NOT proved" in dossier(found)["README.txt"].decode()
    assert "proof.drat" not in dossier(found)


def test_the_command_proves_a_timetable_and_tells_of_a_better_one(tmp_path: Path) -> None:
    best = plan(KNOT, 20).schedule
    event, timetable = tmp_path / "event.xlsx", tmp_path / "timetable.xlsx"
    event.write_bytes(to_xlsx(problem_tables(KNOT)))
    timetable.write_bytes(to_xlsx([timetable_table(KNOT, best)]))
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["meetings", "certify", str(event), str(timetable), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "other direction" in (out / "README.txt").read_text(encoding="utf-8")
    assert {"proof.drat", "timetable.csv", "people.csv"} <= {file.name for file in out.iterdir()}
    more = CliRunner().invoke(app, ["meetings", "certify", str(event), "--gaps", "99"])
    assert more.exit_code == 1
    assert f"there is a timetable with {fewest(KNOT)} gaps" in " ".join(more.output.split())


def test_the_command_refuses_a_timetable_with_faults(tmp_path: Path) -> None:
    event, timetable = tmp_path / "event.xlsx", tmp_path / "timetable.xlsx"
    event.write_bytes(to_xlsx(problem_tables(KNOT)))
    faulty = schedule_of(KNOT, (0,) * len(KNOT.meetings))
    timetable.write_bytes(to_xlsx([timetable_table(KNOT, faulty)]))
    result = CliRunner().invoke(app, ["meetings", "certify", str(event), str(timetable)])
    assert result.exit_code == 2
    assert "has both" in result.output
