"""A two-day event of 112 clusters, driven through its pages from the registration to a cancelled meeting."""

import datetime as dt
import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.event_people import IN_FILE, address_of, participants_file
from tests.browser.forms import write

TITLE = "Two-day convention of clusters"
_TODAY = dt.datetime.now(tz=dt.UTC).date()
FIRST = _TODAY + dt.timedelta(days=42 + (1 - _TODAY.weekday()) % 7)  # a Tuesday
ALONE = ["Cluster 111", "Cluster 112"]  # they register by themselves
MOVED, KEYS, FORM = "Cluster 020", "Cluster 040", "Cluster 050"  # whose meetings move: by drag, by keys, by a form
GUEST, ASKER, REFUSED, LATE = "Cluster 111", "Cluster 001", "Cluster 003", "Cluster 005"
BECAUSE = "The room is closed on that day."


@dataclass
class Story:
    """Windows to open, and what was met on the way. ``own``: the path of each cluster's own page, by e-mail address;
    ``calendars`` and ``letters``: what people had and were written at each stage; ``columns``: where meetings went."""

    window: Callable[..., Page]
    axe: Callable[[Page], list[str]]
    event: str = ""
    registration: str = ""
    own: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)

    calendars: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    letters: dict[str, dict[str, EmailMessage]] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def inspect(self, name: str, page: Page) -> None:
        """Whether a page that is not there later can be read by everybody."""
        self.faults += [f"{name}: {line}" for line in self.axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.faults.append(f"{name} scrolls sideways")

    def remember(self, organiser: Page, stage: str) -> None:
        """The calendars of those it is about, and the messages that are due."""
        people = (GUEST, ASKER, MOVED, KEYS, FORM)
        self.calendars[stage] = {name: calendar_of(organiser, self, name) for name in people}
        self.letters[stage] = send_digest(organiser, self)

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
        most_meetings="12",
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
    story.inspect("register", phone)
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


def answer(phone: Page, story: Story, name: str, *, button: str, about: str = "") -> None:
    """Press a button of a cluster's own page; ``about``: the request of whom."""
    phone.goto(story.own[address_of(name)])
    scope = phone.locator("article.card", has_text=about) if about else phone.locator("main")
    scope.get_by_role("button", name=button).first.click()
    expect(phone.get_by_role("status")).to_be_visible()


def ask(phone: Page, story: Story, who: str, whom: str, message: str) -> None:
    """From one's own page: find somebody, say why, ask."""
    phone.goto(story.own[address_of(who)] + "people/")
    phone.locator("[name=q]").fill(whom)
    phone.locator("main form[method=get] button").click()
    card = phone.locator("article.card", has_text=whom)
    card.locator("summary", has_text=re.compile("Ask for a meeting|Demander un rendez-vous")).click()
    card.locator("[name=message]").fill(message)
    card.locator("[name=weight]").select_option("5")
    card.locator("form button").click()
    expect(phone.get_by_role("status")).to_be_visible()


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


def suggest(page: Page, story: Story, pages: int) -> None:
    """The organiser puts the best pairs to both, a page of suggestions at a time."""
    for number in range(pages, 0, -1):  # from the end, for those asked leave the list
        page.goto(f"{story.event}requests/pairs/?between=&page={number}")
        boxes = page.locator("[name=pair]")
        boxes.first.wait_for()  # the evidence of the event may still be read, which the page says meanwhile
        for box in boxes.all():
            box.check()
        page.get_by_role("button", name="Suggest those ticked to both").click()
        expect(page.get_by_role("status")).to_contain_text("put to both")


def choose(page: Page, story: Story) -> None:
    """The exact choice among what is wished, the organiser deciding for those who did not answer."""
    page.goto(story.event + "meetings/choose/")
    page.locator("[name=unanswered]").check()
    page.get_by_role("button", name="Show the choice").click()
    expect(page.get_by_text("(proved)")).to_be_visible()
    story.keep("choose", page)
    applied = page.get_by_role("button", name="Apply this choice")
    if applied.count():
        applied.click()
    page.goto(story.event + "meetings/")
    story.keep("meetings", page)


def compute(page: Page, story: Story) -> None:
    """A timetable computed beside the page: left, come back to, proved."""
    page.goto(story.event + "timetable/")
    page.get_by_label("compute for at most").select_option("30")
    page.get_by_role("button", name="Compute", exact=True).click()
    story.keep("plan", page)
    expect(page.locator("progress")).to_be_visible()
    page.goto(story.event + "timetable/")
    story.inspect("running", page)
    page.get_by_role("link", name="See how far it is").click()
    figures = page.locator(".figures", has_text="meetings placed")
    expect(figures).to_be_visible(timeout=240_000)  # the first run of an installation compiles
    expect(page.locator("main [role=status]").first).to_contain_text("Optimal")


def publish(page: Page, story: Story, plan: str, *, final: bool) -> None:
    """Look through who is told what, then publish."""
    page.goto(plan + "publish/")
    story.inspect("publish", page)
    page.locator(f"[name=final][value={'final' if final else 'preliminary'}]").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("The timetable is out")


def begin_draft(page: Page, story: Story) -> str:
    """A draft from the timetable in force, opened as a grid; the path of the grid."""
    page.goto(story.event + "timetable/")
    page.get_by_role("button", name="The timetable in force").click()
    page.get_by_role("button", name="Change by hand").click()
    return path_of(page.url)


def meeting_in(page: Page, name: str, nth: int = 0) -> Locator:
    """A meeting in the row of a cluster in the grid."""
    return page.locator("tr[data-row]", has=page.locator("th", has_text=name)).locator("a[data-m]").nth(nth)


def free_columns(page: Page, meeting: Locator) -> list[int]:
    """Take a meeting up by its key and read which columns say that it could go there; put it back."""
    meeting.focus()
    page.keyboard.press("m")
    page.locator("thead th.ok").first.wait_for()
    heads = page.locator("thead th[data-s]")
    free = heads.evaluate_all("all => all.map((th, at) => th.classList.contains('ok') ? at : -1).filter(at => at >= 0)")
    page.keyboard.press("Escape")
    return [int(at) for at in free]


def cell_of(page: Page, name: str, column: int) -> Locator:
    return page.locator("tr[data-row]", has=page.locator("th", has_text=name)).locator("td").nth(column)


def drag(page: Page, name: str, column: int, said: str = "Moved") -> None:
    """Move the first meeting of a cluster with the mouse, and hear what became of it."""
    meeting_in(page, name).drag_to(cell_of(page, name, column))
    expect(page.locator("[data-said]")).to_contain_text(said)


def move_by_keys(page: Page, name: str, column: int) -> None:
    """Move the first meeting of a cluster by keys alone: M, arrows, Enter."""
    meeting = meeting_in(page, name)
    start = meeting.evaluate("link => link.closest('td').cellIndex - 1")
    meeting.focus()
    page.keyboard.press("m")
    page.locator("thead th.ok").first.wait_for()
    for _step in range(abs(column - start)):
        page.keyboard.press("ArrowRight" if column > start else "ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("Moved")


def move_by_form(page: Page, grid: str, name: str, column: int) -> None:
    """Move the first meeting of a cluster without a script: its page, a time, a button."""
    page.goto(grid)
    slot = page.locator("thead th[data-s]").nth(column).get_attribute("data-s")
    meeting_in(page, name).click()
    page.locator(f"[name=slot][value='{slot}']").check()
    page.get_by_role("button", name="Put it there").click()
    expect(page.get_by_role("status").first).to_contain_text("Moved")


def calendar_of(page: Page, story: Story, name: str) -> dict[str, Any]:
    """What a calendar program fetches with a cluster's link: entries by their UID."""
    answer = page.context.request.get(story.own[address_of(name)] + "calendar.ics")  # as a calendar program does
    assert answer.headers["content-type"].startswith("text/calendar")
    found = icalendar.Calendar.from_ical(answer.body())
    return {str(entry["UID"]): entry for entry in found.walk("VEVENT")}


def send_digest(page: Page, story: Story) -> dict[str, EmailMessage]:
    """The messages due, taken out as drafts; by address."""
    page.goto(story.event + "messages/")
    page.locator("main [name=urgent]").check()
    page.get_by_role("button", name="Count again").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Take out as drafts").click()
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as drafts:
        letters = [email.message_from_bytes(drafts.read(n), policy=email.policy.default) for n in drafts.namelist()]
    return {str(letter["To"]): letter for letter in letters}


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def cancel(page: Page, story: Story, pair: tuple[str, str], because: str) -> None:
    """One meeting, with a reason."""
    page.goto(story.event + "meetings/")
    row = page.locator("tbody tr", has_text=pair[0]).filter(has_text=pair[1])
    while not row.count():
        page.locator(".pager a[rel=next]").click()
    row.get_by_role("link", name="Cancel").click()
    story.inspect("cancel", page)
    write(page, because=because)
    expect(page.get_by_role("status").first).to_contain_text("Cancelled")


def files(page: Page, story: Story) -> dict[str, bytes]:
    """Every sheet to print, by the words of its link."""
    page.goto(story.event + "files/")
    found = {}
    for link in page.locator("main a[href$='.pdf']").all():
        answer = page.context.request.get(link.get_attribute("href") or "")
        found[link.inner_text()] = answer.body()
    return found


def hold(page: Page, story: Story) -> None:
    """On the day: one meeting is held, at another somebody does not come."""
    page.goto(story.event + "day/")
    story.keep("day", page)
    cards = page.locator("article.day-card")
    cards.nth(0).get_by_role("button", name="The meeting was held").click()
    expect(cards.nth(0)).to_have_class(re.compile("held"))
    cards.nth(1).get_by_role("button", name="did not come").first.click()
    expect(cards.nth(1)).to_have_class(re.compile("missed"))
    expect(page.locator("#held-rate")).to_contain_text("50 %")


def drive(story: Story, file: Path) -> None:
    """The whole of it. ``MOVED`` and the others: whose meetings move, and how; who asks whom and what becomes of it."""
    organiser, second = story.window(), story.window()
    phone = story.window(PHONE, signed_in=False)
    make(organiser, story)
    open_registration(organiser, story)
    bring_in(organiser, story, participants_file(file))
    for name in ALONE:
        register(phone, story, name)
    take_links(organiser, story)
    for name in ALONE:
        answer(phone, story, name, button="Oui, je viens")
    for name in (ASKER, REFUSED):
        ask(phone, story, name, GUEST, "Our laboratories work on the same topic.")
    answer(phone, story, GUEST, button="Accepter", about=ASKER)
    answer(phone, story, GUEST, button="Décliner", about=REFUSED)
    suggest(organiser, story, pages=10)
    suggest(organiser, story, pages=2)
    choose(organiser, story)
    ask(phone, story, LATE, GUEST, "Is there still time for us?")  # nobody answers
    compute(organiser, story)
    publish(organiser, story, story.paths["plan"], final=False)
    story.remember(organiser, "preliminary")
    change_by_hand(organiser, second, story)
    publish(organiser, story, story.paths["grid"].removesuffix("grid/"), final=True)
    story.remember(organiser, "final")
    cancel(organiser, story, (ASKER, GUEST), BECAUSE)
    story.remember(organiser, "cancelled")
    hold(organiser, story)
    story.keep("day", organiser)
    story.paths["draft"] = begin_draft(organiser, story)
    story.paths["tables of the draft"] = story.paths["draft"].replace("grid/", "tables/")
    meeting_in(organiser, FORM).click()
    story.keep("meeting", organiser)
    organiser.goto(story.event + "participants/")
    organiser.get_by_role("link", name=ASKER).click()
    story.keep("participant", organiser)


def change_by_hand(organiser: Page, second: Page, story: Story) -> None:
    """Two organisers move meetings in one draft: by drag, by keys, without a script. The later of two is told."""
    grid = story.paths["grid"] = begin_draft(organiser, story)
    second.goto(grid)
    free = free_columns(organiser, meeting_in(organiser, MOVED))
    drag(organiser, MOVED, free[0])
    drag(second, MOVED, free[1], "Somebody else moved this meeting meanwhile")
    story.columns[MOVED] = free[0]
    story.columns[KEYS] = free_columns(second, meeting_in(second, KEYS))[-1]
    move_by_keys(second, KEYS, story.columns[KEYS])
    story.columns[FORM] = free_columns(second, meeting_in(second, FORM))[0]
    move_by_form(story.window(script=False), grid, FORM, story.columns[FORM])
