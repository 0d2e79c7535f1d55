"""``intercluster fields``: suggest fields for a text, export the vocabulary, measure the suggestions."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from intercluster.fields.bench import hit_rates, read_phrases
from intercluster.fields.encoder import Suggestion, load_suggester
from intercluster.fields.skos import export_turtle
from intercluster.fields.vocabulary import Vocabulary, load_vocabulary

fields_app = typer.Typer(no_args_is_help=True, help="The vocabulary of fields.")
console = Console()


@fields_app.command("suggest")
def suggest_command(
    text: Annotated[str, typer.Argument(help="Free text in English, French, German, Spanish or Italian.")],
    limit: Annotated[int, typer.Option(help="How many suggestions.", min=1, max=50)] = 8,
    language: Annotated[str, typer.Option(help="Language of the labels shown: en, fr, de, es or it.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Suggest fields for a text, each with its reason."""
    suggester = load_suggester()
    suggestions = suggester.suggest(text, limit=limit)
    if as_json:
        typer.echo(json.dumps([_as_record(one, language) for one in suggestions], ensure_ascii=False, indent=2))
        return
    if not suggestions:
        console.print("No field is near this text: try other words.")
        raise typer.Exit(1)
    console.print(_suggestion_table(suggestions, suggester.vocabulary, language))


@fields_app.command("export")
def export_command(path: Annotated[Path, typer.Argument(help="The Turtle file to write.")]) -> None:
    """Write the vocabulary as SKOS in Turtle."""
    vocabulary = load_vocabulary()
    try:
        export_turtle(vocabulary, path)
    except OSError as error:
        console.print(f"{path}: cannot be written ({error.strerror})")
        raise typer.Exit(2) from error
    console.print(f"{len(vocabulary)} concepts, {len(vocabulary.mappings)} mappings written to {path}")


@fields_app.command("bench")
def bench_command(
    phrases: Annotated[Path, typer.Argument(help="Phrases with known answers: language|phrase|expected.", exists=True)],
) -> None:
    """Share of phrases whose right field is suggested first, or among the first five."""
    table = Table("Language", "Phrases", "hit@1", "hit@5", "Missed")
    for rate in hit_rates(load_suggester(), read_phrases(phrases)):
        missed = "; ".join(rate.missed[:5])
        table.add_row(rate.group, str(rate.phrases), f"{rate.first:.2f}", f"{rate.five:.2f}", missed)
    console.print(table)


def _suggestion_table(suggestions: tuple[Suggestion, ...], vocabulary: Vocabulary, language: str) -> Table:
    table = Table("Field", "Score", "Why", "Key")
    for one in suggestions:
        why = f"{one.basis.value}: {one.matched} (similarity {one.similarity:.2f})"
        table.add_row(vocabulary.path_label(one.concept.key, language), f"{one.score:.2f}", why, one.concept.key)
    return table


def _as_record(one: Suggestion, language: str) -> dict[str, str | float]:
    return {
        "concept": one.concept.key,
        "label": one.concept.label(language),
        "score": round(one.score, 4),
        "basis": one.basis.value,
        "matched": one.matched,
        "similarity": round(one.similarity, 4),
    }
