"""Pages of long lists hold the same rows as the list cut plainly, in its order."""

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from intercluster_web.directory.models import Organisation
from intercluster_web.paging import KeyPaginator, some_of
from tests.web import factories


@pytest.fixture
def names(db: None) -> list[str]:
    for number in range(7):
        factories.organisation(f"o{number}", name=f"Name {(number * 3) % 7}")
    return [f"Name {number}" for number in range(6, -1, -1)]


def test_every_page_holds_its_rows_in_order(names: list[str]) -> None:
    for size in (1, 3, 7, 10):
        pages = KeyPaginator(Organisation.objects.order_by("-name"), size)
        assert [[one.name for one in page] for page in pages] == [
            names[start : start + size] for start in range(0, 7, size)
        ]


def test_a_page_that_is_not_there_is_the_last_one(names: list[str]) -> None:
    pages = KeyPaginator(Organisation.objects.order_by("-name"), 3)
    assert [one.name for one in pages.get_page("99")] == names[6:]
    assert [one.name for one in pages.get_page("x")] == names[:3]
    assert list(KeyPaginator(Organisation.objects.none(), 3).get_page(1)) == []


def test_what_is_shown_of_a_row_is_not_read_of_those_before_it(names: list[str]) -> None:
    found = Organisation.objects.annotate(shown=Value("shown of a row")).order_by("-name")
    with CaptureQueriesContext(connection) as asked:
        rows = [(one.name, one.shown) for one in some_of(found, 5, 7)]
    assert rows == [(name, "shown of a row") for name in names[5:]]
    assert ["shown of a row" in query["sql"] for query in asked.captured_queries] == [False, True]
