from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "intercluster_web.directory"
