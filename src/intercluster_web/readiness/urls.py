"""Addresses of the readiness app."""

from typing import Any

app_name = "readiness"
urlpatterns: list[Any] = []
