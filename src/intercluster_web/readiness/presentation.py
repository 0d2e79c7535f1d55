"""Readiness in words: statements, answers, signs, first steps."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intercluster.export import Cell, Column, Table
from intercluster.readiness.advice import Advice, FirstStep
from intercluster.readiness.hypotheses import Assessed, Hypothesis, Level, Sign
from intercluster.readiness.keys import STATEMENTS, Key, KeyResult
from intercluster_web.readiness.models import SelfAssessment

KEYS = {
    Key.TERRITORY: gettext_lazy("A common strategy for the territory"),
    Key.PARTNERSHIPS: gettext_lazy("Deep partnerships around projects"),
    Key.MARKETS: gettext_lazy("Technologies for markets of high growth"),
    Key.CRITICAL_MASS: gettext_lazy("A critical mass, visible abroad"),
}
STATEMENT_WORDS = {
    "strategy_shared": gettext_lazy("Our strategy is written, dated and shared with the actors of the territory."),
    "authorities_support": gettext_lazy("Local authorities support it with money over several years."),
    "members_know_it": gettext_lazy("Our members know its priorities and take part in setting them."),
    "projects_deep": gettext_lazy("Members carry out projects together that none could carry out alone."),
    "research_and_firms": gettext_lazy("Most of these projects join companies and research."),
    "clusters_at_home": gettext_lazy("We have finished projects with other clusters of our country."),
    "markets_growing": gettext_lazy("The markets we aim at grow faster than our economy."),
    "technologies_leading": gettext_lazy("On some technologies our members are among the first in Europe."),
    "roadmap_kept": gettext_lazy("Our technology roadmap is kept up to date and used to choose."),
    "members_enough": gettext_lazy("We have enough members to answer a large partner."),
    "team_enough": gettext_lazy("The team has time and languages for partners abroad."),
    "known_abroad": gettext_lazy("Partners abroad know us and come to us."),
}
ANSWERS = [
    (0, gettext_lazy("not at all")),
    (1, gettext_lazy("a little")),
    (2, gettext_lazy("largely")),
    (3, gettext_lazy("fully, and others can see it")),
]
HYPOTHESES = {
    Hypothesis.MATURITY: gettext_lazy("Maturity"),
    Hypothesis.NEED: gettext_lazy("Need"),
    Hypothesis.ATTRACTIVENESS: gettext_lazy("Attractiveness"),
}
MEANINGS = {
    Hypothesis.MATURITY: gettext_lazy("Sure of itself, of its ecosystem and its place in the territory."),
    Hypothesis.NEED: gettext_lazy("Urgent markets, missing links: how much cooperation is needed."),
    Hypothesis.ATTRACTIVENESS: gettext_lazy("Why a large partner would answer."),
}
LEVELS = {
    Level.HIGH: gettext_lazy("high"),
    Level.MEDIUM: gettext_lazy("medium"),
    Level.LOW: gettext_lazy("low"),
    Level.UNKNOWN: gettext_lazy("too little known"),
}
TONES = {Level.HIGH: "good", Level.MEDIUM: "accent", Level.LOW: "warn", Level.UNKNOWN: ""}
STEPS = {
    FirstStep.SAY_MORE: (
        gettext_lazy("Say more about yourselves first"),
        gettext_lazy("Too few signs are known to advise anything. Answer the self-assessment and write your strategy."),
    ),
    FirstStep.HOME_FIRST: (
        gettext_lazy("Begin at home"),
        gettext_lazy("Cooperate with clusters of your own country first: what succeeds there carries you abroad."),
    ),
    FirstStep.NETWORK_FIRST: (
        gettext_lazy("Go through a network first"),
        gettext_lazy(
            "Build or join an attractive regional, national or cross-border network; as one of its members, "
            "a large foreign cluster comes within reach."
        ),
    ),
    FirstStep.DIRECT: (
        gettext_lazy("Go directly"),
        gettext_lazy("You are sure of yourselves and attractive: write to the partners you want."),
    ),
    FirstStep.TAKE_TIME: (
        gettext_lazy("Take your time"),
        gettext_lazy("Nothing presses: exchange experience, go to events of the field, keep contacts warm."),
    ),
}

Params = Mapping[str, Any]


def _percentile(params: Params) -> str:
    return _("%(n)s; more than %(percentile)d %% of the clusters of the directory that have this figure") % {
        "n": number_format(params["n"]),
        "percentile": params["percentile"],
    }


_SIGNS: dict[str, tuple[Any, Callable[[Params], str]]] = {
    "years": (
        gettext_lazy("Age"),
        lambda p: ngettext("%(n)d year old (from %(least)d on)", "%(n)d years old (from %(least)d on)", p["n"]) % p,
    ),
    "animation_team": (gettext_lazy("Animation team"), lambda _p: ""),
    "governed": (gettext_lazy("Governance"), lambda _p: ""),
    "keys": (
        gettext_lazy("Self-assessment on the four keys"),
        lambda p: (
            _("%(n)s out of 100 (from %(least)s on)") % {"n": round(100 * p["n"]), "least": round(100 * p["least"])}
        ),
    ),
    "cooperations_at_home": (
        gettext_lazy("Cooperations with clusters of the same country"),
        lambda p: number_format(p["n"]),
    ),
    "networks": (gettext_lazy("Networks it belongs to"), lambda p: number_format(p["n"])),
    "urgent_markets": (gettext_lazy("Urgent markets in the strategy"), lambda p: _("%(n)d of %(of)d markets") % p),
    "missing_links": (
        gettext_lazy("Strategic links missing in the value chain"),
        lambda p: _("%(n)d of %(of)d links") % p,
    ),
    "weak_links": (gettext_lazy("Strategic links to develop"), lambda p: _("%(n)d of %(of)d links") % p),
    "open_locks": (gettext_lazy("Technological locks that are open"), lambda p: number_format(p["n"])),
    "members": (gettext_lazy("Members"), _percentile),
    "projects": (gettext_lazy("European research projects"), _percentile),
    "partner_countries": (gettext_lazy("Countries of known partners"), _percentile),
    "label": (gettext_lazy("Label of world class or vocation"), lambda _p: ""),
}


def sign_label(sign: Sign) -> str:
    return str(_SIGNS[sign.code][0])


def sign_figure(sign: Sign) -> str:
    """What the sign rests on; "not known" without a figure."""
    if sign.speaks_for is None:
        return _("not known")
    said = _SIGNS[sign.code][1](sign.params)
    return said or (_("yes") if sign.speaks_for else _("no"))


def why(advice: Advice) -> str:
    """Which hypotheses decided, in words."""
    return ", ".join(f"{HYPOTHESES[each]}: {LEVELS[level]}" for each, level in advice.because)


def chart(found: tuple[KeyResult, ...]) -> dict[str, Any]:
    """The keys as bars, in per cent of the highest answer."""
    return {
        "kind": "bars",
        "categories": [str(KEYS[result.key]) for result in found],
        "unit": _("out of 100"),
        "series": [{"name": _("out of 100"), "values": [_hundred(result.figure) for result in found]}],
    }


def _hundred(figure: float | None) -> int | None:
    return None if figure is None else round(100 * figure)


def signs_table(assessed: tuple[Assessed, ...]) -> Table:
    """Every sign, for files."""
    columns = [
        Column("hypothesis", _("Hypothesis")),
        Column("level", _("Level"), definition=_("High from two thirds of the known signs on, low under one third.")),
        Column("sign", _("Sign")),
        Column("figure", _("Figure")),
        Column("speaks", _("Speaks for it")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "hypothesis": str(HYPOTHESES[each.hypothesis]),
            "level": str(LEVELS[each.level]),
            "sign": sign_label(sign),
            "figure": sign_figure(sign),
            "speaks": None if sign.speaks_for is None else sign.speaks_for,
        }
        for each in assessed
        for sign in each.signs
    ]
    return Table(_("Three hypotheses"), columns, rows)


def answers_table(assessment: SelfAssessment) -> Table:
    """Every statement with its answer and evidence, for pages and files."""
    words = dict(ANSWERS)
    columns = [
        Column("key", _("Key")),
        Column("statement", _("Statement")),
        Column("answer", _("Answer")),
        Column("evidence", _("What shows it")),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "key": str(KEYS[key]),
            "statement": str(STATEMENT_WORDS[statement]),
            "answer": str(words[assessment.answers[statement]])
            if statement in assessment.answers
            else _("not answered"),
            "evidence": assessment.evidence.get(statement, ""),
        }
        for statement, key in STATEMENTS.items()
    ]
    return Table(_("Self-assessment"), columns, rows)
