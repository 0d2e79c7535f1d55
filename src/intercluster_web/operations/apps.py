from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "intercluster_web.operations"
