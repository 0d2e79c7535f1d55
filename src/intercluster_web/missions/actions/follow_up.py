"""From a mission into the lasting records: encounters and the address book."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.contacts.actions import book
from intercluster_web.contacts.models import Contact, Role
from intercluster_web.directory.models import Organisation
from intercluster_web.missions.models import Direction, Host, Mission
from intercluster_web.records.ownership import create_owned, require_change
from intercluster_web.scouting.models import Encounter, LeadOrigin, Occasion


@transaction.atomic
def note_encounter(user: Any, host: Host) -> Encounter:
    """The host as an encounter, for scouting to weigh; found again when it is noted already."""
    mission = _locked(user, host)
    if host.encounter:
        return host.encounter
    incoming = mission.direction == Direction.IN
    encounter = Encounter(
        owner=mission.owner,
        organisation=host.organisation,
        name=host.name,
        country=host.country or _country(host.organisation) or mission.country,
        met_on=mission.starts or timezone.localdate(),
        occasion=Occasion.VISIT if incoming else Occasion.MISSION,
        occasion_name=mission.title[:160],
        place=mission.place[:120],
        origin=LeadOrigin.THEY_CAME if incoming else LeadOrigin.OWN_TEAM,
        note=host.about,
    )
    create_owned(user, encounter)
    host.encounter, host.met = encounter, True
    host.save(update_fields=["encounter", "met"])
    return encounter


@transaction.atomic
def keep_contact(user: Any, host: Host) -> Contact | None:
    """The person of a host as an entry of the address book; None where no person is named."""
    mission = _locked(user, host)
    if host.contact or not host.person:
        return host.contact
    same = Contact.objects.living().filter(owner=mission.owner, email=host.email.strip().lower()).exclude(email="")
    contact = same.first() or book.add(
        user,
        Contact(
            owner=mission.owner,
            name=host.person,
            function=host.function,
            organisation=host.organisation,
            organisation_name=host.name,
            role=Role.OTHER,
            email=host.email,
            phone=host.phone,
            country=host.country or mission.country,
            source=(_("mission: %(title)s") % {"title": mission.title})[:200],
            collected_on=timezone.localdate(),
        ),
    )
    host.contact = contact
    host.save(update_fields=["contact"])
    return contact


def _locked(user: Any, host: Host) -> Mission:
    """The mission of a host, whose row is read again so that a second click finds what the first one made."""
    host.refresh_from_db()
    require_change(user, host.mission)
    return host.mission


def _country(organisation: Organisation | None) -> str:
    return organisation.country if organisation else ""
