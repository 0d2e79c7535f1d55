"""Chromium against a real installation: ``manage.py serve`` in an empty data folder, with all that is bundled.

Fixtures: ``site`` (address and demonstration account), ``browser``, ``visit`` (opens a page in a width, scheme and
language, signed in or not), ``shot`` (a picture into artefacts/screenshots/), ``axe`` (accessibility violations).
Every test here is marked ``browser``; CHROMIUM names the browser's program.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "artefacts" / "screenshots"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = 1280, 390


@dataclass(frozen=True)
class Site:
    address: str
    email: str
    password: str


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    width: int = WIDE
    scheme: str = "light"
    language: str = "en"


LOOKS = [Look(), Look(PHONE), Look(scheme="dark"), Look(PHONE, "dark", "fr")]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listen(server: "subprocess.Popen[str]", said: list[str], ready: threading.Event) -> None:
    """Keep what the server says; its last line of greeting is written once the pages answer."""
    assert server.stdout is not None
    with server.stdout as lines:
        for line in lines:
            said.append(line)
            if "Ctrl+C" in line:
                ready.set()
    ready.set()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("installation"), _free_port()
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"INTERCLUSTER_DATA": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    ready, said = threading.Event(), []
    listener = threading.Thread(target=_listen, args=(server, said, ready), daemon=True)
    listener.start()
    if not ready.wait(timeout=300) or server.poll() is not None:
        server.kill()
        pytest.fail("The server did not start:\n" + "".join(said))
    password = (folder / "demonstration_password").read_text(encoding="utf-8")
    yield Site(f"http://127.0.0.1:{port}", "manager@viameca.example", password)
    server.terminate()
    server.wait(timeout=20)
    listener.join()
    print("".join(said))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def signed_in_state(site: Site, browser: Browser) -> Any:
    """The cookies of the demonstration account: the tests sign in once."""
    context = browser.new_context(base_url=site.address)
    sign_in(context.new_page(), site)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visit(site: Site, browser: Browser, signed_in_state: Any) -> Iterator[Callable[..., Page]]:
    """``visit("/directory/", look=Look(390), signed_in=True)``; a browser error in a page fails the test."""
    contexts, errors = [], []

    def opened(path: str = "/", look: Look = LOOKS[0], *, signed_in: bool = False) -> Page:
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": look.width, "height": 900},
            color_scheme=look.scheme,  # type: ignore[arg-type]
            accept_downloads=True,
            storage_state=signed_in_state if signed_in else None,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        context.add_cookies([{"name": "django_language", "value": look.language, "url": site.address}])
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def sign_in(page: Page, site: Site) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill(site.password)
    page.locator("main form button").click()
    expect(page.locator("h1")).to_contain_text("ViaMeca")


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Keep a picture of the whole page; it must not be wider than the screen."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def taken(page: Page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} scrolls sideways"

    return taken


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """The serious and critical accessibility violations of a page, one line each."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: make setup-dev")

    def run(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in found
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
        ]

    return run
