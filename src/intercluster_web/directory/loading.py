"""Loads the bundled directory into the database. Doing it again changes nothing; what people wrote here stands."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db import transaction

from intercluster.directory import bundled
from intercluster.directory.types import ClusterRecord, Source
from intercluster_web.directory import models, search
from intercluster_web.directory.attributes import ATTRIBUTES, as_text
from intercluster_web.directory.models import BundledRow, Fact, Organisation, Origin, Standing
from intercluster_web.directory.signals import directory_changed

# Names of actors as the programmes write them, where they differ from the actor's own.
_ALSO_CALLED = {
    "commission-europeenne": ("European Commission",),
    "service-scientifique-de-l-ambassade-de-france-en-chine": (
        "Service scientifique, Ambassade de France en Chine",
        "Service S&T, Ambassade de France en Chine",
    ),
}


@dataclass
class _Load:
    """One run: what was loaded before, what is in the database, and what is new."""

    fingerprints: dict[str, str]
    organisations: dict[str, Organisation]
    programmes: dict[str, models.Programme] = field(default_factory=dict)
    new_organisations: list[Organisation] = field(default_factory=list)
    loaded: list[BundledRow] = field(default_factory=list)
    new_rows: dict[type[models.Sourced], list[Any]] = field(default_factory=dict)
    filled: dict[type[models.Sourced], bool] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)

    def standing(self, model: type[models.Sourced], lookup: Mapping[str, Any]) -> models.Sourced | None:
        """The row that is in the database already; not looked for in a table that was empty."""
        if model not in self.filled:
            self.filled[model] = model._default_manager.exists()
        return model._default_manager.filter(**lookup).first() if self.filled[model] else None

    def news(self, key: str, content: Any) -> str:
        """``new``, ``changed`` or nothing, for a bundled row against the last load."""
        fingerprint = blake2b(repr(content).encode(), digest_size=16).hexdigest()
        before = self.fingerprints.get(key)
        if before == fingerprint:
            return ""
        self.fingerprints[key] = fingerprint
        self.loaded.append(BundledRow(key=key, fingerprint=fingerprint))
        return "changed" if before else "new"


@transaction.atomic
def load_bundled_directory() -> Counter[str]:
    """Write what the bundled files say that was not loaded before; returns rows written by table.

    A row that people changed here keeps their version; one they deleted stays deleted. The statement of a
    newer release then joins the history of the attribute without coming into force.
    """
    load = _Load(
        fingerprints=dict(BundledRow.objects.values_list("key", "fingerprint")),
        organisations={organisation.key: organisation for organisation in Organisation.objects.all()},
    )
    _load_organisations(load)
    # In bulk, without signals: the whole load is indexed at its end.
    if load.new_organisations:
        Organisation.objects.bulk_create(load.new_organisations, batch_size=100)
        load.written["organisation"] += len(load.new_organisations)
    _load_ties(load)
    _load_programmes(load)
    for model, rows in load.new_rows.items():
        model._default_manager.bulk_create(rows, batch_size=200)
        load.written[model._meta.model_name or ""] += len(rows)
    if load.loaded:
        BundledRow.objects.bulk_create(
            load.loaded, update_conflicts=True, unique_fields=["key"], update_fields=["fingerprint"], batch_size=300
        )
        search.index(load.organisations[key].pk for key in load.touched if key in load.organisations)
        directory_changed()
    return load.written


def _columns(source: Source | None) -> dict[str, Any]:
    if source is None:
        return {"origin": Origin.BUNDLED}
    return {
        "source_url": source.url[:500],
        "seen_text": source.seen_text[:300],
        "stated_on": source.stated_on,
        "stated_year_only": source.stated_on is not None and (source.stated_on.month, source.stated_on.day) == (12, 31),
        "checked_on": source.checked_on,
        "origin": Origin.BUNDLED,
    }


def _load_organisations(load: _Load) -> None:
    profiles = {profile.key: profile for profile in bundled.bundled_profiles()}
    ended = {row.predecessor: row for row in bundled.bundled_successions()}
    for record in bundled.load_bundled_directory().clusters:
        profile = profiles[record.key]
        values = _cluster_values(record, profile)
        sources = dict.fromkeys(values, _columns(profile.source))
        if profile.members_count is not None:
            sources["members_count"] = _members_source(profile)
        if record.key in ended:
            values["standing"] = Standing.ENDED
            sources["standing"] = _columns(ended[record.key].source)
        _load_organisation(load, record.key, values, sources)
    for actor in bundled.bundled_actors():
        values = {"name": actor.name, "kind": str(actor.kind), "country": actor.country or "", "structure": actor.role}
        _load_organisation(load, actor.key, values, dict.fromkeys(values, _columns(actor.source)))


def _cluster_values(record: ClusterRecord, profile: bundled.ClusterProfile) -> dict[str, Any]:
    zone = record.zone or ""
    return {
        "name": record.name,
        "short_name": record.short_name,
        "kind": str(record.kind),
        "governed": profile.governed,
        "country": record.country or "",
        "city": record.city,
        "zone": zone if len(zone) > 2 else "",  # a country alone is not a region
        "latitude": record.latitude,
        "longitude": record.longitude,
        "founded_year": profile.founded_year,
        "members_count": profile.members_count,
        "website": record.website,
    }


def _members_source(profile: bundled.ClusterProfile) -> dict[str, Any]:
    """The source of a number of members, with the unit it counts and the year it gives for it."""
    columns = _columns(profile.source)
    if profile.members_unit and profile.members_unit not in columns["seen_text"]:
        columns["seen_text"] = f"{columns['seen_text']} ({profile.members_count} {profile.members_unit})"[:300]
    if profile.members_year:
        columns |= {"stated_on": date(profile.members_year, 12, 31), "stated_year_only": True}
    return columns


def _load_organisation(load: _Load, key: str, values: Mapping[str, Any], sources: Mapping[str, dict[str, Any]]) -> None:
    news = load.news(f"organisation:{key}", (sorted(values.items()), sorted(sources.items(), key=str)))
    if not news:
        return
    organisation = load.organisations.get(key)
    if organisation is None:
        if news == "changed":
            return  # deleted here
        organisation = Organisation(key=key, **values)
        load.organisations[key] = organisation
        load.new_organisations.append(organisation)
        said = {}
    else:
        said = {fact.attribute: fact for fact in organisation.facts.filter(in_force=True)}
    load.touched.add(key)
    _state_facts(load, organisation, values, sources, said)


def _state_facts(
    load: _Load,
    organisation: Organisation,
    values: Mapping[str, Any],
    sources: Mapping[str, dict[str, Any]],
    said: Mapping[str, Fact],
) -> None:
    facts = load.new_rows.setdefault(Fact, [])
    changed = False
    for name in ATTRIBUTES:
        text, before = as_text(values.get(name)), said.get(name)
        if name not in values or not text or (before and before.value == text and before.origin == Origin.BUNDLED):
            continue
        ours = before is None and (not said or as_text(getattr(organisation, name)) in {"", text})
        in_force = ours or (before is not None and before.origin == Origin.BUNDLED)
        if in_force and before is not None:
            Fact.objects.filter(pk=before.pk).update(in_force=False)
        if in_force and said:
            setattr(organisation, name, values[name])
            changed = True
        facts.append(Fact(organisation=organisation, attribute=name, value=text, in_force=in_force, **sources[name]))
    if changed:
        organisation.version += 1
        organisation.save()


def _load_ties(load: _Load) -> None:
    directory = bundled.load_bundled_directory()
    for record in directory.clusters:
        for concept in record.fields:
            _tie(load, models.OrganisationField, {"organisation": record.key}, {"concept": concept}, record.source)
    for part in bundled.bundled_territories():
        where = {"zone": part.part.zone}
        coverage = str(part.part.coverage)
        _tie(load, models.TerritoryPart, {"organisation": part.cluster}, where, part.source, coverage=coverage)
    for label in bundled.bundled_labels():
        name = {"name": label.label[:1].upper() + label.label[1:], "level": label.level}
        _tie(load, models.Label, {"organisation": label.cluster}, name, label.source, awarded=label.awarded)
    for number in bundled.bundled_identifiers():
        identity = {"scheme": number.scheme, "value": number.value}
        _tie(load, models.Identifier, {"organisation": number.cluster}, identity, number.source)
    for row in directory.memberships:
        ends = {"organisation": row.organisation, "member": row.member}
        said = {"member_type": str(row.member_type), "since": row.since, "until": row.until}
        _tie(load, models.Membership, ends, {}, row.source, **said)
    for change in bundled.bundled_successions():
        ends = {"predecessor": change.predecessor, "successor": change.successor}
        _tie(load, models.Succession, ends, {}, change.source, year=change.year)
    # The programmes must be there before the cooperations that name them.
    for programme in bundled.bundled_programmes():
        _load_programme(load, programme)
    for row in directory.cooperations:
        what = {"kind": row.kind, "started": row.started, "topic": row.topic, "programme": row.programme[:120]}
        record = _programme_named(load, row.programme)
        ends = {"a": row.a, "b": row.b}
        _tie(load, models.KnownCooperation, ends, what, row.source, programme_record=record)
        if record:
            _programme_tie(load, record, (row.a, row.b), "supported", row.source)


def _tie(
    load: _Load,
    model: type[models.Sourced],
    ends: Mapping[str, str],
    identity: Mapping[str, Any],
    source: Source | None,
    **said: Any,
) -> None:
    """A row between organisations. ``ends`` and ``identity`` tell it from others; what is ``said`` may change."""
    key = f"{model._meta.model_name}:{':'.join(ends.values())}:{':'.join(str(v) for v in identity.values())}"[:400]
    columns = _columns(source)
    news = load.news(key, (sorted(said.items(), key=str), sorted(columns.items(), key=str)))
    if not news or not all(end in load.organisations for end in ends.values()):
        return
    lookup = {name: load.organisations[end] for name, end in ends.items()} | dict(identity)
    load.touched.update(ends.values())
    standing = load.standing(model, lookup)
    if standing is None and news == "new":
        load.new_rows.setdefault(model, []).append(model(**lookup, **said, **columns))
    elif standing is not None and standing.origin == Origin.BUNDLED:
        model._default_manager.filter(pk=standing.pk).update(**said, **columns)
        load.written[model._meta.model_name or ""] += 1


def _load_programme(load: _Load, record: bundled.ProgrammeRecord) -> None:
    said = {name: getattr(record, name) for name in record.__slots__ if name not in {"key", "source"}}
    columns = _columns(record.source)
    news = load.news(f"programme:{record.key}", (sorted(said.items(), key=str), sorted(columns.items(), key=str)))
    standing = models.Programme.objects.filter(key=record.key).first()
    if standing is None and news == "new":
        standing = models.Programme.objects.create(key=record.key, **said, **columns)
        load.written["programme"] += 1
    elif standing is not None and news and standing.origin == Origin.BUNDLED:
        models.Programme.objects.filter(pk=standing.pk).update(**said, **columns)
        load.written["programme"] += 1
    if standing is not None:
        load.programmes[record.key] = standing


def _load_programmes(load: _Load) -> None:
    """Who runs a programme, and which networks bear its name."""
    for record in bundled.bundled_programmes():
        if programme := load.programmes.get(record.key):
            runners = [actor.key for actor in bundled.bundled_actors() if _is_named_in(actor, record.owner)]
            _programme_tie(load, programme, runners, "owner", record.source)
    for membership in bundled.load_bundled_directory().memberships:
        network = bundled.load_bundled_directory().by_key[membership.organisation]
        words = re.search(r"\(([^)]+)\)", network.name)
        programme = _programme_named(load, words.group(1)) if words else None
        if programme:
            _programme_tie(load, programme, (membership.organisation,), "supported", membership.source)


def _programme_tie(load: _Load, programme: models.Programme, keys: Any, role: str, source: Source | None) -> None:
    for key in keys:
        news = load.news(f"programmetie:{programme.key}:{key}:{role}", "")
        if news == "new" and key in load.organisations:
            tie = models.ProgrammeTie(
                programme=programme, organisation=load.organisations[key], role=role, **_columns(source)
            )
            load.new_rows.setdefault(models.ProgrammeTie, []).append(tie)


def _is_named_in(actor: bundled.ActorRecord, owner: str) -> bool:
    """Whether the owner of a programme names an actor: by its name, its initials, or another name it has."""
    bare, initials = re.match(r"([^(]+)(?:\(([^)]+)\))?", actor.name).groups()  # type: ignore[union-attr]
    names = [bare.strip(), initials, *_ALSO_CALLED.get(actor.key, ())]
    return any(name and re.search(rf"\b{re.escape(name)}\b", owner) for name in names)


def _programme_named(load: _Load, words: str) -> models.Programme | None:
    """The programme that a cooperation's words mean: its name up to the dash or bracket, or a longer part of it."""
    if not words:
        return None
    start = re.compile(rf"{re.escape(words)}(?: [–(].*)?", re.IGNORECASE)
    part = words.partition(" ")[2].casefold()
    for programme in load.programmes.values():
        if start.fullmatch(programme.name) or (len(part) > 3 and part in programme.name.casefold()):
            return programme
    return None
