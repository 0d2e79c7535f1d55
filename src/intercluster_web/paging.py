"""A part of a long list: first which rows, by their keys alone; then what is shown of these."""

from typing import Any

from django.core.paginator import Page, Paginator


def some_of(found: Any, start: int, stop: int) -> Any:
    """The rows from ``start`` to before ``stop`` of a queryset, in its order.

    Sorted and skipped by their keys: what a list counts and joins is read of the rows shown, not of all before them.
    """
    return found.filter(pk__in=list(found.values_list("pk", flat=True)[start:stop]))


class KeyPaginator(Paginator):
    """A paginator whose last page costs little more than its first."""

    def page(self, number: int | str) -> Page:
        wanted = self.validate_number(number)
        start = (wanted - 1) * self.per_page
        stop = self.count if start + self.per_page + self.orphans >= self.count else start + self.per_page
        return self._get_page(some_of(self.object_list, start, stop), wanted, self)
