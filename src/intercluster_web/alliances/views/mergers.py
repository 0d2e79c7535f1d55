"""Support before and after a merger."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intercluster.alliances.support import by_party, losses, total
from intercluster_web.accounts.permissions import (
    changeable_item_or_404,
    item_or_404,
    may_change_item,
    working_or_404,
)
from intercluster_web.alliances.actions import merger as actions
from intercluster_web.alliances.exports.merger import golden_rule, said, study_docx
from intercluster_web.alliances.exports.tables import support_table
from intercluster_web.alliances.forms.governance import StudyForm, SupportLineForm
from intercluster_web.alliances.models import MergerStudy, SupportLine
from intercluster_web.alliances.queries.support import lines_of
from intercluster_web.alliances.views.common import form_page
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.downloads import DOCX, download, table_file

STUDIES = MergerStudy.objects.select_related("cooperation", "owner")


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    cooperation, _organisation = working_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    form = StudyForm(request.POST or None, instance=MergerStudy(cooperation=cooperation))
    back = reverse("alliances:cooperation", args=[pk])
    save = partial(actions.save_study, request.user)
    return form_page(request, cooperation, form, save, title=_("Support before and after a merger"), back=back)


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    study = item_or_404(request.user, STUDIES, pk=pk)
    lines = lines_of(study)
    context = {
        "cooperation": study.cooperation,
        "study": study,
        "lines": study.lines.select_related("organisation"),
        "parties": by_party(lines).items(),
        "total": total(lines),
        "losses": [(loss, said(loss)) for loss in losses(lines)],
        "rule": golden_rule(),
        "changeable": may_change_item(request.user, study),
    }
    return render(request, "alliances/merger.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    study = changeable_item_or_404(request.user, STUDIES, pk=pk)
    form = StudyForm(request.POST or None, instance=study)
    save = partial(actions.save_study, request.user)
    back = study.get_absolute_url()
    return form_page(request, study.cooperation, form, save, title=_("Change the study"), back=back)


@login_required
@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    study = changeable_item_or_404(request.user, STUDIES, pk=pk)
    return _line_page(request, SupportLine(study=study, year=timezone.localdate().year), _("New line of support"))


@login_required
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    study = changeable_item_or_404(request.user, STUDIES, pk=pk)
    lines = study.lines.select_related("study__cooperation", "study__owner")
    return _line_page(request, get_object_or_404(lines, pk=line_pk), _("Change the line"))


def _line_page(request: HttpRequest, found: SupportLine, title: str) -> HttpResponse:
    form = SupportLineForm(request.POST or None, instance=found)
    save = partial(actions.save_line, request.user)
    study = found.study
    return form_page(
        request, study.cooperation, form, save, title=title, lead=study.title, back=study.get_absolute_url()
    )


@login_required
@require_POST
def remove_line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    study = changeable_item_or_404(request.user, STUDIES, pk=pk)
    found = get_object_or_404(study.lines.select_related("study__cooperation", "study__owner"), pk=line_pk)
    actions.remove_line(request.user, found)
    return redirect(study.get_absolute_url())


@login_required
@require_GET
def as_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    study = item_or_404(request.user, STUDIES, pk=pk)
    name = slugify(study.title) or "merger"
    if form == "docx":
        return download(study_docx(study), f"{name}.docx", DOCX)
    return table_file(support_table(study), form, name)
