"""Contacts for tests."""

from typing import Any

from intercluster_web.contacts.models import Contact
from intercluster_web.directory.models import Organisation


def contact(owner: Organisation, name: str = "Test Contact", **more: Any) -> Contact:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    values = {"source": "a fair", "collected_on": "2026-01-05", "email": email}
    made = Contact.objects.create(owner=owner, name=name, **(values | more))
    made.refresh_from_db()
    return made
