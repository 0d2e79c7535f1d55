"""All addresses. Each app owns a prefix; the API is mounted once."""

from django.urls import include, path

from intercluster_web.api import api
from intercluster_web.home import home

urlpatterns = [
    path("", home, name="home"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("intercluster_web.accounts.urls")),
    path("directory/", include("intercluster_web.directory.urls")),
    path("evidence/", include("intercluster_web.evidence.urls")),
    path("scouting/", include("intercluster_web.scouting.urls")),
    path("api/", api.urls),
]
