"""Events for programs: what organisers see and do on their pages, with the same rights, by the same actions.

An event is prepared (``event``, ``places``, ``ways``, ``programme``), people come to it (``participants``, ``needs``,
guests of ``pairs``), ask for meetings (``requests``, ``meetings``, ``pairs``), a timetable is computed, changed and
published (``timetables``, ``board``), the day is noted (``day``), buyers' leads are followed (``buyers``), what came of
it is kept (``follow``). People are told by ``messages`` and ``announcements``; a participant acts through their link
(``own``, ``own_people``, ``own_profile``).
"""

from ninja import Router

from intercluster_web.events.api import (
    announcements,
    board,
    buyers,
    day,
    event,
    follow,
    meetings,
    messages,
    needs,
    own,
    own_people,
    own_profile,
    pairs,
    participants,
    participants_book,
    participants_list,
    places,
    programme,
    publishing,
    requests,
    timetables,
    ways,
    workbook,
)

PARTS = (
    event,
    announcements,
    places,
    ways,
    programme,
    participants,
    participants_list,
    participants_book,
    requests,
    pairs,
    meetings,
    timetables,
    workbook,
    publishing,
    board,
    messages,
    day,
    needs,
    buyers,
    follow,
    own,
    own_people,
    own_profile,
)

router = Router()
for each in dict.fromkeys(part.router for part in PARTS):  # one address, one router
    router.add_router("", each)
