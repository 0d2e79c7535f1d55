"""Two pages every record of an organisation has: who sees it, and its end. An app's view finds the record first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.directory.queries import names_to_suggest
from intercluster_web.records.forms import ShareForm
from intercluster_web.records.ownership import share


def share_page(request: HttpRequest, record: OwnedRecord, back: str) -> HttpResponse:
    """Ask who sees a record the person may change; ``back``: address of its page."""
    form = ShareForm(request.POST or None, record=record)
    if request.method == "POST" and form.is_valid():
        share(request.user, record, form.cleaned_data["visibility"], form.cleaned_data["named"])
        messages.success(request, _("Visible to: %(who)s.") % {"who": record.get_visibility_display()})
        return redirect(back)
    context = {"form": form, "record": record, "back": back, "organisations": names_to_suggest()}
    return render(request, "records/share.html", context, status=422 if request.method == "POST" else 200)


def delete_page(
    request: HttpRequest, record: Any, back: str, everything: str, delete: Callable[[Any, Any], None]
) -> HttpResponse:
    """Ask, then delete with the app's own action; ``everything``: address of the list."""
    if request.method == "POST":
        delete(request.user, record)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": record})
        return redirect(everything)
    return render(request, "records/delete.html", {"record": record, "back": back})
