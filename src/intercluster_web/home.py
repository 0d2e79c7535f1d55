"""The first page, help, privacy, and the language switch."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


def home(request: HttpRequest) -> HttpResponse:
    """What intercluster is for a visitor; where to go next for somebody signed in."""
    return render(request, "home.html")


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why and how long: the register of GDPR article 30, in plain words."""
    return render(request, "privacy.html")


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """The same page in another language; remembered for the person when signed in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and translation.check_for_language(language):
        request.user.language = language
        request.user.save(update_fields=["language"])
    return set_language(request)
