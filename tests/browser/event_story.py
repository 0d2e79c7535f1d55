"""A two-day event of 112 clusters, driven through its pages from the registration to a cancelled meeting."""

import datetime as dt
import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.forms import write

TITLE = "Two-day convention of clusters"
_TODAY = dt.datetime.now(tz=dt.UTC).date()
FIRST = _TODAY + dt.timedelta(days=42 + (1 - _TODAY.weekday()) % 7)  # a Tuesday
IN_FILE = 110
COUNTRIES = ["FR", "DE", "IT", "ES", "BE", "PT", "AT", "PL", "SE", "FI"]
THEMES = [
    ("surface treatment of metal parts", "laser texturing of surfaces"),
    ("optical sensors for machines", "machine vision on the line"),
    ("composite materials for aircraft", "recycling of composite materials"),
    ("hydrogen storage", "fuel cells for heavy vehicles"),
    ("additive manufacturing of metals", "powders for additive manufacturing"),
]
ALONE = ["Cluster 111", "Cluster 112"]


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '')}@example.org"


@dataclass
class Story:
    """Windows to open, and what was met on the way. ``own``: the path of each cluster's own page."""

    window: Callable[..., Page]
    event: str = ""
    registration: str = ""
    own: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, page: Page) -> str:
        self.paths[name] = path_of(page.url)
        return self.paths[name]


def path_of(address: str) -> str:
    return re.sub(r"^https?://[^/]+|[?#].*$", "", address)


def make(page: Page, story: Story) -> None:
    """The event, its slots over two days with breaks, its tables."""
    page.goto("/events/new/")
    write(
        page,
        title=TITLE,
        kind="convention",
        audience="clusters",
        about="Clusters of ten countries look for partners, 30 minutes at a time.",
        starts_on=FIRST.isoformat(),
        ends_on=(FIRST + dt.timedelta(days=1)).isoformat(),
        place="Lyon",
        country="FR",
        time_zone="Europe/Paris",
        most_meetings="6",
    )
    story.event = story.keep("slots", page).removesuffix("slots/")
    write(page, opens="09:00", closes="17:30", minutes="30", pause="0", breaks="10:30-11:00, 12:30-14:00, 15:30-16:00")
    expect(page.get_by_role("status")).to_contain_text("24 slots")
    page.get_by_role("button", name="Next: tables").click()
    write(page, names="Table 1-24", room="Hall")
    expect(page.get_by_role("status")).to_contain_text("24 tables")
    story.keep("tables", page)


def open_registration(page: Page, story: Story) -> None:
    page.goto(story.event)
    page.get_by_role("button", name="Open the registration").click()
    story.registration = path_of(page.locator("a.long-link").inner_text())


def participants_file(path: Path) -> Path:
    """What a secretariat has: one row a cluster, with its own headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Cluster", "Contact", "Courriel", "Pays", "Type", "Langue", "Offre", "Besoin"])
    for n in range(1, IN_FILE + 1):
        name = f"Cluster {n:03d}"
        offer, need = THEMES[n % len(THEMES)][0], THEMES[(n // 2) % len(THEMES)][1]
        row = [name, f"Delegate of {name.lower()}", address_of(name), COUNTRIES[n % len(COUNTRIES)], "cluster"]
        sheet.append([*row, "fr" if n % 2 else "en", f"co-development: {offer}", f"co-development: {need}"])
    book.save(path)
    return path


def bring_in(page: Page, story: Story, file: Path) -> None:
    page.goto(story.event + "participants/")
    page.get_by_role("button", name="Bring in a file").click()
    story.keep("import", page)
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    organisations = page.get_by_label("Cluster", exact=True)
    organisations.select_option(label="Organisation")
    page.get_by_role("button", name="Read again").click()
    expect(page.locator(".figures").get_by_text(str(IN_FILE))).to_be_visible()
    page.get_by_role("button", name="Write all of it").click()
    expect(page.get_by_role("status")).to_contain_text(f"added: {IN_FILE}")


def register(phone: Page, story: Story, name: str) -> None:
    """Somebody on a phone, without an account."""
    phone.goto(story.registration)
    write(
        phone,
        name=f"Delegate of {name.lower()}",
        organisation_name=name,
        kind="cluster",
        country="FR",
        email=address_of(name),
        language="fr",
        agree=True,
    )
    phone.wait_for_url("**/done/")


def take_links(page: Page, story: Story) -> None:
    """The invitations as drafts, as the organiser's mail program gets them: each holds a personal link."""
    page.goto(story.event + "participants/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Take them as drafts").click()
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as drafts:
        for name in drafts.namelist():
            letter = email.message_from_bytes(drafts.read(name), policy=email.policy.default)
            body = letter.get_body(("plain",))
            assert body is not None
            found = re.search(r"http\S+/me/\S+", body.get_content())
            assert found is not None
            story.own[str(letter["To"])] = path_of(found[0])
