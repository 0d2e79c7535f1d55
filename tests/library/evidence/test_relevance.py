"""Projects weighted by the fields asked for."""

import numpy as np
import pyarrow as pa
import pytest

from intercluster.evidence.relevance import project_relevance
from intercluster.evidence.schema import EVIDENCE_TABLES, REFERENCE_TABLES
from intercluster.evidence.store import EvidenceBase, assemble_evidence


def _base() -> EvidenceBase:
    tables = {name: schema.empty_table() for name, schema in (EVIDENCE_TABLES | REFERENCE_TABLES).items()}
    tables["projects"] = pa.table({"project_id": ["p0", "p1", "p2"], "start_year": [2010, 2011, None]})
    tables["concepts"] = pa.table({"concept": ["field:photonics", "field:water", "esv:/lasers"]})
    tables["project_fields"] = pa.table(
        {
            "project_id": ["p0", "p0", "p1", "p1"],
            "concept": ["field:photonics", "esv:/lasers", "esv:/lasers", "field:water"],
            "weight": pa.array([0.5, 1.0, 0.25, 1.0], pa.float32()),
        }
    )
    return assemble_evidence(tables)


def test_a_project_counts_through_its_best_tag_only() -> None:
    relevance = project_relevance(_base(), {"field:photonics": 1.0, "esv:/lasers": 0.8})
    np.testing.assert_allclose(relevance, [0.8, 0.2, 0.0], rtol=1e-6)


def test_the_same_question_is_answered_from_memory_and_cannot_be_spoilt() -> None:
    base = _base()
    first = project_relevance(base, {"field:water": 1.0, "esv:/lasers": 0.5})
    assert project_relevance(base, {"esv:/lasers": 0.5, "field:water": 1.0}) is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1.0


def test_two_bases_do_not_share_answers() -> None:
    weights = {"field:water": 1.0}
    assert project_relevance(_base(), weights) is not project_relevance(_base(), weights)


def test_no_concept_means_no_project() -> None:
    assert project_relevance(_base(), {}).tolist() == [0.0, 0.0, 0.0]


def test_an_unknown_concept_is_named() -> None:
    with pytest.raises(ValueError, match="not in the vocabulary: field:magic"):
        project_relevance(_base(), {"field:magic": 1.0})
