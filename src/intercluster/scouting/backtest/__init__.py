"""The ranking against what happened next: history up to a year, new partners of the years after.

A query is an organisation and a field (an H2020 programme part) in which it made new partners abroad. Everything is
computed from projects that started before; partners it already had are no candidates. See docs/methods/backtest.md.
"""

from intercluster.scouting.backtest.measures import Line
from intercluster.scouting.backtest.runs import Backtest, run_backtest

__all__ = ["Backtest", "Line", "run_backtest"]
