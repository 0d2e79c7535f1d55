"""Distances on the sphere, in kilometres."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088  # mean radius R1, IUGG


def haversine_km(
    latitude_a: ArrayLike, longitude_a: ArrayLike, latitude_b: ArrayLike, longitude_b: ArrayLike
) -> NDArray[np.float64]:
    """Great-circle distance between points given in degrees (WGS 84), element by element.

    Formula: haversine (R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68(2), 1984).
    """
    lat_a, lon_a, lat_b, lon_b = (
        np.radians(np.asarray(angle, dtype=np.float64)) for angle in (latitude_a, longitude_a, latitude_b, longitude_b)
    )
    chord = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))), dtype=np.float64)
