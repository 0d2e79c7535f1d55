from django.urls import include, path

from intercluster_web.evidence import views, zone_views

app_name = "evidence"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<str:org_id>/", views.organisation, name="organisation"),
    path("projects/<str:project_id>/", views.project, name="project"),
    path("zones/", zone_views.zones, name="zones"),
    path("zones/<str:code>/", zone_views.zone, name="zone"),
    path("spaces/", zone_views.spaces, name="spaces"),
    path("", include("intercluster_web.evidence.imports.urls")),
    path("countries/", zone_views.countries, name="countries"),
]
