"""Missions for programs: what the pages show and do, with the same rights, by the same actions.

``missions``: missions themselves and their history; ``rooms``, ``budget``, ``evaluation``: what is inside; ``lines``:
their lists changed, sheets filled in; ``follow_up``: compared, kept, shared; ``experts``: days lent by schemes.
"""

from ninja import Router

from intercluster_web.missions.api import budget, evaluation, experts, follow_up, lines, missions, rooms

router = Router()
for part in (missions, experts, follow_up, rooms, budget, evaluation, lines):
    router.add_router("", part.router)
