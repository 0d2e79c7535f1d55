"""``intercluster scout``: the search of the scouting pages, in a terminal."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from intercluster.directory.bundled import load_bundled_directory
from intercluster.evidence.store import load_evidence
from intercluster.export import to_csv
from intercluster.fields.encoder import load_suggester
from intercluster.fields.vocabulary import Vocabulary, load_vocabulary
from intercluster.scouting.engine import explain, scout
from intercluster.scouting.seekers import UnknownSeekerError, find_seeker
from intercluster.scouting.tables import shortlist_table
from intercluster.scouting.types import Axis, Candidate, Mode, ObjectiveKind, Query, Reason, Seeker, Shortlist, UnitKind

_UNITS = {"organisations": UnitKind.ORGANISATION, "clusters": UnitKind.CLUSTER, "zones": UnitKind.ZONE}
_SHOWN_EVIDENCE = 6
_NOTES = {
    "seeker_without_evidence": "No evidence stands behind the seeker: nothing says whom it can reach or what it lacks.",
    "seeker_from_territory": "The seeker's members are not known: it stands on the organisations of its territory "
    "that are active in its fields.",
    "clusters_without_evidence": "Clusters without members, territory and fields, or projects in them, are not ranked.",
    "no_capability_in_fields": "Too few projects on the capability map are in these fields: no gain is computed.",
}


def scout_command(
    seeker: Annotated[str, typer.Option("--for", help="Who searches: name or key in the directory, or an org_id.")],
    field: Annotated[list[str], typer.Option(help="A field: free text, or a key of the vocabulary. Repeatable.")],
    *,
    units: Annotated[str, typer.Option(help="clusters, organisations or zones.")] = "clusters",
    mode: Annotated[Mode, typer.Option(help="The order asked for.")] = Mode.QUICK_WIN,
    objective: Annotated[ObjectiveKind | None, typer.Option(help="What the cooperation is for.")] = None,
    country: Annotated[list[str] | None, typer.Option(help="ISO code, GB and GR; repeatable. None: the world.")] = None,
    abroad: Annotated[bool, typer.Option("--abroad", help="Leave out the country of the seeker.")] = False,
    exclude_country: Annotated[list[str] | None, typer.Option(help="ISO code to leave out; repeatable.")] = None,
    zone: Annotated[str | None, typer.Option(help="Only within this zone, for example FRK2.")] = None,
    since: Annotated[int | None, typer.Option(help="First year of projects.")] = None,
    until: Annotated[int | None, typer.Option(help="Last year of projects.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many candidates.")] = 20,
    why: Annotated[int | None, typer.Option(min=1, help="Explain the candidate of this place in full.")] = None,
    every_bridge: Annotated[
        bool, typer.Option("--every-bridge", help="With --why: every bridging partner on a line of its own.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON on standard output.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write the table to this CSV file.")] = None,
) -> None:
    """Rank partner clusters, organisations or zones in a field, each score explained from real projects."""
    console = Console(stderr=as_json)
    if units not in _UNITS:
        raise typer.BadParameter(f"'{units}' is none of {', '.join(_UNITS)}", param_hint="--units")
    base, vocabulary, directory = load_evidence(), load_vocabulary(), load_bundled_directory()
    try:
        found = find_seeker(base, directory, seeker)
    except UnknownSeekerError as error:
        raise typer.BadParameter(str(error), param_hint="--for") from error
    query = Query(
        seeker=found,
        concepts=_concepts(console, vocabulary, field),
        units=_UNITS[units],
        mode=mode,
        objective=objective,
        countries=tuple(code.upper() for code in country or ()),
        exclude_countries=_left_out(found, exclude_country or [], abroad=abroad),
        zone=zone,
        first_year=since,
        last_year=until,
        limit=limit,
    )
    shortlist = scout(base, directory, vocabulary, query)
    if csv is not None:
        csv.write_bytes(to_csv(shortlist_table(shortlist, vocabulary)))
        console.print(f"Wrote {len(shortlist.candidates)} rows to {csv}", highlight=False)
    if as_json:
        typer.echo(json.dumps(asdict(shortlist), ensure_ascii=False, indent=1))
        return
    _show(console, shortlist, vocabulary)
    if why is not None:
        if why > len(shortlist.candidates):
            raise typer.BadParameter(f"there are only {len(shortlist.candidates)} candidates", param_hint="--why")
        chosen = shortlist.candidates[why - 1]
        _explain(console, explain(base, directory, vocabulary, query, chosen.key) if every_bridge else chosen)


def _left_out(seeker: Seeker, codes: list[str], *, abroad: bool) -> tuple[str, ...]:
    """The countries named, and with ``--abroad`` that of the seeker."""
    if abroad and not seeker.country:
        raise typer.BadParameter(f"the country of {seeker.name} is not known", param_hint="--abroad")
    own = [seeker.country] if abroad and seeker.country else []
    return tuple(dict.fromkeys([*(code.upper() for code in codes), *own]))


def _concepts(console: Console, vocabulary: Vocabulary, texts: list[str]) -> tuple[str, ...]:
    """Keys of the vocabulary; free text goes to the field closest to it, and the others are shown."""
    chosen: list[str] = []
    for text in texts:
        if text in vocabulary:
            chosen.append(text)
            continue
        suggestions = load_suggester().suggest(text)
        if not suggestions:
            raise typer.BadParameter(f"no field of the vocabulary is close to '{text}'", param_hint="--field")
        first, *others = suggestions
        chosen.append(first.concept.key)
        console.print(
            f"'{escape(text)}' → [bold]{escape(vocabulary.path_label(first.concept.key))}[/] "
            f"({first.concept.key}, {first.basis.value})",
            highlight=False,
        )
        listed = ", ".join(f"{other.concept.label()} ({other.concept.key})" for other in others[:4])
        if listed:
            console.print(
                f"  also close, to use instead with --field KEY: {escape(listed)}", style="dim", highlight=False
            )
    return tuple(dict.fromkeys(chosen))


def _show(console: Console, shortlist: Shortlist, vocabulary: Vocabulary) -> None:
    query = shortlist.query
    fields = ", ".join(vocabulary.label(concept) for concept in query.concepts)
    first, last = shortlist.period
    table = Table(title=f"{query.seeker.name}: {query.units.value}s in {fields}, {query.mode.value.replace('_', ' ')}")
    table.add_column("")
    table.add_column("Candidate, and the way in", ratio=1, overflow="fold")
    for heading in ("Feas.", "Gain", "Projects", "Courted"):
        table.add_column(heading, justify="right", no_wrap=True)
    for place, candidate in enumerate(shortlist.candidates, start=1):
        table.add_row(
            str(place),
            f"{escape(candidate.label)} ({candidate.country or '?'})\n[dim]{escape(_way_in(candidate))}[/]",
            f"{candidate.feasibility:.2f}",
            f"{100 * candidate.gain:+.1f}",
            str(candidate.projects),
            f"{candidate.courted:.0f} %",
        )
    console.print(table)
    console.print(
        f"{len(shortlist.candidates)} of {shortlist.considered} candidates; projects {first} to {last} from "
        f"{', '.join(shortlist.sources)}; {query.seeker.name} stands on {shortlist.seeker_organisations} organisations "
        f"({shortlist.seeker_basis.value}).\nFeasibility = access × relevance; gain in points of readiness, 0 to 100; "
        "courted: percentile of partners in the field. No score is a probability.",
        highlight=False,
    )
    for note in shortlist.notes:
        console.print(_NOTES[note], style="yellow")


def _way_in(candidate: Candidate) -> str:
    """The strongest term of access in a few words."""
    terms = [reason for reason in candidate.reasons if reason.axis is Axis.ACCESS]
    known = [reason for reason in terms if reason.code in {"cooperation", "prior_projects", "encounters"}]
    if known:
        return "; ".join(reason.text for reason in sorted(known, key=lambda reason: -reason.amount))
    names = [str(reason.params["name"]) for reason in terms if "name" in reason.params]
    more = sum(int(reason.params["count"]) for reason in terms if reason.code == "more_bridges")
    if not names:
        return "no partner in common: write to them"
    return f"through {names[0]}" + (f" and {len(names) - 1 + more} others" if len(names) + more > 1 else "")


def _explain(console: Console, candidate: Candidate) -> None:
    console.print(f"\n[bold]{escape(candidate.label)}[/] (evidence: {candidate.basis.value})")
    for axis in Axis:
        reasons = [reason for reason in candidate.reasons if reason.axis is axis]
        if reasons:
            _reasons(console, axis, reasons)
    for title, lines in (
        ("Routes", [route.text for route in candidate.routes]),
        ("Conditions", [condition.text for condition in candidate.conditions]),
    ):
        console.print(f"[bold]{title}[/]")
        for line in lines:
            console.print(f"• {escape(line)}", highlight=False)


def _reasons(console: Console, axis: Axis, reasons: list[Reason]) -> None:
    table = Table(title=f"{axis.value}: {sum(reason.amount for reason in reasons):.4f}", title_justify="left")
    table.add_column("Amount", justify="right", no_wrap=True)
    table.add_column("Reason and what it rests on", ratio=1, overflow="fold")
    for reason in reasons:
        seen = "; ".join(evidence.label for evidence in reason.evidence[:_SHOWN_EVIDENCE])
        table.add_row(f"{reason.amount:.4f}", escape(reason.text) + (f"\n[dim]{escape(seen)}[/]" if seen else ""))
    console.print(table)
