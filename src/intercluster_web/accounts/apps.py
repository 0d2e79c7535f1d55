from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "intercluster_web.accounts"
