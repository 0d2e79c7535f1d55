"""Addresses of the alliances app."""

from typing import Any

app_name = "alliances"
urlpatterns: list[Any] = []
