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
    places,
    requests,
    timetables,
)

router = Router()
for part in (event, places, participants, requests, meetings, timetables, board, day, buyers, own):
    router.add_router("", part.router)
