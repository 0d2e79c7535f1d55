"""Addresses of the operations app."""

from typing import Any

app_name = "operations"
urlpatterns: list[Any] = []
