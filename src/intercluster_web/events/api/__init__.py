"""Events for programs: what organisers see and do on their pages, with the same rights, by the same actions.

An event is prepared (``event``, ``places``), people come to it (``participants``), ask for meetings (``requests``,
``meetings``), a timetable is computed, changed and published (``timetables``, ``board``), the day is noted (``day``),
buyers' leads are followed (``buyers``); a participant reads their own timetable through their link (``own``).
"""

from ninja import Router

from intercluster_web.events.api import (
    board,
    buyers,
    day,
    event,
    meetings,
    own,
    participants,
    participants_list,
    places,
    publishing,
    requests,
    timetables,
)

PARTS = (
    event,
    places,
    participants,
    participants_list,
    requests,
    meetings,
    timetables,
    publishing,
    board,
    day,
    buyers,
    own,
)

router = Router()
for each in dict.fromkeys(part.router for part in PARTS):  # one address, one router
    router.add_router("", each)
