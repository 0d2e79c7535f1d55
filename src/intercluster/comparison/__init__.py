"""Clusters side by side: perimeter, orientations, missions, organisation, and figures (S53)."""

from intercluster.comparison.compare import compare
from intercluster.comparison.types import Cell, Comparison, Head, Item, Question, Row, Subject

__all__ = ["Cell", "Comparison", "Head", "Item", "Question", "Row", "Subject", "compare"]
