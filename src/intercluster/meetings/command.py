"""``intercluster meetings``: plan a timetable, check one, prove that none is better, choose which meetings to hold."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from intercluster.export import Column, Table, to_csv, to_xlsx
from intercluster.meetings.checker import Verdict, check
from intercluster.meetings.dossier import dossier, summary
from intercluster.meetings.layouts.dzn import read_dzn
from intercluster.meetings.layouts.tables import problem_tables, timetable_table
from intercluster.meetings.layouts.timetable import read_timetable
from intercluster.meetings.layouts.wishes import read_wishes
from intercluster.meetings.layouts.workbook import read_workbook
from intercluster.meetings.plan import Plan, Status, Step, plan
from intercluster.meetings.problem import Problem, ProblemError
from intercluster.meetings.proof.certificate import certify
from intercluster.meetings.selection import Selection, SelectionError, select
from intercluster.meetings.warming import warm_up

meetings_app = typer.Typer(no_args_is_help=True, help="Timetables of meetings, with proof.")
_SHOWN = 20
_FILE = "A workbook (.xlsx), a folder of CSV files, or a .dzn file."


@meetings_app.command("plan")
def plan_command(
    file: Annotated[Path, typer.Argument(help=_FILE)],
    *,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit by the clock.")] = 60.0,
    idle_seconds: Annotated[
        float, typer.Option(min=0.0, help="Of that, at most so long for fewer idle slots once the gaps are proved.")
    ] = 10.0,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes to use.")] = 2,
    out: Annotated[
        Path | None, typer.Option(help="Write problem and timetable: .xlsx, or .csv for the latter.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON on standard output.")] = False,
) -> None:
    """Find a timetable with the fewest gaps, and say what is proved about it."""
    console = Console(stderr=as_json)
    problem = _problem(file, console)
    if out is not None and out.suffix not in {".xlsx", ".csv"}:
        raise typer.BadParameter("give a name that ends in .xlsx or .csv", param_hint="--out")
    result = plan(problem, seconds, workers, lambda step: _progress(console, step), idle_seconds=idle_seconds)
    if as_json:
        typer.echo(json.dumps(_as_json(problem, result), ensure_ascii=False))
    _say(console, result)
    if out is not None:
        _write(out, [timetable_table(problem, result.schedule), *problem_tables(problem)])
        console.print(f"Written: {escape(str(out))}")
    if result.status in {Status.INFEASIBLE, Status.INCOMPLETE}:
        raise typer.Exit(1)


@meetings_app.command("check")
def check_command(
    file: Annotated[Path, typer.Argument(help=_FILE)],
    timetable: Annotated[Path, typer.Argument(help="A workbook or folder with the sheet timetable.")],
) -> None:
    """Check a timetable against every rule of its problem."""
    console = Console()
    problem = _problem(file, console)
    try:
        verdict = check(problem, read_timetable(timetable, problem))
    except ProblemError as error:
        raise _refused(console, error) from error
    for fault in verdict.faults:
        console.print(f"• {escape(fault.text)}")
    console.print(("Every rule is kept. " if verdict.sound else f"{len(verdict.faults)} faults. ") + _figures(verdict))
    if not verdict.sound:
        raise typer.Exit(1)


@meetings_app.command("certify")
def certify_command(
    file: Annotated[Path, typer.Argument(help=_FILE)],
    timetable: Annotated[
        Path | None, typer.Argument(help="A timetable; the proof is that none has fewer gaps than it.")
    ] = None,
    *,
    gaps: Annotated[int | None, typer.Option(min=0, help="Without a timetable: the gaps it is proved of.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit for the solver by the clock.")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="The folder to write formula, proof and tables to.")] = None,
) -> None:
    """Write a proof others can check: that no timetable has fewer gaps, or (without any number) that none exists."""
    console = Console()
    if timetable is not None and gaps is not None:
        raise typer.BadParameter("give a timetable or a number of gaps, not both", param_hint="--gaps")
    problem = _problem(file, console)
    schedule = None
    if timetable is not None:
        try:
            schedule = read_timetable(timetable, problem)
        except ProblemError as error:
            raise _refused(console, error) from error
        verdict = check(problem, schedule)
        if not verdict.sound:
            raise _refused(console, ProblemError("\n".join(fault.text for fault in verdict.faults)))
        gaps = verdict.gaps
    found = certify(problem, gaps, seconds)
    console.print(escape(summary(found)))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in dossier(found, schedule).items():
            (out / name).write_bytes(content)
        console.print(f"Written: {escape(str(out))}")
    if found.answer in {"open", "refuted"}:
        raise typer.Exit(1)


@meetings_app.command("select")
def select_command(
    file: Annotated[Path, typer.Argument(help="A workbook or folder with the sheets people and wishes.")],
    *,
    fair: Annotated[bool, typer.Option(help="First raise the fewest meetings anybody gets.")] = True,
    out: Annotated[Path | None, typer.Option(help="Write the chosen meetings: .xlsx or .csv.")] = None,
) -> None:
    """Choose which meetings to hold: the greatest worth within everybody's limits, proved."""
    console = Console()
    if out is not None and out.suffix not in {".xlsx", ".csv"}:
        raise typer.BadParameter("give a name that ends in .xlsx or .csv", param_hint="--out")
    try:
        candidates, limits = read_wishes(file)
        chosen = select(candidates, limits, fair=fair)
    except (ProblemError, SelectionError) as error:
        raise _refused(console, error) from error
    _say_selection(console, chosen)
    if out is not None:
        rows = [
            {"meeting": f"M{number + 1}", "people": f"{limits.name(pair.first)}; {limits.name(pair.second)}"}
            for number, pair in enumerate(candidates[which] for which in chosen.chosen)
        ]
        _write(out, [Table("meetings", [Column("meeting", "meeting"), Column("people", "people")], rows)])
        console.print(f"Written: {escape(str(out))}")


