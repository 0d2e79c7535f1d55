"""Posts by country, one post, and its form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intercluster.territory.countries import known_countries
from intercluster_web.accounts.permissions import may_write_somewhere, writer_required
from intercluster_web.directory.attributes import TIE_REVIEW_MONTHS
from intercluster_web.directory.freshness import freshness
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import country_label, language_label
from intercluster_web.downloads import table_file
from intercluster_web.posts import queries
from intercluster_web.posts.actions import book as actions
from intercluster_web.posts.exports import posts_table
from intercluster_web.posts.forms import EntryForm, FilterForm, PostForm
from intercluster_web.posts.models import Post, PostKind
from intercluster_web.records.saving import saved
from intercluster_web.records.views import delete_page

PAGE = 50


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """All posts on a map, with their table and the countries; as a file with ``?file=xlsx``."""
    every = list(queries.posts())
    form = FilterForm(request.GET, countries=[country.code for country in queries.by_country(every)])
    chosen = form.chosen()
    found = list(queries.posts(**chosen)) if chosen else every
    if request.GET.get("file") in ("xlsx", "csv"):
        return table_file(posts_table(found), request.GET["file"], "posts")
    context = {
        "form": form,
        "filtered": bool(chosen),
        "countries": queries.by_country(found),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "map_data": queries.map_of(found, PostKind.choices),
        "unfinished": queries.unfinished()[:20],
        "may_add": may_write_somewhere(request.user),
    }
    return render(request, "posts/posts.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Who is on the spot in a country: posts, and the public authorities the directory knows there."""
    if code not in known_countries():
        raise Http404
    found = list(queries.posts(country=code, ended=True))
    context = {
        "code": code,
        "name": country_label(code),
        "posts": [(post, freshness(post, TIE_REVIEW_MONTHS)) for post in found],
        "map_data": queries.map_of(found, PostKind.choices),
        "counterparts": queries.counterparts(code),
        "may_add": may_write_somewhere(request.user),
    }
    return render(request, "posts/country.html", context)


def _post(key: str) -> Post:
    return get_object_or_404(Post.objects.select_related("organisation", "recorded_by"), organisation__key=key)


@require_safe
def post(request: HttpRequest, key: str) -> HttpResponse:
    """One post: what it can be asked for, where, in which languages, and where that is said."""
    found = _post(key)
    context = {
        "post": found,
        "age": freshness(found, TIE_REVIEW_MONTHS),
        "languages": [language_label(code) for code in found.languages],
        "countries": [(code, country_label(code)) for code in found.covered],
        "services": found.service_labels(),
        "may_edit": actions.may_edit(request.user, found),
        "may_ask": may_write_somewhere(request.user),
    }
    return render(request, "posts/post.html", context)


@writer_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new post; ``?of=key`` completes a foreign post the directory has already."""
    known = Organisation.objects.filter(key=request.GET.get("of", "")).first()
    first = {"name": known.name, "country": known.country, "city": known.city} if known else request.GET.dict()
    entry = EntryForm(request.POST or None, initial=first)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and entry.is_valid():
        given = form.save(commit=False)
        made = actions.add(request.user, given, entry.cleaned_data, form.provenance(request.user))
        messages.success(request, _("%(name)s is among the posts.") % {"name": made})
        return redirect(made)
    return _form_page(request, form, entry=entry, title=_("Add a post abroad"))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    found = _editable(request, key)
    form = PostForm(request.POST or None, instance=found)

    def save() -> None:
        changed = form.save(commit=False)
        provenance = form.provenance(request.user)
        actions.change(request.user, changed, form.written(), form.cleaned_data["seen"], provenance)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Changed."))
        return redirect(found)
    return _form_page(request, form, post=found, title=str(found))


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, key: str) -> HttpResponse:
    found = _editable(request, key)
    return delete_page(request, found, found.get_absolute_url(), reverse("posts:list"), actions.take_out)


def _editable(request: HttpRequest, key: str) -> Post:
    found = _post(key)
    if not actions.may_edit(request.user, found):
        raise PermissionDenied
    return found


def _form_page(request: HttpRequest, form: PostForm, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "posts/form.html", {"form": form, **context}, status=status)
