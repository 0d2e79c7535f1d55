"""The lists of a mission by the word in their addresses, and the room each stands in. A new list gets its row here."""

from dataclasses import dataclass

from intercluster_web.missions.models.budget import Cost, CostShare, ExpertUse, Funder
from intercluster_web.missions.models.group import Delegate, Host
from intercluster_web.missions.models.mission import Companion, MissionLine, Result
from intercluster_web.missions.models.programme import Step


@dataclass(frozen=True)
class LineKind:
    slug: str
    model: type[MissionLine]
    room: str
    related: tuple[str, ...] = ()


LINES = {
    kind.slug: kind
    for kind in (
        LineKind("companions", Companion, "group"),
        LineKind("delegates", Delegate, "group", ("contact",)),
        LineKind("hosts", Host, "programme"),
        LineKind("steps", Step, "programme", ("host",)),
        LineKind("funders", Funder, "budget"),
        LineKind("costs", Cost, "budget"),
        LineKind("shares", CostShare, "budget", ("cost", "funder")),
        LineKind("expert_uses", ExpertUse, "budget", ("grant",)),
        LineKind("results", Result, "follow-up", ("host",)),
    )
}
