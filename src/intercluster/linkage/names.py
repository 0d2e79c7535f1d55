"""Names of organisations, told in a way that two spellings of one name come out alike."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

_LEGAL_FORMS: Final = frozenset(  # a word list reads better in a block than in a hundred quotation marks
    """
    ab ad ae ag aie as asa asbl aps bhd bv bvba coop corp dd doo dooel ead eood ev eurl eirl epe foundation gesmbh ges
    ggmbh gie gip gmbh hf ike inc incorporated kft kg kgaa ks lda ldt llc llp lp ltd ltda limited limitada mbh nv nyrt
    ood oo ou oy oyj plc psa pty rt sa sae sal sarl sas sasu sau sc sca scarl scop scpa scrl scs se sia sl sll slu snc
    soc sociedad societa societe spa spol spzoo sro srl srls sprl stichting sti ug uab vof vzw zoo zrt anonima anonyme
    """.split()
)
_STOP_WORDS: Final = frozenset(
    """
    a al and at d da das de degli dei del della delle der des di die do du e een et fur for fuer i il im in l la
    las le les los of og on per pour the to u und v van voor y z za
    """.split()
)
_SPECIAL: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "&": " and ", "'": " ", "’": " ", ".": ""}
)
_PARENTHESES = re.compile(r"\(([^)]*)\)")
_UMLAUTS = re.compile("([aou])e")  # German writes an umlaut either way: Universität, UNIVERSITAET, UNIVERSITAT
_RARE = 40  # a word borne by no more organisations of a country than this tells something


def folded(text: str) -> str:
    """Lower case without accents, dots and punctuation: ``Université d'Évry`` and ``UNIVERSITE D EVRY`` agree."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", plain))


def words(name: str) -> tuple[str, ...]:
    """The words of a name that tell something, in order: no legal forms, articles or parentheses."""
    found = tuple(
        _UMLAUTS.sub(r"\1", word)
        for word in folded(_PARENTHESES.sub(" ", name)).split()
        if word not in _LEGAL_FORMS and word not in _STOP_WORDS
    )
    return found or tuple(folded(name).split())


def acronym(name: str) -> str | None:
    """The acronym a name shows: in parentheses, else the initials of its words; two letters at least."""
    for inside in _PARENTHESES.findall(name):
        if re.fullmatch(r"[A-Z][A-Za-z0-9&.-]{1,9}", inside.strip()) and sum(map(str.isupper, inside)) >= 2:
            return folded(inside).replace(" ", "")
    told = words(name)
    if len(told) == 1:
        return told[0] if 2 <= len(told[0]) <= 10 else None
    initials = "".join(word[0] for word in told)
    return initials if len(initials) >= 3 else None


def rare_words(names: Sequence[Sequence[str]], countries: Sequence[str]) -> list[list[str]]:
    """For each organisation the words that few others of its country bear, to find candidates by."""
    borne = Counter(
        (country, word) for told, country in zip(names, countries, strict=True) for word in set(told) if len(word) > 2
    )
    return [
        sorted(word for word in set(told) if 1 < borne[country, word] <= _RARE)
        for told, country in zip(names, countries, strict=True)
    ]
