"""The fields of an objective: confirmed, suggested from the text, found in the vocabulary, and their scope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.fields.encoder import Basis, Suggestion, load_suggester
from intercluster.fields.scope import Scope, check_scope
from intercluster_web.languages import language
from intercluster_web.scouting.queries.ground import Ground

SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as it is offered. ``why`` is a code: lexical | semantic | "" where nothing is to be said."""

    key: str
    label: str
    path: str
    why: str = ""
    matched: str = ""
    similarity: float = 0.0
    ticked: bool = False


def described(here: Ground, concepts: Iterable[str]) -> list[FieldView]:
    """Confirmed fields with their place in the vocabulary."""
    return [_view(here, concept) for concept in known(here, concepts)]


def known(here: Ground, concepts: Iterable[str]) -> list[str]:
    """Those of the keys that are in the vocabulary, each once, in their order."""
    return [concept for concept in dict.fromkeys(concepts) if concept in here.vocabulary]


def suggested(here: Ground, text: str, confirmed: Sequence[str]) -> list[FieldView]:
    """Fields for the text typed, strongest first; while nothing is confirmed, one for each of its words is ticked."""
    found = load_suggester().suggest(text, limit=SUGGESTIONS)
    ticked = set() if confirmed else _first_for_each_word(found)
    return [_suggestion(here, one, one.concept.key in ticked) for one in found if one.concept.key not in confirmed]


def found(here: Ground, text: str, confirmed: Sequence[str]) -> list[FieldView]:
    """Fields whose label holds the words searched for."""
    if not text:
        return []
    hits = here.vocabulary.search(text, limit=12)
    return [
        _view(here, concept.key, why="lexical", matched=label)
        for concept, label in hits
        if concept.key not in confirmed
    ]


def _first_for_each_word(found: Sequence[Suggestion]) -> set[str]:
    """Keys of the first suggestion that accounts for each matched word: wider fields of the same word only dilute."""
    chosen: set[str] = set()
    accounted: set[str] = set()
    for one in found:
        words = set(one.matched.casefold().split())
        if one.basis is Basis.LEXICAL and words - accounted:
            chosen.add(one.concept.key)
            accounted |= words
    return chosen


def _suggestion(here: Ground, one: Suggestion, ticked: bool) -> FieldView:
    return _view(
        here, one.concept.key, why=one.basis.value, matched=one.matched, similarity=one.similarity, ticked=ticked
    )


def _view(
    here: Ground, key: str, *, why: str = "", matched: str = "", similarity: float = 0.0, ticked: bool = False
) -> FieldView:
    path = here.vocabulary.path_label(key, language())
    return FieldView(key, here.vocabulary.label(key, language()), path, why, matched, similarity, ticked)


def scope(here: Ground, concepts: Sequence[str]) -> Scope | None:
    """Whether the confirmed fields are neither a whole sector nor one product (S113); None without any."""
    confirmed = known(here, concepts)
    total = _projects_in(here, [field.key for field in here.vocabulary.directory_fields])
    if not confirmed or not total:
        return None
    return check_scope(here.vocabulary, confirmed, lambda keys: _projects_in(here, keys), total)


def _projects_in(here: Ground, concepts: Sequence[str]) -> int:
    return int((project_relevance(here.base, here.vocabulary.expand(concepts)) >= IN_FIELD).sum())
