"""Cooperations for tests: plain functions, every argument optional."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from intercluster_web.contacts.models import Contact
from intercluster_web.cooperations.models import Cooperation, Document, MirrorContact, Party, PartyRole, Passage
from tests.web import factories

OPENED_ON = dt.date(2026, 1, 5)


def cooperation(world: factories.World, **values: Any) -> Cooperation:
    """A cooperation of ours with "theirs", on its first step, shared the way the world says."""
    defaults = {"title": "Optics across the Channel", "stage_since": OPENED_ON, "last_activity_on": OPENED_ON}
    made = Cooperation.objects.create(owner=world.ours, created_by=world.manager, **(defaults | values))
    Party.objects.create(cooperation=made, organisation=world.ours, role=PartyRole.LEAD)
    Party.objects.create(cooperation=made, organisation=world.theirs)
    Passage.objects.create(cooperation=made, stage=made.stage, entered_on=made.stage_since)
    return factories.share(made, world)


def document(world: factories.World, of: Cooperation, content: bytes = b"%PDF-1.7 minutes", **values: Any) -> Document:
    file = ContentFile(content, "minutes.pdf")
    defaults = {"name": "minutes.pdf", "size": len(content), "file": file, "created_by": world.manager}
    return Document.objects.create(cooperation=of, owner=world.ours, **(defaults | values))


def contact(world: factories.World, of: Cooperation, **values: Any) -> MirrorContact:
    """Somebody of "theirs", of our address book."""
    person = Contact.objects.create(
        owner=world.ours,
        name="Test Person of theirs",
        organisation=world.theirs,
        email="mirror@example.org",
        source="a visit card",
        collected_on=OPENED_ON,
    )
    return MirrorContact.objects.create(
        cooperation=of, owner=world.ours, contact=person, **({"function": "projects"} | values)
    )
