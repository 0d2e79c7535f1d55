"""The rule of thumb on governance, and the support a merger would lose."""

import pytest

from intercluster.alliances.advice import Form, Ground, Situation, advise
from intercluster.alliances.support import Line, by_party, losses, total


def test_two_share_many_rotate() -> None:
    assert advise(Situation(2)).form is Form.SHARED
    assert [advise(Situation(n)).form for n in (3, 8)] == [Form.ROTATING, Form.ROTATING]
    assert {reason.ground for reason in advise(Situation(8)).reasons} == {Ground.SOURCE}


def test_nothing_binding_stays_light() -> None:
    assert advise(Situation(5, binding=False, strained=True)).form is Form.LIGHT


@pytest.mark.parametrize(
    ("trouble", "code"),
    [({"strained": True}, "strained"), ({"disputes": 2}, "disputes"), ({"largest_share": 0.6}, "lopsided")],
)
def test_trouble_calls_for_a_third_party_where_there_is_one(trouble: dict[str, object], code: str) -> None:
    with_one = advise(Situation(4, third_party="FIM", **trouble))  # type: ignore[arg-type]
    assert (with_one.form, [reason.code for reason in with_one.reasons]) == (Form.NEUTRAL, [code, "third_party_there"])
    without = advise(Situation(4, **trouble))  # type: ignore[arg-type]
    assert (without.form, without.reasons[-1].code) == (Form.ROTATING, "third_party_lacking")


def test_a_third_party_alone_changes_nothing() -> None:
    assert advise(Situation(3, third_party="FIM")).form is Form.ROTATING


def test_a_merger_that_pays_for_one_is_flagged() -> None:
    lines = [
        Line("A", "State", "pole", 2026, 100, 60, 100),
        Line("B", "State", "pole", 2026, 80, 40, 90),
        Line("A", "Region", "", 2026, 30, 30),
        Line("B", "City", "", 2026, 10, None, 10),
    ]
    (loss,) = losses(lines)
    assert (loss.lost, loss.parties, loss.one_instead_of_two) == (80, ("A", "B"), True)
    assert (total(lines).merged_change, total(lines).allied_change, total(lines).unknown_merged) == (-80, 10, 1)
    assert by_party(lines)["B"].now == 90
