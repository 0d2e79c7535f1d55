from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "intercluster_web.outcomes"
