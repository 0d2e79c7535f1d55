"""Projects and who took part, of FP7, H2020 (starts to 2018) and the Horizon Europe sample."""

import pandas as pd
from organisations import hop_on_organisations
from raw import RawData
from seventh_framework import seventh_framework_projects

from intercluster.evidence.importing.programmes import programme_parts

H2020_DAY = pd.Timestamp("2020-12-31").date()
HORIZON_DAY = pd.Timestamp("2025-02-28").date()
# The name of a part in the file of parts, where it is not the part's key.
H2020_PART_NAMES = {"Innovation in SMEs": "SME"}


def build_projects(raw: RawData) -> pd.DataFrame:
    return pd.concat([seventh_framework_projects(raw), _h2020(raw), _horizon(raw)], ignore_index=True)


def build_participations(raw: RawData, of_fp7: dict[str, str], known: set[str]) -> pd.DataFrame:
    """Every participation whose organisation has at least a name or a country; one row a pair."""
    fp7 = raw.table("cordis/fp7_edges.tsv.gz", separator="\t")
    fp7_rows = pd.DataFrame(
        {
            "project_id": "rcn:" + fp7["projectRcn"],
            "org_id": fp7["new_org_id"].map(lambda key: of_fp7.get(key, f"pic:{key}")),
            "source": "fp7-network",
        }
    )
    h2020 = raw.table("cordis/h2020_participations_2014_2018.csv.gz", missing="NA")
    h2020_rows = pd.DataFrame(
        {
            "project_id": "rcn:" + h2020["rcn"],
            "org_id": "pic:" + h2020["pic"],
            "role": h2020["role"],
            "contribution_eur": h2020["contribution"].astype(float),
            "source": "h2020-participations",
        }
    )
    horizon = hop_on_organisations(raw)
    horizon_rows = pd.DataFrame(
        {
            "project_id": "grant:" + horizon["projectID"],
            "org_id": "pic:" + horizon["pic"],
            "role": horizon["role"],
            "contribution_eur": horizon["ecContribution"].str.replace(",", ".").astype(float),
            "source": "horizon-hop-on",
        }
    )
    rows = pd.concat([fp7_rows, h2020_rows, horizon_rows], ignore_index=True)
    rows = rows[rows["org_id"].isin(known)]
    return rows.groupby(["project_id", "org_id"], as_index=False).agg(
        {"role": "first", "contribution_eur": lambda money: money.sum(min_count=1), "source": "first"}
    )


def build_programme_fields(raw: RawData, projects: pd.DataFrame) -> pd.DataFrame:
    """Programme parts as fields: what CORDIS says for H2020, the part with the same subject for the others."""
    parts = raw.table("cordis/programme_parts.csv.gz")
    official = pd.DataFrame(
        {
            "project_id": "rcn:" + parts["rcn"],
            "concept": "h2020:" + parts["programme_part"].replace(H2020_PART_NAMES),
            "weight": 1.0,
            "source": "h2020-programme-parts",
        }
    )
    of_seventh = projects[(projects["framework"] == "FP7") & projects["programme"].notna()]
    seventh = pd.DataFrame(
        {
            "project_id": of_seventh["project_id"],
            "concept": "fp7:" + of_seventh["programme"],
            "weight": 1.0,
            "source": of_seventh["source"],
        }
    )
    others = projects[(projects["framework"] == "HE") & projects["programme"].notna()]
    judged = pd.DataFrame(
        [
            (row.project_id, concept, weight, row.source)
            for row in others.itertuples()
            for concept, weight in programme_parts(row.programme)
        ],
        columns=["project_id", "concept", "weight", "source"],
    )
    found = pd.concat([official, seventh, judged], ignore_index=True).drop_duplicates(["project_id", "concept"])
    found = found[found["project_id"].isin(set(projects["project_id"]))]
    return found.assign(method="programme")


def _h2020(raw: RawData) -> pd.DataFrame:
    rows = raw.table("cordis/h2020_participations_2014_2018.csv.gz", missing="NA")
    rows = rows.groupby("rcn", sort=True)["start_year"].first()
    parts = raw.table("cordis/programme_parts.csv.gz")
    part_of = (
        parts["programme_part"]
        .replace(H2020_PART_NAMES)
        .groupby(parts["rcn"])
        .agg(lambda all_: ";".join(sorted(set(all_))))
    )
    bridge = raw.table("cordis/h2020_2014_2016/projects.tsv.gz", separator="\t").set_index("rcn")
    titles = topic_titles(raw)
    grants = bridge["reference"].reindex(rows.index)
    topics = (
        raw.table("cordis/h2020_topics_by_grant_id.csv.gz").drop_duplicates("projectID").set_index("projectID")["topic"]
    )
    topic = grants.map(topics).fillna(bridge["topics"].reindex(rows.index))
    return pd.DataFrame(
        {
            "project_id": "rcn:" + rows.index,
            "rcn": rows.index,
            "grant_id": grants.to_numpy(),
            "framework": "H2020",
            "programme": bridge["programme"].reindex(rows.index).fillna(part_of.reindex(rows.index)).to_numpy(),
            "acronym": bridge["acronym"].reindex(rows.index).to_numpy(),
            "title": topic.map(titles).to_numpy(),
            "start_year": rows.astype(float).to_numpy(),
            "source": "h2020-participations",
            "as_of": H2020_DAY,
        }
    )


def topic_titles(raw: RawData) -> dict[str, str]:
    """Title of a call topic by its code, from the file of grants, then from CORDIS's own tables."""
    by_grant = raw.table("cordis/h2020_topics_by_grant_id.csv.gz").dropna(subset=["topic", "title"])
    reference = raw.table("cordis/reference/cordisref-H2020topics.csv.gz", separator=";")
    programmes = raw.table("cordis/reference/cordisref-H2020programmes.csv.gz", separator=";")
    pairs = [
        *zip(programmes["code"], programmes["title"], strict=True),
        *zip(reference["topicCode"], reference["title"], strict=True),
        *zip(by_grant["topic"], by_grant["title"], strict=True),
    ]
    return {
        code: " ".join(title.split())
        for code, title in pairs
        if isinstance(code, str) and isinstance(title, str) and title.strip()
    }


def _horizon(raw: RawData) -> pd.DataFrame:
    rows = raw.table("cordis/horizon_europe_hopon_projects_2025-02.psv.gz", separator="|")
    with_partners = set(hop_on_organisations(raw)["projectID"])
    rows = rows[rows["id"].isin(with_partners)]
    return pd.DataFrame(
        {
            "project_id": "grant:" + rows["id"],
            "grant_id": rows["id"],
            "framework": "HE",
            "programme": rows["legalBasis"],
            "acronym": rows["acronym"],
            "title": rows["title"].str.split().str.join(" "),
            "start_year": rows["startDate"].str[:4].astype(float),
            "source": "horizon-hop-on",
            "as_of": HORIZON_DAY,
        }
    )
