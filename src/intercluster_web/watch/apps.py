from importlib import import_module

from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "intercluster_web.watch"

    def ready(self) -> None:
        import_module(f"{self.name}.receivers")  # models exist only once the registry is filled
