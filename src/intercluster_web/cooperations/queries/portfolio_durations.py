"""How long the cooperations of an organisation take: counted in the database, estimated by the library."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Min, QuerySet, Window
from django.db.models.functions import Lead
from django.utils import timezone

from intercluster.cooperations.durations import Distribution, Spell, distribution
from intercluster.cooperations.ladder import LADDER, Proof, Stage
from intercluster.cooperations.stagnation import Limits, limits
from intercluster_web.accounts.permissions import items_visible_to, named_in
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Passage, StagnationRule, Status
from intercluster_web.cooperations.queries.portfolio import UNDER_WAY, Portfolio
from intercluster_web.directory.models import Organisation

_MANY = 3000
_TEN_MINUTES = 600  # seconds
_PLACE = {stage.value: place for place, stage in enumerate(LADDER)}


def portfolio_of(user: Any, organisation: Organisation) -> Portfolio:
    """The portfolio of one of the person's organisations, with the limits in force for it."""
    return Portfolio(user, organisation, limits_of(user, organisation))


def rule_of(organisation: Organisation) -> StagnationRule:
    """The rule the organisation set, or an unsaved one that says what holds without."""
    return StagnationRule.objects.filter(organisation=organisation).first() or StagnationRule(organisation=organisation)


def limits_of(user: Any, organisation: Organisation) -> Limits:
    """When a cooperation of this organisation stands still."""
    rule = rule_of(organisation)
    if rule.step_days is not None:
        return limits({}, rule.step_days, rule.quiet_days)
    return limits(on_steps(user, organisation), None, rule.quiet_days)


def on_steps(user: Any, organisation: Organisation) -> dict[Stage, Distribution]:
    """The time spent on each step by the cooperations the organisation has in hand.

    Every page of the portfolio asks. Where thousands of passages would be read, the answer is kept for ten minutes.
    """
    whose = named_in(user, "cooperation__", at=organisation)
    if Passage.objects.count() < _MANY:
        return _on_steps(whose)
    return cache.get_or_set(f"on-steps-{organisation.pk}", lambda: _on_steps(whose), _TEN_MINUTES) or {}


def _on_steps(whose: Any) -> dict[Stage, Distribution]:
    after = Window(Lead("stage"), partition_by="cooperation", order_by=["entered_on", "pk"])
    rows = Passage.objects.filter(whose).order_by().annotate(after=after)
    today = timezone.localdate()
    spells: Counter[tuple[str, int, bool]] = Counter()
    for stage, entered, until, next_stage in rows.values_list("stage", "entered_on", "left_on", "after"):
        # Only a step up is an arrival. Who went back, or ended there, is known to have needed at least so long.
        done = next_stage is not None and _PLACE[next_stage] > _PLACE[stage]
        spells[stage, _days(entered, until or today), done] += 1
    by_stage: dict[str, list[Spell]] = defaultdict(list)
    for (stage, days, done), n in spells.items():
        by_stage[stage].append(Spell(days, done, n))
    return {stage: distribution(by_stage[stage]) for stage in LADDER if stage in by_stage}


def to_agreement(user: Any, found: "QuerySet[Cooperation]") -> Distribution:
    """From the first contact to the first agreement noted in the journal. Ended without one: at least so long."""
    dated = found.order_by().exclude(started_on=None).exclude(status=Status.PLANNED)
    entries = JournalEntry.objects.filter(proof=Proof.AGREEMENT_SIGNED.value, corrections=None)
    noted = items_visible_to(user, entries.filter(cooperation__in=dated.values("pk"))).order_by()
    lives = ("cooperation__started_on", "cooperation__ended_on")
    signed = list(noted.values_list("cooperation", *lives).annotate(first=Min("happened_on")))
    # The rest by its dates: thousands of cooperations share a few hundred days.
    rest = Counter({(a, b): n for a, b, n in dated.values_list("started_on", "ended_on").annotate(n=Count("pk"))})
    rest.subtract((started, ended) for _pk, started, ended, _first in signed)
    today = timezone.localdate()
    spells = [Spell(_days(started, first), done=True) for _pk, started, _ended, first in signed]
    spells += [Spell(_days(a, b or today), done=False, count=n) for (a, b), n in rest.items() if n]
    return distribution(spells)


def _days(since: date, until: date) -> int:
    """Days between two dates, never below nought, whatever was typed."""
    return max(0, (until - since).days)


def ages(found: "QuerySet[Cooperation]") -> Counter[int]:
    """Age in days since the first contact, and how many cooperations under way are that old (S75)."""
    under_way = found.filter(status__in=UNDER_WAY).exclude(started_on=None).order_by()
    today = timezone.localdate()
    by_day = under_way.values_list("started_on").annotate(n=Count("pk"))
    return Counter({_days(day, today): n for day, n in by_day})
