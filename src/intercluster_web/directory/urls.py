from django.urls import path

from intercluster_web.directory import edit_views, member_views, network_views, open_data, tie_views, views

app_name = "directory"
urlpatterns = [
    path("", views.organisation_list, name="list"),
    path("map/", views.organisation_map, name="map"),
    path("export/<str:form>/", views.export, name="export"),
    path("networks/", network_views.networks, name="networks"),
    path("programmes/", network_views.programmes, name="programmes"),
    path("programmes/<slug:key>/", network_views.programme, name="programme"),
    path("open-data/", open_data.page, name="open-data"),
    path("open-data/catalogue.jsonld", open_data.catalogue, name="catalogue"),
    path("open-data/directory.zip", open_data.csv_zip, name="csv-zip"),
    path("open-data/directory.ttl", open_data.turtle, name="turtle"),
    path("add/", edit_views.create, name="create"),
    path("organisations/<slug:key>/", views.organisation, name="organisation"),
    path("organisations/<slug:key>/edit/", edit_views.edit, name="edit"),
    path("organisations/<slug:key>/delete/", edit_views.delete, name="delete"),
    path("organisations/<slug:key>/merge/", edit_views.merge, name="merge"),
    path("organisations/<slug:key>/facts/<slug:attribute>/", edit_views.attribute, name="attribute"),
    path("organisations/<slug:key>/members/", member_views.members, name="members"),
    path("organisations/<slug:key>/members/import/", member_views.upload, name="members-import"),
    path("organisations/<slug:key>/members/matches/", member_views.matches, name="members-matches"),
    path("organisations/<slug:key>/members/template.<str:form>", member_views.template, name="members-template"),
    path("organisations/<slug:key>/members/export.<str:form>", member_views.export, name="members-export"),
    path("organisations/<slug:key>/<slug:tie>/add/", tie_views.create, name="tie-create"),
    path("organisations/<slug:key>/<slug:tie>/<int:pk>/", tie_views.edit, name="tie-edit"),
    path("organisations/<slug:key>/<slug:tie>/<int:pk>/delete/", tie_views.delete, name="tie-delete"),
]
