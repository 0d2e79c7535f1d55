"""Makes the build scripts importable: they run as a folder of scripts, not as a package."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "tools" / "bundle"))
