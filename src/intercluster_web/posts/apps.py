from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "intercluster_web.posts"
