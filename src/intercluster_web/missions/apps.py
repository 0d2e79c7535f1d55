from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "intercluster_web.missions"
