"""Compile every translation catalogue; with --check, first fail on strings that are missing or not translated."""

import sys

from intercluster_web.catalogues import compile_catalogues, problems

if __name__ == "__main__":
    if "--check" in sys.argv[1:] and (found := problems()):
        sys.exit("\n".join([*found, f"{len(found)} strings to translate (make messages collects them)"]))
    for path in compile_catalogues():
        print(path.relative_to(path.parents[4]))
