"""The cards of the sources. Only what is not there yet is written; what people corrected stands."""

from django.db import transaction

from intercluster.directory.types import Source
from intercluster.funding.cards import CardRecord, load_cards
from intercluster_web.directory.models import BundledRow, Organisation, Origin, Programme
from intercluster_web.funding.models import Card, Requirement


@transaction.atomic
def enter_cards() -> int:
    """Enter the cards that were never entered; how many were. One whose programme the directory lacks waits."""
    known = set(BundledRow.objects.filter(key__startswith="card:").values_list("key", flat=True))
    return sum(_enter(record) for record in load_cards() if f"card:{record.programme}" not in known)


def _enter(record: CardRecord) -> bool:
    programme = Programme.objects.filter(key=record.programme, card=None).first()
    if programme is None:
        return False
    card = Card.objects.create(
        programme=programme,
        level=record.level.value,
        status=record.status.value,
        about=record.en,
        about_fr=record.fr,
        pays=[cost.value for cost in record.pays],
        pays_not=[cost.value for cost in record.pays_not],
        deadlines=record.deadline_en,
        deadlines_fr=record.deadline_fr,
        contact=Organisation.objects.filter(key=record.contact).first() if record.contact else None,
        **_columns(record.source),
    )
    for said in record.conditions:
        rule = said.condition
        Requirement.objects.create(
            card=card,
            kind=rule.kind.value,
            countries=list(rule.countries),
            others=list(rule.others),
            kinds=[kind.value for kind in rule.kinds],
            number=rule.number,
            zone=rule.zone,
            closed=rule.closed,
            **_columns(said.source),
        )
    BundledRow.objects.create(key=f"card:{record.programme}", fingerprint="entered")
    return True


def _columns(source: Source) -> dict[str, object]:
    return {
        "source_url": source.url[:500],
        "seen_text": source.seen_text[:300],
        "stated_on": source.stated_on,
        "stated_year_only": source.stated_on is not None and (source.stated_on.month, source.stated_on.day) == (12, 31),
        "checked_on": source.checked_on,
        "origin": Origin.BUNDLED,
    }
