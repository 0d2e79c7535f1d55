"""Where data lives: the bundled files inside the package, and one folder for everything else.

The folder is set by ``INTERCLUSTER_DATA`` (default: ``var`` under the working directory) and holds
``evidence/`` (imported evidence), ``intercluster.sqlite3`` (what people write) and ``uploads/``.
"""

import os
from pathlib import Path

BUNDLED = Path(__file__).parent / "bundled"


def data_folder() -> Path:
    """The one folder that holds everything this installation writes."""
    return Path(os.environ.get("INTERCLUSTER_DATA", "var")).expanduser().resolve()


def evidence_folder() -> Path:
    """The folder of the evidence in force: imported when there is one, else the bundled one.

    An import writes a whole new folder ``evidence/<stamp>`` and then replaces the one-line file
    ``evidence/current`` that names it, so that a reader sees the old state or the new, never a mix.
    """
    current = data_folder() / "evidence" / "current"
    if current.exists():
        return current.parent / current.read_text(encoding="utf-8").strip()
    return BUNDLED
