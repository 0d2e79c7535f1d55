from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "intercluster_web.readiness"
