"""Addresses of the events app. ``<int:pk>`` is the event; pages behind a person's link begin with ``me/<token>/``."""

from django.urls import path

from intercluster_web.events.views import event, event_places

app_name = "events"

# Events, their slots and tables
urlpatterns = [
    path("", event.events, name="list"),
    path("new/", event.new, name="new"),
    path("<int:pk>/", event.show, name="event"),
    path("<int:pk>/edit/", event.edit, name="edit"),
    path("<int:pk>/step/", event.step, name="step"),
    path("<int:pk>/share/", event.share, name="share"),
    path("<int:pk>/delete/", event.delete, name="delete"),
    path("<int:pk>/slots/", event_places.slots, name="slots"),
    path("<int:pk>/tables/", event_places.tables, name="tables"),
    path("<int:pk>/tables/<int:table_pk>/", event_places.table, name="table"),
    path("<int:pk>/tables/<int:table_pk>/remove/", event_places.table_remove, name="table-remove"),
    path("<int:pk>/tables/ways/", event_places.ways, name="ways"),
]
