from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "intercluster_web.events"
