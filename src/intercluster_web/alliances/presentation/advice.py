"""The advice on governance, in words."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.alliances.advice import EVIDENCE, Advice, Evidence, Ground, Reason
from intercluster.alliances.structure import Degree

REASONS: dict[str, Any] = {
    "not_binding": gettext_lazy("Nothing binding yet: begin lightly, and structure the cooperation as it grows."),
    "bilateral": gettext_lazy("You are two: in the cases studied, shared governance seems preferred."),
    "many": gettext_lazy("You are %(n)s: as the number of clusters grows, rotating governance seems to prevail."),
    "strained": gettext_lazy("Trust is strained: somebody neutral helps."),
    "disputes": gettext_lazy("Open disputes (%(n)s): somebody neutral helps."),
    "lopsided": gettext_lazy(
        "One of you has %(percent)s %% of all the members: neither sharing nor taking turns is between equals."
    ),
    "third_party_there": gettext_lazy("%(name)s stands between you already and could govern."),
    "third_party_lacking": gettext_lazy(
        "A neutral third party, such as a federation, would help; none takes part yet. Until then:"
    ),
}

STUDIES: dict[str, tuple[Any, Any]] = {
    "observatoire": (
        gettext_lazy("P. Lefebvre, international inter-clustering, Observatoire des Pôles, Mines ParisTech"),
        gettext_lazy(
            "Ten pôles surveyed. « Au vu des quelques cas étudiés », shared governance seems preferred between two, "
            "rotating governance as the number grows. It neither names the alliances behind this nor says how many had "
            "which form."
        ),
    ),
    "mecafuture": (
        gettext_lazy("ViaMeca, same issue: the network Mecafuture, since 2007"),
        gettext_lazy(
            "Five pôles, a regional research cluster, the federation FIM and the technical centre CETIM: a federation "
            "stands among many clusters. Who governs is not said."
        ),
    ),
    "schuessler": (
        gettext_lazy("Schüßler, Decker and Lerch, Networks of clusters: a governance perspective, 2013"),
        gettext_lazy(
            "Cluster networks are governed internally, by the cluster organisations among themselves (shared, "
            "rotating), or externally, by a central inter-cluster organisation (third party)."
        ),
    ),
    "franco": (
        gettext_lazy("Franco and Esteves, Inter-clustering as a network of knowledge and learning, 2020"),
        gettext_lazy("Six Portuguese clusters: case studies, no count by form of governance."),
    ),
}

DEGREES: dict[Degree, Any] = {
    Degree.CONTACTS: gettext_lazy("Contacts named, or a next step agreed"),
    Degree.METHODS: gettext_lazy("Common working methods: shared tasks or meetings"),
    Degree.GOVERNANCE: gettext_lazy("Form of governance chosen"),
    Degree.BODIES: gettext_lazy("Bodies with mandates"),
    Degree.DECISIONS: gettext_lazy("Decisions in a register"),
}


class SaidReason(NamedTuple):
    text: str
    ours: bool  # not from a study: our own rule


class Study(NamedTuple):
    title: Any
    finding: Any
    cases: str


def reasons(advice: Advice) -> list[SaidReason]:
    return [SaidReason(_reason(reason), reason.ground is Ground.OURS) for reason in advice.reasons]


def _reason(reason: Reason) -> str:
    return str(REASONS[reason.code]) % reason.params


def studies() -> list[Study]:
    """What the rule of thumb rests on, with the number of cases."""
    return [Study(*STUDIES[evidence.code], _cases(evidence)) for evidence in EVIDENCE]


def _cases(evidence: Evidence) -> str:
    return _("cases: not known to us") if evidence.cases is None else f"n = {evidence.cases}"
