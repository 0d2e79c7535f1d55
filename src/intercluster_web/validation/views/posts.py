"""Asking a post abroad: what for, about what, whom; then its answer by link, kept with what it is about."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercluster_web.accounts import post as mail
from intercluster_web.accounts.permissions import writer_required
from intercluster_web.directory.models import Kind, Organisation
from intercluster_web.directory.wording import country_label
from intercluster_web.validation import queries
from intercluster_web.validation.actions import posts as actions
from intercluster_web.validation.actions import rounds
from intercluster_web.validation.models import Option, PostRequest, Purpose, Round
from intercluster_web.validation.post_form import AskPostForm
from intercluster_web.validation.presentation import Letter
from intercluster_web.validation.views.rounds import about, in_weeks

WEEKS_FOR_A_POST = 3


def _questions() -> dict[str, tuple[str, str]]:
    """For each purpose, what a post is asked and the points it says yes or no to."""
    return {
        Purpose.OPINION: (
            _("Which of these partners do you know, and would you advise us to work with them?"),
            "",
        ),
        Purpose.DELEGATION: (
            _("We prepare a visit with companies and their research partners. Can you help us with it?"),
            "\n".join((_("Name hosts to visit"), _("Help with the programme"), _("Take part in the meetings"))),
        ),
        Purpose.WATCH: (
            _("Which laboratories, companies or programmes are new there in this field?"),
            "\n".join((_("Tell us what you know now"), _("Tell us again when something is new"))),
        ),
        Purpose.INTRODUCTION: (
            _("Could you introduce us to the people in charge there?"),
            _("Make the introduction"),
        ),
        Purpose.PROGRAMMES: (
            _("Which programmes could pay for this cooperation, from your side and from theirs?"),
            _("Name programmes and their next deadlines"),
        ),
    }


@writer_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a post of the directory; about a cooperation, a shortlist or nothing of ours, as the address says."""
    post = get_object_or_404(Organisation, key=key, kind=Kind.FOREIGN_POST)
    subject = about(request)
    purpose = request.GET.get("purpose", "")
    purpose = purpose if purpose in Purpose.values else Purpose.OPINION
    form = AskPostForm(
        request.POST or None,
        instance=_draft(subject, post, request.GET.get("title", "")),
        user=request.user,
        people=queries.people_at(request.user, post),
        initial=_first(subject, purpose),
    )
    if request.method == "POST" and form.is_valid() and (asked := _asked(request, form, post, subject)):
        return redirect(f"{asked.get_absolute_url()}#asked")
    context = {
        "form": form,
        "post": post,
        "can_send": mail.can_send(),
        "purpose": purpose,
        "purposes": Purpose.choices,
        "query": _without_purpose(request),
        "country": country_label(post.country),
        **subject,
    }
    return render(request, "validation/ask_post.html", context, status=422 if form.is_bound else 200)


def _draft(subject: dict[str, Any], post: Organisation, title: str) -> Round:
    named = str(subject.get("title") or title)
    title = f"{named} – {country_label(post.country)}" if named else ""
    return Round(cooperation=subject.get("cooperation"), shortlist=subject.get("shortlist"), title=title[:200])


def _first(subject: dict[str, Any], purpose: str) -> dict[str, Any]:
    question, points = _questions()[purpose]
    if purpose != Purpose.OPINION or "shortlist" not in subject:
        points = points or "\n".join(option.label for option in subject.get("options", []))
    return {
        "purpose": purpose,
        "question": question,
        "points": points,
        "deadline": in_weeks(WEEKS_FOR_A_POST),
        "owner": subject.get("owner"),
        "language": "fr",
        "collected_on": timezone.localdate(),
    }


def _without_purpose(request: HttpRequest) -> str:
    given = request.GET.copy()
    given.pop("purpose", None)
    return given.urlencode()


def _asked(request: HttpRequest, form: AskPostForm, post: Organisation, subject: dict[str, Any]) -> Round | None:
    """The round, its message sent where that was wanted and is possible; None with the reason on the form."""
    new = form.save(commit=False)
    lines = subject.get("options", []) if "shortlist" in subject and form.cleaned_data["with_lines"] else []
    options = [*lines, *(Option(label=label) for label in form.lines())][: rounds.MOST_OPTIONS]
    if not options:
        form.add_error("points", _("Write at least one point the post can say yes or no to."))
        return None
    try:
        request_of = PostRequest(post=post, purpose=form.cleaned_data["purpose"])
        invitation = actions.ask_post(request.user, new, request_of, options, form.person(post))
    except ValidationError as problem:
        form.add_error(None, problem)
        return None
    contact = invitation.contact
    if "send" in request.POST and mail.can_send() and contact is not None and contact.may_be_written_to:
        letter = Letter(request, contact, [invitation], reminder=False)
        with translation.override(contact.language):
            mail.send(letter.template, letter.context, contact.email)
        rounds.note_sent(request.user, [invitation], reminder=False)
        messages.success(request, _("%(name)s is asked by e-mail.") % {"name": contact})
    else:
        messages.success(request, _("The question is ready: take the message as a draft below, or hand over the link."))
    return invitation.round
