"""Rounds in words, letters and charts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from intercluster.validation.box import Vote
from intercluster.validation.results import TOGETHER, OptionResult, Verdict
from intercluster_web.contacts.models import Contact, Role
from intercluster_web.scouting.models import LineStatus
from intercluster_web.validation.models import Invitation, Option, VoteKind
from intercluster_web.validation.queries import Outcome

VERDICTS = {
    Verdict.SUPPORTED: pgettext_lazy("an option", "supported"),
    Verdict.CONDITIONAL: gettext_lazy("supported on conditions"),
    Verdict.REFUSED: pgettext_lazy("an option", "refused"),
    Verdict.DIVIDED: gettext_lazy("opinions divided"),
    Verdict.TOO_FEW: gettext_lazy("too few answers"),
}
BADGES = {
    Verdict.SUPPORTED: "good",
    Verdict.CONDITIONAL: "good",
    Verdict.REFUSED: "bad",
    Verdict.DIVIDED: "warn",
    Verdict.TOO_FEW: "",
}


def group_label(group: str) -> str:
    """A role in words; a group's own name; the small groups counted together."""
    if group == TOGETHER:
        return _("smaller groups together")
    return str(Role(group).label) if group in Role.values else group


def option_rows(options: Iterable[Option], outcome: Outcome) -> list[dict[str, Any]]:
    """One row an option: the option, its result, its verdict in words."""
    by_key = {one.option: one for one in outcome.options}
    return [
        {
            "option": option,
            "result": (result := by_key[str(option.pk)]),
            "votes": {vote.value: result.counts.of(vote) for vote in Vote},
            "verdict": VERDICTS[result.verdict],
            "badge": BADGES[result.verdict],
        }
        for option in options
    ]


def group_rows(options: Iterable[Option], outcome: Outcome) -> list[dict[str, Any]]:
    """Favourable of opinions, by group and option; empty where there is one group only."""
    options = list(options)
    if len(outcome.groups) < 2:
        return []
    rows = []
    for group, answered in outcome.groups.items():
        cells = []
        for option in options:
            counts = outcome.box.counts.get(group, {}).get(str(option.pk))
            yes = counts.of(Vote.YES) + counts.of(Vote.YES_IF) if counts else 0
            opinions = yes + counts.of(Vote.NO) if counts else 0
            cells.append(f"{yes}/{opinions}" if opinions else "–")
        rows.append({"group": group_label(group), "answered": answered, "cells": cells})
    return rows


def chart(options: Iterable[Option], outcome: Outcome) -> dict[str, Any]:
    """Votes by option, lying bars."""
    options = list(options)
    counts = {one.option: one.counts for one in outcome.options}
    return {
        "kind": "bars",
        "stacked": True,
        "whole": True,
        "categories": [option.label for option in options],
        "unit": _("answers"),
        "series": [
            {
                "name": str(vote.label),
                "values": [counts[str(option.pk)].of(Vote(vote.value)) for option in options],
            }
            for vote in VoteKind
        ],
    }


def in_words(result: OptionResult) -> str:
    """The result of an option in one sentence; the reason that goes to the shortlist."""
    said = {
        "yes": result.counts.of(Vote.YES),
        "yes_if": result.counts.of(Vote.YES_IF),
        "no": result.counts.of(Vote.NO),
        "n": result.answered,
        "verdict": VERDICTS[result.verdict],
    }
    return (
        ngettext(
            "Validation: %(verdict)s; %(n)s answer: %(yes)s yes, %(yes_if)s on a condition, %(no)s no",
            "Validation: %(verdict)s; %(n)s answers: %(yes)s yes, %(yes_if)s on a condition, %(no)s no",
            result.answered,
        )
        % said
    )


def proposed_status(result: OptionResult) -> str:
    """To contact what is supported, set aside what is refused; the rest as it is."""
    if result.verdict in {Verdict.SUPPORTED, Verdict.CONDITIONAL}:
        return LineStatus.TO_CONTACT
    return LineStatus.SET_ASIDE if result.verdict == Verdict.REFUSED else ""


def link_of(request: HttpRequest, invitation: Invitation) -> str:
    return request.build_absolute_uri(reverse("validation:answer", args=[invitation.token()]))


class Letter:
    """A message to one person, in their language: one round, or a reminder of all that wait for them."""

    def __init__(
        self,
        request: HttpRequest,
        contact: Contact,
        invitations: "list[Invitation] | QuerySet[Invitation]",
        *,
        reminder: bool,
    ) -> None:
        self.contact = contact
        stop = reverse("contacts:stop", args=[contact.stop_token()])
        asked = [(invitation.round, link_of(request, invitation)) for invitation in invitations]
        self.context = {
            "contact": contact,
            "asked": asked,
            "round": asked[0][0],
            "reminder": reminder,
            "stop": request.build_absolute_uri(stop),
        }
        self.template = "validation/mail/ask"

    def subject(self) -> str:
        with translation.override(self.contact.language):
            return " ".join(render_to_string(f"{self.template}_subject.txt", self.context).split())

    def body(self) -> str:
        with translation.override(self.contact.language):
            return render_to_string(f"{self.template}_body.txt", self.context)
