"""One OpenAPI description; each app adds its router here, in plain sight.

Who may ask: ``PEOPLE`` (signed in, or with a token) unless a router or operation says ``auth=ANYONE``.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from intercluster_web.accounts.permissions import PEOPLE
from intercluster_web.agreements.api import router as agreements_router
from intercluster_web.alliances.api import router as alliances_router
from intercluster_web.contacts.api import router as contacts_router
from intercluster_web.cooperations.api import router as cooperations_router
from intercluster_web.directory.api import router as directory_router
from intercluster_web.events.api import router as events_router
from intercluster_web.evidence.api import router as evidence_router
from intercluster_web.funding.api import router as funding_router
from intercluster_web.missions.api import router as missions_router
from intercluster_web.operations.api import router as operations_router
from intercluster_web.outcomes.api import router as outcomes_router
from intercluster_web.posts.api import router as posts_router
from intercluster_web.scouting.api import router as scouting_router
from intercluster_web.validation.api import router as validation_router
from intercluster_web.watch.api import router as watch_router

api = NinjaAPI(
    title="intercluster",
    version="0.1.0",
    urls_namespace="api",
    description="What the pages show, for programs. Send `Authorization: Bearer …` with a token from My account.",
    auth=PEOPLE,
)
api.add_router("/directory", directory_router)
api.add_router("/scouting", scouting_router)
api.add_router("/evidence", evidence_router)
api.add_router("/cooperations", cooperations_router)
api.add_router("/agreements", agreements_router)
api.add_router("/outcomes", outcomes_router)
api.add_router("/contacts", contacts_router)
api.add_router("/validation", validation_router)
api.add_router("/operations", operations_router)
api.add_router("/missions", missions_router)
api.add_router("/events", events_router)
api.add_router("/alliances", alliances_router)
api.add_router("/posts", posts_router)
api.add_router("/funding", funding_router)
api.add_router("/watches", watch_router)


@api.exception_handler(PermissionDenied)
def refused(request: HttpRequest, _error: PermissionDenied | type[PermissionDenied]) -> HttpResponse:
    return api.create_response(request, {"detail": _("You may not do this.")}, status=403)
