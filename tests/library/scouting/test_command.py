"""``intercluster scout`` on the bundled evidence: what a user types, what they get, what they are told."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from intercluster.cli import app

ASK = ["scout", "--for", "ViaMeca", "--field", "esv:/25/63/391"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.setenv("INTERCLUSTER_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "160")
    return CliRunner()


def test_the_partner_of_the_dossier_is_found(run: CliRunner) -> None:
    result = run.invoke(app, [*ASK, "--limit", "10"])
    assert result.exit_code == 0, result.output
    assert "INPLAS" in result.output
    assert "No score is a probability" in result.output


def test_free_text_is_mapped_and_the_mapping_shown(run: CliRunner) -> None:
    result = run.invoke(app, ["scout", "--for", "OpticsValley", "--field", "photonique", "--country", "GB"])
    assert result.exit_code == 0, result.output
    assert "(field:photonics, lexical)" in result.output
    assert "South East Photonics Network" in result.output


def test_abroad_leaves_out_the_home_country_and_those_named(run: CliRunner) -> None:
    result = run.invoke(app, [*ASK, "--abroad", "--exclude-country", "it", "--limit", "100", "--json"])
    shortlist = json.loads(result.stdout)
    assert shortlist["query"]["exclude_countries"] == ["IT", "FR"]
    assert not {"FR", "IT"} & {candidate["country"] for candidate in shortlist["candidates"]}


def test_json_holds_reasons_that_add_up(run: CliRunner) -> None:
    result = run.invoke(app, [*ASK, "--units", "organisations", "--limit", "3", "--json"])
    shortlist = json.loads(result.stdout)
    assert len(shortlist["candidates"]) == 3
    for candidate in shortlist["candidates"]:
        access = sum(reason["amount"] for reason in candidate["reasons"] if reason["axis"] == "access")
        assert access == pytest.approx(candidate["access"], abs=1e-9)
        gain = sum(reason["amount"] for reason in candidate["reasons"] if reason["axis"] == "gain")
        assert gain == pytest.approx(candidate["gain"], abs=1e-9)


def test_why_explains_one_candidate(run: CliRunner) -> None:
    result = run.invoke(app, [*ASK, "--limit", "3", "--why", "1"])
    assert "anyone can write to them" in result.output
    assert "Conditions" in result.output
    assert run.invoke(app, [*ASK, "--limit", "3", "--why", "4"]).exit_code == 2


def test_csv_cells_never_run_as_formulas(run: CliRunner, tmp_path: Path) -> None:
    target = tmp_path / "partners.csv"
    result = run.invoke(app, [*ASK, "--units", "zones", "--limit", "5", "--csv", str(target)])
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [row["Place"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--for", "nobody at all"], "nobody in the directory"),
        (["--for", "cluster"], "could be several"),
        (["--units", "people"], "none of organisations, clusters, zones"),
        (["--field", " "], "no field of the vocabulary"),
    ],
)
def test_what_cannot_be_understood_is_said(run: CliRunner, more: list[str], told: str) -> None:
    result = run.invoke(app, [*ASK, *more])
    assert result.exit_code == 2
    assert told in " ".join(result.output.replace("│", " ").split())


def test_the_backtest_runs_on_the_bundled_evidence(run: CliRunner) -> None:
    result = run.invoke(app, ["backtest", "--queries", "3", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["years"] == [2017, 2018]
    assert {line["queries"] for line in found["lines"]} == {3}
    assert run.invoke(app, ["backtest", "--before", "2035", "--until", "2036"]).exit_code == 2
