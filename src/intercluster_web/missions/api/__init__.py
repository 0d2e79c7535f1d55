"""Missions for programs: what the pages show and do, with the same rights, by the same actions.

``missions``: the missions themselves and their history; ``rooms``: programme, group, budget, evaluation, follow-up;
``lines``: their lists changed, sheets filled in.
"""

from ninja import Router

from intercluster_web.missions.api import lines, missions, rooms

router = Router()
for part in (missions, rooms, lines):
    router.add_router("", part.router)
