"""Comparing words whatever their accents, case and plural, in the five languages of the vocabulary."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Plural and gender endings of English, French, German, Spanish and Italian. One ending at most is taken off, and
# only from words of more than four letters: "énergies", "energy", "Energie" and "energía" meet in "energ".
_ENDING = re.compile(r"(?:ies|ien|ia|ie|y|en|es|s|x|[aeio])$")
_SHORT = 4
_LITTLE_WORDS = """
a al als an and at auf aus bei by con d da das de degli dei del della delle der des di die du e el en et for fur gli i
il im in into its l la las le les los mit nel nella of on para par per por pour su sul sur the to und un una une van von
y zu zum zur
"""
FUNCTION_WORDS = frozenset(_LITTLE_WORDS.split())  # they do not count when a label and a text are compared


def fold(text: str) -> str:
    """Lower case without accents, spaces made single."""
    # Some compatibility letters fold to a capital only once decomposed, hence twice (Unicode Standard, D146).
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return " ".join("".join(letter for letter in parts if not unicodedata.combining(letter)).split())


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


def stem(word: str) -> str:
    """A folded word without its ending."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word
