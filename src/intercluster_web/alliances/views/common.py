"""Pages that are one form each, in the frame of their cooperation."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from intercluster_web.accounts.permissions import items_visible_to
from intercluster_web.alliances.forms.common import CommonForm
from intercluster_web.alliances.models import Body
from intercluster_web.alliances.queries.parties import everybody_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.records.saving import saved


def stored(
    form: CommonForm, save: Callable[[Any, list[str], str], Any], record: Callable[[], Any] | None = None
) -> bool:
    """Save what a form says with an action ``(record, names, seen)``; False where the form now says what is wrong."""
    try:
        return saved(form, lambda: save((record or form.said)(), form.written(), form.cleaned_data["seen"]))
    except ValidationError as problem:
        form.add_error(None, problem)
        return False


def form_page(
    request: HttpRequest,
    cooperation: Cooperation,
    form: CommonForm,
    save: Callable[[Any, list[str], str], Any],
    *,
    title: str,
    lead: str = "",
    back: str,
    template: str = "alliances/form.html",
    **more: Any,
) -> HttpResponse:
    """A form, saved with an action when it is sent; then the page of what was saved, or ``back``."""
    if request.method == "POST" and stored(form, save):
        page = getattr(form.instance, "get_absolute_url", None)
        return redirect(page() if page else back)
    context = {
        "cooperation": cooperation,
        "form": form,
        "title": title,
        "lead": lead,
        "back": back,
        "organisations": [one.name for one in everybody_in(cooperation)],
        **more,
    }
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def open_bodies(user: Any, cooperation: Cooperation) -> Any:
    """Bodies of a cooperation that a person sees and that are not dissolved."""
    return items_visible_to(user, Body.objects.filter(cooperation=cooperation, ended_on=None))
