"""Is the chosen field neither a whole sector nor one product? Breadth and spread in the vocabulary, with advice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from intercluster.fields.concepts import Match
from intercluster.fields.vocabulary import FIELD_SCHEME, Vocabulary

# Measured on the bundled evidence (docs/methods/fields.md): above the first two lie the whole sectors (health,
# agriculture and food, energy, environment, transport, ICT); photonics, materials, aerospace or robotics lie below.
BROAD_PROJECT_SHARE = 0.08  # of the projects that are in any field
BROAD_TREE_SHARE = 0.10  # of the concepts of EuroSciVoc
NARROW_PROJECTS = 10  # fewer: too little evidence to rank partners on, most often one product
SCATTERED = 0.8  # mean distance between chosen concepts, 0 (one line of the tree) to 1 (nothing in common)
TREE_SCHEME = "esv"
_ADVICE = 8

ProjectCount = Callable[[Sequence[str]], int]


class Verdict(StrEnum):
    TOO_BROAD = "too_broad"
    FITS = "fits"
    TOO_NARROW = "too_narrow"
    SCATTERED = "scattered"


@dataclass(frozen=True, slots=True)
class ScopeAdvice:
    """A concept to choose instead, and how many projects are in it."""

    concept: str
    projects: int


@dataclass(frozen=True, slots=True)
class Scope:
    """How wide and how scattered the chosen concepts are.

    ``projects``       projects in the chosen concepts, narrower and mapped ones included
    ``project_share``  of all projects that are in some field, 0..1
    ``tree_share``     concepts of EuroSciVoc covered, of all, 0..1
    ``depth``          mean steps from the top of their scheme; 0 is a top term
    ``spread``         mean distance between chosen concepts, 0..1; 0 for a single one
    ``advice``         narrower concepts when too broad, a broader one when too narrow; else empty
    """

    verdict: Verdict
    concepts: int
    projects: int
    project_share: float
    tree_share: float
    depth: float
    spread: float
    advice: tuple[ScopeAdvice, ...] = ()


def check_scope(vocabulary: Vocabulary, chosen: Iterable[str], projects_in: ProjectCount, total: int) -> Scope:
    """The scope of the chosen concepts.

    Parameters
    ----------
    projects_in
        How many distinct projects are in the given concepts, as the evidence in force counts them.
    total
        How many projects are in some field: the denominator of ``project_share``.

    Raises
    ------
    UnknownConceptError
        A chosen key is not in the vocabulary.
    ValueError
        Nothing is chosen, or ``total`` is not positive.
    """
    keys = tuple(dict.fromkeys(chosen))
    if not keys:
        raise ValueError("no concept is chosen")
    if total <= 0:
        raise ValueError("no project is in any field: import evidence first")
    projects, tree_share = projects_in(keys), _tree_share(vocabulary, keys)
    spread = mean_distance(vocabulary, keys)
    verdict = _verdict(projects, projects / total, tree_share, spread)
    return Scope(
        verdict=verdict,
        concepts=len(keys),
        projects=projects,
        project_share=projects / total,
        tree_share=tree_share,
        depth=sum(vocabulary.depth(key) for key in keys) / len(keys),
        spread=spread,
        advice=_advice(vocabulary, keys, projects_in, verdict),
    )


def mean_distance(vocabulary: Vocabulary, keys: Sequence[str]) -> float:
    """Mean distance of all pairs, 0..1; 0 for one concept."""
    pairs = list(combinations(keys, 2))
    return sum(distance(vocabulary, one, other) for one, other in pairs) / len(pairs) if pairs else 0.0


def distance(vocabulary: Vocabulary, one: str, other: str) -> float:
    """Distance of two concepts in the tree, 0..1: 1 - 2·depth(common) / (depth(one) + depth(other)).

    Wu & Palmer 1994 ("Verb semantics and lexical selection"), depths counted from 1 at the top terms. Concepts of
    different schemes are compared through the fields they are mapped to; 0 where one counts for the other.
    """
    if other in vocabulary.expand([one]) or one in vocabulary.expand([other]):
        return 0.0
    if vocabulary.get(one).scheme == vocabulary.get(other).scheme:
        return _same_tree(vocabulary, one, other)
    ones, others = _fields_of(vocabulary, one), _fields_of(vocabulary, other)
    return min((_same_tree(vocabulary, a, b) for a in ones for b in others), default=1.0)


def _same_tree(vocabulary: Vocabulary, one: str, other: str) -> float:
    first = (*reversed(vocabulary.ancestors(one)), one)
    second = (*reversed(vocabulary.ancestors(other)), other)
    common = sum(a == b for a, b in zip(first, second, strict=False))
    return 1 - 2 * common / (len(first) + len(second))


def _fields_of(vocabulary: Vocabulary, key: str) -> tuple[str, ...]:
    """The concept itself if it is a field, else the fields mapped to it or to the nearest broader concept."""
    if vocabulary.get(key).scheme == FIELD_SCHEME:
        return (key,)
    for step in (key, *vocabulary.ancestors(key)):
        fields = tuple(m.target for m in vocabulary.mapped(step) if vocabulary.get(m.target).scheme == FIELD_SCHEME)
        if fields:
            return fields
    return ()


def _tree_share(vocabulary: Vocabulary, keys: Sequence[str]) -> float:
    covered = sum(vocabulary.get(key).scheme == TREE_SCHEME for key in vocabulary.expand(keys))
    return covered / max(len(vocabulary.scheme(TREE_SCHEME)), 1)


def _verdict(projects: int, project_share: float, tree_share: float, spread: float) -> Verdict:
    if spread > SCATTERED:
        return Verdict.SCATTERED
    if project_share > BROAD_PROJECT_SHARE or tree_share > BROAD_TREE_SHARE:
        return Verdict.TOO_BROAD
    return Verdict.TOO_NARROW if projects < NARROW_PROJECTS else Verdict.FITS


def _advice(
    vocabulary: Vocabulary, keys: Sequence[str], projects_in: ProjectCount, verdict: Verdict
) -> tuple[ScopeAdvice, ...]:
    if verdict is Verdict.TOO_BROAD:
        widest = max(keys, key=lambda key: projects_in([key]))
        found = (ScopeAdvice(key, projects_in([key])) for key in _narrower_choices(vocabulary, widest))
        enough = sorted((one for one in found if one.projects >= NARROW_PROJECTS), key=lambda one: -one.projects)
        return tuple(enough[:_ADVICE])
    if verdict is Verdict.TOO_NARROW:
        return _broader_choice(vocabulary, keys, projects_in)
    return ()


def _narrower_choices(vocabulary: Vocabulary, key: str) -> tuple[str, ...]:
    """One step down the tree, and for a field the concepts mapped as narrower."""
    mapped = (m.target for m in vocabulary.mapped(key) if m.relation is Match.NARROW)
    inside = (target for target in mapped if vocabulary.get(target).scheme == TREE_SCHEME)
    return tuple(dict.fromkeys((*vocabulary.children(key), *inside)))


def _broader_choice(vocabulary: Vocabulary, keys: Sequence[str], projects_in: ProjectCount) -> tuple[ScopeAdvice, ...]:
    """The nearest broader concept of the first chosen one with enough projects."""
    for step in vocabulary.ancestors(keys[0]):
        projects = projects_in([step])
        if projects >= NARROW_PROJECTS:
            return (ScopeAdvice(step, projects),)
    return ()
