"""Writing a draft: from a template or a file, clause by clause, and keeping versions of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from intercluster.agreements.clauses import ClauseText
from intercluster.agreements.templates import Template, template
from intercluster_web.accounts.permissions import may_write
from intercluster_web.agreements.actions.ground import WrongStateError, require_change, require_draft, tell
from intercluster_web.agreements.models import Agreement, AgreementParty, Clause, Kind, Status, Version
from intercluster_web.agreements.presentation.texts import frozen_clauses
from intercluster_web.directory.models import Organisation
from intercluster_web.records.together import just_now, refuse_if_changed, twin_of

PartyNames = Sequence[tuple[Organisation | None, str]]


@transaction.atomic
def start(
    user: Any,
    agreement: Agreement,
    parties: PartyNames,
    begin_from: Template | None = None,
    own_text: Sequence[ClauseText] = (),
) -> Agreement:
    """A new draft with the clauses of a template, or with those read from a file in the language of the agreement.

    A second click finds the first one's draft. ``parties``: organisation of the directory, or None and a name.
    """
    if not may_write(user, agreement.owner):
        require_change(user, agreement)
    agreement.created_by = user
    if begin_from is not None:
        agreement.template, agreement.template_version = begin_from.id, begin_from.version
        agreement.kind, agreement.between = Kind(begin_from.id), begin_from.between
    mine = Agreement.objects.filter(cooperation=agreement.cooperation, created_by=user, created_at__gte=just_now())
    if twin := twin_of(agreement, mine):
        return twin  # type: ignore[no-any-return]
    agreement.save()
    for organisation, name in parties:
        AgreementParty.objects.get_or_create(agreement=agreement, name=name, defaults={"organisation": organisation})
    clauses = _from_template(agreement, begin_from) if begin_from else _from_text(agreement, own_text)
    Clause.objects.bulk_create(clauses)
    tell(user, agreement, "agreement_drafted")
    return agreement


@transaction.atomic
def change(user: Any, agreement: Agreement, names: Iterable[str], seen: str) -> None:
    """Save the card of an agreement (title, who sees it, note …), in whatever state; raises as ``change_owned``."""
    require_change(user, agreement)
    refuse_if_changed(agreement, names, seen)
    agreement.save(update_fields=[*names, "updated_at"])


@transaction.atomic
def change_clause(user: Any, clause: Clause, names: Iterable[str], seen: str) -> None:
    """Save the words of a clause.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else saved it first; nothing is written.
    """
    require_draft(user, clause.agreement)
    refuse_if_changed(clause, names, seen)
    stored = Clause.objects.get(pk=clause.pk)
    clause.edited = stored.edited or any(getattr(stored, name) != getattr(clause, name) for name in names)
    clause.save(update_fields=[*names, "edited"])
    _touch(clause.agreement)


@transaction.atomic
def add_clause(user: Any, agreement: Agreement, clause: Clause) -> Clause:
    """A clause of one's own, at the end."""
    require_draft(user, agreement)
    clause.agreement = agreement
    clause.edited = True
    clause.position = (agreement.clauses.aggregate(last=Max("position"))["last"] or 0) + 1
    same = agreement.clauses.filter(
        heading_en=clause.heading_en, heading_fr=clause.heading_fr, text_en=clause.text_en, text_fr=clause.text_fr
    ).first()
    if same is not None:
        return same
    clause.save()
    _touch(agreement)
    return clause


@transaction.atomic
def remove_clause(user: Any, clause: Clause) -> None:
    """Take away a clause of one's own; one of a template is only left out."""
    require_draft(user, clause.agreement)
    if clause.key:
        raise WrongStateError("template")
    clause.delete()
    _touch(clause.agreement)


@transaction.atomic
def include(user: Any, clause: Clause, included: bool) -> None:
    """Take a clause into the text or leave it out; a mandatory one stays."""
    require_draft(user, clause.agreement)
    Clause.objects.filter(pk=clause.pk, mandatory=False).update(included=included)
    _touch(clause.agreement)


@transaction.atomic
def take_wording(user: Any, clause: Clause, option: str) -> None:
    """Take one of the wordings of the template, or its own text again; what was edited is replaced.

    Raises
    ------
    KeyError
        The clause comes from no template, or has no such wording.
    """
    require_draft(user, clause.agreement)
    agreement = clause.agreement
    source = template(agreement.template, agreement.template_version or 0).clause(clause.key)
    if source is None or (option and option not in {each.id for each in source.options}):
        raise KeyError(option)
    words = source.wording(option)
    chosen = source.option(option)
    Clause.objects.filter(pk=clause.pk).update(
        option=chosen.id if chosen else "",
        edited=False,
        heading_en=source.title.en,
        heading_fr=source.title.fr,
        text_en=words.en,
        text_fr=words.fr,
    )
    _touch(agreement)


