"""Our order in each mode and the usual baselines, on the same queries."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.directory.types import Directory
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.access import adamic_adar
from intercluster.scouting.assessment import assess
from intercluster.scouting.backtest.measures import Line, Scores, Tally, ranked
from intercluster.scouting.backtest.split import FEWEST_PROJECTS, FIELD_SCHEME, Asked, history, questions
from intercluster.scouting.matrices import crossed, present, row_of
from intercluster.scouting.question import partner_counts, tying_projects
from intercluster.scouting.types import Mode, Query, Seeker, UnitKind

SMALL = 5  # earlier projects up to which an organisation is reported on a line of its own
NOBODY = Directory()
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Backtest:
    """The lines for all queries and for those of small organisations, and what they were run on."""

    before: int
    years: tuple[int, int]
    seed: int
    catalogue: int  # organisations with at least ``FEWEST_PROJECTS`` earlier projects
    lines: tuple[Line, ...]
    small: tuple[Line, ...]


def run_backtest(
    base: EvidenceBase,
    vocabulary: Vocabulary,
    *,
    before: int = 2017,
    until: int = 2018,
    count: int = 1000,
    seed: int = 20170101,
    progress: Progress | None = None,
) -> Backtest:
    """Rank the candidates of sampled queries by everything we know before a year, and see who came.

    Raises
    ------
    ValueError
        The evidence has no new partners in these years.
    """
    past = history(base, before)
    asked = questions(base, past, (before, until), count, seed)
    if not asked:
        raise ValueError(f"no new partners abroad in {before} to {until}: the evidence has no such projects")
    asked.sort(key=lambda query: query.concept)  # so that what is computed for a field is kept
    rankers = _Rankers(past, vocabulary)
    rng = np.random.default_rng(seed)
    all_tallies: dict[str, Tally] = {}
    small_tallies: dict[str, Tally] = {}
    degrees = partner_counts(past).astype(np.float64)
    earlier = np.bincount(past.took_part.indices, minlength=len(base.org_ids))
    for done, query in enumerate(asked):
        for name, scores in rankers.scores(query, rng).items():
            order = ranked(rng, *(score[query.candidates] for score in scores))
            for tallies in (all_tallies, small_tallies)[: 2 if earlier[query.seeker] <= SMALL else 1]:
                tally = tallies.setdefault(name, Tally())
                tally.add(order, query.candidates, query.true, degrees[query.candidates])
        if progress:
            progress(done + 1, len(asked))
    catalogue = int((earlier >= FEWEST_PROJECTS).sum())
    return Backtest(
        before=before,
        years=(before, until),
        seed=seed,
        catalogue=catalogue,
        lines=tuple(tally.line(name, catalogue) for name, tally in all_tallies.items()),
        small=tuple(tally.line(name, catalogue) for name, tally in small_tallies.items()),
    )


@dataclass(frozen=True, eq=False)
class _Rankers:
    past: EvidenceBase
    vocabulary: Vocabulary

    def scores(self, asked: Asked, rng: np.random.Generator) -> dict[str, tuple[Scores, ...]]:
        """Scores of all organisations by ranker; more than one where the next break ties."""
        return self._baselines(asked, rng) | self._ours(asked)

    def _baselines(self, asked: Asked, rng: np.random.Generator) -> dict[str, tuple[Scores, ...]]:
        partners = partner_counts(self.past).astype(np.float64)
        ours = np.zeros(len(partners))
        ours[self._linked.indices[self._linked.indptr[asked.seeker] : self._linked.indptr[asked.seeker + 1]]] = 1.0
        return {
            "random": (rng.random(len(partners)),),
            "preferential attachment": (partners,),
            "Adamic-Adar": (np.asarray(self._linked @ (ours * adamic_adar(partners))),),
            "topic cosine": (self._cosine(asked.seeker),),
        }

    def _ours(self, asked: Asked) -> dict[str, tuple[Scores, ...]]:
        found: dict[str, tuple[Scores, ...]] = {}
        seeker = Seeker(str(self.past.org_ids[asked.seeker]), "")
        for mode in (Mode.QUICK_WIN, Mode.LESS_OBVIOUS):
            query = Query(seeker, (asked.concept,), units=UnitKind.ORGANISATION, mode=mode)
            assessment = assess(self.past, NOBODY, self.vocabulary, query)
            # without a project in the field nobody is a candidate for us: they come last, by access
            found[f"feasibility, {mode.value.replace('_', ' ')}"] = (assessment.feasibility, assessment.access.total)
            if mode is Mode.QUICK_WIN:
                found["field strength"] = (assessment.strength.counts,)
                found["field bridge"] = (assessment.access.bridges,)
        return found

    @cached_property
    def _linked(self) -> sparse.csr_array:
        """Organisations x organisations: 1 where they worked together, the diagonal empty."""
        small = self.past.took_part[tying_projects(self.past)]
        linked = present(crossed(small, small))
        linked.setdiag(0)
        linked.eliminate_zeros()
        return linked

    @cached_property
    def _profiles(self) -> sparse.csr_array:
        """Organisations x programme parts: projects, each row of length 1."""
        parts = [row for key, row in self.past.concept_index.items() if key.startswith(f"{FIELD_SCHEME}:")]
        counts = crossed(self.past.took_part, self.past.in_field[:, parts])
        lengths: NDArray[np.float64] = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1), dtype=np.float64))
        scaled: sparse.csr_array = (sparse.diags_array(1.0 / np.maximum(lengths, 1e-12)) @ counts).tocsr()
        return scaled

    def _cosine(self, seeker: int) -> Scores:
        return np.asarray(self._profiles @ row_of(self._profiles, seeker), dtype=np.float64)
