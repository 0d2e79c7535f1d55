"""``intercluster import`` and ``intercluster evidence``."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from intercluster.datafolder import BUNDLED, data_folder, evidence_folder
from intercluster.evidence.importing import (
    ImportOptions,
    ImportReport,
    Problem,
    import_evidence,
    problems_table,
    read_imports,
    reset_evidence,
)
from intercluster.evidence.overview import describe_evidence
from intercluster.export import to_csv, to_xlsx

evidence_app = typer.Typer(help="What evidence is loaded, and going back to the bundled one.")
_SHOWN = 20
_STAGES = {"reading": 0.0, "checking": 0.55, "merging": 0.75, "writing": 0.9}  # share of the whole, as measured
_NAMES = {"reading": "Reading", "checking": "Checking", "merging": "Merging", "writing": "Writing"}


def import_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Zip archives, folders or single files.")],
    *,
    framework: Annotated[
        Literal["FP7", "H2020", "HE"] | None, typer.Option(help="Programme of projects whose file names none.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and count; write nothing.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave bad rows out and import the good ones.")] = False,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the files; found out when not given.")] = None,
    delimiter: Annotated[str, typer.Option(help="Separator between columns; 'tab' for a tabulator.")] = ";",
    report: Annotated[Path | None, typer.Option(help="Write every problem to this .csv or .xlsx file.")] = None,
) -> None:
    """Import CORDIS exports (FP7, Horizon 2020, Horizon Europe) and Eurostat structural business statistics."""
    console = Console()
    if report is not None and report.suffix.casefold() not in (".csv", ".xlsx"):
        raise typer.BadParameter("the report is a .csv or an .xlsx file", param_hint="--report")
    options = ImportOptions(
        framework=framework,
        encoding=encoding,
        delimiter="\t" if delimiter == "tab" else delimiter,
        dry_run=dry_run,
        skip_bad=skip_bad,
    )
    if len(options.delimiter) != 1:
        raise typer.BadParameter("a separator is one character", param_hint="--delimiter")
    with _progress_bar(console) as bar:
        task = bar.add_task("Reading", total=1.0)
        result = import_evidence(
            paths,
            options,
            progress=lambda stage, share: bar.update(task, description=_NAMES[stage], completed=_done(stage, share)),
        )
    if report is not None:
        table = problems_table(result.problems)
        report.write_bytes(to_csv(table) if report.suffix.casefold() == ".csv" else to_xlsx([table]))
    _show(console, result, report)
    if result.outcome == "refused":
        raise typer.Exit(1)


@evidence_app.callback(invoke_without_command=True)
def show_evidence(context: typer.Context) -> None:
    """Say what evidence is loaded: rows, periods and sources."""
    if context.invoked_subcommand is not None:
        return
    console = Console()
    folder = evidence_folder()
    console.print(
        "Bundled evidence" if folder == BUNDLED else f"Imported evidence in {folder}", style="bold", soft_wrap=True
    )
    overview = describe_evidence(folder)
    tables = Table("Table", "Rows", "Period")
    for line in overview.tables:
        tables.add_row(line.table, f"{line.rows:,}", line.period)
    sources = Table("Source", "Table", "Rows", "As of")
    for source in overview.sources:
        sources.add_row(escape(source.source), source.table, f"{source.rows:,}", source.as_of)
    console.print(tables, sources)
    if imports := read_imports(folder):
        history = Table("Imported at", "File", "Layout", "Rows")
        for row in imports:
            history.add_row(row["imported_at"], escape(row["file"]), row["layout"], f"{int(row['rows']):,}")
        console.print(history)


@evidence_app.command("reset")
def reset_command(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Go back to the bundled evidence. Decisions about organisations are kept."""
    if not yes:
        typer.confirm("Remove all imported evidence?", abort=True)
    removed = reset_evidence(data_folder() / "evidence")
    typer.echo("The bundled evidence is in force." if removed else "Nothing was imported; nothing to do.")


def _progress_bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<9}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _done(stage: str, share: float) -> float:
    starts = [*_STAGES.values(), 1.0]
    place = list(_STAGES).index(stage)
    return starts[place] + share * (starts[place + 1] - starts[place])


def _show(console: Console, result: ImportReport, report: Path | None) -> None:
    if result.files:
        files = Table("File", "Layout", "Rows")
        for file in result.files:
            files.add_row(escape(file.name), file.layout, f"{file.rows:,}")
        console.print(files)
    _show_problems(console, result.remarks, "yellow")
    _show_problems(console, result.errors, "red")
    if len(result.errors) > _SHOWN and report is None:
        console.print("Every one of them in a file: --report problems.xlsx")
    if result.changes:
        changes = Table("Table", "New", "Changed", "Removed", "Then in all")
        for change in result.changes:
            counts = (change.new, change.changed, change.removed, change.total)
            changes.add_row(change.table, *(f"{count:,}" for count in counts))
        console.print(changes)
    console.print(_verdict(result), style="bold", soft_wrap=True, highlight=False)


def _show_problems(console: Console, problems: tuple[Problem, ...], style: str) -> None:
    for problem in problems[:_SHOWN]:
        console.print(f"• {escape(str(problem))}", style=style, soft_wrap=True, highlight=False)
    if len(problems) > _SHOWN:
        console.print(f"… and {len(problems) - _SHOWN:,} more.", style=style)


def _verdict(result: ImportReport) -> str:
    match result.outcome:
        case "refused":
            bad = len(result.errors)
            more = " --skip-bad imports the good rows." if all(p.severity != "file" for p in result.errors) else ""
            return f"{bad:,} {'problem' if bad == 1 else 'problems'}; nothing was written.{more}"
        case "unchanged":
            return f"{result.summary}; the evidence is left as it is."
        case "dry_run":
            return f"{result.summary}{_left_out(result)}; dry run, nothing was written."
        case "written":
            return f"{result.summary}{_left_out(result)}; in force now, in {os.fspath(result.folder or '')}."


def _left_out(result: ImportReport) -> str:
    return f"; {result.left_out:,} bad rows or cells left out" if result.left_out else ""
