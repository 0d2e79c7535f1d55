"""Plans from start to end: search and proof in their processes, and the command line."""

import json
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from intercluster.cli import app
from intercluster.export import to_xlsx
from intercluster.meetings.layouts.tables import problem_tables
from intercluster.meetings.masks import mask_of
from intercluster.meetings.plan import Status, plan
from intercluster.meetings.problem import Meeting, Person, Problem, Slot, Table
from intercluster.meetings.proof.race import Race
from tests.library.meetings.examples import DAY, fewest, fewest_idle, pairs

# Two hubs whose partners are open at the ends of the day only: the bound of each person says 0, the truth is more.
KNOT = replace(
    pairs((0, 1), (0, 2), (3, 1), (3, 2), (0, 3), people=4),
    people=(Person(), Person(open=mask_of([0, 5])), Person(open=mask_of([0, 5])), Person()),
)


def test_optimum_beyond_the_bounds_of_people_is_proved() -> None:
    truth = fewest(KNOT)
    result = plan(KNOT, 20)
    assert (result.status, result.gaps, result.bound) == (Status.OPTIMAL, truth, truth)
    assert result.verdict.sound
    assert result.steps[-1].gaps == truth


def test_idle_slots_are_proved_once_the_gaps_are() -> None:
    result = plan(KNOT, 20, idle_seconds=20)
    assert (result.gaps, result.idle, result.idle_bound) == (fewest(KNOT), *2 * (fewest_idle(KNOT)[1],))
    assert result.table_changes >= result.table_changes_bound
    assert plan(KNOT, 20).idle_bound == result.gaps  # without the time for it: a gap is one idle slot or more


def test_one_worker_proves_it_too() -> None:
    assert plan(KNOT, 20, workers=1).status == Status.OPTIMAL


def test_infeasible_with_its_reason_and_what_could_be_placed() -> None:
    problem = pairs((0, 1), (0, 2), (0, 3), people=4)
    people = (Person("Ada", open=mask_of([0, 1])), *problem.people[1:])
    result = plan(replace(problem, people=people), 10)
    assert result.status == Status.INFEASIBLE
    assert [reason.code for reason in result.reasons] == ["person_short"]
    assert result.verdict.placed == 2


def test_infeasibility_that_only_a_proof_finds() -> None:
    # Three people who all meet each other need three slots; the last meeting leaves them two.
    meetings = [Meeting((one, two), slots=7) for one, two in [((0,), (1,)), ((1,), (2,)), ((0,), (2,))]]
    late = Meeting(((0,), (3,)), slots=7, after=(0, 1, 2), name="Late")
    result = plan(Problem(DAY, (Person(),) * 4, (Table(),) * 4, (*meetings, late), fairness=None), 20)
    assert result.status == Status.INFEASIBLE
    assert [reason.code for reason in result.reasons] == ["rules_conflict"]
    assert "comes before Late" in result.reasons[0].text


def test_representatives_booths_and_groups_are_planned_together() -> None:
    problem = Problem(
        tuple(Slot(day=slot // 3) for slot in range(6)),
        (Person("A1", "A", booth=0), Person("A2", "A", booth=0), *(Person(),) * 4),
        (Table("Stand", reserved=True), Table("T1")),
        (
            Meeting(((0, 1), (2,))),
            Meeting(((0, 1), (3,))),
            Meeting(((0, 1), (4,))),
            Meeting(((2,), (3,), (5,)), slots=mask_of([3, 4, 5])),
        ),
    )
    result = plan(problem, 20)
    assert (result.status, result.gaps) == (Status.OPTIMAL, 0)
    assert result.schedule.table_of == (0, 0, 0, 1)


def test_nothing_to_plan_is_a_plan() -> None:
    result = plan(Problem(DAY, (Person(),), (Table(),), ()), 5)
    assert (result.status, result.gaps, result.verdict.placed) == (Status.OPTIMAL, 0, 0)


def test_a_race_stops_its_processes() -> None:
    with Race(KNOT, 0) as race:
        race.start("up")
        while race.running and not race.settled:
            race.listen(5.0)
    assert race.settled
    assert not race.running


def test_command_line_plans_writes_and_checks(tmp_path: Path) -> None:
    event, out = tmp_path / "event.xlsx", tmp_path / "timetable.xlsx"
    event.write_bytes(to_xlsx(problem_tables(KNOT)))
    runner = CliRunner()
    planned = runner.invoke(app, ["meetings", "plan", str(event), "--seconds", "20", "--out", str(out), "--json"])
    assert planned.exit_code == 0
    answer = json.loads(planned.stdout)
    assert (answer["status"], answer["gaps"], answer["faults"]) == ("optimal", fewest(KNOT), [])
    assert answer["idle_slots"] == answer["idle_slots_bound"]
    assert "Proved: no fewer than" in planned.stderr
    checked = runner.invoke(app, ["meetings", "check", str(event), str(out)])
    assert (checked.exit_code, "Every rule is kept." in checked.output) == (0, True)


def test_command_line_chooses_meetings(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person,most\nAda,1\nBen,1\nCleo,1\nDan,1\n", encoding="utf-8")
    wishes = "first,second,worth\nAda,Ben,3\nAda,Cleo,2\nBen,Dan,2\n"
    (tmp_path / "wishes.csv").write_text(wishes, encoding="utf-8")
    out = tmp_path / "chosen.csv"
    chosen = CliRunner().invoke(app, ["meetings", "select", str(tmp_path), "--out", str(out)])
    assert chosen.exit_code == 0
    assert "2 meetings, worth 4 (proved best)" in chosen.output
    assert out.read_text(encoding="utf-8-sig").splitlines()[1:] == ["M1,Ada; Cleo", "M2,Ben; Dan"]


def test_command_line_refuses_a_wrong_file(tmp_path: Path) -> None:
    (tmp_path / "slots.csv").write_text("slot\n9:00\n", encoding="utf-8")
    answer = CliRunner().invoke(app, ["meetings", "plan", str(tmp_path)])
    assert answer.exit_code == 2
    assert "there is no people; add a sheet (or people.csv)" in " ".join(answer.output.split())
