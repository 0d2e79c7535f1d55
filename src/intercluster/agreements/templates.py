"""The templates, as data files: bilingual clauses with versions that never change once published."""

import datetime as dt
import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from intercluster.agreements.clauses import Bilingual

FieldType = Literal["text", "paragraph", "date", "months", "days", "integer", "money", "place"]


@dataclass(frozen=True, slots=True)
class Field:
    """What is filled in where a clause says ``{name}``."""

    name: str
    type: FieldType
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Option:
    """One of several wordings of a clause."""

    id: str
    label: Bilingual
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a template. Either ``text`` or ``options``; ``sources``: rows of the requirements it answers."""

    id: str
    version: int
    title: Bilingual
    why: Bilingual
    text: Bilingual | None
    options: tuple[Option, ...]
    sources: tuple[str, ...]
    mandatory: bool = False

    def option(self, chosen: str) -> Option | None:
        """The chosen option, else the first; None for a clause with one wording."""
        return next((each for each in self.options if each.id == chosen), next(iter(self.options), None))

    def wording(self, chosen: str = "") -> Bilingual:
        option = self.option(chosen)
        if option is not None:
            return option.text
        assert self.text is not None  # noqa: S101  (checked when the file is read)
        return self.text


@dataclass(frozen=True, slots=True)
class Template:
    """``between``: "clusters" or "members"; ``date``: when this version was published."""

    id: str
    version: int
    date: dt.date
    between: str
    title: Bilingual
    use: Bilingual
    clauses: tuple[Clause, ...]

    def clause(self, key: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.id == key), None)


@cache
def fields() -> dict[str, Field]:
    """Everything that can be filled in, by name."""
    return {name: Field(name, data["type"], Bilingual(**data["label"])) for name, data in _read("fields").items()}


@cache
def templates() -> tuple[Template, ...]:
    """All versions of all templates, in the order of the file."""
    clauses = _clauses()
    return tuple(_template(data, clauses) for data in _read("templates")["templates"])


def template(key: str, version: int) -> Template:
    """One version of a template.

    Raises
    ------
    KeyError
        There is none.
    """
    for found in templates():
        if (found.id, found.version) == (key, version):
            return found
    raise KeyError(f"{key} version {version}")


def latest(key: str) -> Template:
    """The newest version of a template; raises ``KeyError`` where there is none."""
    versions = [found for found in templates() if found.id == key]
    if not versions:
        raise KeyError(key)
    return max(versions, key=lambda found: found.version)


def offered() -> tuple[Template, ...]:
    """The newest version of each template, in the order of the file."""
    return tuple(latest(key) for key in dict.fromkeys(found.id for found in templates()))


def digest(of: Template) -> str:
    """SHA-256 of everything a template says: a published version keeps its digest for ever."""
    said = json.dumps(asdict(of), default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _template(data: dict[str, Any], clauses: dict[tuple[str, int], Clause]) -> Template:
    return Template(
        id=data["id"],
        version=data["version"],
        date=data["date"],
        between=data["between"],
        title=Bilingual(**data["title"]),
        use=Bilingual(**data["use"]),
        clauses=tuple(_named(name, clauses) for name in data["clauses"]),
    )


def _named(name: str, clauses: dict[tuple[str, int], Clause]) -> Clause:
    """``id@version``, with ``!`` where the clause is mandatory."""
    key, _at, version = name.rstrip("!").partition("@")
    found = clauses[key, int(version)]
    return Clause(
        **{slot: getattr(found, slot) for slot in Clause.__slots__ if slot != "mandatory"}, mandatory="!" in name
    )


def _clauses() -> dict[tuple[str, int], Clause]:
    return {
        (key, int(version)): _clause(key, int(version), data)
        for key, versions in _read("clauses").items()
        for version, data in versions.items()
    }


def _clause(key: str, version: int, data: dict[str, Any]) -> Clause:
    options = tuple(
        Option(option["id"], Bilingual(**option["label"]), Bilingual(**option["text"]))
        for option in data.get("options", ())
    )
    if bool(options) == ("text" in data):
        raise ValueError(f"Clause {key}.{version}: give either a text or options")
    return Clause(
        id=key,
        version=version,
        title=Bilingual(**data["title"]),
        why=Bilingual(**data["why"]),
        text=Bilingual(**data["text"]) if "text" in data else None,
        options=options,
        sources=tuple(data.get("sources", ())),
    )


@cache
def _read(name: str) -> dict[str, Any]:
    path = files("intercluster.agreements") / "templates" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
