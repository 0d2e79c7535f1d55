"""What the journal of a cooperation learns of a round, and what it proves there."""

from typing import Any

from intercluster.cooperations.ladder import Proof
from intercluster.validation.results import Verdict
from intercluster_web.accounts.visibility import Audience as SeenBy
from intercluster_web.accounts.visibility import Visibility
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.validation.models import Audience, Round
from intercluster_web.validation.queries import Outcome

IN_FAVOUR = {Verdict.SUPPORTED, Verdict.CONDITIONAL}


def tell_opened(user: Any, found: Round, asked: int) -> None:
    _tell(user, found, "round_opened", {"title": found.title, "asked": asked, "until": found.deadline.isoformat()})


def tell_extended(user: Any, found: Round) -> None:
    _tell(user, found, "round_extended", {"title": found.title, "until": found.deadline.isoformat()})


def tell_closed(user: Any, found: Round, outcome: Outcome) -> None:
    """The result; demand from members is proved by a favourable verdict of companies that reached the quorum, gains by
    at least one that was named."""
    params = {"title": found.title, "answered": outcome.answered, "asked": outcome.asked}
    about = _options_about(found)
    relevant = [one for one in outcome.options if one.option in about]
    favourable = any(one.verdict in IN_FAVOUR for one in relevant)
    proves = found.audience == Audience.MEMBERS and outcome.reached and favourable
    _tell(user, found, "round_closed", params, Proof.MEMBER_DEMAND if proves else "")
    gains = sum(len(one.gains) for one in relevant)
    if gains and found.audience == Audience.MEMBERS:
        _tell(user, found, "round_gains", {"title": found.title, "gains": gains}, Proof.GAINS_NAMED)


def _options_about(found: Round) -> set[str]:
    """The options that speak of the cooperation: its own, or all where none names another."""
    options = list(found.options.all())
    named = [option for option in options if option.cooperation_id]
    own = [option for option in named if option.cooperation_id == found.cooperation_id]
    return {str(option.pk) for option in own or ([] if named else options)}


def _tell(user: Any, found: Round, code: str, params: dict[str, Any], proof: str = "") -> None:
    if found.cooperation is not None:
        record(
            user,
            found.cooperation,
            found.owner,
            code,
            params=params,
            proof=proof,
            audience=_audience(found),
            url=found.get_absolute_url(),
        )


def _audience(found: Round) -> str:
    """Shared only where everybody who reads the cooperation may see the round."""
    if found.cooperation is None or found.visibility == Visibility.OWN:
        return SeenBy.OWN
    readers = {found.cooperation.owner_id, *found.cooperation.partners.values_list("pk", flat=True)}
    seen_by = {found.owner_id, *found.partners.values_list("pk", flat=True)}
    everybody = found.visibility == Visibility.PUBLIC
    return SeenBy.SHARED if everybody or (found.visibility == Visibility.PARTNER and readers <= seen_by) else SeenBy.OWN
