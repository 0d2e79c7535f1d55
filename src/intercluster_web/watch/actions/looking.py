"""Looking at new evidence, and telling those who want to hear."""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from intercluster.watch.news import Match, News, new_partners, news
from intercluster_web.accounts import post
from intercluster_web.scouting.queries.ground import Ground
from intercluster_web.watch import digest
from intercluster_web.watch.models import Finding, Look, Watch, described
from intercluster_web.watch.queries import ground as grounds
from intercluster_web.watch.queries import watches as queries

log = logging.getLogger(__name__)
MOST = 60  # findings of one kind kept from one look; the rest is counted


def take_stock(watch: Watch, stock: grounds.Stock, version: str) -> None:
    """Remember what is there already: a watch tells what comes after."""
    watch.remember(watch.keys() | stock.keys())
    watch.evidence, watch.looked_at = version, timezone.now()


@transaction.atomic
def look(watch: Watch, here: Ground, version: str) -> int:
    """What is new for one watch is kept; how much it was. The same evidence a second time brings nothing again."""
    watch = Watch.objects.select_for_update().select_related("owner", "objective").get(pk=watch.pk)
    seen = watch.keys()
    stock = grounds.stock(here, watch)
    told = news(stock.found, seen, MOST) if stock.found else News()
    matches: list[Match] = list(new_partners(stock.ranked, seen))
    matches += told.matches
    matches += [call for call in stock.calls if call.key not in seen]
    moment = timezone.now()
    Finding.objects.bulk_create(_finding(watch, match, version, moment) for match in matches)
    more = {kind.value: number for kind, number in told.more.items()}
    if watch.evidence != version or matches:
        Look.objects.create(watch=watch, at=moment, evidence=version, more=more)
    take_stock(watch, stock, version)
    watch.save(update_fields=["known", "evidence", "looked_at"])
    return len(matches) + sum(more.values())


def _finding(watch: Watch, match: Match, version: str, moment: Any) -> Finding:
    return Finding(
        watch=watch,
        kind=match.kind.value,
        key=match.key[:200],
        label=match.label[:300],
        country=match.country,
        year=match.year,
        why=described(match),
        evidence=version,
        found_at=moment,
    )


def look_everywhere() -> int:
    """Look for every watch and tell its followers; how many watches had news. One that fails does not stop the rest."""
    here, version = grounds.now()
    with_news = 0
    for watch in Watch.objects.select_related("owner", "objective"):
        try:
            new = look(watch, here, version)
        except Exception:
            log.exception("The watch %s could not be looked after", watch.pk)
            continue
        if new:
            with_news += 1
            tell(Watch.objects.get(pk=watch.pk))
    return with_news


def tell(watch: Watch) -> int:
    """Send the digest to who follows a watch and still sees it; how many got it. Nothing without a mail server."""
    people: Iterable[Any] = queries.followers(watch) if post.can_send() else []
    sent = 0
    for user in people:
        with translation.override(user.language):
            subject, body = digest.written(watch, list(queries.fresh(watch)))
        post.send_written(subject, body, user.email)
        sent += 1
    return sent
