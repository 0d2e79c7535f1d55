"""Addresses of the agreements app."""

from typing import Any

app_name = "agreements"
urlpatterns: list[Any] = []
