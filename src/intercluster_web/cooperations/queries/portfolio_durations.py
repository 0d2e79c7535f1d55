"""How long the cooperations of an organisation take: counted in the database, estimated by the library."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Lead
from django.utils import timezone

from intercluster.cooperations.durations import Distribution, Spell, distribution
from intercluster.cooperations.ladder import LADDER, Proof, Stage
from intercluster.cooperations.stagnation import Limits, limits
from intercluster_web.accounts.permissions import items_visible_to, named_in
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Passage, StagnationRule, Status
from intercluster_web.cooperations.queries.portfolio import Portfolio
from intercluster_web.directory.models import Organisation

_A_DAY = 86_400  # seconds
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

    Kept until a passage begins or ends somewhere, or the day does: every page of the portfolio asks.
    """
    stamp = Passage.objects.aggregate(last=Max("pk"), ended=Count("left_on"))
    key = f"on-steps-{organisation.pk}-{timezone.localdate()}-{stamp['last']}-{stamp['ended']}"
    return cache.get_or_set(key, lambda: _on_steps(named_in(user, "cooperation__", at=organisation)), _A_DAY) or {}


def _on_steps(whose: Any) -> dict[Stage, Distribution]:
    after = Window(Lead("stage"), partition_by="cooperation", order_by=["entered_on", "pk"])
    rows = Passage.objects.filter(whose).order_by().annotate(after=after)
    spells: Counter[tuple[str, int, bool]] = Counter()
    for stage, entered, until, next_stage in rows.values_list("stage", "entered_on", "left_on", "after"):
        # Only a step up is an arrival. Who went back, or ended there, is known to have needed at least so long.
        done = next_stage is not None and _PLACE[next_stage] > _PLACE[stage]
        spells[stage, _days(entered, until), done] += 1
    by_stage: dict[str, list[Spell]] = defaultdict(list)
    for (stage, days, done), n in spells.items():
        by_stage[stage].append(Spell(days, done, n))
    return {stage: distribution(by_stage[stage]) for stage in LADDER if stage in by_stage}


def to_agreement(user: Any, found: "QuerySet[Cooperation]") -> Distribution:
    """From the first contact to the first agreement noted in the journal. Ended without one: at least so long."""
    signed = (
        items_visible_to(user, JournalEntry.objects.filter(proof=Proof.AGREEMENT_SIGNED.value))
        .filter(cooperation=OuterRef("pk"))
        .order_by()
        .values("cooperation")
        .annotate(first=Min("happened_on"))
        .values("first")
    )
    dated = found.order_by().exclude(started_on=None).exclude(status=Status.PLANNED)
    return distribution(_spells(dated.values_list("started_on", Subquery(signed), "ended_on")))


def _spells(rows: Iterable[tuple[date, date | None, date | None]]) -> Iterable[Spell]:
    for started, signed, ended in rows:
        yield Spell(_days(started, signed or ended), done=signed is not None)


def _days(since: date, until: date | None) -> int:
    """Days between two dates; until today where there is no second one. Never below nought, whatever was typed."""
    return max(0, ((until or timezone.localdate()) - since).days)


def ages(found: "QuerySet[Cooperation]") -> list[int]:
    """Age in days, since the first contact, of the cooperations under way (S75)."""
    under_way = found.filter(status__in=(Status.ACTIVE, Status.PAUSED)).exclude(started_on=None)
    return sorted(_days(day, None) for day in under_way.order_by().values_list("started_on", flat=True))
