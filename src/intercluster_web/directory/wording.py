"""Codes put into words in the reader's language: countries, zones, fields, kinds."""

from babel import Locale
from django.utils.translation import gettext_lazy as _

from intercluster.fields.vocabulary import load_vocabulary
from intercluster.territory.countries import country_name, known_countries
from intercluster.territory.zones import zones
from intercluster_web.directory.models import Kind, MemberKind, Standing
from intercluster_web.languages import by_label, language

COOPERATION_KINDS = {
    "joint_project": _("joint project"),
    "strategic_partnership": _("strategic partnership"),
    "partnership": _("partnership"),
    "mou": _("memorandum of understanding"),
    "twinning": _("twinning"),
    "exchange": _("exchange of experience"),
}
LEVELS = {
    "world": _("world class (mondial)"),
    "world_vocation": _("world vocation (à vocation mondiale)"),
    "national": _("national"),
    "regional": _("regional"),
    "gold": _("gold"),
    "silver": _("silver"),
    "bronze": _("bronze"),
}
PROGRAMME_LEVELS = {
    "regional": _("regional"),
    "national": _("national"),
    "eu": _("European"),
    "international": _("international"),
}


def country_label(code: str | None) -> str:
    """The name of a country in the reader's language; nothing for none."""
    return country_name(code, language()) if code else ""


def country_choices() -> list[tuple[str, str]]:
    """Every country, in the reader's alphabetical order."""
    return sorted(((code, country_label(code)) for code in known_countries()), key=by_label)


def language_label(code: str) -> str:
    """The name of a language in the reader's language."""
    return str(Locale(language()).languages.get(code, code))


def zone_label(code: str) -> str:
    """``Rhône-Alpes (FRK2)``; the code alone for a zone the table does not know."""
    known = zones().get(code)
    if len(code) <= 2 or known is None:
        return country_label(code)
    return f"{known.label} ({code})"


def field_label(concept: str) -> str:
    """The label of a concept; the key itself for one the vocabulary no longer has."""
    vocabulary = load_vocabulary()
    return vocabulary.label(concept, language()) if concept in vocabulary else concept


def field_words(concept: str) -> str:
    """Every label of a concept, in every language, and the other words people use for it."""
    vocabulary = load_vocabulary()
    if concept not in vocabulary:
        return concept
    known = vocabulary.get(concept)
    return " ".join([*known.labels.values(), *known.alt_labels])


def field_choices() -> list[tuple[str, str]]:
    """The field keys of the directory with their labels, in the reader's alphabetical order."""
    offered = ((concept.key, concept.label(language())) for concept in load_vocabulary().directory_fields)
    return sorted(offered, key=by_label)


def kind_label(code: str) -> str:
    return str(Kind(code).label) if code in Kind.values else code


def member_kind_label(code: str) -> str:
    return str(MemberKind(code).label) if code in MemberKind.values else code


def standing_label(code: str) -> str:
    return str(Standing(code).label) if code in Standing.values else code


def level_label(code: str) -> str:
    return str(LEVELS.get(code, code))


def cooperation_label(code: str) -> str:
    return str(COOPERATION_KINDS.get(code, code))
