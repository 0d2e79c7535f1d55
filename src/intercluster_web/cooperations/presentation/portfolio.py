"""Cards and lines of the portfolio: what is said of one cooperation at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.cooperations.gates import Finding
from intercluster.cooperations.ladder import Stage
from intercluster.cooperations.stagnation import Limits, Mark, marks
from intercluster_web.cooperations.models import Cooperation, Party, ProofKind, Status
from intercluster_web.cooperations.queries.portfolio import UNDER_WAY, counts_by_status, due, stagnating, with_cards
from intercluster_web.cooperations.queries.portfolio_durations import portfolio_of
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_label
from intercluster_web.languages import by_label

_A_MONTH = 30.44  # days


@dataclass(frozen=True, slots=True)
class Card:
    """``others``: the parties but the organisation whose portfolio it is. ``lacking``: labels of the proofs the next
    gate still asks for. ``moves``: whether the reader may move it."""

    cooperation: Cooperation
    others: tuple[Party, ...]
    on_step: str
    marks: tuple[str, ...]
    overdue: bool
    lacking: tuple[str, ...] = ()
    moves: bool = False

    @property
    def partners(self) -> str:
        """``SEPNET (United Kingdom), TSB Berlin (Germany)``."""
        return ", ".join(_named(party.organisation) for party in self.others)


def cards(found: Iterable[Cooperation], organisation: Organisation, limits: Limits) -> list[Card]:
    """Cards of cooperations that came through ``queries.portfolio.with_cards``."""
    return [card(cooperation, organisation, limits) for cooperation in found]


def card(cooperation: Cooperation, organisation: Organisation, limits: Limits, **more: Any) -> Card:
    today = timezone.localdate()
    late = cooperation.next_step_due is not None and cooperation.next_step_due < today
    return Card(
        cooperation,
        tuple(party for party in cooperation.taking_part if party.organisation_id != organisation.pk),
        duration((today - cooperation.stage_since).days),
        reasons(cooperation, limits, today),
        late and cooperation.status in (Status.ACTIVE, Status.PAUSED),
        **more,
    )


def board_card(
    cooperation: Cooperation, organisation: Organisation, limits: Limits, missing: Iterable[Finding], *, writes: bool
) -> Card:
    """A card that can be moved where the organisation owns the cooperation or works in it."""
    works = any(party.works and party.organisation_id == organisation.pk for party in cooperation.taking_part)
    moves = writes and (cooperation.owner_id == organisation.pk or works)
    lacking = tuple(_lacking(finding) for finding in missing)
    return card(cooperation, organisation, limits, lacking=lacking, moves=moves)


def _lacking(finding: Finding) -> str:
    """What a gate misses, in a few words."""
    proofs = [str(ProofKind(proof.value).label) for proof in sorted(finding.requirement.proofs)]
    if proofs:
        return _(" or ").join(proofs)
    if finding.names:
        return _("a governance of %(names)s") % {"names": ", ".join(finding.names)}
    return _("a second organisation")


def reasons(cooperation: Cooperation, limits: Limits, today: date) -> tuple[str, ...]:
    """Why a cooperation under way stands still, in words."""
    if cooperation.status != Status.ACTIVE:
        return ()
    since, activity = cooperation.stage_since, cooperation.last_activity_on
    found = marks(Stage(cooperation.stage), since, activity, today, limits)
    return tuple(_WHY[mark](cooperation, limits) for mark in found)


def _slow(cooperation: Cooperation, limits: Limits) -> str:
    return _("on this step for longer than %(limit)s") % {
        "limit": duration(limits.steps[Stage(cooperation.stage)].days)
    }


def _quiet(cooperation: Cooperation, _limits: Limits) -> str:
    day = cooperation.last_activity_on or cooperation.stage_since
    return _("no news since %(day)s") % {"day": date_format(day, "DATE_FORMAT")}


_WHY = {Mark.SLOW: _slow, Mark.QUIET: _quiet}


def duration(days: int | None) -> str:
    """Days in words: days up to two months, months up to two years, then years with a decimal."""
    if days is None:
        return "–"
    if days < 61:
        return ngettext("%(n)d day", "%(n)d days", max(days, 0)) % {"n": max(days, 0)}
    months = round(days / _A_MONTH)
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = round(months / 12)
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def _named(organisation: Organisation) -> str:
    country = country_label(organisation.country)
    return f"{organisation} ({country})" if country else str(organisation)


@dataclass(frozen=True, slots=True)
class Programme:
    """The planned targets of one country."""

    code: str
    label: str
    rows: tuple[Card, ...]


def by_country(rows: Iterable[Card]) -> list[Programme]:
    """Targets by the countries aimed at, else by those of the partners; a target with several is in each of them."""
    found: dict[str, list[Card]] = {}
    for row in rows:
        for code in countries_of(row) or [""]:
            found.setdefault(code, []).append(row)
    labels = {code: country_label(code) or _("country not decided") for code in found}
    order = sorted(found, key=lambda code: (not code, by_label((code, labels[code]))))
    return [Programme(code, labels[code], tuple(found[code])) for code in order]


def countries_of(row: Card) -> list[str]:
    """Codes of the countries a card is about."""
    aimed_at = list(row.cooperation.countries)
    return aimed_at or sorted({party.organisation.country for party in row.others if party.organisation.country})


@dataclass(frozen=True, slots=True)
class Glance:
    """The portfolio on the first page."""

    under_way: int
    planned: int
    due: list[Card]
    still: int


def glance(user: Any, organisation: Organisation) -> Glance:
    """How many are under way, what is late or falls due first, how many stand still."""
    here = portfolio_of(user, organisation)
    counts = counts_by_status(here.all())
    first_due = with_cards(due(here.all()))[:5]
    return Glance(
        sum(counts.get(status, 0) for status in UNDER_WAY),
        counts.get(Status.PLANNED, 0),
        cards(first_due, organisation, here.limits),
        stagnating(here.all(), here.limits).count(),
    )
