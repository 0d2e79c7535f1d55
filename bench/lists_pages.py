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

TARGET = 0.3  # processor seconds
FILE_TARGET = 5.0
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
    "messages of an event": "/events/{event}/messages/",
    "choosing the meetings of an event": "/events/{event}/meetings/choose/",
    "missions side by side": "/missions/compare/?mission=1&mission=3",
    "missions by zone and year": "/missions/history/",
    "needs and offers, which cluster to aim at": "/outcomes/targets/",
    "calendar, a month": "/calendar/",
    "calendar, what is to come": "/calendar/?view=agenda",
}
FILES = {
    "calendar file, all dates": "/calendar/intercluster.ics",
    "calendar file of an event": "/events/{event}/calendar.ics",
    "exact choice of the meetings of an event": "/events/{event}/meetings/choose/?most=12&least=0&fair=on",
    "agreements, Excel": "/agreements/export.xlsx",
    "needs and offers, Excel": "/outcomes/export.xlsx",
    "contacts, Excel": "/contacts/export.xlsx",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_directory", verbosity=0, stdout=sys.stderr)
    filling = Filling()
    client = Client(SERVER_NAME="localhost")
    client.force_login(filling.user)
    told: Told = {}
    asked = [(*page, TARGET) for page in PAGES.items()] + [(*file, FILE_TARGET) for file in FILES.items()]
    for page, address, target in asked:
        if not sys.argv[1:] or any(word in page for word in sys.argv[1:]):
            asked_for = address.format(event=filling.event.pk)
            told[page] = visited(asked_for, partial(client.get, asked_for), target)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
