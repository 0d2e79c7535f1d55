from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "intercluster_web.funding"
