"""Finds the participant code of clusters that took part in projects themselves, by exact name and country."""

import re

import pandas as pd
from places import fold

# Words by which registers tell legal forms; two names are compared without them.
LEGAL_WORDS = frozenset(
    fold(
        """association asociacion associacao associazione asociatia asbl aisbl ev e v gmbh ag mbh ltd limited sa sas sl
        srl scrl scarl spa oy ry as aps foundation fundacion fundacio fondation fundacja stichting verein societa
        consortile cluster pole de competitivite the"""
    ).split()
)
_CORDIS_NAME = re.compile(r"^CORDIS (?:FP7|H2020|HE)[^:]*: ([^;]+)")
SHORTEST = 5  # a shorter name says too little
LONG_ENOUGH = 10  # the part before a dash counts only if it is this long


def find_identifiers(clusters: pd.DataFrame, organisations: pd.DataFrame) -> pd.DataFrame:
    """``clusters`` and ``organisations`` as bundled. Only names that one organisation of the country bears."""
    named = organisations[organisations["pic"].notna() & organisations["name"].notna()]
    bearers: dict[tuple[str, str], set[str]] = {}
    for row in named.itertuples():
        for name in _forms(row.name):
            bearers.setdefault((row.country, name), set()).add(row.pic)
    rows = []
    for cluster in clusters.itertuples():
        cordis = _CORDIS_NAME.search(cluster.seen_text)
        for name in (cordis[1] if cordis else None, cluster.name, cluster.short_name):
            found = {pic for form in _forms(name or "") for pic in bearers.get((cluster.country, form), ())}
            if len(found) == 1:
                words = f"the name {name} in the table of participants"
                rows.append((cluster.key, "PIC", found.pop(), "CORDIS tables of participants", words))
                break
    found = pd.DataFrame(rows, columns=["cluster", "scheme", "value", "source_url", "seen_text"])
    return found.drop_duplicates("value", keep=False)


def _forms(name: str) -> set[str]:
    """A name as it stands, without legal words, and what stands before a dash."""
    whole = fold(name)
    bare = " ".join(word for word in whole.split() if word not in LEGAL_WORDS)
    before_dash = fold(re.split(r"\s*[-–:(]\s*", name)[0])
    return {form for form in (whole, bare) if len(form) >= SHORTEST} | (
        {before_dash} if len(before_dash) >= LONG_ENOUGH else set()
    )
