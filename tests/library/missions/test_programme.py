"""Nobody is in two places at once."""

import datetime as dt

from intercluster.missions.programme import Visit, clashes

NINE = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def _visit(key: str, after: float, hours: float | None, who: str) -> Visit:
    starts = NINE + after * HOUR
    return Visit(key, starts, None if hours is None else starts + hours * HOUR, frozenset(who))


def test_parallel_groups_do_not_clash_and_one_person_in_both_does() -> None:
    park, lab = _visit("park", 0, 2, "ab"), _visit("lab", 1, 1, "c")
    assert clashes([lab, park]) == []
    both = _visit("university", 1.5, None, "bc")
    assert clashes([both, lab, park]) == [(park, both, frozenset("b")), (lab, both, frozenset("c"))]


def test_one_after_the_other_is_no_clash() -> None:
    assert clashes([_visit("a", 0, None, "x"), _visit("b", 1, None, "x")]) == []
