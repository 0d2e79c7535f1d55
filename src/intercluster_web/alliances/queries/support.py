"""The lines of a merger study as the library reads them."""

from intercluster.alliances.support import Line
from intercluster_web.alliances.models import MergerStudy


def lines_of(study: MergerStudy) -> list[Line]:
    return [
        Line(str(line.organisation), line.funder, line.scheme, line.year, line.now, line.merged, line.allied)
        for line in study.lines.select_related("organisation")
    ]
