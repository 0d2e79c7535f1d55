"""The cases of the sources, entered as the history of their clusters. Only what is not there yet is written."""

from django.db import transaction

from intercluster.cooperations.cases import Case, CaseEntry, load_cases, when_words
from intercluster_web.accounts.visibility import Audience, Visibility
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.models import Cooperation, Party, PartyRole, Passage, Status
from intercluster_web.directory.models import Organisation, Origin

_NO_MORE = "La source n’en dit pas plus. / The source tells no more."


@transaction.atomic
def enter_cases() -> int:
    """Enter the cases that are not there yet; how many were entered. One whose clusters the directory lacks waits."""
    known = set(Cooperation.objects.filter(origin=Origin.BUNDLED).values_list("key", flat=True))
    return sum(_enter(case) for case in load_cases() if case.key not in known)


def _enter(case: Case) -> bool:
    keys = [case.owner, *(key for key, _role in case.parties)]
    found = {each.key: each for each in Organisation.objects.filter(key__in=[*keys, case.mediated_by])}
    if not set(keys) <= set(found):
        return False
    days = [entry.when.day or case.source.stated_on for entry in case.entries]
    cooperation = Cooperation.objects.create(
        owner=found[case.owner],
        visibility=Visibility.PUBLIC,
        title=case.title,
        topic=f"{case.topic['fr']}\n{case.topic['en']}",
        summary=f"{case.topic['fr']}\n\n{case.topic['en']}",
        concepts=list(case.concepts),
        countries=list(case.countries),
        purpose=case.purpose,
        beneficiary=case.beneficiary,
        plane=case.plane,
        process=case.process,
        lead_origin=case.lead_origin,
        lead_from=case.lead_from,
        mediated_by=found.get(case.mediated_by),
        status=Status.ENDED,
        ended_on=max(case.source.stated_on, *days),
        ended_because=_NO_MORE,
        stage=case.stage.value,
        stage_since=next(day for day, entry in zip(days, case.entries, strict=True) if entry.stage is case.stage),
        started_on=next((entry.when.day for entry in case.entries if entry.proof and entry.when.day), None),
        source_url=f"{case.source.text} {case.source.url}".strip(),
        origin=Origin.BUNDLED,
        key=case.key,
    )
    Party.objects.create(cooperation=cooperation, organisation=found[case.owner], role=PartyRole.LEAD)
    for key, role in case.parties:
        Party.objects.create(cooperation=cooperation, organisation=found[key], role=role)
    _write_passages(cooperation, case)
    for entry in case.entries:
        _write_entry(cooperation, case, entry)
    return True


def _write_passages(cooperation: Cooperation, case: Case) -> None:
    steps = [(entry.stage, entry.when.day or case.source.stated_on) for entry in case.entries if entry.stage]
    ends = [*(day for _stage, day in steps[1:]), cooperation.ended_on]
    for (stage, entered), left in zip(steps, ends, strict=True):
        Passage.objects.create(cooperation=cooperation, stage=stage.value, entered_on=entered, left_on=left)


def _write_entry(cooperation: Cooperation, case: Case, entry: CaseEntry) -> None:
    record(
        None,
        cooperation,
        cooperation.owner,
        "told",
        params={
            "words_en": entry.en,
            "words_fr": entry.fr,
            "when_en": when_words(entry.when, "en"),
            "when_fr": when_words(entry.when, "fr"),
        },
        happened_on=entry.when.day or case.source.stated_on,
        proof=entry.proof.value if entry.proof else "",
        audience=Audience.SHARED,
    )
