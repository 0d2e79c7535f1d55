"""Addresses of the funding app."""

from django.urls import path

from intercluster_web.funding.views import cards, fit

app_name = "funding"
urlpatterns = [
    path("", cards.everything, name="list"),
    path("new/", cards.new, name="new"),
    path("cooperations/<int:pk>/", fit.cooperation, name="cooperation"),
    path("<slug:key>/", cards.card, name="card"),
    path("<slug:key>/edit/", cards.edit, name="edit"),
    path("<slug:key>/conditions/add/", cards.condition, name="condition-new"),
    path("<slug:key>/conditions/<int:pk>/", cards.condition, name="condition"),
    path("<slug:key>/conditions/<int:pk>/delete/", cards.condition_delete, name="condition-delete"),
]
