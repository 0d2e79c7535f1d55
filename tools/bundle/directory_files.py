"""The directory as CSV files with stable keys: clusters, territories, labels, identifiers, networks, cooperations,
successions, programmes and the other actors. Every row keeps the page where it was seen and the words."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
from identifiers import find_identifiers
from places import Gazetteer
from raw import RawData
from slugs import unique_slugs
from tables import write_csv

CURATED = Path(__file__).with_name("curated")
CHECKED_ON = "2026-11-22"  # the day the directory was compiled, for its files that do not say it
# Territories without a governance ("clusters-espaces"), as the source text names them.
UNGOVERNED = {"Cluster de Saclay", "Silicon Valley"}
MEMBER_TYPES = {"Fédération des industries mécaniques": "federation", "CETIM": "technical_centre"}
ACTOR_KINDS = {
    "embassy service": "foreign_post",
    "chamber": "association",
    "association of regions": "association",
    "consultancy": "company",
    "company": "company",
    "research": "research_organisation",
}
# The day after which a source text cannot have been written, for texts whose address does not tell.
SOURCE_DAYS = {
    "PRIT 2010": "2010-12-31",
    "Dossier « Les coopérations internationales inter-cluster": "2010-11-18",
    "Le doublement des collaborations": "2012-12-31",
    "« Accompagner les actions internationales": "2012-08-09",
}
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20[0-2]\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?!\d)")
LABEL = "pôle de compétitivité"
NATIONAL_LABELS = {
    "PT": "Cluster de Competitividade",
    "PL": "Krajowy Klaster Kluczowy",
    "IN": "Science & Technology Cluster",
    "CA": "Innovation Supercluster",
    "CN": "national high-tech industrial development zone",
}
# Rounds of the French policy, as the sources tell them: the interministerial committees of July 2005 and May 2010.
FIRST_ROUND, ECO_ROUND = "2005", "2010"
FIRST_LIST, FIRST_LIST_DAY = "AgoraVox, list of the pôles labelled in July 2005", "2005-07-18"


def build_directory(raw: RawData, gazetteer: Gazetteer, organisations: pd.DataFrame, folder: Path) -> None:
    clusters = _clusters(raw, gazetteer)
    identifiers = find_identifiers(clusters, organisations)
    clusters = _seated_as_registered(clusters, identifiers, organisations)
    keys = dict(zip(clusters["name"], clusters["key"], strict=True))
    same_as = _curated("networks").set_index("name")["same_as"]
    keys |= {name: keys[other] for name, other in same_as.items() if other}
    territories = _territories(clusters, keys)
    write_csv(clusters.drop(columns=["label_words"]), folder / "clusters.csv")
    write_csv(territories, folder / "territories.csv")
    write_csv(_labels(clusters), folder / "labels.csv")
    write_csv(_dated(identifiers), folder / "identifiers.csv")
    write_csv(_memberships(raw, keys), folder / "networks.csv")
    write_csv(_cooperations(raw, keys), folder / "cooperations.csv")
    write_csv(_successions(raw, keys), folder / "successions.csv")
    write_csv(_programmes(raw), folder / "programmes.csv")
    write_csv(_actors(raw, keys), folder / "actors.csv")


def _clusters(raw: RawData, gazetteer: Gazetteer) -> pd.DataFrame:
    rows = raw.table("clusters/clusters.csv").fillna("")
    rows = pd.concat([rows, _unlisted_networks(raw, set(rows["name"]))], ignore_index=True).fillna("")
    seats = _curated("seats").set_index("name")
    agreements = _curated("networks")
    ungoverned = UNGOVERNED | set(agreements.loc[agreements["governed"] == "false", "name"])
    keys = unique_slugs(rows["name"].tolist())
    members = rows["members_count"].str.extract(r"^(?P<count>\d+)\s*(?P<unit>[^(]*)\((?P<when>.*)\)$")
    return pd.DataFrame(
        {
            "key": rows["name"].map(keys),
            "name": rows["name"],
            "short_name": rows["short_name"],
            "kind": rows["kind"],
            "governed": (~rows["name"].isin(ungoverned)).map({True: "true", False: "false"}),
            "country": rows["country"],
            "city": rows["city"].where(rows["city"] != "", rows["name"].map(seats["city"]).fillna("")),
            "zone": [_zone_of_seat(row, seats, gazetteer) for row in rows.itertuples()],
            "latitude": rows["lat"].where(rows["lat"] != "", rows["name"].map(seats["latitude"]).fillna("")),
            "longitude": rows["lon"].where(rows["lon"] != "", rows["name"].map(seats["longitude"]).fillna("")),
            "fields": rows["fields"].map(lambda cell: ";".join(f"field:{key}" for key in cell.split(";") if key)),
            "founded_year": rows["founded_year"],
            "members_count": members["count"].fillna(""),
            "members_unit": members["unit"].fillna("").str.strip(),
            "members_year": members["when"].fillna("").str.extract(r"(\d{4})", expand=False).fillna(""),
            "website": rows["website"],
            "level": rows["level"],
            "source_url": rows["source_url"],
            "seen_text": rows["seen_text"],
            "stated_on": rows["source_url"].map(day_of_source),
            "checked_on": rows["checked_on"].where(rows["checked_on"] != "", CHECKED_ON),
            "label_words": rows["seen_text"],
        }
    ).sort_values("key")


def _unlisted_networks(raw: RawData, listed: set[str]) -> pd.DataFrame:
    """Networks that only the memberships name become organisations of the directory."""
    memberships = raw.table("clusters/networks.csv").fillna("")
    same_as = _curated("networks").set_index("name")["same_as"]
    others = memberships[~memberships["network"].isin(listed)].drop_duplicates("network")
    others = others[others["network"].map(same_as).fillna("") == ""]
    return pd.DataFrame(
        {
            "name": others["network"],
            "kind": "network_of_clusters",
            "source_url": others["source_url"],
            "seen_text": "named as the network of its members",
        }
    )


def _zone_of_seat(row, seats: pd.DataFrame, gazetteer: Gazetteer) -> str:
    """NUTS 2 as found, else a curated seat, else the US state of the city, else the country."""
    if row.nuts2:
        return row.nuts2
    if row.name in seats.index:
        return seats.loc[row.name, "zone"]
    found = gazetteer.zone_of_city(row.country, row.city) if row.city else None
    return (found if found and found.startswith("US-") else found[:4] if found else None) or row.country


def _seated_as_registered(
    clusters: pd.DataFrame, identifiers: pd.DataFrame, organisations: pd.DataFrame
) -> pd.DataFrame:
    """A cluster whose region no page told sits where the tables of participants say, if it is in them."""
    registered = organisations.dropna(subset="pic").set_index("pic")[["zone", "city"]]
    found = identifiers.set_index("cluster")["value"].map(registered["zone"]).dropna()
    found = found[found.str.len() >= 4].map(lambda zone: zone if zone.startswith("US-") else zone[:4])
    city = identifiers.set_index("cluster")["value"].map(registered["city"]).dropna().str.title()
    vague = clusters["zone"].str.len() <= 2
    region = clusters["key"].map(found)
    filled = clusters.assign(zone=region.where(vague & region.notna(), clusters["zone"]))
    named = clusters["key"].map(city)
    filled["city"] = clusters["city"].where(clusters["city"] != "", named.where(vague).fillna(""))
    return filled


def _territories(clusters: pd.DataFrame, keys: dict[str, str]) -> pd.DataFrame:
    own = clusters.set_index("key")
    rows = [
        {
            "cluster": keys[row.name],
            "zone": zone,
            "coverage": row.coverage,
            "source_url": row.source_url or own.loc[keys[row.name], "source_url"],
            "seen_text": row.seen_text,
            "checked_on": CHECKED_ON,
        }
        for row in _curated("territories").itertuples(index=False)
        for zone in row.zones.split(";")
    ]
    found = pd.DataFrame(rows).sort_values(["cluster", "zone"])
    found.insert(5, "stated_on", found["source_url"].map(day_of_source))
    return found


def _labels(clusters: pd.DataFrame) -> pd.DataFrame:
    """Labels with their class. A year is given only where the words seen tell the year of the label."""
    rows = []
    for row in clusters.itertuples(index=False):
        french = row.kind == "pole_de_competitivite"
        if not french and not (row.level == "national" and row.country in NATIONAL_LABELS):
            continue
        from_the_list = french and row.level in {"world", "world_vocation"} and row.name != "EAU"
        rows.append(
            {
                "cluster": row.key,
                "label": LABEL if french else NATIONAL_LABELS[row.country],
                "level": row.level,
                "awarded": _awarded(row) if french else "",
                "source_url": FIRST_LIST if from_the_list else row.source_url,
                "seen_text": "" if from_the_list else row.seen_text,
                "stated_on": FIRST_LIST_DAY if from_the_list else row.stated_on,
                "checked_on": row.checked_on,
            }
        )
    return pd.DataFrame(rows)


def _awarded(row) -> str:
    said = re.search(r"(?:labell|reconnue pôle|CIADT).*?(20(?:05|07|10))", row.label_words)
    if said:
        return said[1]
    return ECO_ROUND if row.name == "EAU" else FIRST_ROUND if row.level in {"world", "world_vocation"} else ""


def _memberships(raw: RawData, keys: dict[str, str]) -> pd.DataFrame:
    rows = raw.table("clusters/networks.csv").fillna("")
    kinds = raw.table("clusters/clusters.csv").set_index("name")["kind"]
    types = (
        rows["member"]
        .map(MEMBER_TYPES)
        .fillna(rows["member"].map(kinds).eq("network_of_clusters").map({True: "network", False: "cluster"}))
    )
    return _dated(
        pd.DataFrame(
            {
                "network": rows["network"].map(keys),
                "member": rows["member"].map(keys),
                "member_type": types,
                "since_year": rows["since_year"],
                "source_url": rows["source_url"],
            }
        ).drop_duplicates(["network", "member"])
    )


def _cooperations(raw: RawData, keys: dict[str, str]) -> pd.DataFrame:
    rows = raw.table("clusters/cooperations.csv").fillna("")
    found = rows.assign(a=rows["cluster_a"].map(keys), b=rows["cluster_b"].map(keys), started=rows["started"].str[:4])
    return _dated(found[["a", "b", "kind", "started", "topic", "support_programme", "source_url", "seen_text"]])


def _successions(raw: RawData, keys: dict[str, str]) -> pd.DataFrame:
    rows = raw.table("clusters/successions.csv").fillna("")
    found = rows.assign(predecessor=rows["predecessor"].map(keys), successor=rows["successor"].map(keys))
    return _dated(found[["predecessor", "successor", "year", "source_url"]])


def _programmes(raw: RawData) -> pd.DataFrame:
    rows = raw.table("clusters/programmes.csv").fillna("")
    keys = unique_slugs(
        [
            f"{name} {opened}" if name == "PHC" else name
            for name, opened in zip(rows["name"], rows["opened"], strict=True)
        ]
    )
    rows.insert(0, "key", rows["name"].map(keys))
    return _dated(rows)


def _actors(raw: RawData, taken: dict[str, str]) -> pd.DataFrame:
    """Authorities, agencies, foreign posts and others that are no clusters."""
    rows = raw.table("clusters/authorities.csv").fillna("")
    keys = unique_slugs(rows["name"].tolist())
    if set(keys.values()) & set(taken.values()):
        raise ValueError("an actor and a cluster have one key")
    rows.insert(0, "key", rows["name"].map(keys))
    rows.insert(2, "kind", rows["role"].map(ACTOR_KINDS).fillna("authority"))
    return _dated(rows.sort_values("key"))


def day_of_source(source: str) -> str:
    """The day a source stood at: from its address, else from what is known of the text; empty where unknown."""
    for words, day in SOURCE_DAYS.items():
        if words in source:
            return day
    if found := _DAY_IN_ADDRESS.search(source):
        try:
            return date(*map(int, found.groups())).isoformat()
        except ValueError:
            return ""
    return ""


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(stated_on=rows["source_url"].map(day_of_source), checked_on=CHECKED_ON)


def _curated(name: str) -> pd.DataFrame:
    return pd.read_csv(CURATED / f"{name}.csv", dtype=str, keep_default_na=False)
