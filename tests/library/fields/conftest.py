import pytest

from intercluster.fields.concepts import Concept, ConceptMapping, Match
from intercluster.fields.encoder import FieldSuggester, load_suggester
from intercluster.fields.vocabulary import Vocabulary, load_vocabulary


def concept(key: str, broader: str | None = None, *alternatives: str, **labels: str) -> Concept:
    scheme, _, notation = key.partition(":")
    return Concept(key, scheme, notation, broader, {"en": notation, **labels}, alternatives)


@pytest.fixture
def small() -> Vocabulary:
    """Two groups of fields; a tree of two branches; a programme part."""
    return Vocabulary(
        [
            concept("field:digital"),
            concept("field:photonics", "field:digital", "optique", fr="Photonique"),
            concept("field:ict", "field:digital"),
            concept("field:food"),
            concept("field:wine", "field:food"),
            concept("esv:physics"),
            concept("esv:optics", "esv:physics"),
            concept("esv:lasers", "esv:physics"),
            concept("esv:pulsed", "esv:lasers"),
            concept("esv:farming"),
            concept("esv:vines", "esv:farming"),
            concept("h2020:LEIT"),
        ],
        [
            ConceptMapping("field:photonics", Match.NARROW, "esv:lasers"),
            ConceptMapping("field:photonics", Match.CLOSE, "esv:physics"),
            ConceptMapping("field:photonics", Match.BROAD, "h2020:LEIT"),
            ConceptMapping("field:wine", Match.EXACT, "esv:vines"),
        ],
    )


@pytest.fixture(scope="session")
def bundled() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def suggester() -> FieldSuggester:
    return load_suggester()
