"""Proof by propositional satisfiability (SAT): the fewest gaps, or why no timetable exists."""
