# ruff: noqa: E501 (messages are quoted in one piece)
"""Bad input: each fault has one clear message, and nothing is written."""

import errno
import gzip
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from intercluster.evidence.importing import ImportOptions, import_evidence
from intercluster.evidence.importing.writing import only_writer

from .cordis_files import (
    ORGANIZATION,
    PROJECT,
    TAG,
    TOPIC,
    bundled_like_base,
    delimited,
    fingerprint,
    write_cordis,
    zipped,
)

AGAIN = "Download it again."
NUTS_ADVICE = "Correct the code, or leave the cell empty: the place is then taken from the geolocation or the country."


def organization(**cells: str) -> Callable[[Path], Path]:
    return lambda folder: write_cordis(folder, organization=[{**ORGANIZATION, **cells}])


def project(**cells: str) -> Callable[[Path], Path]:
    return lambda folder: write_cordis(folder, project=[{**PROJECT, **cells}])


def content(data: bytes | str, name: str = "organization.csv") -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        write_cordis(folder)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    return write


def archive(change: Callable[[Path], None]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = zipped(write_cordis(folder), folder.parent / "cordis.zip")
        change(path)
        return path

    return write


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def with_broken_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    place = data.find(b"organization.csv") + 60
    data[place : place + 40] = bytes(40)
    path.write_bytes(data)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target, target.open("organization.csv", "w") as file:
        for _ in range(64):
            file.write(b" " * 1024 * 1024)


def climbing(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as target:
        target.writestr("../../organization.csv", "x")


def locked(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as target:
        for info in target.infolist():
            info.flag_bits |= 1
        target._didModify = True


ROWS = delimited([ORGANIZATION])
CASES = {
    "empty file": (content(""), f"organization.csv: The file is empty. {AGAIN}"),
    "header only": (
        content(ROWS.splitlines()[0] + "\n"),
        f"organization.csv: The file has a header and no rows. {AGAIN}",
    ),
    "wrong delimiter": (
        content(delimited([ORGANIZATION], ",")),
        "organization.csv, line 1: Columns are separated by ',', not by ';'. Save the file with ';' between columns, or "
        "name its separator: --delimiter ','",
    ),
    "missing columns": (
        content(delimited([{"projectID": "633053", "organisationID": "1", "name": "A"}])),
        "organization.csv, line 1: Columns are missing: country, role. Use the official layout of CORDIS; the first line "
        "must name the columns.",
    ),
    "damaged UTF-8": (
        content(delimited([{**ORGANIZATION, "name": "Université de Liège"}] * 1).encode().replace(b"FR101", b"FR\xff01")),
        "organization.csv, line 2: The text is not utf-8: this line holds bytes that have no meaning in it. Save the file "
        "as UTF-8, or name its encoding: --encoding cp1252",
    ),
    "neither UTF-8 nor cp1252": (
        content(ROWS.encode().replace(b"PARIS", b"PA\x81\xe9S")),
        "organization.csv, line 2: The text is not cp1252: this line holds bytes that have no meaning in it. Save the "
        "file as UTF-8, or name its encoding: --encoding cp1252",
    ),
    "NUL byte": (
        content(ROWS.replace("PARIS", "PA\0RIS")),
        "organization.csv, line 2: The line holds a NUL byte. Remove it, or download the file again.",
    ),
    "NUL byte in the header": (
        content("\0" + ROWS),
        f"organization.csv, line 1: The file is damaged or cut short: the first line holds a NUL byte. {AGAIN}",
    ),
    "noise": (
        content(b"a\rb\xff\xfe;" * 50 + b"\n"),
        "organization.csv, line 1: Columns are missing: projectID, organisationID, name, country, role. Use the official "
        "layout of CORDIS; the first line must name the columns.",
    ),
    "10 MB cell": (
        content(ROWS.replace("PARIS", "x" * 10_000_000)),
        "organization.csv, line 2: A cell is longer than 131072 characters; reading stopped here. Look for a quotation "
        "mark that is missing, or shorten the cell.",
    ),
    "10 MB cell of many lines": (
        content(ROWS.replace("PARIS", "x\n" * 5_000_000)),
        "organization.csv, line 2: A cell is longer than 131072 characters; reading stopped here. Look for a quotation "
        "mark that is missing, or shorten the cell.",
    ),
    "quotation mark never closed": (
        content(ROWS.replace('"PARIS"', '"PARIS')),
        "organization.csv, line 2: A quotation mark stands inside a quoted cell. Write it twice: \"\"",
    ),
    "last quotation mark never closed": (
        content(ROWS.rstrip()[:-1]),
        "organization.csv, line 2: A quotation mark that opens in this row is never closed. Close it, or write it twice "
        "where it belongs to the text.",
    ),
    "too few cells": (
        content(ROWS + '"633053";"x"\n'),
        "organization.csv, line 3: The row has 2 cells, the header 14. Found: '633053'. Look for a separator or a "
        "quotation mark too many or too few.",
    ),
    "missing name": (
        organization(name=" "),
        "organization.csv, line 2, column name: The cell must not be empty. Fill it in.",
    ),
    "identifier with letters": (
        organization(organisationID="PIC-1"),
        "organization.csv, line 2, column organisationID: This is not a number of digits only. Found: 'PIC-1'. Give the "
        "identifier CORDIS uses.",
    ),
    "contribution in words": (
        organization(ecContribution="1.000,50 EUR"),
        "organization.csv, line 2, column ecContribution: This is not a number. Found: '1.000,50 EUR'. Write digits and "
        "at most one decimal mark: 1234.5 or 1234,5",
    ),
    "unknown NUTS": (
        organization(nutsCode="FR999"),
        "organization.csv, line 2, column nutsCode: This is no NUTS code of any version from 2006 to 2024. Found: "
        f"'FR999'. {NUTS_ADVICE}",
    ),
    "unknown country": (
        organization(country="ZZ"),
        "organization.csv, line 2, column country: This is no country code of ISO 3166-1 (UK and EL are read too). Found: "
        "'ZZ'. Correct the code.",
    ),
    "place that is none": (
        organization(geolocation="somewhere"),
        "organization.csv, line 2, column geolocation: This is not a latitude and a longitude. Found: 'somewhere'. Write "
        "degrees: 48.85,2.35",
    ),
    "unknown activity": (
        organization(activityType="SME"),
        "organization.csv, line 2, column activityType: This is none of HES, PRC, REC, OTH, PUB. Found: 'SME'. Correct "
        "the cell or leave it empty.",
    ),
    "participation in no project": (
        organization(projectID="1"),
        "organization.csv, line 2, column projectID: No project has this number, neither in these files nor in the "
        "evidence loaded. Found: '1'. Import project.csv of the same programme with this file.",
    ),
    "participation twice": (
        lambda folder: write_cordis(folder, organization=[ORGANIZATION, ORGANIZATION]),
        "organization.csv, line 3, column organisationID: The same projectID and role and order and organisationID is "
        "already on line 2. Found: '999997930'. Keep one of the two rows.",
    ),
    "project twice": (
        lambda folder: write_cordis(folder, project=[PROJECT, {**PROJECT, "rcn": "2"}]),
        "project.csv, line 4, column id: The same id is already on line 2. Found: '633053'. Keep one of the two rows.",
    ),
    "wrong date": (
        project(startDate="31.02.2015"),
        "project.csv, line 2, column startDate: This is not a date. Found: '31.02.2015'. Write it as 2019-05-31 or "
        "31/05/2019.",
    ),
    "unknown programme": (
        project(frameworkProgramme=""),
        "project.csv, line 2, column frameworkProgramme: The framework programme is none of FP7, H2020 and HORIZON. "
        "Correct the cell, or name the programme: --framework H2020",
    ),
    "field of no project": (
        lambda folder: write_cordis(folder, euroSciVoc=[{**TAG, "projectID": "1"}]),
        "euroSciVoc.csv, line 2, column projectID: No project has this number, neither in these files nor in the "
        "evidence loaded. Found: '1'. Import project.csv of the same programme with this file.",
    ),
    "topic of no project": (
        lambda folder: write_cordis(folder, topics=[{**TOPIC, "projectID": "1"}]),
        "topics.csv, line 2, column projectID: No project has this number, neither in these files nor in the evidence "
        "loaded. Found: '1'. Import project.csv of the same programme with this file.",
    ),
    "long value": (
        organization(ecContribution="x" * 100),
        f"organization.csv, line 2, column ecContribution: This is not a number. Found: '{'x' * 59}…'. Write digits and "
        "at most one decimal mark: 1234.5 or 1234,5",
    ),
    "truncated zip": (archive(cut_short), f"cordis.zip: The file is damaged or cut short: File is not a zip file. {AGAIN}"),
    "zip bomb": (
        archive(bomb),
        "cordis.zip: It unpacks to 64 MB, 1029 times its packed size; the limits are 4,096 MB and 100 times. Do not use "
        "this archive; download it from CORDIS itself.",
    ),
    "zip that climbs out of its folder": (
        archive(climbing),
        "cordis.zip: The archive holds a name that leaves its folder. Found: '../../organization.csv'. Do not use this "
        "archive; download it from CORDIS itself.",
    ),
    "zip with a password": (
        archive(locked),
        "cordis.zip: The archive is protected by a password. Found: 'organization.csv'. Unpack it first and import the "
        "folder.",
    ),
    "truncated gzip": (
        lambda folder: content(gzip.compress(ROWS.encode() + os.urandom(50_000))[:-5000], "organization.csv.gz")(folder)
        / "organization.csv.gz",
        "organization.csv.gz: The file is damaged or cut short: Compressed file ended before the end-of-stream marker was "
        f"reached. {AGAIN}",
    ),
    "nothing known": (
        lambda folder: content("a;b\n1;2\n", "notes.csv")(folder) / "notes.csv",
        "notes.csv: Nothing here has a layout we read. Give project.csv, organization.csv, euroSciVoc.csv or topics.csv "
        "of CORDIS, alone, in a folder or in the official zip, or a regional structural business statistics file of "
        "Eurostat (TSV or SDMX-CSV).",
    ),
    "no such path": (lambda folder: folder / "none", "none: There is no such file or folder. Check the path."),
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded")
    report = import_evidence(
        [write_cordis(folder / "good")], base_folder=bundled_like_base(folder / "base"), target=folder / "data"
    )
    assert report.outcome == "written"
    return folder / "data"


@pytest.fixture
def data(loaded_once: Path, tmp_path: Path) -> Path:
    """A data folder with evidence in force, of which nothing may be lost."""
    return Path(shutil.copytree(loaded_once, tmp_path / "data"))


def in_force(data: Path) -> Path:
    return data / (data / "current").read_text().strip()


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_told_and_nothing_is_written(tmp_path: Path, data: Path, case: str) -> None:
    make, expected = CASES[case]
    before = fingerprint(data)
    report = import_evidence([make(tmp_path / "in")], base_folder=in_force(data), target=data)
    assert [str(problem).removeprefix(f"{tmp_path}/in/").removeprefix("in/") for problem in report.errors] == [expected]
    assert report.outcome == "refused"
    assert fingerprint(data) == before


def test_a_gzip_that_unpacks_without_end_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "organization.csv.gz"
    path.write_bytes(gzip.compress(ROWS.encode() + f"{ROWS.splitlines()[1]}\n".encode() * 80_000))
    report = import_evidence([path], base_folder=bundled_like_base(tmp_path / "base"), target=tmp_path / "data")
    assert [problem.code for problem in report.errors] == ["too_big"]


def test_every_bad_row_is_told_at_once(tmp_path: Path) -> None:
    rows = [{**ORGANIZATION, "order": str(n), "ecContribution": "?"} for n in range(50)]
    report = import_evidence(
        [write_cordis(tmp_path / "in", organization=rows)],
        base_folder=bundled_like_base(tmp_path / "base"),
        target=tmp_path / "data",
    )
    assert [problem.line for problem in report.errors] == list(range(2, 52))


def test_a_member_damaged_inside_a_zip_is_told(tmp_path: Path) -> None:
    path = archive(with_broken_middle)(tmp_path / "in")
    report = import_evidence([path], base_folder=bundled_like_base(tmp_path / "base"), target=tmp_path / "data")
    assert [(problem.file, problem.code) for problem in report.errors] == [("cordis.zip/organization.csv", "damaged")]


def test_an_encoding_that_does_not_exist_is_told(tmp_path: Path) -> None:
    report = import_evidence(
        [write_cordis(tmp_path / "in") / "project.csv"],
        ImportOptions(encoding="klingon"),
        base_folder=bundled_like_base(tmp_path / "base"),
        target=tmp_path / "data",
    )
    assert [str(problem) for problem in report.errors] == [
        "project.csv: There is no encoding of this name. Found: 'klingon'. Use for example utf-8 or cp1252."
    ]


def test_a_damaged_archive_is_not_imported_in_part_even_when_bad_rows_may_be_left_out(tmp_path: Path) -> None:
    report = import_evidence(
        [content("")(tmp_path / "in")],
        ImportOptions(skip_bad=True),
        base_folder=bundled_like_base(tmp_path / "base"),
        target=tmp_path / "data",
    )
    assert (report.outcome, fingerprint(tmp_path / "data")) == ("refused", {})


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    report = import_evidence(
        [write_cordis(tmp_path / "in")], base_folder=bundled_like_base(tmp_path / "base"), target=tmp_path / "data"
    )
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in report.errors] == [
        "data: The new evidence cannot be written: File exists. Make room or allow writing, then import again; the "
        "evidence loaded before is untouched."
    ]


def test_a_full_disk_is_told_and_leaves_no_trace(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(data)
    writes = []

    def full(*arguments: object, **options: object) -> None:
        writes.append(arguments)
        if len(writes) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(*arguments, **options)

    write = pq.write_table
    monkeypatch.setattr(pq, "write_table", full)
    more = write_cordis(tmp_path / "in", organization=[{**ORGANIZATION, "organisationID": "2"}])
    report = import_evidence([more], base_folder=in_force(data), target=data)
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in report.errors] == [
        "data: The new evidence cannot be written: No space left on device. Make room or allow writing, then import "
        "again; the evidence loaded before is untouched."
    ]
    assert fingerprint(data) == before
    assert not list(data.glob(".unfinished-*"))


def test_two_imports_do_not_write_at_once(tmp_path: Path) -> None:
    with only_writer(tmp_path / "data"):
        report = import_evidence(
            [write_cordis(tmp_path / "in")], base_folder=bundled_like_base(tmp_path / "base"), target=tmp_path / "data"
        )
    assert [problem.code for problem in report.errors] == ["busy"]


@pytest.mark.parametrize("moment", ["write_table", "rename", "replace"])
def test_killed_at_any_moment_the_old_evidence_stays_in_force(tmp_path: Path, data: Path, moment: str) -> None:
    first = in_force(data)
    before = {name: digest for name, digest in fingerprint(data).items() if name.startswith(first.name)}
    more = write_cordis(tmp_path / "in", organization=[{**ORGANIZATION, "organisationID": "2"}])
    script = textwrap.dedent(
        f"""
        import os, signal
        from pathlib import Path
        import pyarrow.parquet as pq
        from intercluster.evidence.importing import import_evidence

        def die(*_arguments, **_options):
            os.kill(os.getpid(), signal.SIGKILL)

        owner = pq if {moment!r} == "write_table" else Path
        setattr(owner, {moment!r}, die)
        import_evidence([Path({str(more)!r})], base_folder=Path({str(first)!r}), target=Path({str(data)!r}))
        """
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False)  # noqa: S603
    assert killed.returncode == -signal.SIGKILL
    assert (data / "current").read_text().strip() == first.name
    assert {name: digest for name, digest in fingerprint(data).items() if name.startswith(first.name)} == before
    later = import_evidence([more], base_folder=in_force(data), target=data)
    assert later.outcome == "written"
    assert sorted(path.name for path in data.iterdir() if path.is_dir()) == sorted(
        [first.name, later.folder.name if later.folder else ""]
    )
