from django.apps import AppConfig


class HouseConfig(AppConfig):
    """What is of no single app: the frame of the pages, the home page, commands that set up and serve."""

    name = "intercluster_web"
    label = "house"
