"""Decisions about organisations are applied when evidence is loaded, and can be taken back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.evidence.decisions import (
    ContradictionError,
    Decision,
    aliases,
    decide,
    decisions_file,
    read_decisions,
)
from intercluster.evidence.store import EvidenceBase, load_evidence

from .cordis_files import write_base

A, B, C = "pic:1", "fp7:b", "pic:3"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three organisations, of which A and B may be one: A has no name, B no zone finer than its country."""
    monkeypatch.setenv("INTERCLUSTER_DATA", str(tmp_path))
    folder = tmp_path / "evidence"
    write_base(
        folder / "stamp",
        organisations=[
            {"org_id": A, "pic": "1", "country": "FR", "zone": "FR101", "zone_basis": "declared", "source": "s"},
            {"org_id": B, "name": "Institut", "country": "FR", "zone": "FR", "zone_basis": "country", "source": "s"},
            {"org_id": C, "name": "Labor", "country": "DE", "zone": "DE", "zone_basis": "country", "source": "s"},
        ],
        projects=[{"project_id": f"rcn:{n}", "framework": "FP7", "source": "s"} for n in (1, 2)],
        participations=[
            {"project_id": "rcn:1", "org_id": A, "source": "s"},
            {"project_id": "rcn:1", "org_id": B, "source": "s"},
            {"project_id": "rcn:2", "org_id": B, "source": "s"},
            {"project_id": "rcn:2", "org_id": C, "source": "s"},
        ],
    )
    (folder / "current").write_text("stamp\n")
    return tmp_path


def participations(base: EvidenceBase) -> dict[str, list[str]]:
    matrix = base.took_part.toarray()
    return {
        org: [project for row, project in enumerate(base.project_ids) if matrix[row, column]]
        for column, org in enumerate(base.org_ids)
    }


def test_two_identifiers_said_to_be_one_are_counted_as_one() -> None:
    decide([(A, B)], "same", "Ada")
    base = load_evidence()
    assert participations(base) == {A: ["rcn:1", "rcn:2"], C: ["rcn:2"]}
    assert base.organisations.to_pylist()[0]["name"] == "Institut"
    assert base.organisations.to_pylist()[0]["zone"] == "FR101"


def test_a_decision_taken_back_leaves_no_trace() -> None:
    before = participations(load_evidence())
    decide([(A, B)], "same", "Ada")
    decide([(B, A)], "withdrawn", "Ada")
    assert participations(load_evidence()) == before
    assert read_decisions() == []


def test_a_folder_named_outright_is_read_as_it_is(data: Path) -> None:
    decide([(A, B)], "same", "Ada")
    assert len(load_evidence(data / "evidence" / "stamp").org_ids) == 3


def test_who_decided_and_when_is_kept() -> None:
    (new,) = decide([(B, A)], "different", "Ada")
    assert read_decisions() == [new]
    assert (new.pair, new.verdict, new.decided_by) == ((B, A), "different", "Ada")


def test_a_decision_about_an_organisation_no_longer_there_changes_nothing() -> None:
    decide([(C, "pic:999")], "same", "Ada")
    assert len(load_evidence().org_ids) == 3


def test_pairs_that_would_join_two_said_to_be_different_are_refused_as_a_whole() -> None:
    decide([(A, C)], "different", "Ada")
    before = decisions_file().read_bytes()
    with pytest.raises(ContradictionError, match="pic:1 and pic:3 were said to be different organisations"):
        decide([(A, B), (B, C)], "same", "Bob")
    assert decisions_file().read_bytes() == before


def test_an_organisation_is_not_paired_with_itself() -> None:
    with pytest.raises(ValueError, match="pic:1 is named twice"):
        decide([(A, A)], "same", "Ada")


ORGS = st.sampled_from([f"{kind}:{number}" for kind in ("pic", "fp7") for number in range(5)])


@given(st.lists(st.tuples(ORGS, ORGS).filter(lambda pair: pair[0] != pair[1])))
def test_a_group_has_one_leader_whatever_the_order_of_decisions(pairs: list[tuple[str, str]]) -> None:
    decisions = [Decision(min(pair), max(pair), "same", "", "") for pair in pairs]
    found = aliases(decisions)
    assert found == aliases(decisions[::-1])
    assert not set(found) & set(found.values())
    for decision in decisions:
        assert found.get(decision.org_a, decision.org_a) == found.get(decision.org_b, decision.org_b)
