"""One OpenAPI description; each app adds its router here, in plain sight."""

from ninja import NinjaAPI
from ninja.security import django_auth

api = NinjaAPI(title="intercluster", version="0.1.0", auth=django_auth)
