"""Everything that starts, carries out and ends long work on the evidence."""

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename

from intercluster.datafolder import data_folder, evidence_folder
from intercluster.evidence.decisions import Verdict, decide, read_decisions
from intercluster.evidence.importing import ImportOptions, ImportReport, import_evidence, reset_evidence
from intercluster.linkage.propose import propose_links
from intercluster_web.beside import alive, launch
from intercluster_web.evidence.imports.models import RUNNING, Job, LinkProposal, State, Work
from intercluster_web.evidence.signals import evidence_replaced

_KEPT = 2_000  # problems kept with a job; the page says how many there were
_TOLD_EVERY = 0.5  # seconds between two notes of progress
_GRACE = 20.0  # seconds a job may take to get its process


class BusyError(Exception):
    """Other work on the evidence is going on."""


def start_import(user: Any, uploads: Iterable[UploadedFile], framework: str) -> Job:
    """Keep the files and check them beside the page.

    Raises
    ------
    BusyError
        Other work is going on.
    """
    folder = Path(settings.MEDIA_ROOT) / "imports" / uuid.uuid4().hex
    files = [(get_valid_filename(Path(upload.name or "file").name), upload) for upload in uploads]
    job = Job(
        work=Work.IMPORT,
        state=State.CHECKING,
        created_by=user,
        framework=framework,
        folder=str(folder),
        files=[name for name, _upload in files],
    )
    _refuse_when_busy()
    folder.mkdir(parents=True)
    for name, upload in files:
        with (folder / name).open("wb") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
    return _start(job)


def confirm_import(job: Job, *, skip_bad: bool) -> Job:
    """Write what was checked.

    Raises
    ------
    BusyError
        Other work is going on, or the job is not waiting for a word.
    """
    if job.state not in (State.CHECKED, State.REFUSED) or not job.folder:
        raise BusyError
    job.state, job.skip_bad = State.WRITING, skip_bad
    return _start(job)


def discard(job: Job) -> None:
    """Drop the files of an import that is not to be written."""
    if job.running:
        raise BusyError
    job.state = State.DISCARDED
    _drop_files(job)
    job.save()


def start_search(user: Any) -> Job:
    """Look for organisations under two identifiers beside the page.

    Raises
    ------
    BusyError
        Other work is going on.
    """
    return _start(Job(work=Work.SEARCH, state=State.SEARCHING, created_by=user))


def back_to_bundled() -> bool:
    """Remove all imported evidence; decisions are kept. Returns whether there was any."""
    _refuse_when_busy()
    return reset_evidence(data_folder() / "evidence")


def settle(user: Any, proposal: LinkProposal, verdict: Verdict) -> None:
    """Record a verdict about a proposal, which then is no longer open.

    Raises
    ------
    ContradictionError
        See ``intercluster.evidence.decisions``.
    """
    decide([(proposal.org_a, proposal.org_b)], verdict, _on_behalf_of(user))
    proposal.delete()


def withdraw(user: Any, org_a: str, org_b: str) -> None:
    """Take a decision back."""
    decide([(org_a, org_b)], "withdrawn", _on_behalf_of(user))


def _on_behalf_of(user: Any) -> str:
    """Who decided, for a file that outlives accounts: the organisation, not the person."""
    seat = user.seats.filter(role="manager").select_related("organisation").order_by("pk").first()
    return str(seat.organisation) if seat else "administrator"


def run(job: Job) -> None:
    """Carry a job out, in a process of its own."""
    Job.objects.filter(pk=job.pk).update(process=os.getpid())
    job.process = os.getpid()
    try:
        if job.work == Work.SEARCH:
            _search(job)
        else:
            _import(job)
    except BaseException:
        job.state = State.BROKEN
        job.save()
        raise
    job.save()
    if job.work == Work.IMPORT and job.state == State.DONE:
        evidence_replaced.send_robust(sender=Job)


def bury_if_dead(job: Job) -> Job:
    """Say so where the process of a running job is gone."""
    silent = (timezone.now() - job.updated_at).total_seconds()
    gone = not alive(job.process) if job.process else silent > _GRACE
    if job.running and gone:
        job.refresh_from_db()
        if job.running:
            job.state = State.BROKEN
            job.save()
    return job


def _import(job: Job) -> None:
    writing = job.state == State.WRITING
    report = import_evidence(
        [Path(job.folder) / name for name in job.files],
        ImportOptions(framework=job.framework or None, dry_run=not writing, skip_bad=job.skip_bad),
        target=data_folder() / "evidence",
        progress=_note(job),
    )
    job.report = _as_json(report)
    if report.outcome == "refused":
        job.state = State.REFUSED
    elif report.outcome == "dry_run":
        job.state = State.CHECKED
    else:
        job.state = State.DONE
        _drop_files(job)


def _search(job: Job) -> None:
    folder = evidence_folder()
    found = propose_links(
        pq.read_table(folder / "organisations.parquet"),
        pq.read_table(folder / "participations.parquet"),
        read_decisions(),
    )
    with transaction.atomic():
        LinkProposal.objects.all().delete()
        LinkProposal.objects.bulk_create(
            LinkProposal(
                org_a=proposal.a.org_id,
                org_b=proposal.b.org_id,
                match_weight=proposal.match_weight,
                told=asdict(proposal),
            )
            for proposal in found
        )
    job.report, job.state = {"proposals": len(found)}, State.DONE


def _note(job: Job) -> Callable[[str, float], None]:
    last = 0.0

    def note(stage: str, share: float) -> None:
        nonlocal last
        if stage != job.stage or time.monotonic() - last > _TOLD_EVERY:
            job.stage, job.share, last = stage, share, time.monotonic()
            job.save(update_fields=["stage", "share", "updated_at"])

    return note


def _as_json(report: ImportReport) -> dict[str, Any]:
    told = [
        {"code": problem.code, "severity": problem.severity, "file": problem.file, "line": problem.line}
        | {"column": problem.column, "value": problem.value, "params": dict(problem.params)}
        for problem in (*report.errors[:_KEPT], *report.remarks[:_KEPT])
    ]
    return {
        "outcome": report.outcome,
        "files": [asdict(file) for file in report.files],
        "changes": [asdict(change) for change in report.changes],
        "problems": told,
        "errors": len(report.errors),
        "remarks": len(report.remarks),
        "left_out": report.left_out,
        "may_skip": all(problem.severity != "file" for problem in report.errors),
    }


def _refuse_when_busy() -> None:
    if any(bury_if_dead(job).running for job in Job.objects.filter(state__in=RUNNING)):
        raise BusyError


def _start(job: Job) -> Job:
    with transaction.atomic():  # looking and writing in one: two people may press at the same moment
        _refuse_when_busy()
        job.process, job.stage, job.share = None, "", 0.0
        job.save()
    launch("run_evidence_job", job.pk)
    return job


def _drop_files(job: Job) -> None:
    if job.folder:
        shutil.rmtree(job.folder, ignore_errors=True)
        job.folder = ""
