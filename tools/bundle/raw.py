"""Readers of the raw files: one function a layout, so that every quirk of a file is handled in one place."""

import gzip
import json
from pathlib import Path

import pandas as pd

COUNTRY_SPELLINGS = {"UK": "GB", "EL": "GR", "KO": "XK"}  # KO: Kosovo in one CORDIS export


class RawData:
    """The folder of raw files. Every table comes back as text, with empty cells as missing."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "cordis").is_dir():
            raise SystemExit(f"{folder} has no folder 'cordis': give the folder that holds the raw data")
        self.folder = folder

    def table(self, path: str, separator: str = ",", encoding: str = "utf-8-sig", missing: str = "") -> pd.DataFrame:
        """A delimited file. The code ``NA`` (Namibia) stays text unless it is named as the mark of a missing value."""
        return pd.read_csv(
            self.folder / path,
            sep=separator,
            dtype=str,
            encoding=encoding,
            keep_default_na=False,
            na_values=sorted({"", missing}),
        )

    def geojson(self, path: str) -> list[dict]:
        with gzip.open(self.folder / path, "rt", encoding="utf-8") as file:
            return json.load(file)["features"]

    def json(self, path: str) -> dict:
        return json.loads((self.folder / path).read_text(encoding="utf-8"))


# What UTF-8 looks like when it was read in another alphabet, and that alphabet.
_MISREADINGS = {"√": "mac_roman", "Ã": "cp1252"}


def repaired(texts: pd.Series) -> pd.Series:
    """Undoes UTF-8 that was once read as Mac Roman or Windows-1252: ``D√ºsseldorf`` is ``Düsseldorf``."""
    return texts.map(_repaired, na_action="ignore")


def _repaired(text: str) -> str:
    for mark, alphabet in _MISREADINGS.items():
        if mark in text:
            try:
                return text.encode(alphabet).decode("utf-8")
            except UnicodeError:
                continue
    return text


def iso_country(codes: pd.Series) -> pd.Series:
    """ISO 3166-1 alpha-2, with the European Union's UK and EL told as GB and GR."""
    clean = codes.str.strip().str.upper()
    return clean.replace(COUNTRY_SPELLINGS)
