"""Addresses of the cooperations app."""

from django.urls import path

from intercluster_web.cooperations.views import cooperation

app_name = "cooperations"
urlpatterns = [
    # One cooperation
    path("new/", cooperation.new, name="new"),
    path("<int:pk>/", cooperation.show, name="cooperation"),
    path("<int:pk>/edit/", cooperation.edit, name="edit"),
    path("<int:pk>/move/", cooperation.edit, name="move"),
]
