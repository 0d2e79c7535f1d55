"""What the teams work with: tasks, documents, contacts at the mirror organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster_web.accounts.permissions import changeable_item_or_404, inside_or_404, item_or_404, working_or_404
from intercluster_web.cooperations.actions import work as actions
from intercluster_web.cooperations.forms.work import DocumentForm, MirrorForm, TaskForm
from intercluster_web.cooperations.models import Cooperation, Document, MirrorContact, Task
from intercluster_web.cooperations.queries.cooperation import CARDS
from intercluster_web.downloads import download
from intercluster_web.records.saving import saved

# What the teams of clusters usually share among themselves (S52).
FUNCTIONS = [
    gettext_lazy("direction"),
    gettext_lazy("projects"),
    gettext_lazy("events and missions"),
    gettext_lazy("Europe and funding"),
    gettext_lazy("communication"),
]


def _form(request: HttpRequest, cooperation: Cooperation, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {"form": form, "cooperation": cooperation, "title": title, **more}
    status = 422 if request.method == "POST" else 200
    return render(request, "cooperations/form.html", context, status=status)


def _item(request: HttpRequest, model: Any, pk: int, item_pk: int) -> Any:
    items = model.objects.select_related("owner", "cooperation__owner")
    return changeable_item_or_404(request.user, items, pk=item_pk, cooperation=pk)


@login_required
@require_POST
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation, _organisation = working_or_404(request.user, CARDS, pk=pk)
    form = TaskForm(request.POST)
    if form.is_valid():
        actions.add_task(request.user, cooperation, form.save(commit=False))
        return redirect("cooperations:cooperation", pk)
    return _form(request, cooperation, form, _("Add a task"))


@login_required
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """Change a task; ``do``: tick it off, open it again, or take it away."""
    found = _item(request, Task, pk, task_pk)
    match request.POST.get("do"):
        case "done" | "open" as wanted:
            actions.set_task_done(request.user, found, wanted == "done")
        case "remove":
            actions.remove_task(request.user, found)
        case _:
            form = TaskForm(request.POST or None, instance=found)
            if request.method != "POST" or not _task_saved(request, form):
                return _form(request, found.cooperation, form, _("Change the task"))
    return redirect("cooperations:cooperation", pk)


def _task_saved(request: HttpRequest, form: TaskForm) -> bool:
    return saved(
        form,
        lambda: actions.change_task(request.user, form.save(commit=False), form.written(), form.cleaned_data["seen"]),
    )


@login_required
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation, _organisation = working_or_404(request.user, CARDS, pk=pk)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        kept = actions.attach(request.user, cooperation, form.cleaned_data["file"], form.cleaned_data["audience"])
        messages.success(request, _("“%(name)s” is attached.") % {"name": kept.name})
        return redirect("cooperations:cooperation", pk)
    return _form(request, cooperation, form, _("Attach a document"), upload=True)


@login_required
@require_GET
def document(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """The file, as a download, for those who may see it."""
    inside_or_404(request.user, Cooperation.objects.all(), pk=pk)
    found = item_or_404(request.user, Document.objects.all(), pk=document_pk, cooperation=pk)
    if not found.file.storage.exists(found.file.name):
        raise Http404(_("The file is no longer there."))
    with found.file.open() as stored:
        return download(stored.read(), found.name, "application/octet-stream")


@login_required
@require_POST
def detach(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    found = _item(request, Document, pk, document_pk)
    actions.detach(request.user, found)
    messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    return redirect("cooperations:cooperation", pk)


@login_required
@require_http_methods(["GET", "POST"])
def name_mirror(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who answers for a function at the mirror organisation."""
    cooperation, _organisation = working_or_404(request.user, CARDS, pk=pk)
    form = MirrorForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.name_mirror(request.user, cooperation, form.save(commit=False))
        return redirect("cooperations:cooperation", pk)
    return render(
        request,
        "cooperations/mirror.html",
        {"form": form, "cooperation": cooperation, "functions": FUNCTIONS},
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_POST
def remove_mirror(request: HttpRequest, pk: int, mirror_pk: int) -> HttpResponse:
    actions.remove_mirror(request.user, _item(request, MirrorContact, pk, mirror_pk))
    return redirect("cooperations:cooperation", pk)
