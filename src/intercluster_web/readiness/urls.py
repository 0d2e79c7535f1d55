"""Addresses of readiness."""

from django.urls import path

from intercluster_web.readiness import views

app_name = "readiness"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("neighbours/", views.neighbours, name="neighbours"),
    path("assessments/new/", views.new, name="new"),
    path("assessments/<int:pk>/", views.assessment, name="assessment"),
    path("assessments/<int:pk>/edit/", views.edit, name="edit"),
    path("assessments/<int:pk>/share/", views.share, name="share"),
    path("assessments/<int:pk>/delete/", views.delete, name="delete"),
]
