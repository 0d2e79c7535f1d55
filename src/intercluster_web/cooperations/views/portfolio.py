"""What every page of the portfolio starts from: whose portfolio, and the filters of the address."""

from typing import Any

from django.http import HttpRequest

from intercluster_web.accounts.permissions import current_seat, may_write
from intercluster_web.cooperations.forms.portfolio import FilterForm
from intercluster_web.cooperations.queries.portfolio import Portfolio
from intercluster_web.cooperations.queries.portfolio_durations import portfolio_of


def portfolio(request: HttpRequest) -> Portfolio:
    """The portfolio of the organisation the person acts for; the view is ``seat_required``."""
    return portfolio_of(request.user, current_seat(request).organisation)


def shown(here: Portfolio, view: str, form: FilterForm | None = None) -> dict[str, Any]:
    """What the frame of the pages needs (``cooperations/portfolio.html``)."""
    context: dict[str, Any] = {
        "view": view,
        "organisation": here.organisation,
        "writes": may_write(here.user, here.organisation),
    }
    if form is not None:
        chosen = form.chosen()
        context |= {
            "form": form,
            "chosen": chosen,
            "filtered": bool(set(chosen) - {"sort"}),
            "more_open": bool({field.name for field in form.more()} & set(chosen)),
            "sort": chosen.get("sort", ""),
        }
    return context
