"""The checker of proofs accepts what follows and nothing else."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pysat.solvers import Solver

from intercluster.meetings.proof.rup import check_proof

SQUARE = [[1, 2], [-1, 2], [1, -2], [-1, -2]]

literals = st.sampled_from([literal for literal in range(-5, 6) if literal])
clauses = st.lists(st.lists(literals, min_size=1, max_size=3), max_size=25)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def satisfiable(formula: list[list[int]]) -> bool:
    return any(
        all(any((literal > 0) == signs[abs(literal) - 1] for literal in clause) for clause in formula)
        for signs in product([False, True], repeat=5)
    )


def test_a_proof_is_read_up_to_the_contradiction() -> None:
    found = check_proof(SQUARE, ["2 0", "d 1 2 0", "0"])
    assert found.refuted
    assert found.fault is None


def test_the_line_that_does_not_follow_is_named() -> None:
    found = check_proof(SQUARE[:3], ["2 0", "-1 0", "0"])
    assert not found.refuted
    assert found.fault == 2


def test_lines_without_a_contradiction_refute_nothing() -> None:
    found = check_proof([[1, 2, 3], [-1, 2]], ["2 3 0"])
    assert (found.refuted, found.lines, found.fault) == (False, 1, None)


def test_what_was_deleted_is_not_used() -> None:
    # Three variables, every clause but one: what a deleted clause would give cannot be derived.
    cube = [[a, 2 * b, 3 * c] for a, b, c in product([1, -1], repeat=3)]
    assert check_proof(cube, ["1 2 0", "1 -2 0", "1 0", "2 0", "0"]).refuted
    assert check_proof(cube, ["d 3 2 1 0", "1 2 0"]).fault == 2


def test_a_line_that_does_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="ends with 0"):
        check_proof(SQUARE, ["2"])


@patient
@given(clauses, clauses)
def test_nothing_satisfiable_is_refuted(formula: list[list[int]], lines: list[list[int]]) -> None:
    proof = [" ".join(map(str, [*line, 0])) for line in [*lines, []]]
    assert not (check_proof(formula, proof).refuted and satisfiable(formula))


@patient
@given(clauses)
def test_the_proofs_of_a_solver_are_accepted(formula: list[list[int]]) -> None:
    with Solver(name="cadical195", bootstrap_with=formula, with_proof=True) as solver:
        solvable = solver.solve()
        proof = solver.get_proof()
    assert solvable == satisfiable(formula)
    assert solvable or check_proof(formula, proof).refuted


def test_a_proof_of_pigeons_is_worth_nothing_once_a_hole_is_added() -> None:
    def pigeons(holes: int) -> list[list[int]]:
        at = [[1 + pigeon * 6 + hole for hole in range(holes)] for pigeon in range(6)]
        apart = [[-at[a][hole], -at[b][hole]] for hole in range(holes) for a in range(6) for b in range(a)]
        return [*at, *apart]

    with Solver(name="glucose4", bootstrap_with=pigeons(5), with_proof=True) as solver:
        assert not solver.solve()
        proof = solver.get_proof()
    assert check_proof(pigeons(5), proof).refuted
    assert not check_proof(pigeons(6), proof).refuted
