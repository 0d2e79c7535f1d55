"""Organisations of FP7, H2020 and the Horizon Europe sample: one row a PIC, else one row an FP7 hash."""

from dataclasses import dataclass

import pandas as pd
from places import CITIES_LARGER_THAN_A_REGION, Gazetteer, fold
from raw import RawData, iso_country, repaired

from intercluster.territory.nuts import NutsConverter

# The FP7 table declares NUTS 2010 or 2013 codes without saying which; the newer is tried first.
FP7_VERSIONS = (2013, 2010, 2016, 2006)
# Countries of many small municipalities, where a village may bear the name of a city: the city is meant.
NAMESAKE_COUNTRIES = {"FR", "PT"}


@dataclass(frozen=True)
class Organisations:
    """``rows`` follow the schema; ``of_fp7`` tells which organisation an identifier of the FP7 network is."""

    rows: pd.DataFrame
    of_fp7: dict[str, str]


def build_organisations(raw: RawData, gazetteer: Gazetteer, converter: NutsConverter) -> Organisations:
    fp7, of_fp7 = _fp7(raw)
    known = _known_by_pic(raw)
    merged = pd.concat([known, fp7]).groupby("org_id", sort=True).first()
    merged = merged[merged["name"].notna() | merged["country"].notna()].reset_index()
    merged["name_or_blank"] = merged["name"].fillna("")
    places = Places(gazetteer, converter)
    found = [places.zone(row) for row in merged.itertuples()]
    merged["zone"], merged["zone_basis"] = zip(*found, strict=True)
    merged["pic"] = merged["org_id"].str.removeprefix("pic:").where(merged["org_id"].str.startswith("pic:"))
    merged["sme"] = merged["sme"].map({"True": True, "False": False}).astype("object")
    return Organisations(merged, of_fp7)


def _fp7(raw: RawData) -> tuple[pd.DataFrame, dict[str, str]]:
    """The FP7 network's organisations. Two hashes that claim one PIC are one organisation only in the same city."""
    rows = raw.table("cordis/fp7_organisations_with_pic_nuts3.csv.gz")
    rows["city_folded"] = rows["city"].fillna("").map(fold)
    cities_of_pic = rows.groupby("pic")["city_folded"].transform("nunique")
    trusted = rows["pic"].notna() & ((cities_of_pic == 1) | (rows["new_org_id"] == rows["pic"]))
    rows["org_id"] = ("pic:" + rows["pic"]).where(trusted, "fp7:" + rows["new_org_id"])
    frame = pd.DataFrame(
        {
            "org_id": rows["org_id"],
            "name": rows["organisationName"],
            "country": iso_country(rows["country"]),
            "city": rows["city"],
            "declared": rows["REGION_Level_NUTS_3"],
            "source": "fp7-network",
            "as_of": pd.Timestamp("2018-01-24").date(),
        }
    )
    return frame, dict(zip(rows["new_org_id"], rows["org_id"], strict=True))


def _known_by_pic(raw: RawData) -> pd.DataFrame:
    """What the H2020 and Horizon Europe files say of a PIC, the surest first."""
    names = raw.table("cordis/org_names_geo_by_pic.csv.gz")
    participations = raw.table("cordis/h2020_participations_2014_2018.csv.gz", missing="NA")
    sample = raw.table("cordis/h2020_organization_official_layout_sample.csv.gz", separator=",")
    horizon = hop_on_organisations(raw)
    of_source = {
        "fp7_2018": ("fp7-organisations", "2018-01-24"),
        "h2020_2017": ("h2020-organisations-2017", "2017-06-30"),
        "he2025": ("horizon-hop-on", "2025-02-28"),
        "h2020_2023": ("h2020-official-sample", "2023-12-31"),
    }
    named = pd.DataFrame(
        {
            "org_id": "pic:" + names["pic"],
            "name": repaired(names["name"]),
            "country": iso_country(names["country"]),
            "city": repaired(names["city"]),
            "declared": names["nuts3_fp7_declared"],
            "by_city": names["nuts3_2016"],
            "source": names["source"].map(lambda key: of_source[key][0]),
            "as_of": names["source"].map(lambda key: pd.Timestamp(of_source[key][1]).date()),
        }
    )
    # A participation's country code NA means a missing value here: no Namibian body is in the file without a name.
    active = pd.DataFrame(
        {
            "org_id": "pic:" + participations["pic"],
            "country": iso_country(participations["country"]),
            "activity_type": participations["type"],
            "source": "h2020-participations",
            "as_of": pd.Timestamp("2020-12-31").date(),
        }
    )
    sme = pd.concat(
        [
            pd.DataFrame({"org_id": "pic:" + sample["organisationID"], "sme": sample["SME"]}),
            pd.DataFrame(
                {"org_id": "pic:" + horizon["pic"], "sme": horizon["SME"], "activity_type": horizon["activityType"]}
            ),
        ]
    )
    return pd.concat([named, active, sme])


def hop_on_organisations(raw: RawData) -> pd.DataFrame:
    """The Horizon Europe participations with their PIC, which only the contact form's address holds."""
    rows = raw.table("cordis/horizon_europe_hopon_orgs_2025-02.psv.gz", separator="|")
    rows["pic"] = rows["contactForm"].str.extract(r"/project/(\d+)/", expand=False)
    return rows


class Places:
    """The ways from what a table says of an organisation to its zone."""

    def __init__(self, gazetteer: Gazetteer, converter: NutsConverter) -> None:
        self._gazetteer = gazetteer
        self._converter = converter

    def zone(self, row) -> tuple[str | None, str | None]:
        """Zone and basis: the declared region, else the region of the city, else the country."""
        country = row.country if isinstance(row.country, str) else None
        if country is None:
            return None, None
        if settled := self.declared(row.declared, country):
            return settled
        city = row.city if isinstance(row.city, str) else ""
        if found := self.by_city(country, city, row.name_or_blank, row.by_city):
            return found, "city"
        return country, "country"

    def declared(self, code: object, country: str) -> tuple[str, str] | None:
        """Zone and basis of a NUTS code that the FP7 tables declare."""
        return _settle(code, country, self._converter) if isinstance(code, str) else None

    def by_city(self, country: str, city: str, organisation: str, by_municipality: object) -> str | None:
        """The region of the municipality of that name (a join of 2019), else that of the city in GeoNames."""
        if shared := CITIES_LARGER_THAN_A_REGION.get((country, fold(city).split(" ")[0])):
            return shared
        of_city = self._gazetteer.zone_of_city(country, city, organisation) if city else None
        settled = None
        if isinstance(by_municipality, str):
            settled = _settle(by_municipality, country, self._converter, (2016,))
        if settled is None:
            return of_city
        doubtful = country in NAMESAKE_COUNTRIES and of_city is not None and of_city[:4] != settled[0][:4]
        return of_city if doubtful else settled[0]


def _settle(
    code: str, country: str, converter: NutsConverter, versions: tuple[int, ...] = FP7_VERSIONS
) -> tuple[str, str] | None:
    """The zone of NUTS 2021 and whether the code had to be converted; nothing where it contradicts the country."""
    if len(code) <= 2:
        return None
    version = next((version for version in versions if converter.known(code, version)), None)
    if version is None:
        return None
    zone = converter.settle(code, version)
    if {"UK": "GB", "EL": "GR"}.get(zone[:2], zone[:2]) != country:
        return None
    return zone, "declared" if zone == code else "converted"
