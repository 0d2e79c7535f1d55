"""Conditions, and what became of them, in the reader's words."""

from collections.abc import Callable, Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from intercluster.funding.conditions import Checked, Condition, Verdict
from intercluster.funding.conditions import ConditionKind as Asked
from intercluster_web.directory.wording import country_label, zone_label
from intercluster_web.funding.models import PartnerKind
from intercluster_web.languages import by_label

VERDICTS = {
    Verdict.MET: pgettext_lazy("a condition", "met"),
    Verdict.OPEN: gettext_lazy("to find out"),
    Verdict.NOT_MET: pgettext_lazy("a condition", "not met"),
}
FITS = {
    Verdict.MET: gettext_lazy("fits"),
    Verdict.OPEN: gettext_lazy("open questions"),
    Verdict.NOT_MET: gettext_lazy("does not fit"),
}
TONES = {Verdict.MET: "good", Verdict.OPEN: "warn", Verdict.NOT_MET: ""}


def countries(codes: Iterable[str]) -> str:
    return ", ".join(sorted((country_label(code) for code in codes if code), key=lambda label: by_label(("", label))))


def kinds(codes: Iterable[str]) -> str:
    return ", ".join(str(PartnerKind(code).label) for code in codes)


def asks(condition: Condition) -> str:
    """What a condition asks, as one sentence."""
    return capfirst(_ASKS[condition.kind](condition))


def _both_sides(condition: Condition) -> str:
    here = countries(condition.countries)
    if not condition.others:
        return _("a partner in %(here)s and one in another country") % {"here": here}
    said = _("a partner in %(here)s and one in %(there)s") % {"here": here, "there": countries(condition.others)}
    return said if condition.closed else _("%(said)s, perhaps others") % {"said": said}


def _partners(condition: Condition) -> str:
    return ngettext("at least %(n)s partner", "at least %(n)s partners", condition.number) % {"n": condition.number}


def _country_count(condition: Condition) -> str:
    said = {"n": condition.number}
    return (
        ngettext("partners of at least %(n)s country", "partners of at least %(n)s countries", condition.number) % said
    )


def _includes_each(condition: Condition) -> str:
    said = _("a partner of each kind: %(kinds)s") % {"kinds": kinds(condition.kinds)}
    where = countries(condition.countries)
    return _("%(said)s, in %(where)s") % {"said": said, "where": where} if where else said


_ASKS: dict[Asked, Callable[[Condition], str]] = {
    Asked.BOTH_SIDES: _both_sides,
    Asked.ONLY_COUNTRIES: lambda c: _("all partners in %(countries)s") % {"countries": countries(c.countries)},
    Asked.IN_ZONE: lambda c: _("a partner in %(zone)s") % {"zone": zone_label(c.zone)},
    Asked.PARTNERS: _partners,
    Asked.COUNTRY_COUNT: _country_count,
    Asked.INCLUDES: lambda c: _("one of: %(kinds)s") % {"kinds": kinds(c.kinds)},
    Asked.INCLUDES_EACH: _includes_each,
    Asked.EACH_SIDE: lambda c: _("in each country one of: %(kinds)s") % {"kinds": kinds(c.kinds)},
}


def because(checked: Checked) -> str:
    """Why a condition is met, is not, or cannot be told, as one sentence."""
    return capfirst(_BECAUSE[checked.code](checked))


def _names(checked: Checked) -> str:
    return ", ".join(checked.names)


def _partner_count(checked: Checked) -> str:
    return ngettext("%(n)s partner takes part", "%(n)s partners take part", checked.count) % {"n": checked.count}


def _kind_missing(checked: Checked) -> str:
    said = {"kinds": kinds(checked.lacking)}
    if checked.verdict is Verdict.OPEN:
        return _("nobody known yet is one of: %(kinds)s; name who would take part") % said
    return _("no partner is one of: %(kinds)s") % said


def _side_without_kind(checked: Checked) -> str:
    said = {
        "kinds": kinds(checked.condition.kinds),
        "countries": countries(checked.lacking) or _("a country not known"),
    }
    if checked.verdict is Verdict.OPEN:
        return _("in %(countries)s nobody known yet is one of: %(kinds)s; name who would take part") % said
    return _("in %(countries)s no partner is one of: %(kinds)s") % said


def _not_listed(checked: Checked) -> str:
    said = {"countries": countries(checked.lacking)}
    if checked.verdict is Verdict.OPEN:
        return _("whether it exists with %(countries)s is to be looked up on its page") % said
    return _("%(countries)s is not among its countries") % said


_BECAUSE: dict[str, Callable[[Checked], str]] = {
    "side_missing": lambda c: _("nobody in %(countries)s takes part") % {"countries": countries(c.lacking)},
    "abroad_missing": lambda _c: _("nobody of another country takes part"),
    "both_sides": lambda c: _("%(names)s take part") % {"names": _names(c)},
    "country_not_listed": _not_listed,
    "outside": lambda c: _("%(countries)s is not among its countries") % {"countries": countries(c.lacking)},
    "no_country": lambda _c: _("the country of a partner is not known"),
    "all_inside": lambda _c: _("all partners are in its countries"),
    "in_zone": lambda c: _("%(names)s: in the region") % {"names": _names(c)},
    "not_in_zone": lambda c: _("no partner is known to be in %(zone)s") % {"zone": zone_label(c.lacking[0])},
    "partners": _partner_count,
    "countries": lambda c: countries(c.lacking) or _("no country is known"),
    "includes": lambda c: _("%(names)s: of such a kind") % {"names": _names(c)},
    "includes_through": lambda c: _("through members of %(names)s") % {"names": _names(c)},
    "kind_missing": _kind_missing,
    "side_without_kind": _side_without_kind,
}
