"""Where a portfolio has gaps, and the next best cooperation."""

from hypothesis import given
from hypothesis import strategies as st

from intercluster.cooperations.coverage import UNKNOWN, Market, Promise, Record, coverage

SPACE = Market("space", "Space", 1.5, frozenset({"DE", "CA"}), judged=True)
RAIL = Market("rail", "Rail", 0.5, frozenset({"ES"}))
FOOD = Market("food", "Food", judged=True)


def promise(value: float) -> Promise:
    return Promise(value, 3, "Institute", "lift_a_lock")


def record(key: int, place: str, market: str, planned: bool = False) -> Record:
    return Record(key, frozenset({place}), frozenset({market}), planned)


def test_what_an_empty_cell_matters() -> None:
    evidence = {("DE", "space"): promise(0.8), ("IT", "space"): promise(0.8), ("IT", "food"): promise(0.9)}
    found = coverage([SPACE, RAIL, FOOD], [], evidence)
    assert [(cell.place, cell.market.key, round(cell.priority, 3)) for cell in found.gaps()] == [
        ("DE", "space", 1.2),  # urgent, aimed at
        ("IT", "food", 0.9),  # the strategy names no country: every one is aimed at
        ("IT", "space", 0.6),  # not aimed at: half
        ("ES", "rail", 0.5 * UNKNOWN),  # nothing known, aimed at
    ]


def test_covered_is_no_gap_and_planned_counts_half() -> None:
    evidence = {("DE", "space"): promise(0.8), ("CA", "space"): promise(0.8)}
    records = [record(1, "DE", "space"), record(2, "CA", "space", planned=True)]
    found = coverage([SPACE], records, evidence)
    assert [(cell.place, cell.priority, cell.planned) for cell in found.gaps()] == [("CA", 0.6000000000000001, 1)]
    assert found.rows["DE"][0].covered == 1


def test_places_named_or_worked_in_are_never_left_out() -> None:
    evidence = {(f"{a}{b}", "food"): promise(0.5) for a in "ABCD" for b in "ABCD"}
    records = [record(1, "ZZ", "other market")]
    found = coverage([SPACE, FOOD], records, evidence, most_places=5)
    assert len(found.rows) == 5
    assert {"DE", "CA", "ZZ"} <= set(found.rows)


@given(
    st.lists(
        st.builds(
            record, st.integers(), st.sampled_from(["DE", "IT"]), st.sampled_from(["space", "food"]), st.booleans()
        )
    )
)
def test_every_cooperation_is_counted_once_a_cell(records: list[Record]) -> None:
    found = coverage([SPACE, FOOD], records, {})
    cells = [cell for row in found.rows.values() for cell in row]
    assert sum(cell.covered + cell.planned for cell in cells) == len(records)
    assert sum(cell.planned for cell in cells) == sum(one.planned for one in records)
