"""Reasons, routes and conditions in words. The library says what with codes and figures; here it is worded."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.scouting.types import Axis, Basis, Condition, Reason, Route
from intercluster_web.directory.wording import field_label, language_label

Params = Mapping[str, str | int | float]
BUNDLED = "bundled"  # first word of the stamp of the evidence that comes with the software


def reason_words(reason: Reason) -> str:
    """A reason in the language of the page; the library's English where a code is new to us."""
    worded = _REASONS.get(reason.code)
    return worded(_ready(reason.params)) if worded else reason.text


def route_words(route: Route) -> str:
    """A route in the language of the page."""
    worded = _ROUTES.get(route.code)
    if worded is None:
        return route.text
    params = _ready(route.params)
    if route.advised_first:
        first = _("Go through %(network)s first: they are %(size_ratio)s times your size and you have no tie yet.")
        return f"{first % params} {worded(params)}"
    return worded(params)


def condition_words(condition: Condition) -> str:
    """A condition in the language of the page."""
    worded = _CONDITIONS.get(condition.code)
    if worded is None:
        return condition.text
    value = None if condition.value is None else localize(_rounded(condition.value))
    return worded({**_ready(condition.params), "value": value, "number": condition.value})


def axis_words(axis: Axis) -> str:
    return {
        Axis.RELEVANCE: _("Relevance: can they?"),
        Axis.ACCESS: _("Access: can we reach them?"),
        Axis.GAIN: _("Gain: what is new for us?"),
        Axis.SIMILARITY: _("Similarity: do we understand each other?"),
        Axis.CONDITIONS: _("Conditions"),
    }[axis]


def basis_words(basis: Basis) -> str:
    return {
        Basis.OWN: _("from its own projects"),
        Basis.MEMBERS: _("from its known members"),
        Basis.TERRITORY: _("from its territory: weaker evidence"),
        Basis.NONE: _("no evidence"),
    }[basis]


def _ready(params: Params) -> dict[str, Any]:
    """Parameters as they are printed: numbers in the local way, fields by their name in the language."""
    printed: dict[str, Any] = {
        key: localize(_rounded(value)) if isinstance(value, float) else value for key, value in params.items()
    }
    printed["n"] = params
    if "concept" in params:
        label = field_label(str(params["concept"]))
        printed["label"] = label if label != params["concept"] else params.get("label", label)
    return printed


def _plural(one: Callable[[int], str], key: str) -> Callable[[dict[str, Any]], str]:
    return lambda params: one(int(params["n"][key])) % params


def _field_strength(params: dict[str, Any]) -> str:
    found = ngettext("%(projects)s project in the field", "%(projects)s projects in the field", params["n"]["projects"])
    parts = [found % params]
    if "europe_rank" in params:
        parts.append(_("rank %(europe_rank)s of %(europe_of)s in Europe") % params)
    if (params.get("europe_rank"), params.get("europe_of")) != (params["world_rank"], params["world_of"]):
        parts.append(_("rank %(world_rank)s of %(world_of)s in the world") % params)
    if params["n"]["specialisation"]:
        parts.append(_("%(specialisation)s times the average share") % params)
    trend = _("%(recent)s started in the last %(trend_years)s years, %(before)s in the %(trend_years)s before") % params
    return _("%(standing)s; %(trend)s") % {"standing": ", ".join(parts), "trend": trend}


def _prior_projects(params: dict[str, Any]) -> str:
    together = ngettext("%(projects)s project together", "%(projects)s projects together", params["n"]["projects"])
    if params["n"]["of"] == 1:
        return _("%(together)s, the last in %(last_year)s") % {**params, "together": together % params}
    return _("%(together)s by %(ours)s of your %(of)s organisations, the last in %(last_year)s") % {
        **params,
        "together": together % params,
        "last_year": params["n"]["last_year"],
    }


def _with_us(params: dict[str, Any]) -> str:
    return ngettext("%(with_us)s project", "%(with_us)s projects", params["n"]["with_us"]) % params


def _bridge(params: dict[str, Any]) -> str:
    return _(
        "%(name)s worked with you in %(with_you)s and with them in %(with_them)s in the field "
        "(%(partners)s partners in all)"
    ) % {**params, "with_you": _with_us(params)}


def _bridge_elsewhere(params: dict[str, Any]) -> str:
    return _(
        "%(name)s worked with you in %(with_you)s and with them in %(with_them)s in other fields "
        "(%(partners)s partners in all)"
    ) % {**params, "with_you": _with_us(params)}


def _capability(params: dict[str, Any]) -> str:
    return _("%(label)s: they have it (%(count)s projects), you do not") % params


_REASONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "field_strength": _field_strength,
    "prior_projects": _prior_projects,
    "encounters": _plural(lambda n: ngettext("you met once", "you met %(times)s times", n), "times"),
    "cooperation": lambda params: _("you are known to cooperate already") % params,
    "bridge": _bridge,
    "bridge_elsewhere": _bridge_elsewhere,
    "more_bridges": _plural(
        lambda n: ngettext("%(count)s more bridging organisation", "%(count)s more bridging organisations", n), "count"
    ),
    "cold_contact": lambda params: (
        _("anyone can write to them: counts like one bridging organisation with %(partners)s other partners") % params
    ),
    "capability": _capability,
    "shared_field": lambda params: _("both active in %(label)s") % params,
    "more_shared_fields": _plural(
        lambda n: ngettext("%(count)s more shared field", "%(count)s more shared fields", n), "count"
    ),
}

_ROUTES: dict[str, Callable[[dict[str, Any]], str]] = {
    "direct": lambda params: _("You know each other: write to them.") % params,
    "bridge_organisation": lambda params: (
        _(
            "Ask %(name)s to introduce you "
            "(projects in common: %(with_us)s with you, %(with_them)s with them in the field)."
        )
        % params
    ),
    "bridge_cluster": lambda params: _("%(cluster)s cooperates with you and with %(target)s.") % params,
    "shared_network": lambda params: _("You are both in %(network)s.") % params,
    "joinable_network": lambda params: _("Join %(network)s: members like you are in it (%(names)s).") % params,
}


def _shared_language(params: dict[str, Any]) -> str:
    names = ", ".join(language_label(code) for code in str(params["n"]["languages"]).split())
    return _("shared language: %(names)s") % {"names": names}


def _no_shared_language(params: dict[str, Any]) -> str:
    names = ", ".join(language_label(code) for code in str(params["n"].get("theirs", "")).split())
    return _("no shared official language (theirs: %(names)s)") % {"names": names}


def _ended(params: dict[str, Any]) -> str:
    if params["successors"] and params["year"]:
        return _("followed by %(successors)s in %(year)s") % params
    if params["successors"]:
        return _("followed by %(successors)s") % params
    return _("ended or merged")


def _size_ratio(params: dict[str, Any]) -> str:
    ratio = max(float(params["number"]), 0.001)
    times = localize(_rounded(max(ratio, 1 / ratio)))
    by_members = params["n"].get("basis") == "members"
    if ratio >= 1:
        return (_("%(times)s × your size (members)") if by_members else _("%(times)s × your size (projects)")) % {
            "times": times
        }
    return (_("%(times)s × smaller than you (members)") if by_members else _("%(times)s × smaller (projects)")) % {
        "times": times
    }


def _rounded(number: float) -> float | int:
    """A figure as people say it: no decimals from ten up, one below."""
    return round(number) if number >= 10 else round(number, 1)


_CONDITIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "readiness": lambda params: (
        _("your readiness in these fields would go from %(before)s to %(after)s out of 100") % params
    ),
    "gain_for_them": lambda params: _("you bring them %(value)s points of readiness") % params,
    "members_gain": lambda params: (
        ngettext(
            "%(count)s of your %(of)s organisations would gain: %(names)s",
            "%(count)s of your %(of)s organisations would gain, first %(names)s",
            params["n"]["count"],
        )
        % params
    ),
    "size_ratio": _size_ratio,
    "courted": lambda params: (
        ngettext(
            "%(partners)s partner in the field already",
            "%(partners)s partners in the field already",
            params["n"]["partners"],
        )
        % params
    ),
    "attractiveness": lambda params: (
        _("in this field they stand above %(theirs)s %% of the candidates, you above %(ours)s %%") % params
    ),
    "ended": _ended,
    "hard_to_get": lambda params: _("hard to get: far more attractive than accessible to you") % params,
    "one_organisation": lambda params: (
        _("%(share)s %% of these projects are of %(name)s, booked at its legal seat") % params
    ),
    "shared_language": _shared_language,
    "no_shared_language": _no_shared_language,
    "distance": lambda params: _("%(value)s km away") % params,
    "last_project": lambda params: _("last project in the field started in %(year)s") % params,
    "make_up": lambda params: (
        _("of its organisations active in the field, %(firms)s %% are firms and %(labs)s %% universities or labs")
        % params
    ),
}


def evidence_words(version: str) -> str:
    """The stamp of the evidence in words: which it is, and the day it stood at."""
    name, _space, day = version.rpartition(" ")
    stood_at = parse_date(day) if name else None
    if stood_at is None:
        return version
    words = {"name": _("bundled") if name == BUNDLED else name, "day": date_format(stood_at)}
    return _("%(name)s, as of %(day)s") % words
