from importlib import import_module

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "intercluster_web.directory"

    def ready(self) -> None:
        import_module(f"{self.name}.signals")  # models exist only once the registry is filled
