"""Addresses of the validation app."""

from typing import Any

app_name = "validation"
urlpatterns: list[Any] = []
