"""Which form of governance fits a cooperation: a rule of thumb, with what it rests on.

Source of the rule: P. Lefebvre, Observatoire des Pôles / Mines ParisTech, survey of 10 pôles de compétitivité: « au vu
des quelques cas étudiés, la gouvernance partagée semble la solution préférée dans le cas de coopérations bilatérales
inter-cluster ; quand le nombre des clusters associés s'élève, c'est le scénario de la gouvernance alternée, tournante,
qui semble l'emporter ». It names the third party « supposé neutre » as a scenario, without saying when it is chosen:
that part of the rule is ours and is marked so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """LIGHT: no common governance yet, only contacts and a next step."""

    LIGHT = "light"
    SHARED = "shared"
    ROTATING = "rotating"
    NEUTRAL = "neutral"


class Ground(StrEnum):
    """What a reason rests on."""

    SOURCE = "source"
    OURS = "ours"


@dataclass(frozen=True)
class Situation:
    """What the advice looks at. ``largest_share``: members of the largest cluster over those of all, 0 to 1, None where
    a number of members is unknown. ``binding``: a medium-term alliance is on the table (S66). ``third_party``: name of
    a body all trust that exists already, such as a federation."""

    clusters: int
    binding: bool = True
    largest_share: float | None = None
    strained: bool = False
    disputes: int = 0
    third_party: str = ""

    def __post_init__(self) -> None:
        if self.clusters < 2:
            raise ValueError("a cooperation has at least two clusters")
        if self.largest_share is not None and not 0 <= self.largest_share <= 1:
            raise ValueError("a share is between 0 and 1")


@dataclass(frozen=True)
class Reason:
    code: str
    text: str
    ground: Ground
    params: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """``cases``: how many cases the study looked at; None where we do not know."""

    code: str
    title: str
    cases: int | None
    finding: str


@dataclass(frozen=True)
class Advice:
    form: Form
    reasons: tuple[Reason, ...]


# Twice the share each would have if all were equal, and three quarters at most: our own mark of a lopsided alliance.
LOPSIDED, AT_MOST = 2.0, 0.75

EVIDENCE = (
    Evidence(
        "observatoire",
        "P. Lefebvre, L'inter-clustering international, Observatoire des Pôles, Mines ParisTech",
        10,
        "10 pôles surveyed. Shared governance seems preferred between two; rotating governance seems to prevail as the "
        "number grows. The study neither names the alliances behind this nor says how many had which form.",
    ),
    Evidence(
        "mecafuture",
        "ViaMeca in the same issue: Mecafuture, since 2007",
        1,
        "Five pôles, a regional research cluster, the federation FIM and the technical centre CETIM work as one "
        "network: a federation stands among many clusters. Who governs is not said.",
    ),
    Evidence(
        "schuessler",
        "E. Schüßler, C. Decker, F. Lerch, Networks of clusters: a governance perspective, 2013",
        None,
        "Cluster networks are governed internally, by the ties among the cluster organisations (shared, rotating), or "
        "externally, by a central inter-cluster administrative organisation (neutral third party).",
    ),
    Evidence(
        "franco",
        "M. Franco, L. Esteves, Inter-clustering as a network of knowledge and learning, 2020",
        6,
        "Six Portuguese clusters: case studies, no count by form of governance.",
    ),
)


def advise(situation: Situation) -> Advice:
    """The form that fits, and why; few cases stand behind it, so it is to be weighed, not obeyed."""
    if not situation.binding:
        reason = Reason(
            "not_binding", "Nothing binding yet: begin lightly, structure as the cooperation grows.", Ground.SOURCE
        )
        return Advice(Form.LIGHT, (reason,))
    usual = _by_number(situation.clusters)
    troubles = _troubles(situation)
    if troubles and situation.third_party:
        name = situation.third_party
        there = Reason(
            "third_party_there", f"{name} exists already and stands between you.", Ground.OURS, {"name": name}
        )
        return Advice(Form.NEUTRAL, (*troubles, there))
    if troubles:
        lacking = Reason("third_party_lacking", "A neutral third party would help, but none is known yet.", Ground.OURS)
        return Advice(usual[0], (usual[1], *troubles, lacking))
    return Advice(usual[0], (usual[1],))


def _by_number(clusters: int) -> tuple[Form, Reason]:
    params: dict[str, int | str] = {"n": clusters}
    if clusters == 2:
        return Form.SHARED, Reason(
            "bilateral", "Two clusters: shared governance seems preferred.", Ground.SOURCE, params
        )
    return Form.ROTATING, Reason(
        "many", f"{clusters} clusters: rotating governance seems to prevail as the number grows.", Ground.SOURCE, params
    )


def _troubles(situation: Situation) -> tuple[Reason, ...]:
    found = []
    if situation.strained:
        found.append(Reason("strained", "Trust is strained.", Ground.OURS))
    if situation.disputes:
        found.append(Reason("disputes", f"{situation.disputes} open disputes.", Ground.OURS, {"n": situation.disputes}))
    share = situation.largest_share
    if share is not None and share >= min(LOPSIDED / situation.clusters, AT_MOST):
        percent = round(100 * share)
        found.append(
            Reason("lopsided", f"The largest holds {percent} % of all members.", Ground.OURS, {"percent": percent})
        )
    return tuple(found)
