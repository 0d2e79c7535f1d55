"""How alike two organisations are: a Fellegi-Sunter model, computed by Splink on DuckDB.

Fellegi & Sunter, "A Theory for Record Linkage", JASA 64 (1969); Splink: Linacre et al., IJPDS 7:1 (2022).
The *match weight* of a pair is the base-2 logarithm of the odds that it is one organisation, as measured among
candidate pairs of CORDIS lists. It is a weight to rank by, not a probability.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Any, Final

import duckdb
import pyarrow as pa

from intercluster.linkage.names import acronym, folded, rare_words, words

RECORDS: Final = pa.schema(
    [
        pa.field("unique_id", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("words", pa.list_(pa.string())),
        pa.field("weights", pa.list_(pa.float64())),
        pa.field("word_key", pa.string()),
        pa.field("first_word", pa.string()),
        pa.field("rare_words", pa.list_(pa.string())),
        pa.field("acronym", pa.string()),
        pa.field("country", pa.string()),
        pa.field("city", pa.string()),
        pa.field("zone", pa.string()),
        pa.field("activity_type", pa.string()),
    ]
)
# What each comparison may come out as, the closest first, with the share of pairs of one organisation (m) and of two
# organisations (u) that do; measured among candidates by ``tools/evaluate_linkage.py --measure``.
LEVELS: Final[dict[str, dict[str, tuple[float, float]]]] = {
    "name": {
        "same_words": (0.9123, 0.0011),
        "misspelt": (0.0198, 0.0005),
        "most_words": (0.0067, 0.0005),
        "contained": (0.0223, 0.0080),
        "half_words": (0.0086, 0.0067),
        "same_acronym": (0.0010, 0.0017),
        "different": (0.0296, 0.9815),
    },
    "place": {
        "same_city": (0.9282, 0.2888),
        "same_nuts3": (0.0375, 0.0760),
        "same_nuts2": (0.0046, 0.0594),
        "different": (0.0298, 0.5758),
    },
    "activity_type": {"same": (0.9656, 0.5084), "different": (0.0344, 0.4916)},
}
SHARE_OF_CANDIDATES: Final = 0.069  # of candidate pairs that are one organisation: the prior
# Shared words count by how rare they are: "university" tells little, "caledonian" much.
_MACROS: Final = """
CREATE MACRO shared(words_l, weights_l, words_r) AS coalesce(list_sum(list_transform(
    list_zip(words_l, weights_l), lambda pair: CASE WHEN list_contains(words_r, pair[1]) THEN pair[2] ELSE 0 END)), 0);
CREATE MACRO shared_of_all(words_l, weights_l, words_r, weights_r) AS shared(words_l, weights_l, words_r)
    / (list_sum(weights_l) + list_sum(weights_r) - shared(words_l, weights_l, words_r));
CREATE MACRO shared_of_shorter(words_l, weights_l, words_r, weights_r) AS shared(words_l, weights_l, words_r)
    / least(list_sum(weights_l), list_sum(weights_r));
"""
_PAIR = "(words_l, weights_l, words_r, weights_r)"


def prepare_records(organisations: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Records to compare, out of rows with ``org_id``, ``name``, ``country``, ``city``, ``zone``, ``zone_basis`` and
    ``activity_type``; rows without a name or a country cannot be compared and are left out.
    """
    named = [row for row in organisations if row["name"] and row["country"]]
    told = [words(row["name"]) for row in named]
    rare = rare_words(told, [row["country"] for row in named])
    borne = Counter(word for found in told for word in set(found))
    return pa.Table.from_pylist(
        [
            {
                "unique_id": row["org_id"],
                "name": " ".join(found),
                "words": sorted(set(found)),
                "weights": [log(len(named) / borne[word]) + 0.01 for word in sorted(set(found))],
                "word_key": " ".join(sorted(set(found))),
                "first_word": found[0] if found else None,
                "rare_words": few,
                "acronym": acronym(row["name"]),
                "country": row["country"],
                "city": folded(row["city"]) or None if row["city"] else None,
                "zone": row["zone"] if row["zone_basis"] != "country" else None,
                "activity_type": row["activity_type"],
            }
            for row, found, few in zip(named, told, rare, strict=True)
        ],
        RECORDS,
    )


