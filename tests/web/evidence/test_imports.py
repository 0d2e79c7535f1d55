"""Importing evidence and deciding about double entries, from the pages."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intercluster.datafolder import BUNDLED, evidence_folder
from intercluster.evidence.decisions import read_decisions
from intercluster.evidence.importing.problems import REASONS as LIBRARY_REASONS
from intercluster.linkage.propose import WORDS
from intercluster_web.evidence.imports import actions, wording
from intercluster_web.evidence.models import Job, LinkProposal
from tests.library.evidence.cordis_files import ORGANIZATION, PROJECT, write_cordis, zipped
from tests.web import factories

IMPORTS, LINKS = "/evidence/imports/", "/evidence/links/"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, evidence: Path) -> None:
    """Jobs are carried out at once, in this process, on the small evidence."""
    monkeypatch.setattr(actions, "launch", lambda _command, pk: actions.run(Job.objects.get(pk=pk)))


@pytest.fixture
def keeper(world: factories.World, browse_as: Callable[..., Client]) -> Client:
    return browse_as(world.manager)


def cordis(tmp_path: Path, **cells: str) -> SimpleUploadedFile:
    row = {**ORGANIZATION, "organisationID": "77", **cells}
    path = zipped(write_cordis(tmp_path / "in", project=[PROJECT], organization=[row]), tmp_path / "cordis.zip")
    return SimpleUploadedFile("cordis.zip", path.read_bytes())


def send(client: Client, file: SimpleUploadedFile) -> Job:
    response = client.post(IMPORTS, {"files": [file], "framework": ""})
    job = Job.objects.latest("pk")
    assert (response.status_code, response.url) == (302, f"{IMPORTS}{job.pk}/")  # type: ignore[attr-defined]
    return job


def test_files_are_checked_then_written_on_request(keeper: Client, tmp_path: Path) -> None:
    before = evidence_folder()
    job = send(keeper, cordis(tmp_path))
    assert (job.state, evidence_folder()) == ("checked", before)
    page = keeper.get(f"{IMPORTS}{job.pk}/").content.decode()
    assert "The files are sound. Nothing is written yet." in page
    kept = Path(job.folder)
    keeper.post(f"{IMPORTS}{job.pk}/confirm/")
    job.refresh_from_db()
    assert (job.state, kept.exists()) == ("done", False)
    organisations = pq.read_table(evidence_folder() / "organisations.parquet")["org_id"].to_pylist()
    assert "pic:77" in organisations


def test_bad_rows_are_shown_and_can_be_taken_away_or_left_out(keeper: Client, tmp_path: Path) -> None:
    before = evidence_folder()
    job = send(keeper, cordis(tmp_path, nutsCode="FR999"))
    assert (job.state, evidence_folder()) == ("refused", before)
    page = keeper.get(f"{IMPORTS}{job.pk}/").content.decode()
    assert "This is no NUTS code of any version from 2006 to 2024." in page
    sheet = keeper.get(f"{IMPORTS}{job.pk}/problems.csv").content.decode("utf-8-sig").splitlines()
    assert sheet[1].startswith("the cell,cordis.zip/organization.csv,2,nutsCode,FR999,")
    keeper.post(f"{IMPORTS}{job.pk}/confirm/", {"skip_bad": "1"})
    job.refresh_from_db()
    assert (job.state, job.report["left_out"]) == ("done", 1)


def test_files_can_be_dropped(keeper: Client, tmp_path: Path) -> None:
    job = send(keeper, cordis(tmp_path))
    kept = Path(job.folder)
    keeper.post(f"{IMPORTS}{job.pk}/discard/")
    job.refresh_from_db()
    assert (job.state, kept.exists()) == ("discarded", False)
    keeper.post(f"{IMPORTS}{job.pk}/confirm/")
    job.refresh_from_db()
    assert job.state == "discarded"


def test_a_file_of_another_kind_is_refused_on_the_form(keeper: Client) -> None:
    page = keeper.post(IMPORTS, {"files": [SimpleUploadedFile("cv.pdf", b"x")]}).content.decode()
    assert "cv.pdf is neither a zip nor a CSV or TSV file." in page
    assert not Job.objects.exists()


def test_an_upload_cannot_choose_where_it_is_kept(keeper: Client, settings: Any) -> None:
    job = send(keeper, SimpleUploadedFile("../../organization.csv", b""))
    assert job.files == ["organization.csv"]
    assert Path(job.folder).parent == Path(settings.MEDIA_ROOT) / "imports"


def test_one_work_at_a_time(keeper: Client, tmp_path: Path) -> None:
    Job.objects.create(work="search", state="searching", process=os.getpid())
    page = keeper.post(IMPORTS, {"files": [cordis(tmp_path)]}).content.decode()
    assert "Other work on the evidence is going on." in page
    assert Job.objects.count() == 1


def test_work_whose_process_is_gone_is_broken_off(keeper: Client) -> None:
    job = Job.objects.create(work="import", state="writing", files=["a.zip"], process=2**22 + 1)
    assert "The work was broken off before its end." in keeper.get(f"{IMPORTS}{job.pk}/").content.decode()


def test_progress_tells_the_stage_and_then_asks_for_the_whole_page(keeper: Client) -> None:
    job = Job.objects.create(work="import", state="checking", stage="reading", share=0.4, process=os.getpid())
    response = keeper.get(f"{IMPORTS}{job.pk}/progress/")
    assert ('value="40"' in response.content.decode(), response.headers.get("HX-Refresh")) == (True, None)
    Job.objects.update(state="checked")
    assert keeper.get(f"{IMPORTS}{job.pk}/progress/").headers["HX-Refresh"] == "true"


def test_a_reset_goes_back_to_the_bundled_evidence(keeper: Client, evidence: Path) -> None:
    (evidence / "imports.csv").write_text("imported_at,file,layout,rows\n2026-01-01T00:00:00,a.csv,project,1\n")
    assert "a.csv" in keeper.get(IMPORTS).content.decode()
    keeper.post(f"{IMPORTS}reset/")
    assert evidence_folder() == BUNDLED


@pytest.fixture
def proposal() -> LinkProposal:
    side = {
        "name": "Photon Works",
        "country": "FR",
        "city": "Lyon",
        "zone": None,
        "activity_type": "PRC",
        "projects": 2,
    }
    reasons = [
        {"aspect": "name", "outcome": "misspelt", "bits": 6.0},
        {"aspect": "place", "outcome": None, "bits": 0.0},
    ]
    told = {"a": {**side, "org_id": "pic:1"}, "b": {**side, "org_id": "pic:2"}, "reasons": reasons, "together": 6}
    return LinkProposal.objects.create(org_a="pic:1", org_b="pic:2", match_weight=2.3, told=told)


def test_a_proposal_is_shown_with_its_reasons_and_accepted_and_taken_back(
    keeper: Client, proposal: LinkProposal
) -> None:
    page = keeper.get(LINKS).content.decode()
    assert "+6.0 · the names differ by a few letters" in page
    assert "side by side in 6 projects: look closely" in page
    keeper.post(f"{LINKS}{proposal.pk}/", {"verdict": "same"})
    (decision,) = read_decisions()
    organisation = str(_manager().seats.get().organisation)
    assert (decision.pair, decision.verdict, decision.decided_by) == (("pic:1", "pic:2"), "same", organisation)
    assert not LinkProposal.objects.exists()
    keeper.post(f"{LINKS}withdraw/", {"org_a": "pic:1", "org_b": "pic:2"})
    assert read_decisions() == []


def _manager() -> Any:
    return factories.User.objects.get(email="manager@example.org")


def test_a_verdict_that_contradicts_another_is_refused(keeper: Client, proposal: LinkProposal) -> None:
    keeper.post(f"{LINKS}{proposal.pk}/", {"verdict": "different"})
    again = LinkProposal.objects.create(org_a="pic:1", org_b="pic:3", match_weight=1, told=proposal.told)
    keeper.post(f"{LINKS}{again.pk}/", {"verdict": "same"})
    last = LinkProposal.objects.create(org_a="pic:2", org_b="pic:3", match_weight=1, told=proposal.told)
    response = keeper.post(f"{LINKS}{last.pk}/", {"verdict": "same"}, follow=True)
    assert "This would join pic:1 and pic:2, which were said to be two." in response.content.decode()
    assert LinkProposal.objects.get() == last


def test_a_search_fills_the_page(keeper: Client) -> None:
    keeper.post(f"{LINKS}search/")
    job = Job.objects.get()
    assert (job.state, job.report) == ("done", {"proposals": 0})
    assert "Nothing to decide" in keeper.get(LINKS).content.decode()


@pytest.mark.parametrize("path", [IMPORTS, LINKS])
def test_the_lists_cost_the_same_for_one_row_and_many(keeper: Client, proposal: LinkProposal, path: str) -> None:
    author = _manager()
    counts = []
    for more in (1, 15):
        for number in range(more):
            Job.objects.create(work="import", state="done", files=["a.zip"], created_by=author)
            key = f"pic:{more}{number}0"
            LinkProposal.objects.create(org_a=key, org_b="pic:9", match_weight=1, told=proposal.told)
        with CaptureQueriesContext(connection) as queries:
            keeper.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_words_are_the_library_s_own() -> None:
    assert {code: (str(why), str(advice)) for code, (why, advice) in wording.REASONS.items()} == {
        code: (why, advice) for code, (_severity, why, advice) in LIBRARY_REASONS.items()
    }
    assert {tuple(key.split(" ")): str(text) for key, text in wording.LINK_REASONS.items()} == WORDS
