"""The process of ``bench.lists``: fills the database of its data folder, asks for the pages, prints the times.

``INTERCLUSTER_DATA`` names an empty folder.
"""

import json
import sys
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from bench.lists_filling import Filling  # noqa: E402
from bench.pages import Told, visited  # noqa: E402

TARGET = 0.3  # seconds
PAGES = {
    "agreements": "/agreements/",
    "agreements, page 200": "/agreements/?page=200",
    "agreements, text and standing": "/agreements/?q=photonics&standing=in_force",
    "agreements, API": "/api/agreements/?limit=100",
    "agreements, what is due": "/agreements/due/",
    "agreements, what is due, API": "/api/agreements/due?limit=100",
    "operations": "/operations/",
    "operations, page 200": "/operations/?page=200",
    "operations, text": "/operations/?q=photonics",
    "operations, API": "/api/operations?limit=100",
    "needs and offers": "/outcomes/",
    "needs and offers, page 150": "/outcomes/?page=150",
    "needs and offers, text": "/outcomes/?q=photonics",
    "needs and offers, API": "/api/outcomes/postings",
    "contacts": "/contacts/",
    "contacts, page 200": "/contacts/?page=200",
    "contacts, text": "/contacts/?q=company%2012",
    "contacts, API": "/api/contacts/?limit=100",
    "rounds": "/validation/",
    "rounds, page 150": "/validation/?page=150",
    "rounds, API": "/api/validation/rounds?limit=100",
    "missions": "/missions/",
    "missions, page 150": "/missions/?page=150",
    "missions, text and country": "/missions/?q=photonics&country=DE",
    "missions, API": "/api/missions/?limit=100",
    "events": "/events/",
    "events, page 150": "/events/?page=150",
    "events, text": "/events/?q=photonics",
    "events, API": "/api/events/?limit=100",
    "requests of an event": "/events/{event}/requests/",
    "requests of an event, text": "/events/{event}/requests/?q=company%2012",
    "requests of an event, API": "/api/events/{event}/requests?limit=100",
    "meetings of an event": "/events/{event}/meetings/",
    "meetings of an event, API": "/api/events/{event}/meetings?limit=100",
    "participants of an event": "/events/{event}/participants/",
    "participants of an event, API": "/api/events/{event}/participants?limit=100",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_directory", verbosity=0, stdout=sys.stderr)
    filling = Filling()
    client = Client(SERVER_NAME="localhost")
    client.force_login(filling.user)
    told: Told = {}
    for page, address in PAGES.items():
        asked_for = address.format(event=filling.event.pk)
        told[page] = visited(asked_for, partial(client.get, asked_for), TARGET)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
