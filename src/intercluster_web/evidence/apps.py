from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "intercluster_web.evidence"
