"""How often the region found by the city is the one declared: ``python tools/bundle/check_places.py DATA``."""

import argparse
from pathlib import Path

import pandas as pd
from organisations import Places
from places import Gazetteer
from raw import RawData, iso_country, repaired

from intercluster.territory.nuts import nuts_converter


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, help="folder of the raw files")
    raw = RawData(arguments.parse_args().data)
    places = Places(Gazetteer(raw), nuts_converter())
    rows = raw.table("cordis/org_names_geo_by_pic.csv.gz")
    rows["country"], rows["city"] = iso_country(rows["country"]), repaired(rows["city"])
    rows = rows.dropna(subset=["country", "city", "nuts3_fp7_declared"])
    pairs = []
    for row in rows.itertuples():
        declared = places.declared(row.nuts3_fp7_declared, row.country)
        if declared and len(declared[0]) == 5:
            found = places.by_city(row.country, row.city, row.name, row.nuts3_2016)
            pairs.append((declared[0], found or ""))
    told = pd.DataFrame(pairs, columns=["declared", "found"])
    print(f"organisations with a declared NUTS 3 region and a city: {len(told):,}")
    print(f"  {100 * (told['found'].str.len() == 5).mean():5.1f} %  a NUTS 3 region is found by the city")
    told = told[told["found"].str.len() == 5]
    for level, size in ((3, 5), (2, 4)):
        same = told["declared"].str[:size] == told["found"].str[:size]
        print(f"  {100 * same.mean():5.1f} %  of these agree at NUTS {level}")


if __name__ == "__main__":
    main()
