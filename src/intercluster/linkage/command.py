"""``intercluster link``: look for one organisation under two identifiers, and decide about what is found."""

import csv
from pathlib import Path
from typing import Annotated

import pyarrow.parquet as pq
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from intercluster.datafolder import evidence_folder
from intercluster.evidence.decisions import ContradictionError, Verdict, decide, read_decisions
from intercluster.export import to_csv, to_xlsx
from intercluster.linkage.propose import LEAST_WEIGHT, proposals_table, propose_links

link_app = typer.Typer(help="One organisation under two identifiers: propose, accept, reject.", no_args_is_help=True)
_File = Annotated[Path, typer.Argument(metavar="FILE", help="CSV with the columns org_a and org_b.")]
_Who = Annotated[str | None, typer.Option(help="Who decides; your account on this machine when not given.")]


@link_app.command("propose")
def propose_command(
    least_weight: Annotated[float, typer.Option("--weight", help="Least match weight, in bits.")] = LEAST_WEIGHT,
    output: Annotated[
        Path | None, typer.Option("--csv", help="Write the proposals to this .csv or .xlsx file.")
    ] = None,
    show: Annotated[int, typer.Option(help="How many to show.")] = 20,
) -> None:
    """Look for organisations under two identifiers or spellings. Nothing is merged."""
    console = Console()
    folder = evidence_folder()
    proposals = propose_links(
        pq.read_table(folder / "organisations.parquet"),
        pq.read_table(folder / "participations.parquet"),
        read_decisions(),
        least_weight,
    )
    found = Table("Weight", "Organisations", "Reasons")
    for proposal in proposals[:show]:
        names = "\n".join(
            f"{side.name} · {side.city or '?'} ({side.country}) · {side.projects} projects · {side.org_id}"
            for side in (proposal.a, proposal.b)
        )
        reasons = "\n".join(f"{reason.bits:+.1f} {reason.text}" for reason in proposal.reasons)
        against = f"\nlook closely: side by side in {proposal.together} projects" if proposal.together else ""
        found.add_row(f"{proposal.match_weight:.1f}", escape(names), reasons + against)
    console.print(found)
    console.print(f"{len(proposals):,} proposals, {min(show, len(proposals))} shown; nothing was merged.")
    if output is not None:
        table = proposals_table(proposals)
        output.write_bytes(to_xlsx([table]) if output.suffix.casefold() == ".xlsx" else to_csv(table))
        console.print(f"Delete the rows that are wrong, then: intercluster link accept {output}", soft_wrap=True)


@link_app.command("accept")
def accept_command(file: _File, who: _Who = None) -> None:
    """Count the two organisations of each row as one from now on."""
    _decide(file, "same", who)


@link_app.command("reject")
def reject_command(file: _File, who: _Who = None) -> None:
    """Keep the two organisations of each row apart and do not propose them again."""
    _decide(file, "different", who)


@link_app.command("withdraw")
def withdraw_command(file: _File, who: _Who = None) -> None:
    """Take decisions back: the pairs of the file are open again."""
    _decide(file, "withdrawn", who)


@link_app.command("list")
def list_command() -> None:
    """Show the decisions that hold."""
    table = Table("Organisation", "Organisation", "Verdict", "By", "At")
    for decision in read_decisions():
        table.add_row(
            decision.org_a, decision.org_b, decision.verdict, escape(decision.decided_by), decision.decided_at
        )
    Console().print(table)


def _decide(file: Path, verdict: Verdict, who: str | None) -> None:
    try:
        pairs = _read_pairs(file)
        decide(pairs, verdict, who)
    except (ContradictionError, ValueError, OSError) as error:
        typer.echo(f"{error}. Nothing was recorded.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'}: {verdict}.")


def _read_pairs(file: Path) -> list[tuple[str, str]]:
    text = file.read_text(encoding="utf-8-sig")
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = list(csv.DictReader(text.splitlines(), delimiter=delimiter))
    pairs: list[tuple[str, str]] = []
    for line, row in enumerate(rows, start=2):
        if not row.get("org_a") or not row.get("org_b"):
            raise ValueError(f"{file.name}, line {line}: org_a and org_b must both be there")
        pairs.append((row["org_a"].strip(), row["org_b"].strip()))
    if not pairs:
        raise ValueError(f"{file.name} has no row")
    return pairs
