from django.apps import AppConfig


class CooperationsConfig(AppConfig):
    name = "intercluster_web.cooperations"
