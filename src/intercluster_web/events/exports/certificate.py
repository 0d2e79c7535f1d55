"""What proves a timetable, for others to check: written in a process of its own, as solving would hold up the pages."""

import subprocess
import sys
import tempfile
from pathlib import Path

from intercluster_web.downloads import archive
from intercluster_web.events.exports.timetable import layout_xlsx
from intercluster_web.events.models import Timetable

SECONDS = 15
"""For the solver; the command has as long as it is given."""
_PATIENCE = 3 * SECONDS  # with building the formula, checking the proof and a busy machine


class NotProvedError(Exception):
    """No proof came out in the time a page can take."""


def certificate_zip(timetable: Timetable) -> bytes:
    """That no timetable of the event has fewer gaps than this one; of one found impossible, that none exists.

    Raises
    ------
    NotProvedError
        Not within the time, or the timetable no longer keeps the rules.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        event, out = folder / "event.xlsx", folder / "certificate"
        event.write_bytes(layout_xlsx(timetable))
        known = [str(event)] if timetable.report["status"] == "optimal" else []
        asked = ["meetings", "certify", str(event), *known, "--seconds", str(SECONDS), "--out", str(out)]
        try:
            subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", "intercluster", *asked],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise NotProvedError from error
        return archive((file.name, file.read_bytes()) for file in sorted(out.iterdir()))
