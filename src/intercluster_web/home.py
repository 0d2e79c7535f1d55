"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What intercluster is for a visitor; where to go next for somebody signed in."""
    return render(request, "home.html")
