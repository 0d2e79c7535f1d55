"""Prints what is in the bundled tables: sizes, join rates, coverage. ``python tools/bundle/report.py``"""

import pandas as pd

from intercluster.datafolder import BUNDLED

FRAMEWORKS = ("FP7", "H2020", "HE")


def main() -> None:
    organisations, projects, participations, fields, employment = (
        pd.read_parquet(BUNDLED / f"{name}.parquet")
        for name in ("organisations", "projects", "participations", "project_fields", "employment")
    )
    joined = participations.merge(projects[["project_id", "framework"]], on="project_id").merge(
        organisations[["org_id", "name", "country", "zone", "zone_basis", "pic"]], on="org_id"
    )
    print(f"organisations   {len(organisations):>8,}")
    _share("with a PIC", organisations["pic"].notna())
    _share("with a name", organisations["name"].notna())
    print(organisations["zone_basis"].value_counts(dropna=False).to_string())
    for framework in FRAMEWORKS:
        of = joined[joined["framework"] == framework]
        own = projects[projects["framework"] == framework]
        members = of.drop_duplicates("org_id")
        print(f"\n{framework}: {len(own):,} projects, {len(members):,} organisations, {len(of):,} participations")
        _share("organisations with a PIC", members["pic"].notna())
        _share("organisations with a NUTS 3", _nuts3(members["zone"]))
        _share("participations with a named organisation", of["name"].notna())
        _share("participations with a NUTS 3", _nuts3(of["zone"]))
        _share("participations finer than a country", of["zone"].str.len() > 2)
        _share("projects with a title", own["title"].notna())
        _share("projects with an acronym", own["acronym"].notna())
        _share("projects with a programme", own["programme"].notna())
        _share("projects with a start year", own["start_year"].notna())
        _share("projects with a field", own["project_id"].isin(set(fields["project_id"])))
    print(f"\nemployment {len(employment):,} rows, {employment['zone'].nunique()} zones")
    print("project fields by method:", fields["method"].value_counts().to_dict())
    print("\nbytes")
    files = sorted(path for path in BUNDLED.rglob("*") if path.is_file())
    for path in files:
        print(f"{path.stat().st_size:>12,}  {path.name}")
    print(f"{sum(path.stat().st_size for path in files):>12,}  in all")


def _share(what: str, flags: pd.Series) -> None:
    print(f"  {100 * flags.mean():6.1f} %  {what}")


def _nuts3(zones: pd.Series) -> pd.Series:
    return (zones.str.len() == 5) & ~zones.str.contains("-", na=False)


if __name__ == "__main__":
    main()
