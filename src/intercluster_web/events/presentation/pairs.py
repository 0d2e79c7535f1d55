"""Why two organisations could meet, in words: the number, its unit, period and source, and what shows it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.export import Column, Table
from intercluster.fields.vocabulary import load_vocabulary
from intercluster.scouting.pairs.types import DIRECTORY, PairReason
from intercluster.scouting.types import Evidence
from intercluster_web.events.models import Participant
from intercluster_web.events.queries.pairs import Couple
from intercluster_web.events.queries.pairs_ready import STEPS, Preparing
from intercluster_web.evidence.wording import SOURCES
from intercluster_web.languages import language
from intercluster_web.scouting.presentation.links import page_of_evidence

CODES = {
    "projects_together": lambda: _("projects together"),
    "same_fields": lambda: _("the same fields"),
    "complementary": lambda: _("fields that complete each other"),
    "members_in_common": lambda: _("members in common"),
    "declared_fields": lambda: _("declared fields in common"),
    "network_in_common": lambda: _("a network in common"),
    "cooperation": lambda: _("a known cooperation"),
    "portfolio": lambda: _("a cooperation of the portfolio"),
    "encounters": lambda: _("encounters"),
    "shortlist": lambda: _("a shortlist"),
    "objective": lambda: _("an objective"),
    "match": lambda: _("a need and an offer"),
}


@dataclass(frozen=True)
class Shown:
    """A piece of evidence with its page, where it has one."""

    label: str
    year: int | None
    href: str


@dataclass(frozen=True)
class Why:
    """One reason. ``counted``: the number with its unit, the years and the source."""

    text: str
    points: float
    counted: str
    source: str
    source_url: str
    evidence: tuple[Shown, ...]


@dataclass(frozen=True)
class Card:
    """A pair to suggest."""

    couple: Couple
    reasons: tuple[Why, ...]

    @property
    def first(self) -> tuple[str, str]:
        return _who(self.couple.first)

    @property
    def second(self) -> tuple[str, str]:
        return _who(self.couple.second)


def cards(couples: Iterable[Couple]) -> list[Card]:
    return [Card(couple, tuple(why(couple, reason) for reason in couple.reasons)) for couple in couples]


def reason_choices() -> list[tuple[str, str]]:
    return [(code, words()) for code, words in CODES.items()]


def why(couple: Couple, reason: PairReason) -> Why:
    """A reason in the language of the page; the library's English where a code is new to us."""
    worded = _WORDS.get(reason.code)
    source, url = _source(reason.source)
    return Why(
        text=worded(couple, reason) if worded else reason.text,
        points=reason.points,
        counted=" · ".join(part for part in (_counted(reason), _period(reason)) if part),
        source=source,
        source_url=url or _page_of_note(reason),
        evidence=tuple(_shown(item) for item in reason.evidence if item.kind not in _SAID_IN_WORDS),
    )


_SAID_IN_WORDS = {"concept"}


def own_reasons(me: Participant, other: Participant, reasons: Iterable[PairReason]) -> list[Why]:
    """What a participant reads of somebody else, without links to pages that ask for an account."""
    couple = Couple((me,), (other,), 0.0, tuple(reasons))
    return [why(couple, reason) for reason in couple.reasons]


_PREPARING = {
    "evidence": lambda: _("projects and who took part in them"),
    "directory": lambda: _("the directory"),
    "clusters": lambda: _("clusters with the projects of their members"),
    "pairs": lambda: _("what speaks for each pair"),
}


def preparing_steps(preparing: Preparing) -> list[tuple[str, str]]:
    """The steps in words with "done", "here" or nothing."""
    return [
        (_PREPARING[name](), "done" if number < preparing.done else "here" if number == preparing.done else "")
        for number, name in enumerate(STEPS)
    ]


def _who(people: Sequence[object]) -> tuple[str, str]:
    first = people[0]
    return str(getattr(first, "organisation_name", "")), ", ".join(str(getattr(one, "name", "")) for one in people)


def _names(couple: Couple) -> tuple[str, str]:
    return couple.first[0].organisation_name, couple.second[0].organisation_name


def _projects_together(_couple: Couple, reason: PairReason) -> str:
    said = ngettext(
        "%(n)s project together, the last started in %(year)s",
        "%(n)s projects together, the last started in %(year)s",
        int(reason.value),
    ) % {"n": int(reason.value), "year": reason.params["last_year"]}
    if reason.params["basis"] == "members":
        return said
    return _("%(said)s, by organisations of their territory in their fields: weaker evidence") % {"said": said}


def _same_fields(couple: Couple, reason: PairReason) -> str:
    first, second = _numbers(reason, "first"), _numbers(reason, "second")
    fields = [f"{label} ({a} | {b})" for label, a, b in zip(_labels(reason.evidence), first, second, strict=True)]
    names = " | ".join(_names(couple))
    return _("both work on %(fields)s; projects of %(names)s") % {"fields": ", ".join(fields), "names": names}


def _complementary(couple: Couple, reason: PairReason) -> str:
    labels, at = _labels(reason.evidence), int(reason.params["for_first"])
    first, second = _names(couple)
    parts = []
    if at:
        parts.append(_brings(second, first, labels[:at], _numbers(reason, "first")))
    if labels[at:]:
        parts.append(_brings(first, second, labels[at:], _numbers(reason, "second")))
    return "; ".join(parts)


