"""What the evidence says of a participant and of the others who come, for the participant's own page.

Only what anybody may read: projects, and what the directory says. Neither notes of the organiser's people nor
anybody's objectives, shortlists, encounters or cooperations. Of people who hide their name nothing is said but what
they write themselves: projects would name them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from intercluster.scouting.pairs.reasons import Reasons
from intercluster.scouting.pairs.types import PairReason
from intercluster_web.events.models import Participant
from intercluster_web.events.queries.pairs_ready import prepare
from intercluster_web.events.queries.parties import party_key

MOST = 15


@dataclass(frozen=True)
class Known:
    """``ready``: the evidence was there; else it is being computed, and the page shows it another time. ``reasons``: by
    key of the other participant, the strongest first."""

    ready: bool
    reasons: dict[int, tuple[PairReason, ...]]


NOTHING = Known(ready=True, reasons={})


def known_of(me: Participant, others: Iterable[Participant]) -> Known:
    """Reasons for the people most is known of; nothing is computed here that takes long."""
    if me.organisation is None:
        return NOTHING
    pairs, mine = prepare(me.event).latest, party_key(me)
    if pairs is None or mine not in pairs.row:
        return Known(ready=pairs is not None, reasons={})
    row = pairs.row[mine]
    points = pairs.points[row]
    shown = [
        (float(points[pairs.row[key]]), one, pairs.row[key])
        for one in others
        if one.shown and one.organisation_id and (key := party_key(one)) in pairs.row and key != mine
    ]
    best = sorted((each for each in shown if each[0] > 0), key=lambda each: (-each[0], each[1].pk))[:MOST]
    explain = Reasons(pairs)
    found = {one.pk: _strongest_first(explain.of(row, other)) for _points, one, other in best}
    return Known(ready=True, reasons=found)


def _strongest_first(reasons: Iterable[PairReason]) -> tuple[PairReason, ...]:
    return tuple(sorted(reasons, key=lambda reason: -reason.points))
