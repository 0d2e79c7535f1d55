from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "intercluster_web.contacts"
