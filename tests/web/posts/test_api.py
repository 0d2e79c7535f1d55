"""Posts abroad for programs: added, corrected, taken out, brought in from a file."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intercluster_web.directory.models import Organisation
from intercluster_web.posts.models import Post
from tests.web.factories import World
from tests.web.posts import records
from tests.web.program import Program, told

BERLIN = {"name": "Science service Berlin", "country": "DE", "services": ["watch"], "source_url": "a leaflet"}
FILE = "name;country;services;source\nScience service Berlin;DE;veille;a leaflet\n"


def test_a_post_is_added_once_with_its_entry(world: World) -> None:
    ask = Program(world.manager, "posts")
    status, made = ask("POST", "", BERLIN)
    assert (status, made["name"], made["services"], made["covers"]) == (201, BERLIN["name"], ["watch"], ["DE"])
    assert ask("POST", "", BERLIN | {"services": ["markets"]})[1]["services"] == ["watch"]
    assert ask("GET", f"/{made['key']}") == (200, made)
    assert Organisation.objects.get(key=made["key"]).country == "DE"
    assert told(ask("POST", "", BERLIN | {"name": "Rome", "country": "XX"})) == (422, [("country",)])
    assert told(ask("POST", "", BERLIN | {"stated_on": "2999-01-01"})) == (422, [("stated_on",)])
    assert told(ask("POST", "", {"name": "Rome", "country": "IT"})) == (422, [("source_url",)])
    assert Post.objects.count() == 1


def test_who_corrects_second_is_told(world: World) -> None:
    post = records.post(represents="the embassy")
    ask = Program(world.manager, "posts")
    read = ask("GET", "/science-service-berlin")[1]
    status, changed = ask("PATCH", "/science-service-berlin", {"mark": read["mark"], "languages": ["fr"]})
    assert (status, changed["languages"], changed["represents"]) == (200, ["fr"], "the embassy")
    status, said = ask("PATCH", "/science-service-berlin", {"mark": read["mark"], "languages": ["de"]})
    assert (status, said["differs"], said["now"]["mark"]) == (409, ["languages"], changed["mark"])
    post.refresh_from_db()
    assert (post.languages, post.recorded_by) == (["fr"], world.manager)


def test_a_post_is_taken_out_and_its_entry_stays(world: World) -> None:
    records.post()
    ask = Program(world.manager, "posts")
    assert ask("DELETE", "/science-service-berlin") == (204, None)
    assert ask("DELETE", "/science-service-berlin")[0] == 404
    assert Organisation.objects.filter(key="science-service-berlin").exists()


def test_a_file_is_brought_in_whole_or_not_at_all(world: World) -> None:
    ask = Program(world.manager, "posts")

    def send(text: str, query: str = "") -> tuple[int, object]:
        file = SimpleUploadedFile("posts.csv", text.encode())
        answer = ask.browser.post(f"/api/posts/file{query}", {"file": file})
        return answer.status_code, answer.json()

    status, said = send(FILE + "Rome;Atlantis;veille;a leaflet\n")
    assert (status, [one["loc"][3] for one in said["detail"]]) == (422, [3])  # type: ignore[index]
    assert send(FILE, "?dry_run=true") == (200, {"dry_run": True, "new": 1, "changed": 0, "same": 0})
    assert not Post.objects.exists()
    assert send(FILE) == (200, {"dry_run": False, "new": 1, "changed": 0, "same": 0})
    assert send(FILE) == (200, {"dry_run": False, "new": 0, "changed": 0, "same": 1})
    assert told(ask("POST", "/file")) == (422, [("file",)])


def test_many_posts_ask_no_more_than_one(world: World) -> None:
    ask = Program(world.manager, "posts")
    records.post()
    ask("GET", "")
    with CaptureQueriesContext(connection) as few:
        ask("GET", "")
    for number in range(4):
        records.post(f"post-{number}")
    with CaptureQueriesContext(connection) as many:
        part = ask("GET", "?limit=2&offset=1")[1]
    assert (part["count"], len(part["items"]), len(many)) == (5, 2, len(few))
