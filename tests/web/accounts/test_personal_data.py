"""What is kept about a person can be taken away and erased; what they wrote stays with their organisation."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import actions
from intercluster_web.accounts.models import ApiToken, Invitation, User
from intercluster_web.directory.models import Fact
from tests.web import factories
from tests.web.factories import World

Browse = Callable[..., Client]
# What goes with the person. Every other record that names a person stays, without the name.
# The link of a calendar feed opens what its person may see: without the person it opens nothing.
GOES = {
    "directory.seat.user",
    "accounts.apitoken.user",
    "alliances.calendarlink.user",
    "watch.feedlink.user",
}


@pytest.fixture
def fact(world: World) -> Fact:
    return Fact.objects.create(organisation=world.ours, attribute="city", value="Lyon", recorded_by=world.manager)


def test_export_holds_everything_and_no_secret(world: World, browse_as: Browse, fact: Fact) -> None:
    actions.create_token(world.manager, "a spreadsheet")
    actions.invite(world.ours, "new@example.org", "editor", world.manager)
    answer = browse_as(world.manager).get(reverse("accounts:export-personal-data"))
    kept = answer.json()
    assert kept["account"][0]["email"] == "manager@example.org"
    assert set(kept) == {
        "exported_at",
        "account",
        "directory.seat (user)",
        "directory.fact (recorded_by)",
        "accounts.apitoken (user)",
        "accounts.invitation (invited_by)",
    }
    assert "password" not in kept["account"][0]
    assert ApiToken.objects.get().digest not in answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_erasing_keeps_the_organisations_records_without_the_name(world: World, browse_as: Browse, fact: Fact) -> None:
    manager = world.manager
    manager.set_password("correct horse battery")
    manager.save()
    actions.invite(world.theirs, manager.email, "observer", None)
    browser = browse_as(manager)
    browser.post(reverse("accounts:erase"), {"password": "correct horse battery"})
    assert not User.objects.filter(email="manager@example.org").exists()
    assert Invitation.objects.count() == 0
    fact.refresh_from_db()
    assert (fact.value, fact.recorded_by) == ("Lyon", None)
    assert browser.get(reverse("accounts:profile")).status_code == 302


def test_erasing_needs_the_password(world: World, browse_as: Browse) -> None:
    answer = browse_as(world.manager).post(reverse("accounts:erase"), {"password": "wrong"})
    assert "This is not your password." in answer.text
    assert User.objects.filter(email="manager@example.org").exists()


def test_the_only_manager_is_warned(world: World, browse_as: Browse) -> None:
    page = browse_as(world.manager).get(reverse("accounts:personal-data"))
    assert page.context["sole_manager_of"] == [world.ours]
    factories.seated("manager", world.ours)
    page = browse_as(world.manager).get(reverse("accounts:personal-data"))
    assert page.context["sole_manager_of"] == []


def test_records_that_name_a_person_outlive_them() -> None:
    """A new model that names a person must choose: SET_NULL, or a line in ``GOES``."""
    cascading = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model is User
        and field.remote_field.on_delete is not models.SET_NULL
        and not field.auto_created
        and model is not User.groups.through
        and model is not User.user_permissions.through
    }
    assert cascading == GOES


def test_unused_accounts_are_listed_then_erased(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.update(last_login=timezone.now())
    User.objects.filter(email="observer@example.org").update(last_login=timezone.now() - timedelta(days=1200))
    User.objects.filter(email="editor@example.org").update(
        last_login=None, date_joined=timezone.now() - timedelta(days=1200)
    )
    call_command("unused_accounts")
    assert capsys.readouterr().out.split() == ["editor@example.org", "observer@example.org"]
    assert User.objects.filter(email="observer@example.org").exists()
    call_command("unused_accounts", erase=True)
    assert not User.objects.filter(email__in=["observer@example.org", "editor@example.org"]).exists()


def test_nothing_of_an_erased_person_stays_on_the_disk(tmp_path: Path) -> None:
    """In an installation of its own: neither the database file nor its journal holds the address any more."""
    script = """
import django
django.setup()
from django.core.management import call_command
from intercluster_web.accounts import actions
from intercluster_web.accounts.models import User
call_command("migrate", verbosity=0)
people = [User.objects.create_user(f"gone{n}@example.org", first_name="Leaving") for n in range(40)]
for person in people:
    actions.create_token(person, "weekly export")
    actions.erase(person)
"""
    environment = {"DJANGO_SETTINGS_MODULE": "intercluster_web.settings", "INTERCLUSTER_DATA": str(tmp_path / "var")}
    subprocess.run([sys.executable, "-c", script], check=True, env=os.environ | environment)  # noqa: S603
    kept = b"".join(path.read_bytes() for path in (tmp_path / "var").glob("intercluster.sqlite3*"))
    assert kept.startswith(b"SQLite format 3")
    assert (kept.count(b"gone"), kept.count(b"Leaving"), kept.count(b"weekly export")) == (0, 0, 0)
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
