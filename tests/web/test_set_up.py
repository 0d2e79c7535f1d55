"""Demonstration accounts, the directory of commands, and complete translations."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from intercluster_web import catalogues
from intercluster_web.accounts.models import User
from intercluster_web.demonstration import SEATS, seat_demonstration_accounts
from tests.web import factories


@pytest.fixture
def _data(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.mark.usefixtures("_data", "db")
class TestDemonstration:
    def test_accounts_sit_where_the_directory_has_the_organisation(self) -> None:
        assert seat_demonstration_accounts() == []
        for key in SEATS:
            factories.organisation(key)
        made = seat_demonstration_accounts()
        assert [account.email for account in made] == ["manager@viameca.example", "manager@opticsvalley.example"]
        assert str(User.objects.get(email=made[0].email)) == "Demonstration account"

    def test_again_changes_nothing(self) -> None:
        factories.organisation("viameca")
        assert seat_demonstration_accounts() == seat_demonstration_accounts()
        assert User.objects.count() == 1

    def test_the_password_printed_signs_in(self, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
        factories.organisation("viameca")
        call_command("demo")
        email, password = capsys.readouterr().out.split(": ")[1].strip().split("  password ")
        client.post(reverse("accounts:sign-in"), {"username": email, "password": password})
        assert "_auth_user_id" in client.session

    def test_a_password_changed_on_the_pages_stays(self) -> None:
        factories.organisation("viameca")
        seat_demonstration_accounts()
        user = User.objects.get()
        user.set_password("mine now, thank you")
        user.save()
        seat_demonstration_accounts()
        assert User.objects.get().check_password("mine now, thank you")


def test_every_string_is_translated() -> None:
    assert catalogues.problems() == []


def test_every_app_with_strings_has_its_catalogue() -> None:
    apps = [path.parent for path in catalogues.PACKAGE.glob("*/apps.py")]
    with_strings = {app.name for app in apps if list(catalogues._strings_of(app))}
    assert {path.parents[3].name for path in catalogues.catalogue_files()} == with_strings | {"intercluster_web"}


def test_every_setting_is_documented() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in catalogues.PACKAGE.parent.rglob("*.py"))
    page = (catalogues.PACKAGE.parents[1] / "docs/guide/administration.md").read_text(encoding="utf-8")
    page = page.replace("`_", "`INTERCLUSTER_SMTP_")
    assert {name for name in re.findall(r"INTERCLUSTER_[A-Z_]*[A-Z]", sources) if f"`{name}`" not in page} == set()
