"""Names of zones."""

from functools import lru_cache

from intercluster.evidence.store import load_evidence


@lru_cache(maxsize=1)
def zone_names() -> dict[str, str]:
    """Zone code to name; the reference table is bundled and does not change while we run."""
    zones = load_evidence().zones
    return dict(zip(zones["zone"].to_pylist(), zones["label"].to_pylist(), strict=True))