def _brings(who: str, whom: str, labels: Sequence[str], numbers: Sequence[str]) -> str:
    fields = ", ".join(f"{label} ({number})" for label, number in zip(labels, numbers, strict=True))
    return _("%(who)s has what %(whom)s lacks close to its own fields: %(fields)s") % {
        "who": who,
        "whom": whom,
        "fields": fields,
    }


def _members(_couple: Couple, reason: PairReason) -> str:
    return ngettext("%(n)s member in common", "%(n)s members in common", int(reason.value)) % {"n": int(reason.value)}


def _declared(_couple: Couple, reason: PairReason) -> str:
    return _("both declare %(fields)s") % {"fields": ", ".join(_labels(reason.evidence))}


def _network(_couple: Couple, reason: PairReason) -> str:
    return _("both in %(networks)s") % {"networks": ", ".join(item.label for item in reason.evidence)}


def _cooperation(_couple: Couple, reason: PairReason) -> str:
    about = " · ".join(str(reason.params[name]) for name in ("topic", "programme") if reason.params[name])
    return _("known to cooperate: %(about)s") % {"about": about} if about else _("known to cooperate")


def _encounters(_couple: Couple, reason: PairReason) -> str:
    return ngettext("met once", "met %(n)s times", int(reason.value)) % {"n": int(reason.value)}


def _shortlist(_couple: Couple, reason: PairReason) -> str:
    return _("on the shortlist “%(label)s”") % reason.params


def _objective(couple: Couple, reason: PairReason) -> str:
    people = (couple.first[0], couple.second[0])
    names = {one.organisation.key: one.organisation_name for one in people if one.organisation}
    return _("%(who)s: %(n)s projects in the fields of the objective “%(label)s”") % {
        "who": names.get(str(reason.params["of"]), ""),
        "n": number_format(reason.value, 1),
        "label": reason.params["label"],
    }


def _portfolio(_couple: Couple, reason: PairReason) -> str:
    return _("they cooperate: %(label)s") % reason.params


def _match(_couple: Couple, reason: PairReason) -> str:
    return _("a need meets an offer: %(label)s") % reason.params


_WORDS: dict[str, Callable[[Couple, PairReason], str]] = {
    "projects_together": _projects_together,
    "same_fields": _same_fields,
    "complementary": _complementary,
    "members_in_common": _members,
    "declared_fields": _declared,
    "network_in_common": _network,
    "cooperation": _cooperation,
    "encounters": _encounters,
    "shortlist": _shortlist,
    "objective": _objective,
    "portfolio": _portfolio,
    "match": _match,
}


def _counted(reason: PairReason) -> str:
    """The number with its unit, where the words do not say it."""
    if reason.unit == "cosine":
        return _("likeness of the two profiles: %(value)s of 1") % {"value": number_format(reason.value, 2)}
    if reason.unit == "share":
        return _("mean share of what each lacks there: %(value)s of 1") % {"value": number_format(reason.value, 2)}
    if reason.unit == "score":
        return _("kind × fields: %(value)s of 1") % {"value": number_format(reason.value, 2)}
    return ""


def _period(reason: PairReason) -> str:
    if not reason.period:
        return ""
    first, last = reason.period
    return str(first) if first == last else f"{first}–{last}"


def _source(text: str) -> tuple[str, str]:
    """The source in words, and its address where it is one."""
    if text.startswith(("https://", "http://")):
        return _("source"), text
    if text == DIRECTORY:
        return _("directory"), ""
    publishers = (str(SOURCES.get(code, code)).split(",")[0] for code in text.split(", "))
    return ", ".join(dict.fromkeys(publishers)), ""


def _page_of_note(reason: PairReason) -> str:
    pages = {
        "shortlist": "scouting:shortlist",
        "objective": "scouting:objective",
        "portfolio": "cooperations:cooperation",
    }
    key = reason.params.get("key")
    return reverse(pages[reason.code], args=[key]) if reason.code in pages and key else ""


def _shown(item: Evidence) -> Shown:
    return Shown(item.label, item.year, page_of_evidence(item))


def _labels(evidence: Iterable[Evidence]) -> list[str]:
    vocabulary, speech = load_vocabulary(), language()
    return [vocabulary.label(item.key, speech) if item.key in vocabulary else item.label for item in evidence]


def _numbers(reason: PairReason, name: str) -> list[str]:
    """Fractional projects, as the page writes numbers."""
    return [number_format(float(part), 1) for part in str(reason.params[name]).split()]


def couples_table(found: Iterable[Card]) -> Table:
    """The suggestions as a file, one row a reason."""
    columns = [
        Column("first", _("Organisation")),
        Column("first_people", _("Who comes")),
        Column("second", _("With")),
        Column("second_people", _("Who comes for them")),
        Column("total", _("Points of the pair"), "number"),
        Column("why", _("Reason")),
        Column("points", _("Points"), "number"),
        Column("counted", _("Number, years")),
        Column("source", _("Source")),
    ]
    rows = [
        {
            "first": card.first[0],
            "first_people": card.first[1],
            "second": card.second[0],
            "second_people": card.second[1],
            "total": round(card.couple.points, 2),
            "why": one.text,
            "points": round(one.points, 2),
            "counted": one.counted,
            "source": one.source_url if one.source_url.startswith("http") else one.source,
        }
        for card in found
        for one in card.reasons
    ]
    notes = [_("Points are the sum of those of the reasons; they order the pairs and are no probability.")]
    return Table(_("Suggestions"), columns, rows, notes)
