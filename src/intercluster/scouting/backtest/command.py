"""``intercluster backtest``: our order and the baselines on what happened next."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from intercluster.evidence.store import load_evidence
from intercluster.fields.vocabulary import load_vocabulary
from intercluster.scouting.backtest.measures import Line
from intercluster.scouting.backtest.runs import SMALL, run_backtest
from intercluster.scouting.backtest.split import FEWEST_PROJECTS

_MEASURES = {
    "hit_at_10": "hit@10",
    "precision_at_10": "P@10",
    "recall_at_50": "rec@50",
    "mrr": "MRR",
    "auc": "AUC",
    "auc_degree_matched": "AUC size",
    "coverage_at_10": "cov@10",
}


def backtest_command(
    before: Annotated[int, typer.Option(help="History ends before this year; partners are looked for from it.")] = 2017,
    until: Annotated[int, typer.Option(help="Last year of new partners.")] = 2018,
    queries: Annotated[int, typer.Option(min=1, help="How many queries to sample.")] = 400,
    seed: Annotated[int, typer.Option(help="The same seed samples the same queries.")] = 20170101,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON on standard output.")] = False,
) -> None:
    """Rank the partners of the past by what was known then, and count how often those who came are on top."""
    console = Console(stderr=as_json)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Queries", total=None)
        try:
            result = run_backtest(
                load_evidence(),
                load_vocabulary(),
                before=before,
                until=until,
                count=queries,
                seed=seed,
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--before") from error
    if as_json:
        typer.echo(json.dumps(asdict(result), indent=1))
        return
    console.print(_table(f"New partners abroad, {before} to {until}, by history before {before}", result.lines))
    console.print(_table(f"Only organisations with at most {SMALL} earlier projects", result.small))
    console.print(
        f"{result.catalogue} organisations with at least {FEWEST_PROJECTS} earlier projects; query = organisation and "
        f"H2020 programme part; partners it already had are no candidates; seed {seed}. AUC size: among candidates of "
        "similar degree; cov@10: share of all organisations ever in a first ten.",
        highlight=False,
    )


def _table(title: str, lines: tuple[Line, ...]) -> Table:
    table = Table(title=f"{title} ({lines[0].queries if lines else 0} queries)")
    table.add_column("Ranker", no_wrap=True)
    for label in _MEASURES.values():
        table.add_column(label, justify="right")
    for line in lines:
        table.add_row(line.ranker, *(f"{getattr(line, name):.3f}" for name in _MEASURES))
    return table
