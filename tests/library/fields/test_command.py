import json
from pathlib import Path

from typer.testing import CliRunner

from intercluster.cli import app
from intercluster.fields.skos import import_turtle
from intercluster.fields.vocabulary import Vocabulary

run = CliRunner().invoke


def test_suggest_prints_a_table_with_the_reason() -> None:
    result = run(app, ["fields", "suggest", "photonique", "--limit", "1", "--language", "fr"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert "Photonique et optique" in result.stdout
    assert "lexical: photonique" in result.stdout


def test_suggest_as_json() -> None:
    result = run(app, ["fields", "suggest", "surface engineering", "--json", "--limit", "1"])
    (first,) = json.loads(result.stdout)
    assert (first["concept"], first["basis"], first["score"]) == ("esv:/25/63/391", "lexical", 1.0)
    assert set(first) == {"concept", "label", "score", "basis", "matched", "similarity"}


def test_suggest_says_when_nothing_is_near() -> None:
    result = run(app, ["fields", "suggest", " "])
    assert (result.exit_code, result.stdout.strip()) == (1, "No field is near this text: try other words.")


def test_export_writes_a_file_that_can_be_read_back(tmp_path: Path, bundled: Vocabulary) -> None:
    result = run(app, ["fields", "export", str(tmp_path / "fields.ttl")])
    assert result.exit_code == 0
    assert len(import_turtle(tmp_path / "fields.ttl")) == len(bundled)


def test_export_says_why_a_file_cannot_be_written(tmp_path: Path) -> None:
    result = run(app, ["fields", "export", str(tmp_path)], env={"COLUMNS": "300"})
    assert result.exit_code == 2
    assert "cannot be written (Is a directory)" in " ".join(result.stdout.split())


def test_bench_prints_a_line_for_each_language(tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.csv"
    phrases.write_text(
        "language|phrase|expected\nfr|photonique|field:photonics\nde|Photonik|field:wood_forest\n", encoding="utf-8"
    )
    result = run(app, ["fields", "bench", str(phrases)], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    lines = [line.replace("│", "|").split("|") for line in result.stdout.splitlines() if "│" in line]
    rates = {cells[1].strip(): tuple(cell.strip() for cell in cells[3:6]) for cells in lines}
    assert rates == {
        "fr": ("1.00", "1.00", ""),
        "de": ("0.00", "0.00", "Photonik"),
        "all": ("0.50", "0.50", "Photonik"),
    }
