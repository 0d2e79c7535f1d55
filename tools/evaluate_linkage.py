"""How well organisations under two spellings are found: ``python tools/evaluate_linkage.py FOLDER``.

Truth: the participant identification code (PIC). FOLDER holds the raw CORDIS files; four lists of organisations (FP7
as of 2018, H2020 as of 2017 and 2023, Horizon Europe as of 2025) name the same bodies each in its own way. The model
does not see the PIC. A pair with different PICs counts as wrong, although some bodies do hold two: the precision is a
lower bound.
"""

import argparse
import csv
import gzip
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED
from intercluster.linkage.model import LEVELS, prepare_records, score_pairs
from intercluster.linkage.names import folded
from intercluster.territory.countries import normalise_country

csv.field_size_limit(sys.maxsize)
LEAST_WEIGHT = 0.0


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def city_of(address: str) -> str:
    """``Parc des Cèdres, Vourles, 69390`` is in Vourles."""
    parts = [part.strip() for part in address.split(",")]
    return parts[-2] if len(parts) > 1 else ""


def listed(folder: Path) -> Iterator[tuple[str, str, str, str, str, str | None]]:
    """List, PIC, name, country, city and activity type of every body on every list."""
    for row in read(folder / "fp7_organisations_by_pic.csv.gz"):
        yield "fp7-2018", row["pic"], row["name"], row["country"], city_of(row["address"]), None
    for row in read(folder / "h2020_organisations_2017.csv.gz"):
        yield "h2020-2017", row["orgId"], row["name"], row["country"], row["city"], row["activityType"] or None
    for row in read(folder / "horizon_europe_hopon_orgs_2025-02.psv.gz", "|"):
        pic = re.search(r"/project/(\d+)/", row["contactForm"])
        if pic is not None:
            yield "horizon-2025", pic[1], row["name"], row["country"], row["city"], row["activityType"] or None
    for row in read(folder / "h2020_organization_official_layout_sample.csv.gz"):
        yield "h2020-2023", row["organisationID"], row["name"], row["country"], row["city"], row["activityType"] or None


def zones_of_cities() -> dict[tuple[str, str], str]:
    """The commonest zone of each city among the bundled organisations, so that the PIC plays no part in it."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in pq.read_table(BUNDLED / "organisations.parquet").to_pylist():
        if row["city"] and row["zone"] and row["zone_basis"] != "country":
            found.setdefault((row["country"], folded(row["city"])), Counter())[row["zone"]] += 1
    return {city: zones.most_common(1)[0][0] for city, zones in found.items()}


def records(folder: Path) -> list[dict[str, str | None]]:
    """One record a body and list."""
    zone_of = zones_of_cities()
    rows: dict[str, dict[str, str | None]] = {}
    for source, pic, name, country, city, activity in listed(folder):
        rows[f"{source}:{pic}"] = {
            "org_id": f"{source}:{pic}",
            "name": name,
            "country": normalise_country(country),
            "city": city,
            "zone": zone_of.get((normalise_country(country), folded(city))),
            "zone_basis": "city",
            "activity_type": activity,
        }
    return list(rows.values())


def true_pairs(names: dict[str, str]) -> set[tuple[str, str]]:
    """Pairs of records of one PIC."""
    by_pic: dict[str, list[str]] = {}
    for key in sorted(names):
        by_pic.setdefault(key.split(":")[1], []).append(key)
    return {pair for keys in by_pic.values() for pair in combinations(keys, 2)}


def key(pair: dict[str, str]) -> tuple[str, str]:
    return min(pair["unique_id_l"], pair["unique_id_r"]), max(pair["unique_id_l"], pair["unique_id_r"])


def for_measuring(pair: tuple[str, str]) -> bool:
    """Half of the pairs, by the last digit of a PIC: parameters are measured on them and judged on the others."""
    return int(pair[0][-1]) % 2 == 0


def measure(scored: list[dict[str, str]], truth: set[tuple[str, str]]) -> None:
    """Print the parameters of the model: how often each level comes out for one and for two organisations."""
    half = [pair for pair in scored if for_measuring(key(pair))]
    print(
        "share of candidates that are one organisation:", round(sum(key(pair) in truth for pair in half) / len(half), 3)
    )
    for name, levels in LEVELS.items():
        known = [(pair[f"{name}_level"], key(pair) in truth) for pair in half if pair[f"{name}_level"] is not None]
        for level in levels:
            shares = [
                (sum(found == level and same == one for found, same in known) + 0.5)
                / (sum(same == one for _, same in known) + 1)
                for one in (True, False)
            ]
            print(f"{name:14} {level:14} m {shares[0]:.4f} u {shares[1]:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many wrong and missed pairs, drawn by chance")
    parser.add_argument("--measure", action="store_true", help="print the parameters of the model instead")
    arguments = parser.parse_args()
    rows = records(arguments.folder)
    names = {str(row["org_id"]): row["name"] or "" for row in rows}
    truth = true_pairs(names)
    respelt = {pair for pair in truth if not alike(names, pair)}
    print(f"{len(rows):,} records, {len(truth):,} pairs of one PIC, {len(respelt):,} of them spelt differently")
    start = time.perf_counter()
    scored = score_pairs(prepare_records(rows)).to_pylist()
    # Two bodies of one list with different PICs may still be one body: only pairs across lists are judged.
    scored = [pair for pair in scored if pair["unique_id_l"].split(":")[0] != pair["unique_id_r"].split(":")[0]]
    if arguments.measure:
        measure(scored, truth)
        return
    weights = {key(pair): pair["match_weight"] for pair in scored}
    truth, respelt = ({pair for pair in pairs if not for_measuring(pair)} for pairs in (truth, respelt))
    weights = {pair: weight for pair, weight in weights.items() if not for_measuring(pair)}
    print(f"{len(weights):,} candidate pairs across lists, {time.perf_counter() - start:.0f} s")
    print(
        f"judged on the {len(truth):,} pairs (spelt differently {len(respelt):,}) the parameters were not measured on"
    )
    print("weight >= | pairs | precision | recall | spelt differently: pairs | precision | recall")
    for least in (-4, -2, 0, 1, 2, 3, 4, 5, 6, 8):
        kept = {pair for pair, weight in weights.items() if weight >= least}
        other = {pair for pair in kept if not alike(names, pair)}
        right, told = len(kept & truth), len(other & truth)
        print(
            f"{least:9} | {len(kept):6,} | {right / max(len(kept), 1):6.3f} | {right / len(truth):6.3f} | "
            f"{len(other):6,} | {told / max(len(other), 1):6.3f} | {told / len(respelt):6.3f}"
        )
    chance = random.Random(1)
    found = {pair for pair, weight in weights.items() if weight >= LEAST_WEIGHT}
    for title, drawn in (("wrong", sorted(found - truth)), ("missed", sorted(respelt - found))):
        for left, right in chance.sample(drawn, min(arguments.show, len(drawn))):
            cities = [next(row["city"] for row in rows if row["org_id"] == key) for key in (left, right)]
            print(f"{title} {weights.get((left, right), float('nan')):5.1f} {names[left]!r} {names[right]!r} {cities}")


def alike(names: dict[str, str], pair: tuple[str, str]) -> bool:
    """Whether case, accents and punctuation are the only differences."""
    return folded(names[pair[0]]) == folded(names[pair[1]])


if __name__ == "__main__":
    main()
