from django.apps import AppConfig


class ValidationConfig(AppConfig):
    name = "intercluster_web.validation"
