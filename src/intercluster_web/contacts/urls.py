"""Addresses of the contacts app."""

from typing import Any

app_name = "contacts"
urlpatterns: list[Any] = []
