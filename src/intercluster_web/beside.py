"""Long work in a process of its own, beside the pages: started, and whether it still lives."""

import os
import subprocess
import sys
import threading


def launch(command: str, pk: int) -> None:
    """Run a management command on a record; it goes on when the page, or the server, ends."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "django", command, str(pk)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "intercluster_web.settings"),
        },
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()  # so that it does not stay as a zombie


def alive(process: int) -> bool:
    """Whether a process of this number is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