@meetings_app.command("warm-up")
def warm_up_command() -> None:
    """Compile the local search once, so that the first timetable does not wait for it."""
    warm_up()


def _problem(file: Path, console: Console) -> Problem:
    try:
        if file.suffix == ".dzn":
            return read_dzn(file)
        return read_workbook(file)
    except ProblemError as error:
        raise _refused(console, error) from error
    except FileNotFoundError as error:
        raise _refused(console, ProblemError(f"{file.name}: there is no such file; check the path.")) from error


def _refused(console: Console, error: Exception) -> typer.Exit:
    lines = str(error).splitlines()
    for line in lines[:_SHOWN]:
        console.print(f"• {escape(line)}")
    if len(lines) > _SHOWN:
        console.print(f"… and {len(lines) - _SHOWN} more.")
    return typer.Exit(2)


def _progress(console: Console, step: Step) -> None:
    gaps = "no timetable yet" if step.gaps is None else f"{step.gaps} gaps"
    console.print(f"{step.seconds:6.1f} s  {gaps}, bound {step.bound} ({step.by})", highlight=False)


def _say(console: Console, result: Plan) -> None:
    words = {
        Status.OPTIMAL: "Optimal: it is proved that no timetable has fewer gaps.",
        Status.WITHIN: f"Complete; at most {result.gaps - result.bound} gaps more than the fewest possible.",
        Status.INFEASIBLE: "It is proved that no timetable keeps all rules.",
        Status.INCOMPLETE: "Not every meeting has found a place in the time given.",
    }
    console.print(f"{words[result.status]} {_figures(result.verdict)}, {result.seconds:.1f} s")
    if result.verdict.sound:
        idle = _part(result.idle, result.idle_bound, "idle slots", "with so few gaps")
        changes = _part(result.table_changes, result.table_changes_bound, "table changes", "in these slots")
        console.print(f"{idle} {changes}", highlight=False)
    for reason in result.reasons[:_SHOWN]:
        console.print(f"• {escape(reason.text)}")


def _part(found: int, bound: int, what: str, given: str) -> str:
    """What is proved of the second and third part of the objective, the parts before it given."""
    if found <= bound:
        return f"Proved: no fewer than {found} {what} {given}."
    return f"{found} {what}, at most {found - bound} more than the fewest possible {given}."


def _figures(verdict: Verdict) -> str:
    return (
        f"{verdict.placed} meetings placed, {verdict.gaps} gaps, {verdict.idle} idle slots, "
        f"{verdict.table_changes} table changes"
    )


def _say_selection(console: Console, chosen: Selection) -> None:
    proved = "proved best" if chosen.gap == 0 else f"at most {chosen.gap:.2%} below the best"
    console.print(
        f"{len(chosen.chosen)} meetings, worth {chosen.worth:g} ({proved}); nobody who could have more has fewer than "
        f"{chosen.least}. Taking the best pair first would lose {chosen.greedy_loss:.1%} of the worth."
    )


def _as_json(problem: Problem, result: Plan) -> dict[str, object]:
    return {
        "status": result.status.value,
        "gaps": result.gaps,
        "bound": result.bound,
        "idle_slots": result.idle,
        "idle_slots_bound": result.idle_bound,
        "table_changes": result.table_changes,
        "table_changes_bound": result.table_changes_bound,
        "seconds": round(result.seconds, 3),
        "faults": [fault.text for fault in result.verdict.faults],
        "reasons": [reason.text for reason in result.reasons],
        "timetable": timetable_table(problem, result.schedule).rows,
    }


def _write(path: Path, tables: list[Table]) -> None:
    path.write_bytes(to_csv(tables[0]) if path.suffix == ".csv" else to_xlsx(tables))
