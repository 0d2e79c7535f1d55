"""The scatter of feasibility and gain."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from intercluster_web.scouting.presentation.cards import Card


def scatter(cards: Sequence[Card]) -> dict[str, Any]:
    """Data of the chart: one point a candidate, percentiles on both axes, raw numbers in its lines."""
    return {
        "x": _("Feasibility (percentile)"),
        "y": _("Gain (percentile)"),
        "points": [_point(card) for card in cards],
    }


def _point(card: Card) -> dict[str, Any]:
    candidate = card.candidate
    return {
        "name": candidate.label,
        "x": round(candidate.feasibility_percentile, 1),
        "y": round(candidate.gain_percentile, 1),
        "href": f"{candidate.unit.value}-{candidate.key}",
        "known": candidate.known,
        "lines": [
            _("feasibility %(value).3f") % {"value": candidate.feasibility},
            _("gain %(value).1f points") % {"value": 100 * candidate.gain},
        ],
    }
