"""Lines of text out of bytes of unsure encoding, with their true numbers."""

import codecs
import contextlib
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from intercluster.evidence.importing.problems import FileProblemError, Problem
from intercluster.evidence.importing.sources import MOST_RATIO, SourceFile, too_big

LONGEST_CELL = 131_072  # characters, the limit of Python's csv module; the longest CORDIS objective has some 10,000
_LONGEST_LINE = 1_048_576
_CHUNK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile)
_NON_ASCII = re.compile("[^\x00-\x7f]")
_ESCAPED = re.compile("[\udc80-\udcff]")


@contextlib.contextmanager
def readable(source: SourceFile) -> Iterator[None]:
    """Turn what a damaged file raises while it is read into a `FileProblemError`."""
    try:
        yield
    except DAMAGE as error:
        raise FileProblemError(damaged(source, error)) from error
    except UnicodeDecodeError as error:
        raise FileProblemError(undecodable(source, error.encoding)) from None


class Lines:
    """The lines of a file, split at line feeds only. ``with_nul`` collects the numbers of lines with a NUL byte."""

    def __init__(self, stream: IO[bytes], encoding: str, source: SourceFile, tick: Callable[[int], None]) -> None:
        self.with_nul: list[int] = []
        self.number = 0
        self._text = io.TextIOWrapper(stream, encoding, newline="\n")
        self._source, self._tick = source, tick

    def __iter__(self) -> Iterator[str]:
        seen = reported = 0
        while line := self._text.readline(_LONGEST_LINE):
            self.number += 1
            seen += len(line)
            if len(line) == _LONGEST_LINE and line[-1] != "\n":
                raise FileProblemError(
                    Problem(self._source.name, "cell_too_long", self.number, params={"limit": LONGEST_CELL})
                )
            if seen - reported > _CHUNK:
                self._tick(seen - reported)
                reported = seen
                if seen > self._source.limit:
                    raise too_big(self._source.name, seen, self._source.limit // MOST_RATIO)
            if "\0" in line:
                self.with_nul.append(self.number)
                line = line.replace("\0", "")
            yield line


def damaged(source: SourceFile, error: Exception) -> Problem:
    """The problem of a file whose packing is broken."""
    return Problem(source.name, "damaged", params={"why": str(error).rstrip(".") or type(error).__name__})


def marked_encoding(source: SourceFile) -> str:
    """UTF-8, or what the byte order mark at the start says."""
    with source.open() as stream:
        start = stream.read(4)
    return next((encoding for bom, encoding in _BOMS if start.startswith(bom)), "utf-8-sig")


def guess_encoding(source: SourceFile) -> str:
    """The encoding of a file that is not UTF-8: cp1252, unless it is UTF-8 with a few broken bytes.

    In Western text of cp1252 hardly any two neighbours form a character of UTF-8, so a file with many
    of those is damaged UTF-8, and reading it as cp1252 would garble what is sound.

    Raises
    ------
    FileProblemError
        The text is damaged UTF-8, or holds bytes that cp1252 does not know.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    broken = sound = 0
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            text = decoder.decode(chunk)
            escaped = len(_ESCAPED.findall(text))
            broken += escaped
            sound += len(_NON_ASCII.findall(text)) - escaped
    encoding = "utf-8" if sound * 10 > broken else "cp1252"
    if (line := first_bad_line(source, encoding)) is not None:
        raise FileProblemError(undecodable(source, encoding, line))
    return encoding


def undecodable(source: SourceFile, encoding: str, line: int | None = None) -> Problem:
    """The problem of a file that is not in the encoding it should be in."""
    line = first_bad_line(source, encoding) if line is None else line
    return Problem(source.name, "undecodable", line, params={"encoding": encoding.removesuffix("-sig")})


def first_bad_line(source: SourceFile, encoding: str) -> int | None:
    """The number of the first line that cannot be decoded."""
    with source.open() as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return None
