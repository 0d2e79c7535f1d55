"""Which part of Horizon 2020 a legal basis of CORDIS belongs to, or carried on, or became.

For Horizon 2020 the parts are CORDIS's own (weight 1). For FP7 and Horizon Europe the part with the same
subject is a judgement: weight 0.8, shared where a programme covers two parts.
"""

from typing import Final

_SAME_SUBJECT = 0.8

_H2020: Final = {
    "H2020-EU.1.1.": "ERC",
    "H2020-EU.1.2.": "FET",
    "H2020-EU.1.3.": "MSCA",
    "H2020-EU.1.4.": "RI",
    "H2020-EU.2.1.": "LEIT",
    "H2020-EU.2.2.": "ARF",
    "H2020-EU.2.3.": "SME",
    "H2020-EU.3.1.": "SC1",
    "H2020-EU.3.2.": "SC2",
    "H2020-EU.3.3.": "SC3",
    "H2020-EU.3.4.": "SC4",
    "H2020-EU.3.5.": "SC5",
    "H2020-EU.3.6.": "SC6",
    "H2020-EU.3.7.": "SC7",
    "H2020-EU.4.": "SEWP",
    "H2020-EU.5.": "SWAFS",
    "H2020-Euratom": "Euratom",
}
_SIMILAR: Final = {
    "FP7-HEALTH": ("SC1",),
    "FP7-KBBE": ("SC2",),
    "FP7-ENERGY": ("SC3",),
    "FP7-TRANSPORT": ("SC4",),
    "FP7-ENVIRONMENT": ("SC5",),
    "FP7-SSH": ("SC6",),
    "FP7-SECURITY": ("SC7",),
    "FP7-ICT": ("LEIT",),
    "FP7-NMP": ("LEIT",),
    "FP7-SPACE": ("LEIT",),
    "FP7-PEOPLE": ("MSCA",),
    "FP7-IDEAS-ERC": ("ERC",),
    "FP7-INFRASTRUCTURES": ("RI",),
    "FP7-SIS": ("SWAFS",),
    "FP7-REGPOT": ("SEWP",),
    "FP7-SME": ("SME",),
    "FP7-EURATOM-FISSION": ("Euratom",),
    "FP7-EURATOM-FUSION": ("Euratom",),
    "HORIZON.1.1": ("ERC",),
    "HORIZON.1.2": ("MSCA",),
    "HORIZON.1.3": ("RI",),
    "HORIZON.2.1": ("SC1",),
    "HORIZON.2.2": ("SC6",),
    "HORIZON.2.3": ("SC7",),
    "HORIZON.2.4": ("LEIT",),
    "HORIZON.2.5": ("SC3", "SC4"),
    "HORIZON.2.6": ("SC2", "SC5"),
    "HORIZON.3.1": ("SME",),
    "HORIZON.3.2": ("SME",),
    "HORIZON.4.1": ("SEWP",),
    "HORIZON.4.2": ("SWAFS",),
    "EURATOM2027": ("Euratom",),
}


def programme_parts(legal_basis: str) -> tuple[tuple[str, float], ...]:
    """Concepts and weights for a cell such as ``H2020-EU.3.1.;H2020-EU.2.1.1.``; empty where nothing fits."""
    found: dict[str, float] = {}
    for code in (part.strip() for part in legal_basis.split(";")):
        for prefix, part in _H2020.items():
            if f"{code.rstrip('.')}.".startswith(prefix) or (prefix[-1] != "." and code.startswith(prefix)):
                found[part] = 1.0
        similar = _SIMILAR.get(code, ())
        for part in similar:
            found.setdefault(part, _SAME_SUBJECT / len(similar))
    return tuple((f"h2020:{part}", weight) for part, weight in sorted(found.items()))
