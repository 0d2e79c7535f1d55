"""The scope of the confirmed fields in words, with what to choose instead."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster.fields.scope import Scope, Verdict
from intercluster_web.directory.wording import field_label

_TONES = {Verdict.FITS: "success"}


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    projects: int


@dataclass(frozen=True, slots=True)
class ScopeView:
    tone: str
    verdict: str
    advice: str
    figures: str
    choices: tuple[Choice, ...]


def scope_view(scope: Scope | None) -> ScopeView | None:
    """The verdict, the advice, and the figures it rests on."""
    if scope is None:
        return None
    verdict, advice = _words(scope.verdict)
    return ScopeView(
        tone=_TONES.get(scope.verdict, "warning"),
        verdict=verdict,
        advice=advice,
        figures=ngettext(
            "%(n)s project in these fields: %(share)s %% of all that are in some field.",
            "%(n)s projects in these fields: %(share)s %% of all that are in some field.",
            scope.projects,
        )
        % {"n": scope.projects, "share": f"{100 * scope.project_share:.1f}"},
        choices=tuple(Choice(one.concept, field_label(one.concept), one.projects) for one in scope.advice),
    )


def _words(verdict: Verdict) -> tuple[str, str]:
    return {
        Verdict.FITS: (_("The scope fits."), _("Neither a whole sector nor one product.")),
        Verdict.TOO_BROAD: (
            _("This is close to a whole sector."),
            _("Partners will be the largest organisations of the world, whatever you need. Choose narrower fields:"),
        ),
        Verdict.TOO_NARROW: (
            _("This is close to one product."),
            _("Too few projects to rank partners on. Add a wider field:"),
        ),
        Verdict.SCATTERED: (
            _("These fields have little in common."),
            _("Partners strong in all of them are rare. Make one objective for each."),
        ),
    }[verdict]
