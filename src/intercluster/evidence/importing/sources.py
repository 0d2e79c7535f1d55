"""Finding the files to read: alone, in folders, gzipped or in zip archives, without unpacking anything to disk."""

import gzip
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from intercluster.evidence.importing.problems import FileProblemError, Problem, shorten

_MB = 1024 * 1024
MOST_BYTES = 4096 * _MB  # all members of an archive unpacked; the whole of Horizon 2020 is 0.5 GB
MOST_RATIO = 100  # unpacked to packed; CORDIS files shrink 4 to 12 times
_USUAL_RATIO = 6
_SMALL = 10 * _MB  # below this any ratio is harmless
_TABULAR = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may hold rows. ``origin`` names the file or archive the user gave: the source of the rows."""

    name: str
    origin: str
    size: int  # bytes unpacked, as far as known: for the progress bar
    open: Callable[[], IO[bytes]]
    limit: int = MOST_BYTES  # characters after which reading stops

    @property
    def stem(self) -> str:
        """``organization`` for ``cordis.zip/csv/organization.csv.gz``."""
        return PurePosixPath(self.name).name.split(".")[0].casefold()


def find_sources(paths: Iterable[Path]) -> tuple[list[SourceFile], list[Problem]]:
    """Every tabular file under the paths, and notices about files left aside.

    Raises
    ------
    FileProblemError
        A path does not exist, or an archive is damaged, protected, too big or holds unsafe names.
    """
    found: list[SourceFile] = []
    notices: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.rglob("*") if item.is_file() and not item.name.startswith("."))
        elif path.is_file():
            inside = [path]
        else:
            raise FileProblemError(Problem(str(path), "not_found"))
        for item in inside:
            name = item.name if item == path else str(PurePosixPath(path.name, *item.relative_to(path).parts))
            for source in _open_one(item, name):
                if source.name.casefold().endswith(_TABULAR):
                    found.append(source)
                else:
                    notices.append(Problem(source.name, "ignored"))
    return found, notices


def _open_one(path: Path, name: str) -> Iterator[SourceFile]:
    if path.suffix.casefold() == ".zip":
        yield from _members(path, name)
    elif path.suffix.casefold() == ".gz":
        yield _gzipped(path, name)
    else:
        yield SourceFile(name, name, path.stat().st_size, lambda: path.open("rb"))


def _members(path: Path, name: str) -> Iterator[SourceFile]:
    if path.stat().st_size == 0:
        raise FileProblemError(Problem(name, "empty_file"))
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, struct.error, ValueError, NotImplementedError) as error:
        raise FileProblemError(Problem(name, "damaged", params={"why": _why(error)})) from error
    _check_archive(members, name)
    for info in members:
        yield SourceFile(f"{name}/{info.filename}", name, info.file_size, lambda info=info: _open_member(path, info))  # type: ignore[misc]


def _check_archive(members: list[zipfile.ZipInfo], name: str) -> None:
    for info in members:
        if info.flag_bits & 0x1:
            raise FileProblemError(Problem(name, "encrypted", value=shorten(info.filename)))
        parts = PurePosixPath(info.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
            raise FileProblemError(Problem(name, "unsafe_name", value=shorten(info.filename)))
        if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise too_big(name, info.file_size, info.compress_size)
    total, packed = sum(info.file_size for info in members), sum(info.compress_size for info in members)
    if total > MOST_BYTES:
        raise too_big(name, total, packed)


def _open_member(path: Path, info: zipfile.ZipInfo) -> IO[bytes]:
    archive = zipfile.ZipFile(path)
    try:
        member = archive.open(info)
    except BaseException:
        archive.close()
        raise
    archive.close()  # the member keeps the file open until it is closed itself
    return member


def _gzipped(path: Path, name: str) -> SourceFile:
    packed = path.stat().st_size
    if packed < 18:  # a gzip header and trailer
        raise FileProblemError(Problem(name, "damaged" if packed else "empty_file", params={"why": "no gzip header"}))
    # A gzip file's own record of its size cannot be trusted: the limit is watched while reading.
    limit = min(MOST_BYTES, max(_SMALL, MOST_RATIO * packed))
    return SourceFile(name, name, _USUAL_RATIO * packed, lambda: cast("IO[bytes]", gzip.open(path, "rb")), limit)


def too_big(name: str, unpacked: int, packed: int) -> FileProblemError:
    """The refusal of an archive that unpacks to more than it should."""
    return FileProblemError(
        Problem(
            name,
            "too_big",
            params={
                "size": f"{unpacked / _MB:,.0f} MB",
                "ratio": round(unpacked / max(packed, 1)),
                "limit": f"{MOST_BYTES / _MB:,.0f} MB",
                "most": MOST_RATIO,
            },
        )
    )


def _why(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
