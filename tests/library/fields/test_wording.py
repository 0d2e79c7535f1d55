import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.fields.wording import fold, stem, words


@pytest.mark.parametrize(
    "same",
    [
        ("énergies", "energy", "Energie", "energía"),
        ("capteurs", "capteur"),
        ("sensores", "Sensoren", "sensori", "sensor"),
        ("batteries", "battery", "batterie"),
        ("industries", "Industrie", "industria"),
    ],
)
def test_plurals_and_sister_languages_meet(same: tuple[str, ...]) -> None:
    assert len({stem(word) for text in same for word in words(text)}) == 1


def test_short_words_keep_their_ending() -> None:
    assert [stem(word) for word in words("rail gas mer")] == ["rail", "gas", "mer"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
