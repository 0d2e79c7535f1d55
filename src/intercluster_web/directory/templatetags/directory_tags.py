"""Words and small pieces of the directory's pages."""

import re
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster_web.directory import wording
from intercluster_web.directory.freshness import Age, Freshness
from intercluster_web.directory.models import Sourced

register = template.Library()
register.filter("country_label", wording.country_label)
register.filter("zone_label", wording.zone_label)
register.filter("field_label", wording.field_label)
register.filter("level_label", wording.level_label)
register.filter("cooperation_label", wording.cooperation_label)
register.filter("programme_level", lambda code: wording.PROGRAMME_LEVELS.get(code, code))
register.filter("member_kind", wording.member_kind_label)

_ADDRESS = re.compile(r"https?://[^\s»]+")
_TIES = {
    "network": lambda: _("member of"),
    "member": lambda: _("has as a member"),
    "cooperation": lambda: _("cooperates with"),
    "successor": lambda: _("followed by"),
    "predecessor": lambda: _("follows"),
}


@register.filter
def tie_label(kind: str) -> str:
    return _TIES[kind]()


@register.inclusion_tag("directory/source.html")
def statement_source(statement: Sourced, age: Freshness) -> dict[str, Any]:
    """Where a statement was seen, the words, its day and its age."""
    text = statement.source_url
    found = _ADDRESS.search(text)
    return {
        "address": found.group() if found else "",
        "name": (text[: found.start()].strip(" ,–") or _site(found.group())) if found else text,
        "words": statement.seen_text,
        "day": _day(statement),
        "age": age_in_words(age),
        "stale": age.age is Age.STALE,
        "by_person": statement.origin == "person",
    }


def _site(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")


def _day(statement: Sourced) -> str:
    if statement.stated_on is None:
        return ""
    if statement.stated_year_only:
        return str(statement.stated_on.year)
    return str(date_format(statement.stated_on, "DATE_FORMAT"))


def age_in_words(age: Freshness) -> str:
    """``3 years``, ``5 months``, or that the source bears no date."""
    if age.age is Age.UNDATED and age.since is None:
        return _("undated source")
    if age.months is None:
        seen = date_format(age.since, "DATE_FORMAT")
        return _("undated source, seen on %(day)s") % {"day": seen}
    if age.months < 1:
        return _("less than a month old")
    if age.months < 24:
        return ngettext("%(n)d month old", "%(n)d months old", age.months) % {"n": age.months}
    return ngettext("%(n)d year old", "%(n)d years old", age.years) % {"n": age.years}


@register.simple_tag(takes_context=True)
def sort_link(context: dict[str, Any], column: str, label: str) -> SafeString:
    """A heading that sorts by its column, the other way round when it already does."""
    request: HttpRequest = context["request"]
    now = context.get("sort", "")
    wanted = f"-{column}" if now == column else column
    query = request.GET.copy()
    query["sort"] = wanted
    query.pop("page", None)
    arrow = {column: " ↑", f"-{column}": " ↓"}.get(now, "")
    return format_html('<a href="?{}">{}{}</a>', query.urlencode(), label, arrow)


@register.simple_tag
def sorted_state(now: str, column: str) -> str:
    """The value of ``aria-sort`` for a column."""
    return {column: "ascending", f"-{column}": "descending"}.get(now, "none")
