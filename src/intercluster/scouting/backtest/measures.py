"""How good an order of candidates is, one query at a time, then the mean over queries."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
NEAR = 25  # degree ranks on either side within which a candidate has a similar number of partners


@dataclass(frozen=True, slots=True)
class Line:
    """One ranker. All are means over queries, 0..1, except ``coverage``: share of all candidates ever in a top 10."""

    ranker: str
    queries: int
    hit_at_10: float
    precision_at_10: float
    recall_at_50: float
    mrr: float
    auc: float
    auc_degree_matched: float
    coverage_at_10: float


@dataclass
class Tally:
    """Adds up the measures of one ranker."""

    rows: list[tuple[float, float, float, float, float, float]] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)

    def add(
        self, order: NDArray[np.int64], candidates: NDArray[np.int64], true: NDArray[np.bool_], degrees: Scores
    ) -> None:
        """One query. ``order`` lists positions among the candidates, the best first; ``degrees`` are theirs."""
        hits = true[order]
        places = np.flatnonzero(hits)
        self.shown.update(candidates[order[:10]].tolist())
        self.rows.append(
            (
                float(hits[:10].any()),
                float(hits[:10].sum()) / 10,
                float(hits[:50].sum()) / len(places),
                1.0 / (1 + int(places[0])),
                auc(hits),
                degree_matched_auc(order, true, degrees),
            )
        )

    def line(self, ranker: str, catalogue: int) -> Line:
        means = np.nanmean(np.array(self.rows), axis=0)
        hit, precision, recall, mrr, plain, matched = (round(float(value), 4) for value in means)
        coverage = round(len(self.shown) / max(catalogue, 1), 4)
        return Line(ranker, len(self.rows), hit, precision, recall, mrr, plain, matched, coverage)


def ranked(rng: np.random.Generator, *scores: Scores) -> NDArray[np.int64]:
    """Positions by the first scores, ties by the next, last ties by lot."""
    keys = [rng.random(len(scores[0]))] + [-score for score in reversed(scores)]
    return np.lexsort(keys)


def auc(hits: NDArray[np.bool_]) -> float:
    """Share of (true, other) pairs in the right order; ``hits`` from the best to the worst. NaN without both."""
    true = int(hits.sum())
    others = len(hits) - true
    if not true or not others:
        return float("nan")
    others_before = np.flatnonzero(hits) - np.arange(true)
    return 1.0 - float(others_before.sum()) / (true * others)


def degree_matched_auc(order: NDArray[np.int64], true: NDArray[np.bool_], degrees: Scores) -> float:
    """The same, each true one only against others within ``NEAR`` degree ranks: size alone gives one half."""
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    by_degree = np.argsort(degrees, kind="stable")
    shares = []
    for rank in np.flatnonzero(true[by_degree]):
        near = by_degree[max(rank - NEAR, 0) : rank + NEAR + 1]
        others = near[~true[near]]
        if len(others):
            shares.append(float((place[by_degree[rank]] < place[others]).mean()))
    return float(np.mean(shares)) if shares else float("nan")
