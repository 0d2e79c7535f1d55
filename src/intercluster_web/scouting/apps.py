from django.apps import AppConfig


class ScoutingConfig(AppConfig):
    name = "intercluster_web.scouting"
