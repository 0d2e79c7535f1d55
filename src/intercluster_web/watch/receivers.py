"""After each import of evidence every watch is looked after, in the process that imported."""

from typing import Any

from intercluster_web.evidence.signals import evidence_replaced
from intercluster_web.watch.actions.looking import look_everywhere


def _look(**_said: Any) -> None:
    look_everywhere()


evidence_replaced.connect(_look, dispatch_uid="watches-look")
