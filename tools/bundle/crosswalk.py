"""NUTS 2006, 2010, 2013, 2016 and 2024 told in NUTS 2021, weighted by population."""

import pandas as pd
from raw import RawData

SLIVER = 0.005  # a smaller share is an artefact of overlaying two maps


def build_crosswalk(raw: RawData) -> pd.DataFrame:
    found = pd.concat([_from_older(raw), _from_2024(raw)], ignore_index=True)
    found = found[found["weight"] >= SLIVER].copy()
    total = found.groupby(["from_version", "from_code"])["weight"].transform("sum")
    found["weight"] = (found["weight"] / total).round(6)
    largest = found.groupby(["from_version", "from_code"])["weight"].idxmax()
    rest = 1 - found.groupby(["from_version", "from_code"])["weight"].transform("sum")
    found.loc[largest, "weight"] += rest.loc[largest]
    return found


def _from_older(raw: RawData) -> pd.DataFrame:
    rows = raw.table("regions/aaoritz_cross_walks.csv.gz")
    rows = rows[(rows["to_version"] == "2021") & (rows["from_version"] != "2021")].copy()
    people = rows["pop18"].astype(float)
    area = rows["areaKm"].astype(float)
    key = [rows["from_version"], rows["from_code"]]
    everyone = people.groupby(key).transform("sum")
    rows["weight"] = (people / everyone).where(everyone > 0, area / area.groupby(key).transform("sum"))
    rows["from_version"] = rows["from_version"].astype(int)
    return rows[["from_version", "from_code", "to_code", "weight"]]


def _from_2024(raw: RawData) -> pd.DataFrame:
    """Regions of 2024 by code, else by name; the larger ones by their parts. No extra-regio codes."""
    now = raw.table("regions/NUTS2021-NUTS2024.csv", separator=";").dropna(subset=["NUTS Code"])
    labels = dict(zip(now["NUTS Code"], now["NUTS label"].str.strip(), strict=True))
    labels = {code: label for code, label in labels.items() if code[2:].strip("Z")}
    before = {
        feature["properties"]["NUTS_ID"]: feature["properties"]["NUTS_NAME"].strip()
        for feature in raw.geojson("regions/NUTS_RG_60M_2021_4326.geojson.gz")
    }
    by_name = {(code[:2], len(code), label.lower()): code for code, label in before.items()}
    finest = {
        code: code if code in before else by_name.get((code[:2], 5, label.lower()), _SPLIT.get(code))
        for code, label in labels.items()
        if len(code) == 5
    }
    lost = sorted(code for code, old in finest.items() if old is None)
    if lost:
        raise ValueError(f"NUTS 2024 regions without a place in NUTS 2021: {lost}")
    people = _population(raw)
    shares: dict[tuple[str, str], float] = {}
    for code, old in finest.items():
        shares[code, old] = 1.0
        for size in (3, 4):
            pair = (code[:size], old[:size])
            shares[pair] = shares.get(pair, 0.0) + people.get(old, 1.0)
    found = pd.DataFrame([(2024, *pair, weight) for pair, weight in shares.items()])
    found.columns = ["from_version", "from_code", "to_code", "weight"]
    found["weight"] /= found.groupby("from_code")["weight"].transform("sum")
    return found


# The metropolitan area of Lisbon became two regions in 2024.
_SPLIT = {"PT1A0": "PT170", "PT1B0": "PT170"}


def _population(raw: RawData) -> dict[str, float]:
    municipalities = raw.table("regions/nuts_lau_2019.csv.gz")
    people = municipalities["population"].astype(float).fillna(0.0)
    return people.groupby(municipalities["code_2016"]).sum().to_dict()
