"""Terms: set, corrected, renewed; what ran before stays."""

import datetime as dt
from typing import Any

from django.db import transaction

from intercluster_web.agreements.actions.ground import WrongStateError, require_change, tell
from intercluster_web.agreements.models import Agreement, Status, Term
from intercluster_web.records.together import refuse_if_changed


@transaction.atomic
def set_term(user: Any, agreement: Agreement, term: Term, names: list[str], seen: str) -> None:
    """Write the first term, or correct the last one.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved it first; nothing is written.
    """
    require_change(user, agreement)
    term.agreement = agreement
    if term.pk is not None:
        refuse_if_changed(term, names, seen)
        term.save()
    elif (there := agreement.terms.first()) is not None:
        raise WrongStateError(str(there))
    else:
        term.number = 1
        term.save()
    params = {"since": term.starts_on.isoformat(), "until": _day(term.ends_on)}
    tell(user, agreement, "agreement_term_set", params=params)


@transaction.atomic
def renew(user: Any, agreement: Agreement, term: Term, after: int) -> Term:
    """A new term after the term number ``after``; a second click finds the first one's term.

    Raises
    ------
    WrongStateError
        The agreement is not in force, or somebody else has written another term meanwhile.
    """
    require_change(user, agreement)
    if agreement.status != Status.IN_FORCE:
        raise WrongStateError(agreement.status)
    last = agreement.terms.first()
    if last is None or last.number != after:
        same = last is not None and (last.starts_on, last.ends_on) == (term.starts_on, term.ends_on)
        if same and last is not None:
            return last
        raise WrongStateError("renewed")
    term.agreement, term.number = agreement, last.number + 1
    term.save()
    tell(user, agreement, "agreement_renewed", params={"until": _day(term.ends_on)}, happened_on=term.decided_on)
    return term


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else "…"