def score_pairs(records: pa.Table, least_weight: float | None = None) -> pa.Table:
    """Candidate pairs with at least that match weight (all of them without one), best first.

    Columns: ``match_weight``, ``unique_id_l``, ``unique_id_r`` and, for each comparison, ``<name>_level`` (a word of
    `LEVELS`, null where unknown) and ``<name>_bits`` (its part of the match weight). Candidates agree in the country
    and in all words of the name, or a rare word, or city and first word, or city and acronym.
    """
    # Splink pulls in pandas: a second that no other command should pay.
    from splink import DuckDBAPI, Linker  # noqa: PLC0415

    with duckdb.connect() as connection:
        connection.execute(_MACROS)
        registered = DuckDBAPI(connection).register(records, dataset_display_name="organisations")
        linker = Linker(registered, _settings(), logging.ERROR)
        found = linker.inference.predict(threshold_match_weight=least_weight)
        connection.register("pairs", found.as_pandas_dataframe())
        columns = ["match_weight", "unique_id_l", "unique_id_r"]
        for name, levels in LEVELS.items():
            # Splink numbers the levels downwards: 0 is "different", -1 unknown.
            columns += [f"list_extract({list(levels)}, {len(levels)} - gamma_{name}) AS {name}_level"]
            columns += [f"mw_{name} AS {name}_bits"]
        pairs = connection.table("pairs").filter("unique_id_l <> unique_id_r").project(", ".join(columns))
        return pairs.order("match_weight DESC, unique_id_l, unique_id_r").to_arrow_table()


def _settings() -> Any:
    from splink import SettingsCreator, block_on  # noqa: PLC0415
    from splink import comparison_level_library as levels  # noqa: PLC0415
    from splink import comparison_library as comparisons  # noqa: PLC0415

    conditions = {
        "name": (
            "word_key_l = word_key_r",
            "levenshtein(name_l, name_r) <= least(3, length(name_l) // 8)",
            f"shared_of_all{_PAIR} >= 0.75",
            f"shared_of_shorter{_PAIR} >= 0.95 AND len(words_l) + len(words_r) >= 5",
            f"shared_of_all{_PAIR} >= 0.5",
            "acronym_l = acronym_r",
        ),
        "place": (
            "city_l = city_r",
            "zone_l = zone_r AND length(zone_l) = 5",
            "left(zone_l, 4) = left(zone_r, 4) AND length(zone_l) >= 4",
        ),
        "activity_type": ("activity_type_l = activity_type_r",),
    }
    unknown = {
        "name": "name_l IS NULL OR name_r IS NULL",
        "place": "(city_l IS NULL AND zone_l IS NULL) OR (city_r IS NULL AND zone_r IS NULL)",
        "activity_type": "activity_type_l IS NULL OR activity_type_r IS NULL",
    }
    return SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=SHARE_OF_CANDIDATES,
        comparisons=[
            comparisons.CustomComparison(
                output_column_name=name,
                comparison_levels=[
                    levels.CustomLevel(unknown[name], "unknown").configure(is_null_level=True),
                    *(
                        levels.CustomLevel(condition, level).configure(m_probability=m, u_probability=u)
                        for condition, (level, (m, u)) in zip(
                            (*conditions[name], "ELSE"), LEVELS[name].items(), strict=True
                        )
                    ),
                ],
            )
            for name in LEVELS
        ],
        blocking_rules_to_generate_predictions=[
            block_on("country", "word_key"),
            block_on("country", "rare_words", arrays_to_explode=["rare_words"]),
            block_on("country", "city", "first_word"),
            block_on("country", "city", "acronym"),
        ],
        retain_intermediate_calculation_columns=True,
    )
