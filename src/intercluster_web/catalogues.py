"""Translation catalogues, with Babel alone: compile them, and say what is wrong with them.

Each app has its own catalogue (``<app>/locale/fr/LC_MESSAGES/django.po``) for its templates and Python files; the
one of the root package holds the rest. Nothing here needs the gettext programs.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Message = tuple[str | None, str]  # context, text (the singular where there are two)


def catalogue_files() -> list[Path]:
    return sorted(PACKAGE.rglob("LC_MESSAGES/django.po"))


def compile_catalogues(*, only_missing: bool = False) -> list[Path]:
    """Write the ``.mo`` beside every ``.po``; returns what was written."""
    written = []
    for source in catalogue_files():
        target = source.with_suffix(".mo")
        if only_missing and target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        compiled = BytesIO()
        write_mo(compiled, _read(source))
        draft = target.with_suffix(".draft")
        draft.write_bytes(compiled.getvalue())
        draft.replace(target)
        written.append(target)
    return written


def problems() -> list[str]:
    """One line for each string that is missing, untranslated, fuzzy, or loses a placeholder in translation.

    And for each that two catalogues translate differently: Django shows the words of one of them everywhere, so they
    need a context of their own.
    """
    found, translations = [], dict[Message, tuple[Any, Path]]()
    for source in catalogue_files():
        catalogue, where = _read(source), source.relative_to(PACKAGE)
        known = {(message.context, _singular(message)) for message in catalogue if message.id}
        wanted = set(_strings_of(source.parents[3]))
        found += [f"{where}: not in the catalogue: {text!r}" for _context, text in sorted(wanted - known, key=str)]
        for message in catalogue:
            if message.id:
                found += [f"{where}: {fault}: {_singular(message)!r}" for fault in _faults(message)]
                words, first = translations.setdefault((message.context, _singular(message)), (message.string, where))
                if words != message.string:
                    found.append(f"{where}: translated differently in {first}: {_singular(message)!r}")
    return found


def _faults(message: Any) -> Iterator[str]:
    translations = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    if message.fuzzy:
        yield "fuzzy"
    if not all(translations):
        yield "untranslated"
    else:
        yield from (str(error) for error in message.check())


def _strings_of(app: Path) -> Iterator[Message]:
    """The strings of an app, without those of the apps inside it (the root package holds the others)."""
    nested = [folder for folder in app.iterdir() if folder != app and (folder / "apps.py").exists()]
    for path in sorted(app.rglob("*")):
        if any(folder in path.parents for folder in nested) or not path.is_file():
            continue
        if path.suffix == ".py":
            yield from _extract(path.read_bytes())
        elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
            # templatize() leaves words and calls; without indentation they read as Python tokens.
            words = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield from _extract("\n".join(line.strip() for line in words.splitlines()).encode())


def _extract(source: bytes) -> Iterator[Message]:
    for _line, function, arguments, _comments in extract_python(BytesIO(source), KEYWORDS, [], {}):
        texts = [arguments] if isinstance(arguments, str) else [text for text in arguments if text]
        if not texts:
            continue
        in_context = function.startswith(("p", "np")) and len(texts) > 1
        yield (texts[0], texts[1]) if in_context else (None, texts[0])


def _singular(message: Any) -> str:
    return str(message.id[0] if isinstance(message.id, (list, tuple)) else message.id)


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3])
