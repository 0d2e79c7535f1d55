"""Who takes part, and who of them reads the card or works on it. Only the owner's people decide this."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.accounts.visibility import Audience, Visibility
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.actions.working import write_card
from intercluster_web.cooperations.models import Cooperation, Party, PartyRole
from intercluster_web.directory.models import Organisation
from intercluster_web.records.ownership import require_change


@transaction.atomic
def add_party(user: Any, cooperation: Cooperation, organisation: Organisation, role: str, seen_revision: int) -> Party:
    """Let an organisation take part; one that left comes back. It sees nothing until the card is shared with it.

    Raises
    ------
    ChangedMeanwhileError
        Somebody wrote on the card first; nothing is written.
    ValidationError
        It takes part already.
    """
    require_change(user, cooperation)
    party = cooperation.parties.filter(organisation=organisation).first()
    if party is not None and party.left_on is None:
        raise ValidationError({"organisation": _("%(name)s takes part already.") % {"name": organisation.name}})
    write_card(cooperation, seen_revision)
    party = party or Party(cooperation=cooperation, organisation=organisation)
    party.role, party.joined_on, party.left_on, party.works = role, timezone.localdate(), None, False
    party.save()
    _note(user, cooperation, "party_joined", party=organisation.name)
    return party


@transaction.atomic
def change_party(user: Any, party: Party, role: str, seen_revision: int) -> None:
    """Give a party another role.

    Raises
    ------
    ChangedMeanwhileError
        Somebody wrote on the card first; nothing is written.
    """
    require_change(user, party.cooperation)
    if party.role == role:
        return
    write_card(party.cooperation, seen_revision)
    party.role = PartyRole(role)
    party.save()
    _note(user, party.cooperation, "party_changed", party=party.organisation.name, role=role)


@transaction.atomic
def leave(user: Any, party: Party, seen_revision: int) -> None:
    """A party leaves: it is shown as a former one, and no longer reads the card.

    Raises
    ------
    ChangedMeanwhileError
        Somebody wrote on the card first; nothing is written.
    ValidationError
        It keeps the card, or only one organisation would be left.
    """
    cooperation = party.cooperation
    require_change(user, cooperation)
    if party.organisation_id == cooperation.owner_id:
        raise ValidationError(_("Your organisation keeps this card and stays in it."))
    if party.left_on is not None:
        return
    if cooperation.parties.filter(left_on=None).count() <= 2:
        raise ValidationError(_("One organisation alone does not cooperate. Add another one first, or end it."))
    write_card(cooperation, seen_revision)
    party.left_on, party.works = timezone.localdate(), False
    party.save()
    cooperation.partners.remove(party.organisation)
    _note(user, cooperation, "party_left", party=party.organisation.name)


@dataclass(frozen=True)
class Sharing:
    """Who sees the card: its visibility, and whether each organisation named reads it or works on it as well."""

    visibility: str
    works: Mapping[Organisation, bool]


@transaction.atomic
def share(user: Any, cooperation: Cooperation, wanted: Sharing, seen_revision: int) -> None:
    """Say who sees the card and who works on it. Who was named stays so whatever the visibility.

    Raises
    ------
    ChangedMeanwhileError
        Somebody wrote on the card first; nothing is written.
    ValidationError
        Shared with named partners, and none is named.
    """
    require_change(user, cooperation)
    if wanted.visibility == Visibility.PARTNER and not wanted.works:
        raise ValidationError(_("Name at least one partner, or choose another visibility."))
    was = cooperation.visibility
    write_card(cooperation, seen_revision, visibility=wanted.visibility)
    cooperation.partners.set(wanted.works)
    for party in cooperation.parties.select_related("organisation"):
        works = wanted.works.get(party.organisation, False)
        if party.works != works:
            party.works = works
            party.save()
            _note(user, cooperation, "works" if works else "reads", party=party.organisation.name)
    if was != wanted.visibility:
        _note(user, cooperation, "shared", who=wanted.visibility)


def _note(user: Any, cooperation: Cooperation, code: str, **params: Any) -> None:
    """Who sees what is our own affair; who takes part is not."""
    audience = Audience.OWN if code in {"shared", "works", "reads"} else Audience.SHARED
    record(user, cooperation, cooperation.owner, code, params=params, audience=audience)
