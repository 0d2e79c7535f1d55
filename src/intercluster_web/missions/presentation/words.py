"""What the pages and files of missions say: dates as precise as they are known, money, remarks on a budget."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intercluster.missions.budget import CLUSTER, DELEGATE, FUNDER, OPEN, Payer, Remark
from intercluster.missions.history import Since
from intercluster_web.directory.wording import country_label
from intercluster_web.missions.models import Mission, Precision, State
from intercluster_web.missions.queries.brought import Settled

STATE_TONES = {State.DONE: "good", State.FOLLOWED_UP: "good", State.ON_THE_WAY: "accent", State.CANCELLED: "warn"}
ZONES = {
    "AF": gettext_lazy("Africa"),
    "AN": gettext_lazy("Antarctica"),
    "AS": gettext_lazy("Asia"),
    "EU": gettext_lazy("Europe"),
    "NA": gettext_lazy("North and Central America"),
    "OC": gettext_lazy("Oceania"),
    "SA": gettext_lazy("South America"),
}


def when(mission: Mission) -> str:
    """The days of a mission, no more precisely than they are known; nothing without a date."""
    if mission.starts is None:
        return ""
    if mission.precision == Precision.YEAR:
        return str(mission.starts.year)
    if mission.precision == Precision.MONTH:
        return date_format(mission.starts, "F Y")
    if mission.ends is None or mission.ends == mission.starts:
        return date_format(mission.starts, "j F Y")
    if (mission.starts.year, mission.starts.month) == (mission.ends.year, mission.ends.month):
        return f"{mission.starts.day}–{date_format(mission.ends, 'j F Y')}"
    first = date_format(mission.starts, "j F" if mission.starts.year == mission.ends.year else "j F Y")
    return f"{first} – {date_format(mission.ends, 'j F Y')}"


@dataclass(frozen=True)
class NextState:
    """Where a mission goes from here; ``advice`` says when."""

    value: State
    advice: str

    @property
    def label(self) -> str:
        return str(self.value.label)


def next_state(mission: Mission) -> NextState | None:
    """What comes after the state a mission is in; None at its end or when it is called off."""
    advice = {
        State.IDEA: (State.PREPARED, _("Once somebody works on it:")),
        State.PREPARED: (State.ON_THE_WAY, _("Once the group leaves:")),
        State.ON_THE_WAY: (State.DONE, _("Once everybody is back:")),
        State.DONE: (State.FOLLOWED_UP, _("Once what followed is written down:")),
    }
    found = advice.get(State(mission.state))
    return NextState(*found) if found else None


def where(mission: Mission) -> str:
    return ", ".join(part for part in (mission.place, country_label(mission.country)) if part)


def euros(amount: Decimal | None) -> str:
    """``1 234,50 €`` as the reader writes it; a dash for nothing known."""
    return "–" if amount is None else f"{number_format(amount, 2, use_l10n=True, force_grouping=True)} €"


def mean_words(mean: Decimal | None, rated: int) -> str:
    """A mean with how many sheets it rests on."""
    if mean is None:
        return "–"
    return f"{number_format(mean, 2, use_l10n=True)} / 5 (n = {rated})"


def payer_name(payer: Payer, settled: Settled) -> str:
    if payer.kind == CLUSTER:
        return _("the cluster")
    if payer.kind == OPEN:
        return _("not settled")
    names: Mapping[str, Any] = settled.funders if payer.kind == FUNDER else settled.delegates
    return str(names[payer.key])


def payers_in_order(payers: Iterable[Payer]) -> list[Payer]:
    """Funders first, then the cluster, then the delegates."""
    order = {FUNDER: 0, CLUSTER: 1, OPEN: 2, DELEGATE: 3}
    return sorted(payers, key=lambda payer: (order[payer.kind], payer.key.zfill(12)))


_REMARKS = {
    "over_100": gettext_lazy("“%(line)s”: the shares come to more than 100 %%; they were served in their order."),
    "line_ceiling": gettext_lazy(
        "“%(line)s”: %(funder)s reaches its ceiling for this line; %(amount)s remain to the others."
    ),
    "total_ceiling": gettext_lazy(
        "“%(line)s”: %(funder)s reaches its ceiling over all lines; %(amount)s remain to the others."
    ),
    "nobody_shares": gettext_lazy("“%(line)s”: there is no delegate to share %(amount)s; the cluster pays it."),
}


def remark_words(remark: Remark, settled: Settled) -> str:
    titles = {str(cost.pk): cost.title for cost in settled.costs}
    return str(_REMARKS[remark.code]) % {
        "line": titles[remark.line],
        "funder": settled.funders.get(remark.funder, ""),
        "amount": euros(remark.amount),
    }


def since_words(since: Since) -> str:
    """How long after the one before: "the first for two years"."""
    if since.years is None:
        return _("the first on record")
    if since.years == 0:
        return _("less than a year after the one before")
    words = ngettext("the first for %(n)s year", "the first for %(n)s years", since.years)
    return words % {"n": since.years}


def zone_label(zone: str) -> str:
    return str(ZONES.get(zone, zone))
