"""The commands say what happened and end with the right exit code."""

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from intercluster.cli import app
from intercluster.datafolder import BUNDLED, evidence_folder

from .cordis_files import ORGANIZATION, PROJECT, write_cordis


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERCLUSTER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def intercluster(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_an_import_and_a_reset(tmp_path: Path) -> None:
    new = {**PROJECT, "id": "990000001", "rcn": "990000002"}
    files = write_cordis(
        tmp_path / "cordis",
        project=[new],
        organization=[{**ORGANIZATION, "projectID": "990000001", "organisationID": "1"}],
    )
    code, output = intercluster("import", files)
    assert (code, output.splitlines()[-1].split(";")[0]) == (0, "4 new, 0 changed")
    assert evidence_folder() != BUNDLED
    code, output = intercluster("import", files)
    assert (code, output.splitlines()[-1]) == (0, "0 new, 0 changed; the evidence is left as it is.")
    code, output = intercluster("evidence")
    assert code == 0
    assert "cordis/organization.csv" in output
    assert intercluster("evidence", "reset", "--yes") == (0, "The bundled evidence is in force.\n")
    assert evidence_folder() == BUNDLED


def test_a_bad_import_ends_with_an_error_and_a_report(tmp_path: Path) -> None:
    rows = [{**ORGANIZATION, "order": str(n), "ecContribution": "?"} for n in range(30)]
    files = write_cordis(tmp_path / "cordis", organization=rows)
    code, output = intercluster("import", files, "--report", tmp_path / "problems.xlsx")
    assert (code, output.splitlines()[-1]) == (
        1,
        "30 problems; nothing was written. --skip-bad imports the good rows.",
    )
    sheet = openpyxl.load_workbook(tmp_path / "problems.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["C"]] == ["Line", *range(2, 32)]
    assert evidence_folder() == BUNDLED


def test_a_dry_run_writes_nothing(tmp_path: Path, data_folder: Path) -> None:
    code, output = intercluster("import", write_cordis(tmp_path / "cordis"), "--dry-run")
    assert (code, output.splitlines()[-1].rsplit("; ", 1)[-1]) == (0, "dry run, nothing was written.")
    assert not data_folder.exists()


@pytest.mark.parametrize("wrong", [("--report", "problems.txt"), ("--delimiter", "||"), ("--framework", "FP9")])
def test_wrong_options_are_refused(tmp_path: Path, wrong: tuple[str, str]) -> None:
    assert intercluster("import", write_cordis(tmp_path / "cordis"), *wrong)[0] == 2


def test_the_bundled_evidence_is_described() -> None:
    code, output = intercluster("evidence")
    assert (code, output.splitlines()[0]) == (0, "Bundled evidence")
    assert "eurostat-sbs" in output
