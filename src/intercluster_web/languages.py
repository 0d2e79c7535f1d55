"""The language of the reader, and the order of words in it."""

from django.utils.translation import get_language

from intercluster.export import Language
from intercluster.fields.wording import fold


def language() -> Language:
    """The language of the page, which is that of the files it gives."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def by_label(choice: tuple[str, object]) -> str:
    """Sorts the choices of a list as people do: accents and capitals do not count."""
    return fold(str(choice[1]))
