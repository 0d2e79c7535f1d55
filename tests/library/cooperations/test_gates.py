"""The gates ask what the sources ask, and nothing is gained by jumping."""

from hypothesis import given
from hypothesis import strategies as st

from intercluster.cooperations import gates
from intercluster.cooperations.gates import Facts, assess
from intercluster.cooperations.ladder import LADDER, Proof, Stage
from intercluster.fields.scope import Verdict

stages = st.sampled_from(LADDER)
proof_counts = st.dictionaries(st.sampled_from(Proof), st.integers(0, 3))
facts = st.builds(
    Facts,
    stage=stages,
    proofs=proof_counts,
    parties=st.integers(1, 4),
    unstructured=st.sampled_from([(), ("A space",)]),
    scope=st.none() | st.sampled_from(Verdict),
    top_down=st.booleans(),
)
EVERYTHING = dict.fromkeys(Proof, 1)


def codes(assessment: gates.Assessment) -> list[str]:
    return [finding.requirement.code for finding in assessment.missing]


def test_what_an_untouched_cooperation_lacks_for_company_meetings() -> None:
    """Three steps up from the first: the jump itself, and all that lies between."""
    assert codes(assess(Facts(Stage.EXCHANGE), Stage.MEETINGS)) == [
        "small_steps",
        "experience_exchanged",
        "event_attended",
        "mirror_contact",
        "comparison",
        "member_demand",
    ]


def test_confirmation_asks_trust_complementarity_gains_and_a_fitting_scope() -> None:
    at_meetings = Facts(Stage.MEETINGS, {Proof.VISIT: 1}, scope=Verdict.TOO_BROAD)
    assessment = assess(at_meetings, Stage.PROJECTS)
    assert codes(assessment) == ["gains_named", "trust", "complementarity", "scope"]
    assert assessment.missing[-1].why == "too_broad"


def test_a_scope_checked_by_hand_counts_whatever_the_breadth() -> None:
    proofs = {Proof.VISIT: 1, Proof.GAINS_NAMED: 2, Proof.TRUST: 1, Proof.COMPLEMENTARITY: 1, Proof.SCOPE: 1}
    assert assess(Facts(Stage.MEETINGS, proofs, scope=Verdict.TOO_NARROW), Stage.PROJECTS).passed


def test_where_authorities_began_members_are_asked_one_step_earlier() -> None:
    begun = {Proof.EVENT_ATTENDED: 1}
    assert codes(assess(Facts(Stage.EVENTS, begun), Stage.CONTACT)) == []
    assert codes(assess(Facts(Stage.EVENTS, begun, top_down=True), Stage.CONTACT)) == ["member_demand"]
    asked = [one.code for one in gates.requirements(Stage.MEETINGS, top_down=True)]
    assert asked == ["mirror_contact", "comparison", "structured"]


def test_the_market_phase_waits_for_structured_clusters() -> None:
    at_contact = Facts(Stage.CONTACT, EVERYTHING, unstructured=("A mere space",))
    (missing,) = assess(at_contact, Stage.MEETINGS).missing
    assert (missing.requirement.code, missing.names) == ("structured", ("A mere space",))
    assert [gates.phase_of(stage) for stage in (Stage.CONTACT, Stage.MEETINGS)] == ["structure", "market"]


@given(facts, stages)
def test_moving_back_or_staying_asks_nothing(known: Facts, target: Stage) -> None:
    if LADDER.index(target) <= LADDER.index(known.stage):
        assert assess(known, target).findings == ()


@given(facts, stages, st.sampled_from(Proof))
def test_another_proof_never_closes_a_gate(known: Facts, target: Stage, proof: Proof) -> None:
    more = Facts(
        known.stage,
        {**known.proofs, proof: known.proofs.get(proof, 0) + 1},
        known.parties,
        known.unstructured,
        known.scope,
        known.top_down,
    )
    assert set(codes(assess(more, target))) <= set(codes(assess(known, target)))


@given(facts, stages, stages)
def test_a_higher_step_lacks_all_that_a_lower_one_lacks(known: Facts, one: Stage, other: Stage) -> None:
    low, high = sorted((one, other), key=LADDER.index)
    assert set(codes(assess(known, low))) <= set(codes(assess(known, high)))


@given(facts)
def test_each_advice_has_its_words_and_following_it_opens_the_gate(known: Facts) -> None:
    advised = gates.advice(known)
    assert set(advised) <= set(gates.SMALL_STEP)
    target = gates.next_stage(known.stage)
    assert (advised == ()) == (target is None or assess(known, target).passed)


def test_every_requirement_has_a_small_step() -> None:
    asked = {one.code for gate in gates.GATES.values() for one in gate} | {gates.SMALL_STEPS.code}
    assert asked == set(gates.SMALL_STEP)
    assert set(gates.FIRST_STEPS) <= asked


def test_every_proof_opens_some_gate() -> None:
    assert set(Proof) == {proof for gate in gates.GATES.values() for one in gate for proof in one.proofs}
    assert gates.counted(["visit", "", "visit"]) == {Proof.VISIT: 2}
