"""Every bench in one run: ``python -m bench [name …] [--json] [--strict]``.

A missed target is printed; with ``--strict`` it ends the run with status 1. Times depend on what else the machine does,
so a busy one is no reason to refuse a change. A bench that fails stops the run.
"""

import argparse
import sys
from collections.abc import Callable

from bench import events, importing, lists, portfolio, scouting, specialisation, zones
from bench.report import Measure, as_json, machine, measure, show


def _importing() -> list[Measure]:
    ours, plain = importing.measure()
    return [
        measure(f"import of {importing.PARTICIPATIONS:,} participations", [ours], at_most=20),
        measure("plain pandas read-and-join of the same", [plain]),
        measure("ratio to plain pandas", [ours / plain], "×"),
    ]


BENCHES: dict[str, Callable[[], list[Measure]]] = {
    "specialisation": specialisation.run,
    "zones": zones.run,
    "scouting": scouting.run,
    "importing": _importing,
    "portfolio": portfolio.run,
    "lists": lists.run,
    "events": events.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(BENCHES)}; all when none is named")
    parser.add_argument("--json", action="store_true", help="print the report for programs")
    parser.add_argument("--strict", action="store_true", help="end with status 1 when a target is missed")
    asked = parser.parse_args()
    if unknown := set(asked.names) - BENCHES.keys():
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    on = machine()
    results = {}
    for name in asked.names or BENCHES:
        print(f"{name} …", file=sys.stderr)
        results[name] = BENCHES[name]()
    if asked.json:
        print(as_json(results, on))
    else:
        show(results, on)
    missed = [f"{name}: {one.what}" for name, measures in results.items() for one in measures if one.met is False]
    if missed:
        print("\n".join(["Targets missed:", *missed]), file=sys.stderr)
        sys.exit(asked.strict)


if __name__ == "__main__":
    main()
