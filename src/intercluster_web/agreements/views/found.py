"""Finding what a page is about, and saying why something cannot be done now."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from intercluster_web.accounts.permissions import changeable_item_or_404, item_or_404
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.models import Agreement, Clause, Sheet, Signature
from intercluster_web.agreements.queries.agreements import with_state

_AGREEMENTS = Agreement.objects.select_related("cooperation", "owner", "replaces")
_SHEETS = Sheet.objects.select_related("cooperation", "owner", "first", "second", "comparison")


def readable(request: HttpRequest, pk: int) -> Agreement:
    return item_or_404(request.user, with_state(_AGREEMENTS), pk=pk)  # type: ignore[no-any-return]


def changeable(request: HttpRequest, pk: int) -> Agreement:
    return changeable_item_or_404(request.user, with_state(_AGREEMENTS), pk=pk)  # type: ignore[no-any-return]


def changeable_clause(request: HttpRequest, pk: int, clause_pk: int) -> Clause:
    agreement = changeable(request, pk)
    clause = get_object_or_404(agreement.clauses, pk=clause_pk)
    clause.agreement = agreement
    return clause


def readable_line(request: HttpRequest, pk: int, line_pk: int) -> Signature:
    agreement = readable(request, pk)
    return get_object_or_404(agreement.signatures.select_related("agreement", "version"), pk=line_pk)


def changeable_line(request: HttpRequest, pk: int, line_pk: int) -> Signature:
    agreement = changeable(request, pk)
    return get_object_or_404(agreement.signatures.select_related("agreement", "version"), pk=line_pk)


def readable_sheet(request: HttpRequest, pk: int) -> Sheet:
    return item_or_404(request.user, _SHEETS, pk=pk)  # type: ignore[no-any-return]


def changeable_sheet(request: HttpRequest, pk: int) -> Sheet:
    return changeable_item_or_404(request.user, _SHEETS, pk=pk)  # type: ignore[no-any-return]


def file_name(record: Any) -> str:
    """A name for a file of a record, without its suffix."""
    return slugify(str(record))[:80] or "agreement"


def not_now(request: HttpRequest, wrong: WrongStateError, back: Any) -> HttpResponse:
    """Say why it cannot be done in this state, and go back."""
    said = {
        "draft": _("The text is still a draft."),
        "proposed": _("The text is proposed for signature. Open it again for changes first."),
        "in_force": _("The agreement is in force: amend it instead."),
        "terminated": _("The agreement has ended."),
        "parties": _("An agreement has two parties at least: name them first."),
        "empty": _("There is no clause in the text, and no file of your own."),
        "signed": _("Somebody has signed: this stays in the record."),
        "renewed": _("Somebody renewed it while you were writing. Look at the terms again."),
        "template": _("A clause of the template is left out, not removed."),
    }
    messages.error(request, said.get(wrong.state, _("Somebody was faster: look at the page again.")))
    return redirect(back)
