"""Clauses and counters of a formula. Literals are whole numbers other than 0; a negative one is the opposite."""

from collections.abc import Sequence
from itertools import combinations

from pysat.card import CardEnc, EncType, ITotalizer

_PAIRWISE = 6  # up to here every pair gets a clause: shorter than a ladder


class Formula:
    """A growing list of clauses. ``top`` is the last variable in use; ``impossible`` once an empty clause is added.

    ``notes`` say from which clause on what is meant.
    """

    def __init__(self) -> None:
        self.top = 0
        self.impossible = False
        self.clauses: list[list[int]] = []
        self.notes: list[tuple[int, str]] = []

    def note(self, text: str) -> None:
        """What the clauses from here on say."""
        self.notes.append((len(self.clauses), text))

    def variable(self) -> int:
        """A new variable."""
        self.top += 1
        return self.top

    def add(self, *literals: int) -> None:
        """At least one of these holds."""
        if literals:
            self.clauses.append(list(literals))
        else:
            self.impossible = True

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that holds exactly when one of these does."""
        return literals[0] if len(literals) == 1 else self.new_any_of(literals)

    def new_any_of(self, literals: Sequence[int]) -> int:
        """A new variable that holds exactly when one of these does."""
        one = self.variable()
        self.clauses.extend([-literal, one] for literal in literals)
        self.add(-one, *literals)
        return one

    def at_most(self, literals: Sequence[int], bound: int) -> None:
        """No more than ``bound`` of these hold."""
        if len(literals) <= bound:
            return
        if bound == 1 and len(literals) <= _PAIRWISE:
            self.clauses.extend([-first, -second] for first, second in combinations(literals, 2))
            return
        kind = EncType.ladder if bound == 1 else EncType.seqcounter
        self._take(CardEnc.atmost(lits=list(literals), bound=bound, top_id=self.top, encoding=kind))

    def at_least(self, literals: Sequence[int], bound: int, guard: Sequence[int] = ()) -> None:
        """``bound`` or more of these hold, unless a literal of ``guard`` does."""
        if bound > len(literals):
            self.add(*guard)
        elif bound > 0:
            made = CardEnc.atleast(lits=list(literals), bound=bound, top_id=self.top, encoding=EncType.seqcounter)
            self.top = max(self.top, made.nv)
            self.clauses.extend([*clause, *guard] for clause in made.clauses)

    def exactly(self, literals: Sequence[int], bound: int) -> None:
        """``bound`` of these hold, no more and no less."""
        if bound == len(literals):
            self.clauses.extend([literal] for literal in literals)
        else:
            made = CardEnc.equals(lits=list(literals), bound=bound, top_id=self.top, encoding=EncType.seqcounter)
            self._take(made)

    def more_than(self, literals: Sequence[int], up_to: int) -> list[int]:
        """Literals; the one at k must hold when more than k of ``literals`` do, for k from 0 to ``up_to``."""
        if not literals:
            return []
        counter = ITotalizer(lits=list(literals), ubound=min(up_to, len(literals) - 1), top_id=self.top)
        self._take(counter.cnf)
        self.top = max(self.top, counter.top_id)
        outputs = list(counter.rhs[: up_to + 1])
        counter.delete()
        return outputs

    def _take(self, made: CardEnc) -> None:
        self.top = max(self.top, made.nv)
        self.clauses.extend(made.clauses)
