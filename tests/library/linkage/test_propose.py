"""One organisation under two identifiers is found and proposed with its reasons."""

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from intercluster.cli import app
from intercluster.evidence.decisions import Decision, read_decisions
from intercluster.evidence.schema import ORGANISATIONS, PARTICIPATIONS
from intercluster.linkage.propose import Proposal, proposals_table, propose_links
from tests.library.evidence.cordis_files import write_base

FILLERS = ["Boulangerie", "Garage", "Hydraulique", "Optique", "Navale", "Textile", "Fonderie", "Verrerie"]
ROWS = [
    ("pic:1", "Université de Technologie de Belfort-Montbéliard", "FR", "BELFORT", "HES"),
    ("fp7:1", "UNIVERSITE DE TECHNOLOGIE DE BELFORT MONTBELIARD (UTBM)", "FR", "Belfort", None),
    ("pic:2", "Robotnik Automation SLL", "ES", "VALENCIA", "PRC"),
    ("fp7:2", "ROBOTNIC AUTOMATION SL", "ES", "Valencia", "PRC"),
    ("pic:3", "University of Glasgow", "GB", "GLASGOW", "HES"),
    ("pic:4", "Glasgow Caledonian University", "GB", "GLASGOW", "HES"),
    ("pic:5", "Bayer Pharma", "DE", "BERLIN", "PRC"),
    ("pic:6", "Bayer Pharma", "AT", "WIEN", "PRC"),
] + [(f"pic:9{n}", f"{name} {n}", "FR", "LYON", "PRC") for n, name in enumerate(FILLERS)]
ORGANISATION_ROWS = [
    {
        "org_id": org,
        "name": name,
        "country": country,
        "city": city,
        "zone": country,
        "zone_basis": "country",
        "activity_type": activity,
        "source": "s",
    }
    for org, name, country, city, activity in ROWS
]
PARTICIPATION_ROWS = [
    {"project_id": "rcn:1", "org_id": "pic:1", "source": "s"},
    {"project_id": "rcn:1", "org_id": "fp7:1", "source": "s"},
    {"project_id": "rcn:2", "org_id": "pic:1", "source": "s"},
]
ORGANISATION_TABLE = pa.Table.from_pylist(ORGANISATION_ROWS, ORGANISATIONS)
PARTICIPATION_TABLE = pa.Table.from_pylist(PARTICIPATION_ROWS, PARTICIPATIONS)


@pytest.fixture(scope="module")
def proposals() -> list[Proposal]:
    return propose_links(ORGANISATION_TABLE, PARTICIPATION_TABLE)


def test_other_spellings_are_found_and_other_organisations_are_not(proposals: list[Proposal]) -> None:
    assert [proposal.pair for proposal in proposals] == [("fp7:1", "pic:1"), ("fp7:2", "pic:2")]


def test_the_reasons_add_up_to_the_weight(proposals: list[Proposal]) -> None:
    assert [(reason.aspect, reason.outcome) for reason in proposals[1].reasons] == [
        ("name", "misspelt"),
        ("place", "same_city"),
        ("activity_type", "same"),
        ("prior", "few"),
    ]
    for proposal in proposals:
        assert sum(reason.bits for reason in proposal.reasons) == pytest.approx(proposal.match_weight, abs=0.25)


def test_what_is_not_known_neither_helps_nor_harms(proposals: list[Proposal]) -> None:
    (activity,) = (reason for reason in proposals[0].reasons if reason.aspect == "activity_type")
    assert (activity.outcome, activity.bits, activity.text) == (None, 0.0, "not known on both sides")


def test_projects_are_counted_and_those_side_by_side_are_told(proposals: list[Proposal]) -> None:
    assert (proposals[0].a.projects, proposals[0].b.projects, proposals[0].together) == (1, 2, 1)


def test_pairs_already_decided_about_are_not_proposed_again() -> None:
    decided = [Decision("fp7:1", "pic:1", "different", "", "")]
    found = propose_links(ORGANISATION_TABLE, PARTICIPATION_TABLE, decided)
    assert [proposal.pair for proposal in found] == [("fp7:2", "pic:2")]


def test_the_same_proposals_come_out_every_time(proposals: list[Proposal]) -> None:
    assert propose_links(ORGANISATION_TABLE, PARTICIPATION_TABLE) == proposals


def test_the_table_names_both_sides(proposals: list[Proposal]) -> None:
    row = proposals_table(proposals).rows[1]
    assert (row["org_a"], row["name_b"], row["country"]) == ("fp7:2", "Robotnik Automation SLL", "ES")


def test_the_command_proposes_and_records_decisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERCLUSTER_DATA", str(tmp_path))
    write_base(tmp_path / "evidence" / "stamp", organisations=ORGANISATION_ROWS, participations=PARTICIPATION_ROWS)
    (tmp_path / "evidence" / "current").write_text("stamp\n")
    runner, file = CliRunner(), tmp_path / "proposals.csv"
    assert runner.invoke(app, ["link", "propose", "--csv", str(file)]).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert [(row["org_a"], row["org_b"]) for row in rows] == [("fp7:1", "pic:1"), ("fp7:2", "pic:2")]
    result = runner.invoke(app, ["link", "accept", str(file), "--who", "Ada"])
    assert (result.exit_code, result.output) == (0, "2 pairs: same.\n")
    assert [(decision.pair, decision.decided_by) for decision in read_decisions()] == [
        (("fp7:1", "pic:1"), "Ada"),
        (("fp7:2", "pic:2"), "Ada"),
    ]
    assert runner.invoke(app, ["link", "withdraw", str(file)]).output == "2 pairs: withdrawn.\n"
    assert read_decisions() == []


def test_a_file_without_the_columns_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERCLUSTER_DATA", str(tmp_path))
    (tmp_path / "pairs.csv").write_text("a;b\n1;2\n")
    result = CliRunner().invoke(app, ["link", "accept", str(tmp_path / "pairs.csv")])
    assert (result.exit_code, result.output) == (
        1,
        "pairs.csv, line 2: org_a and org_b must both be there. Nothing was recorded.\n",
    )
