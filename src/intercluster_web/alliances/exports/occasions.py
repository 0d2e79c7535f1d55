"""Occasions with their full addresses."""

from dataclasses import replace

from django.http import HttpRequest

from intercluster.export.calendar import Occasion


def addressed(request: HttpRequest, occasion: Occasion) -> Occasion:
    """The same occasion, its path made an address."""
    return replace(occasion, url=request.build_absolute_uri(occasion.url) if occasion.url else "")
