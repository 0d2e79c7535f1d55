"""A clause as it stands in one agreement, in one language; what is compared, redlined and printed."""

from dataclasses import dataclass

from intercluster.export import Language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in both languages."""

    en: str
    fr: str

    def said(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class ClauseText:
    """``key``: the id of the clause of a template; empty for a clause of somebody's own."""

    key: str
    heading: str
    text: str
