"""How many meetings to plan so that enough are held."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from intercluster.meetings.overbooking import PastEvent, advise


def test_one_event_of_73_meetings_of_which_55_were_held() -> None:
    advice = advise([PastEvent(73, 55, 2019)], wanted=100)
    assert advice.rate == pytest.approx(55 / 73)
    assert advice.planned_mean == 133
    assert advice.planned > advice.planned_mean
    assert advice.low <= 100 <= advice.high
    assert (advice.meetings, advice.events, advice.first_year, advice.last_year) == (73, 1, 2019, 2019)


def test_events_that_differ_ask_for_more_than_one_pool_of_the_same_meetings() -> None:
    differing = advise([PastEvent(300, 270, 2021), PastEvent(300, 150, 2022)], wanted=100)
    alike = advise([PastEvent(300, 210, 2021), PastEvent(300, 210, 2022)], wanted=100)
    assert differing.rate == alike.rate
    assert differing.planned > alike.planned
    assert differing.high - differing.low > alike.high - alike.low


def test_many_alike_meetings_come_near_the_binomial() -> None:
    advice = advise([PastEvent(50_000, 37_500, 2020), PastEvent(50_000, 37_500, 2021)], wanted=200)
    exact = next(number for number in range(200, 400) if binom.sf(199, number, 0.75) >= 0.8)
    assert advice.planned == exact


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 50))
def test_more_wanted_more_planned(planned: int, held: int, wanted: int) -> None:
    past = [PastEvent(max(planned, held), held, 2020)]
    few, many = advise(past, wanted, confidence=0.5), advise(past, wanted + 1, confidence=0.5)
    assert wanted <= few.planned <= many.planned


@pytest.mark.parametrize(
    ("past", "wanted", "confidence", "words"),
    [
        ([], 10, 0.8, "no past meeting"),
        ([PastEvent(10, 0, 2020)], 10, 0.8, "none of the past meetings was held"),
        ([PastEvent(10, 11, 2020)], 10, 0.8, "11 meetings held of 10"),
        ([PastEvent(10, 5, 2020)], 0, 0.8, "0 meetings wanted"),
        ([PastEvent(10, 5, 2020)], 10, 1.0, "confidence 1.0"),
    ],
)
def test_nothing_to_learn_from_is_said(past: list[PastEvent], wanted: int, confidence: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        advise(past, wanted, confidence=confidence)
