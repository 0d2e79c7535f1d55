from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    name = "intercluster_web.alliances"
