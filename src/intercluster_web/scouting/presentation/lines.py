"""Lines of a shortlist: the frozen candidate, and what has changed since."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from intercluster.scouting.types import Candidate
from intercluster_web.scouting.models import ShortlistLine
from intercluster_web.scouting.presentation.cards import Card, card
from intercluster_web.scouting.presentation.reasons import Explained, explain
from intercluster_web.scouting.presentation.wording import reason_words
from intercluster_web.scouting.snapshots import candidate_from_json


@dataclass(frozen=True, slots=True)
class LineView:
    line: ShortlistLine
    card: Card
    explained: Explained


@dataclass(frozen=True, slots=True)
class Figure:
    """A number then and now; ``unit`` in words."""

    label: str
    before: float
    now: float
    unit: str

    @property
    def changed(self) -> bool:
        return abs(self.before - self.now) > 1e-9


@dataclass(frozen=True, slots=True)
class Changes:
    figures: tuple[Figure, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.gone or self.new or [figure for figure in self.figures if figure.changed])


def shown_line(line: ShortlistLine) -> LineView:
    """A line with its snapshot ready for the page."""
    candidate = candidate_from_json(line.snapshot)
    return LineView(line, card(candidate), explain(candidate))


def changes(line: ShortlistLine, today: Candidate) -> Changes:
    """What differs between the frozen candidate and the one of today."""
    frozen = candidate_from_json(line.snapshot)
    before = [reason_words(reason) for reason in frozen.reasons]
    now = [reason_words(reason) for reason in today.reasons]
    return Changes(
        figures=(
            Figure(_("Feasibility"), frozen.feasibility, today.feasibility, _("access × relevance")),
            Figure(_("Relevance"), frozen.relevance, today.relevance, _("log of 1 + projects in the fields")),
            Figure(_("Access"), frozen.access, today.access, _("sum of the routes to them")),
            Figure(_("Gain"), 100 * frozen.gain, 100 * today.gain, _("points of readiness, out of 100")),
            Figure(_("Projects in the fields"), frozen.projects, today.projects, _("projects")),
        ),
        gone=tuple(text for text in before if text not in now),
        new=tuple(text for text in now if text not in before),
    )
