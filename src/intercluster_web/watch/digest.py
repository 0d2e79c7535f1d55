"""Findings in words: why each matches, its page, the digest of what is new."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercluster_web.directory.wording import country_label, field_label, zone_label
from intercluster_web.watch.models import Finding, FindingKind, Watch


def why(finding: Finding) -> str:
    """Why something is told, in one sentence."""
    said = finding.why
    if finding.kind == FindingKind.REPORT:
        return ""
    if finding.kind == FindingKind.PARTNER:
        return _("place %(n)s of the search for partners, not among the first before") % {"n": said.get("count", 0)}
    if finding.kind == FindingKind.CALL:
        return _("a deadline to come, open to partners of your country and of those you watch")
    parts = [
        _("in the field %(field)s (confidence %(percent)s %%)")
        % {"field": field_label(said.get("concept", "")), "percent": round(100 * said.get("weight", 0))}
    ]
    if said.get("zone"):
        parts.append(_("in %(zone)s") % {"zone": zone_label(said["zone"])})
    count = said.get("count", 0)
    if finding.kind == FindingKind.ORGANISATION:
        parts.append(ngettext("%(n)s project in these fields", "%(n)s projects in these fields", count) % {"n": count})
    else:
        parts.append(ngettext("%(n)s organisation takes part", "%(n)s organisations take part", count) % {"n": count})
    return " · ".join(parts)


def page_of(finding: Finding) -> str:
    """Path of the page that says more; for a word from the spot, its own link."""
    if finding.kind == FindingKind.PROJECT:
        return reverse("evidence:project", args=[finding.key])
    if finding.kind == FindingKind.ORGANISATION:
        return reverse("evidence:organisation", args=[finding.key])
    if finding.kind == FindingKind.PARTNER:
        return reverse("directory:organisation", args=[finding.key.partition(":")[2]])
    if finding.kind == FindingKind.CALL:
        return reverse("funding:card", args=[finding.key.split(":")[1]])
    return finding.url


def lines(findings: Iterable[Finding], address: Any = str) -> list[dict[str, Any]]:
    """What a list says of each finding; ``address`` makes a path an address."""
    return [
        {
            "finding": finding,
            "kind": finding.get_kind_display(),
            "country": country_label(finding.country),
            "why": why(finding),
            "page": address(page) if (page := page_of(finding)).startswith("/") else page,
        }
        for finding in findings
    ]


def written(watch: Watch, findings: list[Finding], address: Any = None) -> tuple[str, str]:
    """Subject and text of the digest, in the language in force."""
    address = address or absolute
    context = {"watch": watch, "lines": lines(findings, address), "page": address(watch.get_absolute_url())}
    subject = render_to_string("watch/mail/digest_subject.txt", context)
    return " ".join(subject.split()), render_to_string("watch/mail/digest_body.txt", context)


def absolute(path: str) -> str:
    """The address of a path where there is no page being asked for: as the installation says, else the path."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{path}" if origins else path
