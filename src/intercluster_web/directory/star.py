"""The small graph of an organisation's direct ties, drawn as SVG: it in the middle, the others around it."""

from dataclasses import dataclass
from math import cos, pi, sin

from intercluster_web.directory.models import Organisation
from intercluster_web.directory.ties import Tie

_WIDTH, _HEIGHT = 760, 420
_LONGEST = 24  # characters of a name


@dataclass(frozen=True)
class Ray:
    """One tie: where it ends, where its words stand, and to which side they run."""

    tie: Tie
    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str  # start | middle | end


@dataclass(frozen=True)
class Star:
    """All coordinates in the units of the view box."""

    width: int
    height: int
    x: float
    y: float
    label: str
    rays: list[Ray]

    @property
    def kinds(self) -> list[str]:
        """The kinds of ties drawn, for the legend."""
        return list(dict.fromkeys(ray.tie.kind for ray in self.rays))

    @property
    def label_y(self) -> float:
        return self.y + 28


def star(organisation: Organisation, ties: list[Tie]) -> Star:
    """Ties at equal angles on an ellipse, ties of one kind side by side; two rings when there are many."""
    x, y = _WIDTH / 2, _HEIGHT / 2
    ordered = sorted(ties, key=lambda tie: tie.kind)
    rays = []
    for place, tie in enumerate(ordered):
        angle = 2 * pi * place / len(ordered) - pi / 2
        reach = 0.72 if len(ordered) > 12 and place % 2 else 1.0
        end_x, end_y = x + 190 * reach * cos(angle), y + 165 * reach * sin(angle)
        side = 0 if abs(cos(angle)) < 0.2 else (1 if cos(angle) > 0 else -1)
        rays.append(
            Ray(
                tie=tie,
                x=round(end_x, 1),
                y=round(end_y, 1),
                label=_short(str(tie.other)),
                label_x=round(end_x + 10 * side, 1),
                label_y=round(end_y + (4 if side else (18 if sin(angle) > 0 else -10)), 1),
                anchor={0: "middle", 1: "start", -1: "end"}[side],
            )
        )
    return Star(_WIDTH, _HEIGHT, x, y, _short(str(organisation)), rays)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
