"""All addresses. Each app owns a prefix; the API is mounted once."""

from django.urls import include, path

from intercluster_web import calendar, home
from intercluster_web.api import api

urlpatterns = [
    path("", home.home, name="home"),
    path("help/", home.help_page, name="help"),
    path("privacy/", home.privacy, name="privacy"),
    path("language/", home.switch_language, name="set_language"),
    *calendar.urlpatterns,
    path("accounts/", include("intercluster_web.accounts.urls")),
    path("directory/", include("intercluster_web.directory.urls")),
    path("posts/", include("intercluster_web.posts.urls")),
    path("evidence/", include("intercluster_web.evidence.urls")),
    path("scouting/", include("intercluster_web.scouting.urls")),
    path("contacts/", include("intercluster_web.contacts.urls")),
    path("cooperations/", include("intercluster_web.cooperations.urls")),
    path("validation/", include("intercluster_web.validation.urls")),
    path("funding/", include("intercluster_web.funding.urls")),
    path("outcomes/", include("intercluster_web.outcomes.urls")),
    path("operations/", include("intercluster_web.operations.urls")),
    path("agreements/", include("intercluster_web.agreements.urls")),
    path("alliances/", include("intercluster_web.alliances.urls")),
    path("readiness/", include("intercluster_web.readiness.urls")),
    path("events/", include("intercluster_web.events.urls")),
    path("missions/", include("intercluster_web.missions.urls")),
    path("watches/", include("intercluster_web.watch.urls")),
    path("api/", api.urls),
]
