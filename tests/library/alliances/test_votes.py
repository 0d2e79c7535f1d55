"""Votes are counted by the rules of the body, and the count explains itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.alliances.votes import AGAINST, FOR, Base, Count, Majority, Outcome, Rules, Tie, decide

few = st.integers(0, 40)


@given(few, few, few, few)
def test_simple_majority_is_more_for_than_against(yes: int, no: int, abstained: int, away: int) -> None:
    count = Count({FOR: yes, AGAINST: no}, abstained, yes + no + abstained + away)
    outcome = decide(count, Rules(quorum=0)).outcome
    if count.cast == 0:
        assert outcome is Outcome.NO_QUORUM
    elif yes == no:
        assert outcome is (Outcome.TIED if yes else Outcome.REJECTED)
    else:
        assert outcome is (Outcome.ADOPTED if yes > no else Outcome.REJECTED)


@given(st.tuples(few, few, few, few), st.sampled_from(Majority), st.sampled_from(Base))
def test_a_wider_base_never_helps(votes: tuple[int, int, int, int], majority: Majority, base: Base) -> None:
    yes, no, abstained, away = votes
    count = Count({FOR: yes, AGAINST: no}, abstained, yes + no + abstained + away)
    wide = decide(count, Rules(majority, Base.ENTITLED, 0)).outcome
    narrow = decide(count, Rules(majority, base, 0)).outcome
    assert wide is not Outcome.ADOPTED or narrow is Outcome.ADOPTED


@given(few, few, few, few, st.integers(0, 100))
def test_quorum_is_a_share_of_all_votes(yes: int, no: int, abstained: int, away: int, quorum: int) -> None:
    cast, entitled = yes + no + abstained, yes + no + abstained + away
    found = decide(Count({FOR: yes, AGAINST: no}, abstained, entitled), Rules(quorum=quorum))
    assert (found.outcome is Outcome.NO_QUORUM) == (cast == 0 or cast * 100 < quorum * entitled)


def test_exact_thresholds() -> None:
    def outcome(yes: int, no: int, abstained: int, majority: Majority, base: Base = Base.EXPRESSED) -> Outcome:
        return decide(Count({FOR: yes, AGAINST: no}, abstained, 12), Rules(majority, base, 0)).outcome

    assert outcome(4, 2, 0, Majority.TWO_THIRDS) is Outcome.ADOPTED
    assert outcome(4, 2, 1, Majority.TWO_THIRDS, Base.CAST) is Outcome.REJECTED
    assert outcome(3, 3, 0, Majority.ABSOLUTE) is Outcome.REJECTED
    assert outcome(6, 0, 0, Majority.ABSOLUTE, Base.ENTITLED) is Outcome.REJECTED
    assert outcome(7, 0, 0, Majority.ABSOLUTE, Base.ENTITLED) is Outcome.ADOPTED
    assert outcome(5, 0, 7, Majority.UNANIMITY) is Outcome.ADOPTED
    assert outcome(5, 0, 7, Majority.UNANIMITY, Base.CAST) is Outcome.REJECTED


def test_a_tie_follows_its_rule() -> None:
    level = Count({FOR: 2, AGAINST: 2}, 0, 4, chair=AGAINST)
    assert decide(level, Rules()).outcome is Outcome.TIED
    assert decide(level, Rules(tie=Tie.CHAIR)).outcome is Outcome.REJECTED
    three = Count({"Lyon": 2, "Turin": 2, "Bath": 1}, 0, 5, chair="Turin")
    assert decide(three, Rules(tie=Tie.CHAIR), ("Lyon", "Turin", "Bath")).winner == "Turin"
    unknown = Count({"Lyon": 2, "Turin": 2}, 0, 4)
    assert decide(unknown, Rules(tie=Tie.CHAIR), ("Lyon", "Turin")).outcome is Outcome.TIED


def test_the_steps_say_the_count() -> None:
    found = decide(Count({FOR: 3, AGAINST: 1}, 1, 6), Rules())
    assert [step.code for step in found.steps] == ["quorum_met", "counted", "simple_reached"]
    assert found.steps[2].params == {"option": FOR, "votes": 3, "base": 4, "others": 1}


def test_wrong_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="5 votes cast by 4"):
        Count({FOR: 5}, 0, 4)
    with pytest.raises(ValueError, match="do not fit"):
        decide(Count({"x": 1}, 0, 4), Rules())
