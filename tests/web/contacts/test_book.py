"""The address book: brought in, taken out, left alone, reviewed, erased."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from intercluster_web.accounts import post
from intercluster_web.contacts import queries
from intercluster_web.contacts.actions import book
from intercluster_web.contacts.models import Contact, LogEntry, OptOut
from tests.web.contacts.records import contact
from tests.web.cooperations import records as cooperations
from tests.web.factories import World
from tests.web.scouting.records import same_cost

pytestmark = pytest.mark.django_db

FRENCH = (
    "Nom;Prénom;Fonction;Société;Courriel;Pays;Langue;Date de collecte\r\n"
    "Test;Personne;Chargée de mission;Société d’essai;PERSONNE@example.org;Allemagne;français;03/02/2025\r\n"
).encode("cp1252")


def _send(browser: Client, content: bytes, name: str = "contacts.csv") -> Any:
    owner = browser.get(reverse("contacts:import")).context["form"].fields["owner"].initial
    file = SimpleUploadedFile(name, content)
    values = {"source": "our list", "lawful_basis": "interest", "role": "member", "language": "en"}
    return browser.post(reverse("contacts:import"), {"owner": owner.pk, "file": file, **values})


def _write(browser: Client, shown: Any) -> Any:
    given = {f"column-{place}": use for place, _heading, use, _first in shown.context["columns"]}
    return browser.post(reverse("contacts:import"), {"token": shown.context["token"], "write": "1", **given})


def test_a_french_file_is_read_as_it_is_and_makes_no_twins(world: World, browse_as: Callable[..., Client]) -> None:
    browser = browse_as(world.manager)
    assert _write(browser, _send(browser, FRENCH)).status_code == 302
    entry = Contact.objects.get()
    assert (entry.name, entry.email, entry.country, entry.language, entry.role, str(entry.collected_on)) == (
        "Personne Test",
        "personne@example.org",
        "DE",
        "fr",
        "member",
        "2025-02-03",
    )
    again = _send(browser, FRENCH)
    assert dict(again.context["plan"].counts) == {"same": 1}


def test_how_columns_were_read_is_remembered(world: World, browse_as: Callable[..., Client]) -> None:
    browser = browse_as(world.manager)
    odd = b"Qui;Adresse\r\nPersonne Test;p@example.org\r\n"
    token = _send(browser, odd).context["token"]
    chosen = {"token": token, "write": "1", "column-0": "name", "column-1": "email"}
    browser.post(reverse("contacts:import"), chosen)
    assert [use for _p, _h, use, _f in _send(browser, odd).context["columns"]] == ["name", "email"]


def test_a_wrong_row_is_named_and_nothing_is_written(world: World, browse_as: Callable[..., Client]) -> None:
    browser = browse_as(world.manager)
    shown = _send(browser, b"Nom;Courriel;Pays\r\nA;a@example.org;France\r\nB;pas une adresse;Nulle part\r\n")
    assert [(error.line, error.column) for error in shown.context["errors"]] == [(3, "Courriel"), (3, "Pays")]
    assert _write(browser, shown).status_code == 422
    assert not Contact.objects.exists()


def test_an_address_book_file_goes_round(world: World, browse_as: Callable[..., Client]) -> None:
    contact(world.ours, function="Chef; R&D", phone="+33 1", country="FR", language="fr")
    browser = browse_as(world.manager)
    cards = browser.get(reverse("contacts:export", args=["vcf"])).content
    assert dict(_send(browser, cards, "contacts.vcf").context["plan"].counts) == {"same": 1}
    book_file = browser.get(reverse("contacts:export", args=["xlsx"])).content
    assert dict(_send(browser, book_file, "contacts.xlsx").context["plan"].counts) == {"same": 1}
    assert LogEntry.objects.filter(kind="export", by=world.manager, entries=1).count() == 2


def test_files_hold_no_other_organisations_people(world: World, browse_as: Callable[..., Client]) -> None:
    contact(world.ours, "Ours Alone")
    contact(world.theirs, "Theirs Alone", visibility="public")
    content = browse_as(world.manager).get(reverse("contacts:export", args=["xlsx"])).content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Ours Alone"]


def test_who_opted_out_stays_so_when_brought_in_again(world: World, browse_as: Callable[..., Client]) -> None:
    entry = contact(world.ours, email="personne@example.org")
    browse_as().post(reverse("contacts:stop", args=[entry.stop_token()]))
    book.erase(world.manager, [Contact.objects.get()], never_again=False)
    browser = browse_as(world.manager)
    _write(browser, _send(browser, FRENCH))
    assert not Contact.objects.get().may_be_written_to
    assert "personne" not in str(OptOut.objects.values_list())


def test_erasing_keeps_what_counts_on_the_entry(world: World) -> None:
    """A contact at the mirror organisation stays in the cooperation, without the person."""
    mirror = apps.get_model("cooperations", "MirrorContact")
    entry, alone = contact(world.ours, note="a secret"), contact(world.ours, "On Their Own")
    named = mirror.objects.create(
        cooperation=cooperations.cooperation(world), owner=world.ours, function="training", contact=entry
    )
    assert "cooperations.mirrorcontact (contact)" in queries.everything_about([entry])
    book.erase(world.manager, [entry, alone], never_again=True)
    kept = Contact.objects.get()
    named.refresh_from_db()
    assert (named.contact, kept.name, kept.email, kept.note, kept.function) == (kept, "–", "", "", "")
    assert list(LogEntry.objects.values_list("kind", "detail")) == [("erased", ""), ("erased", "")]


def test_three_years_without_news_are_reviewed(world: World, browse_as: Callable[..., Client]) -> None:
    old = contact(world.ours, "Old Entry", collected_on="2020-01-01")
    contact(world.ours, "In Touch", collected_on="2020-01-01", last_contact_on="2026-01-01")
    assert [entry.name for entry in queries.contacts(world.manager, state="review")] == ["Old Entry"]
    browser = browse_as(world.manager)
    browser.post(reverse("contacts:review"), {"contact": old.pk, "do": "keep", "because": ""})
    assert queries.contacts(world.manager, state="review").count() == 1
    browser.post(reverse("contacts:review"), {"contact": old.pk, "do": "keep", "because": "still a member"})
    assert not queries.contacts(world.manager, state="review").exists()


def test_a_person_sees_and_erases_what_is_kept_without_an_account(
    world: World, browse_as: Callable[..., Client]
) -> None:
    for owner in (world.ours, world.theirs):
        contact(owner, email="me@example.org", note="what they noted")
    browser = browse_as()
    for address in ("nobody@example.org", "me@example.org", "me@example.org"):
        assert browser.post(reverse("contacts:my-data"), {"email": address}).status_code == 200
    post.wait()
    assert [message.to for message in mail.outbox] == [["me@example.org"]]
    path = next(word for word in mail.outbox[0].body.split() if "/my-data/" in word).removeprefix("http://testserver")
    kept = json.loads(browser.get(f"{path}everything.json").content)
    assert [entry["note"] for entry in kept["contacts.contact"]] == ["what they noted"] * 2
    browser.post(f"{path}change/", {"do": "erase"})
    assert not Contact.objects.exists()
    assert browser.get(path).status_code == 404


def test_the_list_costs_the_same_for_many_as_for_one(world: World, browse_as: Callable[..., Client]) -> None:
    numbers = iter(range(100))
    same_cost(
        browse_as(world.manager), reverse("contacts:list"), lambda: contact(world.ours, f"Person {next(numbers)}")
    )


def test_two_people_change_the_same_entry(world: World, browse_as: Callable[..., Client]) -> None:
    entry = contact(world.ours)
    browser, address = browse_as(world.manager), reverse("contacts:edit", args=[entry.pk])
    form = browser.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert browser.post(address, data | {"function": "first"}).status_code == 302
    told = browser.post(address, data | {"function": "second"})
    entry.refresh_from_db()
    assert (told.status_code, entry.function) == (422, "first")


def test_managers_get_one_digest_of_what_is_to_review(world: World) -> None:
    for number in range(3):
        contact(world.ours, f"Old Entry {number}", collected_on="2020-01-01")
    call_command("contacts_to_review", "--send", stdout=(said := io.StringIO()))
    assert said.getvalue() == "Ours: 3\n"
    assert [(message.to, "3" in message.subject) for message in mail.outbox] == [(["manager@example.org"], True)]