@transaction.atomic
def move(user: Any, clause: Clause, up: bool) -> None:
    """One place up or down."""
    require_draft(user, clause.agreement)
    order = list(clause.agreement.clauses.all())
    here = next(place for place, each in enumerate(order) if each.pk == clause.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        for place, each in enumerate(order, 1):
            each.position = place
        Clause.objects.bulk_update(order, ["position"])
        _touch(clause.agreement)


@transaction.atomic
def fill(user: Any, agreement: Agreement, values: Mapping[str, str], seen: Mapping[str, str]) -> None:
    """Fill in blanks. ``seen``: what each said when the person began; two people may fill in different blanks.

    Raises
    ------
    BlankTakenError
        Somebody else filled one of these in meanwhile, with something else; nothing is written.
    """
    require_draft(user, agreement)
    stored = Agreement.objects.get(pk=agreement.pk).values
    taken = {
        name: stored.get(name, "")
        for name, value in values.items()
        if name in seen and stored.get(name, "") not in {seen[name], value} and value != seen[name]
    }
    if taken:
        raise BlankTakenError(taken)
    mine = {name: value for name, value in values.items() if value != seen.get(name, "")}
    agreement.values = {name: value for name, value in {**stored, **mine}.items() if value}
    agreement.save(update_fields=["values", "updated_at"])


class BlankTakenError(Exception):
    """``theirs``: what somebody else filled in, by name."""

    def __init__(self, theirs: dict[str, str]) -> None:
        super().__init__(", ".join(theirs))
        self.theirs = theirs


@transaction.atomic
def add_party(user: Any, agreement: Agreement, organisation: Organisation | None, name: str) -> None:
    require_draft(user, agreement)
    AgreementParty.objects.get_or_create(agreement=agreement, name=name, defaults={"organisation": organisation})
    _touch(agreement)


@transaction.atomic
def change_party(user: Any, party: AgreementParty, described_as: str) -> None:
    require_draft(user, party.agreement)
    party.described_as = described_as
    party.save(update_fields=["described_as"])
    _touch(party.agreement)


@transaction.atomic
def remove_party(user: Any, party: AgreementParty) -> None:
    """Take a party off a draft that nobody signed; one that signed an earlier version stays in the record."""
    require_draft(user, party.agreement)
    if party.signatures.filter(signed_at__isnull=False).exists():
        raise WrongStateError("signed")
    party.delete()
    _touch(party.agreement)


@transaction.atomic
def keep(user: Any, agreement: Agreement, note: str = "") -> Version:
    """Keep the text as it stands as a new version; where nothing changed since the last, that one is returned."""
    require_change(user, agreement)
    fresh = Agreement.objects.get(pk=agreement.pk)
    parties = [party.in_text for party in fresh.parties.all()]
    version = Version(
        agreement=fresh,
        number=fresh.number + 1,
        kept_by=user,
        note=note,
        title=fresh.title,
        kind=fresh.kind,
        language=fresh.language,
        clauses=frozen_clauses(fresh, list(fresh.clauses.all()), parties),
        parties=parties,
    )
    last = fresh.versions.first()
    if last is not None and _says(last) == _says(version):
        return last
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError:  # somebody kept this number a moment ago
        return Version.objects.get(agreement=fresh, number=version.number)
    Agreement.objects.filter(pk=fresh.pk).update(number=version.number)
    agreement.number = version.number
    tell(user, fresh, "agreement_kept", params={"number": version.number}, note=note)
    return version


@transaction.atomic
def amend(user: Any, agreement: Agreement) -> Agreement:
    """A draft that begins from an agreement in force and takes its place once all have signed it."""
    require_change(user, agreement)
    if agreement.status != Status.IN_FORCE:
        raise WrongStateError(agreement.status)
    waiting = Agreement.objects.filter(replaces=agreement, status__in=[Status.DRAFT, Status.PROPOSED]).first()
    if waiting is not None:
        return waiting
    copied = [field.name for field in Agreement._meta.concrete_fields if field.name in _COPIED]
    draft = Agreement(**{name: getattr(agreement, name) for name in copied}, replaces=agreement, created_by=user)
    draft.save()
    for party in agreement.parties.all():
        party.pk, party.agreement = None, draft
        party.save()
    for clause in agreement.clauses.all():
        clause.pk, clause.agreement = None, draft
        clause.save()
    tell(user, draft, "agreement_drafted")
    return draft


@transaction.atomic
def delete(user: Any, agreement: Agreement) -> None:
    """Take away a draft that nobody has signed yet."""
    require_draft(user, agreement)
    if agreement.signatures.filter(signed_at__isnull=False).exists():
        raise WrongStateError("signed")
    tell(user, agreement, "agreement_removed", url="")
    agreement.delete()


_COPIED = {
    "cooperation",
    "owner",
    "audience",
    "title",
    "kind",
    "between",
    "template",
    "template_version",
    "language",
    "values",
    "note",
}


def _from_template(agreement: Agreement, begin_from: Template) -> list[Clause]:
    found = []
    for position, clause in enumerate(begin_from.clauses, 1):
        words, option = clause.wording(), clause.option("")
        found.append(
            Clause(
                agreement=agreement,
                position=position,
                key=clause.id,
                key_version=clause.version,
                option=option.id if option else "",
                mandatory=clause.mandatory,
                heading_en=clause.title.en,
                heading_fr=clause.title.fr,
                text_en=words.en,
                text_fr=words.fr,
            )
        )
    return found


def _from_text(agreement: Agreement, own_text: Sequence[ClauseText]) -> list[Clause]:
    spoken = "en" if agreement.language == "en" else "fr"
    return [
        Clause(
            agreement=agreement,
            position=position,
            edited=True,
            **{f"heading_{spoken}": clause.heading[:200], f"text_{spoken}": clause.text},
        )
        for position, clause in enumerate(own_text, 1)
    ]


def _says(version: Version) -> tuple[Any, ...]:
    return version.title, version.language, version.clauses, version.parties


def _touch(agreement: Agreement) -> None:
    agreement.save(update_fields=["updated_at"])
