"""Addresses of the missions app."""

from typing import Any

app_name = "missions"
urlpatterns: list[Any] = []
