"""Addresses of the cooperations app."""

from typing import Any

app_name = "cooperations"
urlpatterns: list[Any] = []
