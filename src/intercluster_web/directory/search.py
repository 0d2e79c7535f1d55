"""Full-text search of the directory: words begin with what is typed, accents and case do not matter.

SQLite searches the FTS5 table ``directory_search``; other databases search ``Organisation.search_text``,
the same folded words in one column.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from intercluster.fields.wording import words
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import field_words

_BATCH = 400


def fold(text: str) -> str:
    """Lower case, without accents or punctuation, one space between words."""
    return " ".join(words(text))


def index(keys: Iterable[int]) -> None:
    """Write what organisations (primary keys) are found by."""
    pending = sorted(set(keys))
    for start in range(0, len(pending), _BATCH):
        _index_batch(pending[start : start + _BATCH])


def forget(key: int) -> None:
    """Take an organisation out of the index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_search WHERE rowid = %s", [key])


def matching(organisations: "QuerySet[Organisation]", text: str) -> "QuerySet[Organisation]":
    """Those found by every word of a text, with ``by_name`` true where the name itself matches."""
    wanted = words(text)
    if not wanted:
        return organisations.annotate(by_name=Value(False))
    if connection.vendor == "sqlite":
        phrase = " ".join(f'"{word}"*' for word in wanted)
        named = Q(pk__in=_rowids(f"names : ({phrase})"))
        return organisations.filter(pk__in=_rowids(phrase)).annotate(by_name=_flag(named))
    found = Q()
    for word in wanted:
        found &= Q(search_text__contains=f" {word}")
    return organisations.filter(found).annotate(by_name=_flag(Q(name__icontains=text) | Q(short_name__icontains=text)))


def _rowids(query: str) -> RawSQL:
    return RawSQL("SELECT rowid FROM directory_search WHERE directory_search MATCH %s", [query])


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _index_batch(keys: list[int]) -> None:
    organisations = list(
        Organisation.objects.filter(pk__in=keys)
        .prefetch_related("fields", "labels", "members__member", "memberships__organisation")
        .order_by()
    )
    rows = []
    for organisation in organisations:
        names = fold(f"{organisation.name} {organisation.short_name} {organisation.key}")
        others = fold(" ".join(_words(organisation)))
        organisation.search_text = f" {names} {others}"
        rows.append((organisation.pk, names, others))
    Organisation.objects.bulk_update(organisations, ["search_text"], batch_size=100)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM directory_search WHERE rowid = %s", [(row[0],) for row in rows])
            cursor.executemany("INSERT INTO directory_search (rowid, names, words) VALUES (%s, %s, %s)", rows)


def _words(organisation: Organisation) -> Iterable[str]:
    yield from (organisation.city, organisation.missions, organisation.orientations, organisation.structure)
    yield from (field_words(field.concept) for field in organisation.fields.all())
    yield from (label.name for label in organisation.labels.all())
    for membership in organisation.members.all():
        yield f"{membership.member.name} {membership.member.short_name}"
    for membership in organisation.memberships.all():
        yield f"{membership.organisation.name} {membership.organisation.short_name}"
