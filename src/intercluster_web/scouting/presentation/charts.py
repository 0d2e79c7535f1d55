"""The scatter of feasibility and gain."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from intercluster_web.scouting.presentation.cards import Card


def scatter(cards: Sequence[Card]) -> dict[str, Any]:
    """Options of the chart: one point a candidate, percentiles on both axes, names and raw numbers in the tip."""
    return {
        "grid": {"left": 48, "right": 16, "top": 16, "bottom": 44},
        "xAxis": _axis(_("Feasibility (percentile)")),
        "yAxis": _axis(_("Gain (percentile)")),
        "tooltip": {"formatter": "{b}"},
        "series": [
            {
                "type": "scatter",
                "symbolSize": 12,
                "data": [
                    {
                        "name": card.candidate.label,
                        "value": [
                            round(card.candidate.feasibility_percentile, 1),
                            round(card.candidate.gain_percentile, 1),
                        ],
                    }
                    for card in cards
                ],
            }
        ],
    }


def _axis(name: str) -> dict[str, Any]:
    return {"type": "value", "name": name, "nameLocation": "middle", "nameGap": 28, "min": 0, "max": 100}
