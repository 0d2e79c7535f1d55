"""The page behind a link: an answer from a telephone, without an account."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from intercluster.validation.box import Mark
from intercluster_web.security import not_indexed
from intercluster_web.validation import queries
from intercluster_web.validation.actions import answers
from intercluster_web.validation.forms import AnswerForm
from intercluster_web.validation.models import Invitation


@not_indexed
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """In the language of the person asked, unless they chose another one in this browser."""
    invitation = queries.invitation_of(token)
    if invitation is None:
        return render(request, "validation/link_gone.html", {"why": "unknown"}, status=404)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and invitation.contact:
        translation.activate(invitation.contact.language)
    if not invitation.round.takes_answers:
        return _gone(request, invitation, "over")
    if invitation.round.anonymous and invitation.answered:
        return _gone(request, invitation, "spent")
    return _answer(request, token, invitation)


def _gone(request: HttpRequest, invitation: Invitation, why: str) -> HttpResponse:
    return render(request, "validation/link_gone.html", {"why": why, "round": invitation.round}, status=410)


def _answer(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    found = invitation.round
    said: dict[int, Mark] = {} if found.anonymous else answers.said(invitation)
    initial = {"revision": invitation.revision}
    form = AnswerForm(request.POST or None, options=list(found.options.all()), said=said, initial=initial)
    clash = False
    if request.method == "POST" and form.is_valid():
        try:
            if found.anonymous:
                answers.cast(invitation, form.marks())
            else:
                answers.say(invitation, form.marks(), form.cleaned_data["revision"] or 0)
        except answers.SpentError:
            return _gone(request, invitation, "spent")
        except answers.OverError:
            return _gone(request, invitation, "over")
        except answers.AnsweredMeanwhileError:
            clash = True
            form = _kept(request, invitation, form)
        else:
            return redirect("validation:thanks-anonymous" if found.anonymous else "validation:thanks")
    context = {"round": found, "form": form, "said": bool(said), "clash": clash, "contact": invitation.contact}
    status = 409 if clash else 422 if form.is_bound else 200
    return render(request, "validation/answer.html", {**context, "token": token}, status=status)


def _kept(request: HttpRequest, invitation: Invitation, form: AnswerForm) -> AnswerForm:
    """What the person wrote in this window, ready to take the place of what they sent from the other one."""
    invitation.refresh_from_db(fields=["revision"])
    data = request.POST.copy()
    data["revision"] = str(invitation.revision)
    return AnswerForm(data, options=form.options, said={})


@never_cache
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "validation/thanks.html", {"anonymous": False})


@never_cache
@require_GET
def thanks_anonymous(request: HttpRequest) -> HttpResponse:
    return render(request, "validation/thanks.html", {"anonymous": True})
