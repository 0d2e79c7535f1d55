from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "intercluster_web.agreements"
