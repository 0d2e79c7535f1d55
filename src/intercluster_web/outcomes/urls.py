"""Addresses of the outcomes app."""

from typing import Any

app_name = "outcomes"
urlpatterns: list[Any] = []
