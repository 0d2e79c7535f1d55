"""Registering by oneself, through the event's public link. The own link goes to the address given, nowhere else."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from intercluster_web.accounts import post
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.events.actions import participants as actions
from intercluster_web.events.forms.participants import RegistrationForm
from intercluster_web.events.models import Event, Participant
from intercluster_web.events.presentation.event import event_of_token
from intercluster_web.events.views.sending import send_registration
from intercluster_web.security import not_indexed

AGAIN = timedelta(minutes=10)  # so long no second message goes to the same address


def _event(token: str) -> Event:
    key = event_of_token(token)
    if key is None:
        raise Http404
    return get_object_or_404(Event.objects.select_related("owner"), pk=key)


@not_indexed
@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, token: str) -> HttpResponse:
    """The form while registration is open. Who is on the list gets their link again, and nobody learns of it."""
    event = _event(token)
    if not actions.takes_registrations(event):
        return render(request, "events/register_closed.html", {"event": event}, status=410)
    form = RegistrationForm(request.POST or None, event=event, initial={"language": translation.get_language()[:2]})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register(event, form.save(commit=False))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            _send(request, made)
            return redirect("events:registered", token)
    context = {"event": event, "form": form, "organisations": names_to_suggest(), "token": token}
    return render(request, "events/register.html", context, status=422 if form.is_bound else 200)


def _send(request: HttpRequest, made: Participant) -> None:
    if post.can_send() and made.email and (made.invited_at is None or made.invited_at < timezone.now() - AGAIN):
        send_registration(request, made)


@not_indexed
@never_cache
@require_GET
def registered(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "events/registered.html", {"event": _event(token), "by_mail": post.can_send()})
