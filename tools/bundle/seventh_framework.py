"""FP7 projects. The network knows record numbers, the list of projects grant numbers, and nothing joins the two.

What can be said of a record number: the title of its result brief where one was published, the programme that the
brief's topic belongs to, and the start year estimated from its rank (record numbers grow with time).
"""

import re

import numpy as np
import pandas as pd
from raw import RawData

from intercluster.evidence.schema import PROJECTS

DAY = pd.Timestamp("2018-01-24").date()
# Topics begin with the programme, or with a part of it.
_TOPIC_PREFIXES = {
    "PEOPLE": "FP7-PEOPLE",
    "HEALTH": "FP7-HEALTH",
    "SME": "FP7-SME",
    "JTI": "FP7-JTI",
    "INFRA": "FP7-INFRASTRUCTURES",
    "ENERGY": "FP7-ENERGY",
    "KBBE": "FP7-KBBE",
    "NMP": "FP7-NMP",
    "SPA": "FP7-SPACE",
    "FISSION": "FP7-EURATOM-FISSION",
    "REGPOT": "FP7-REGPOT",
    "SIS": "FP7-SIS",
    "SSH": "FP7-SSH",
    "AAT": "FP7-TRANSPORT",
    "SST": "FP7-TRANSPORT",
    "TPT": "FP7-TRANSPORT",
    "GALILEO": "FP7-TRANSPORT",
    "ENV": "FP7-ENVIRONMENT",
    "ICT": "FP7-ICT",
    "SEC": "FP7-SECURITY",
    "INCO": "FP7-INCO",
    "COH": "FP7-COH",
    "REGIONS": "FP7-REGIONS",
    "ERC": "FP7-IDEAS-ERC",
    "FOF.NMP": "FP7-NMP",
    "EEB.NMP": "FP7-NMP",
    "GC.NMP": "FP7-NMP",
    "GC-SST": "FP7-TRANSPORT",
}


def seventh_framework_projects(raw: RawData) -> pd.DataFrame:
    records = pd.Series(raw.table("cordis/fp7_edges.tsv.gz", separator="\t")["projectRcn"].unique())
    briefs = raw.table("cordis/fp7_result_briefs.csv.gz").drop_duplicates("project_rcn").set_index("project_rcn")
    titles = records.map(briefs["title"].str.split().str.join(" "))
    frame = pd.DataFrame(
        {
            "project_id": "rcn:" + records,
            "rcn": records,
            "framework": "FP7",
            "programme": records.map(briefs["topics"]).map(programme_of_topic, na_action="ignore"),
            "title": titles,
            "start_year": years_by_rank(records.astype(int), _start_days(raw)),
            "source": titles.notna().map({True: "fp7-result-briefs", False: "fp7-network"}),
            "as_of": DAY,
        }
    )
    return frame.reindex(columns=PROJECTS.names)


def programme_of_topic(topic: str) -> str | None:
    """``NMP-2007-3.4-1`` belongs to FP7-NMP; ``None`` where the topic's first letters do not tell."""
    bare = re.sub(r"^(FP7-|SP1-)", "", topic.upper())
    return next((programme for prefix, programme in _TOPIC_PREFIXES.items() if bare.startswith(prefix)), None)


def years_by_rank(records: pd.Series, starts: pd.Series) -> np.ndarray:
    """The n-th record number is taken to start in the year of the n-th start day (both scaled to their count)."""
    days = np.sort(starts.dt.year + (starts.dt.day_of_year - 1) / 366)
    rank = (records.rank(method="first") - 1) / max(len(records) - 1, 1)
    return np.floor(np.quantile(days, rank))


def _start_days(raw: RawData) -> pd.Series:
    days = pd.to_datetime(raw.table("cordis/fp7_projects.csv.gz")["start"], format="%d%m%Y", errors="coerce").dropna()
    return days[days.dt.year.between(2007, 2015)]
