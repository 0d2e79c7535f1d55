"""Writes SOURCES.csv: what each ``source`` of a bundled row is, whose, under which words, and of which day."""

from pathlib import Path

import pandas as pd
from tables import write_csv

CORDIS = "Publications Office of the European Union, CORDIS"
EU_WORDS = "© European Union; reuse with attribution (CC BY 4.0, Decision 2011/833/EU)"
CORDIS_DATA = "https://data.europa.eu/data/datasets/cordis"

SOURCES = [
    (
        "fp7-network",
        "FP7 project-organisation network, with participant codes matched by name",
        CORDIS,
        EU_WORDS,
        f"{CORDIS_DATA}fp7projects",
        "2018-01-24",
        "no dates in it: start years are estimated from the rank of the record number",
    ),
    (
        "fp7-organisations",
        "FP7 participants by participant code",
        CORDIS,
        EU_WORDS,
        f"{CORDIS_DATA}fp7projects",
        "2018-01-24",
        "",
    ),
    (
        "fp7-result-briefs",
        "FP7 Results in Brief",
        CORDIS,
        EU_WORDS,
        "https://cordis.europa.eu",
        "2018-01-24",
        "titles are those of the briefs; start years are estimated as for fp7-network",
    ),
    (
        "h2020-participations",
        "Horizon 2020 participations of projects that start up to 2018",
        CORDIS,
        EU_WORDS,
        f"{CORDIS_DATA}h2020projects",
        "2020-12-31",
        "export of December 2020, through github.com/zambujo/eunets",
    ),
    (
        "h2020-programme-parts",
        "Horizon 2020 projects by programme part",
        CORDIS,
        EU_WORDS,
        f"{CORDIS_DATA}h2020projects",
        "2020-12-31",
        "through github.com/zambujo/eunets",
    ),
    (
        "h2020-organisations-2017",
        "Horizon 2020 participants to mid 2017",
        CORDIS,
        EU_WORDS,
        f"{CORDIS_DATA}h2020projects",
        "2017-06-30",
        "",
    ),
    (
        "h2020-official-sample",
        "Sample of the official organisation table of Horizon 2020",
        CORDIS,
        EU_WORDS,
        f"{CORDIS_DATA}h2020projects",
        "2023-12-31",
        "",
    ),
    (
        "horizon-hop-on",
        "Horizon Europe projects eligible for the Hop-On facility",
        CORDIS,
        EU_WORDS,
        "https://github.com/idimitriadis/HopOn",
        "2025-02-28",
        "a biased selection: fit for matching texts, not for statistics of Horizon Europe",
    ),
    (
        "eurostat-sbs",
        "Structural business statistics by NUTS 2 region and NACE Rev. 2 division (sbs_r_nuts06_r2), V16110",
        "Eurostat",
        "© European Union; reuse with attribution (Decision 2011/833/EU)",
        "https://ec.europa.eu/eurostat/databrowser/view/sbs_r_nuts06_r2",
        "2015-12-31",
        "day of the extract unknown: the day given is the end of the last year in it",
    ),
    (
        "us-cluster-mapping",
        "U.S. Cluster Mapping: employment of traded clusters by state, 2016",
        "Institute for Strategy and Competitiveness, Harvard Business School; U.S. Economic Development Administration",
        "open access with attribution, as the project's site states",
        "https://clustermapping.us",
        "2018-10-01",
        "",
    ),
]
COLUMNS = ["key", "title", "publisher", "licence", "url", "as_of", "note"]


def write_sources(folder: Path) -> None:
    write_csv(pd.DataFrame(SOURCES, columns=COLUMNS).sort_values("key"), folder / "SOURCES.csv")
