"""For people who have no account: stop the messages, see and erase what is kept about them."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts import post
from intercluster_web.contacts import queries
from intercluster_web.contacts.actions import book, rights
from intercluster_web.contacts.forms import AskForm
from intercluster_web.contacts.models import STOP_SALT, Contact, DataRequest
from intercluster_web.contacts.views.book import everything_file
from intercluster_web.security import not_indexed


@not_indexed
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Do not write to me again: one click, from any message."""
    try:
        key = signing.Signer(salt=STOP_SALT).unsign_object(token)
    except signing.BadSignature:
        return _gone(request)
    contact = Contact.objects.living().filter(pk=key).select_related("owner").first()
    if contact is None:
        return _gone(request)
    if request.method == "POST":
        book.opt_out(None, contact)
        contact.refresh_from_db()
    return render(request, "contacts/stop.html", {"contact": contact, "done": contact.opted_out_on is not None})


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "contacts/link_gone.html", status=404)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """What is kept about me? The answer is the same whether the address is known or not."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = rights.ask(form.cleaned_data["email"], get_language() or "en")
        if wanted:
            address = reverse("contacts:my-data-link", args=[wanted.token()])
            post.send("contacts/mail/my_data", {"link": request.build_absolute_uri(address)}, wanted.email)
        return render(request, "contacts/my_data_sent.html")
    return render(request, "contacts/my_data.html", {"form": form}, status=422 if form.is_bound else 200)


@not_indexed
@never_cache
@require_GET
def mine(request: HttpRequest, token: str) -> HttpResponse:
    wanted = queries.open_request(token)
    if wanted is None:
        return _gone(request)
    return _mine_page(request, token, wanted)


def _mine_page(request: HttpRequest, token: str, wanted: DataRequest, **more: Any) -> HttpResponse:
    entries = list(queries.entries_of(wanted.email))
    return render(request, "contacts/my_data_link.html", {"entries": entries, "token": token, **more})


@not_indexed
@never_cache
@require_GET
def mine_file(request: HttpRequest, token: str, form: str) -> HttpResponse:
    wanted = queries.open_request(token)
    if wanted is None:
        return _gone(request)
    return everything_file(list(queries.entries_of(wanted.email)), form)


@not_indexed
@never_cache
@require_POST
def mine_change(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the messages, or erase everything."""
    wanted = queries.open_request(token)
    if wanted is None:
        return _gone(request)
    if request.POST.get("do") == "erase":
        return render(request, "contacts/my_data_erased.html", {"n": rights.erase_all(wanted)})
    if request.POST.get("do") == "stop":
        rights.stop_all(wanted)
    return redirect("contacts:my-data-link", token)
