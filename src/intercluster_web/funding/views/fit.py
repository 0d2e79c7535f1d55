"""Which programmes fit a cooperation: every condition with its reason."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from intercluster_web.accounts.permissions import inside_or_404, works_in
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.directory.wording import country_label
from intercluster_web.downloads import table_file
from intercluster_web.funding import queries, wording
from intercluster_web.funding.exports import fit_table, in_language


@login_required
@require_GET
def cooperation(request: HttpRequest, pk: int) -> HttpResponse:
    """The programmes that have not ended, against who takes part; the same as a file with ``?file=xlsx``."""
    found = inside_or_404(request.user, Cooperation.objects.select_related("owner"), pk=pk)
    partners = queries.partners_of(found)
    rows = queries.fitted(partners)
    if request.GET.get("file") in ("xlsx", "csv"):
        about = _("Programmes for %(title)s") % {"title": found.title}
        return table_file(fit_table(rows, about), request.GET["file"], _("programmes"))
    context = {
        "cooperation": found,
        "partners": [(partner, country_label(partner.country)) for partner in partners],
        "rows": [
            {
                "card": row.card,
                "about": in_language(row.card, "about"),
                "label": wording.FITS[row.fit.verdict],
                "tone": wording.TONES[row.fit.verdict],
                "checks": [
                    (
                        wording.asks(one.condition),
                        wording.VERDICTS[one.verdict],
                        wording.TONES[one.verdict],
                        wording.because(one),
                    )
                    for one in row.fit.checks
                ],
            }
            for row in rows
        ],
        "works": works_in(request.user, found) is not None,
    }
    return render(request, "funding/cooperation.html", context)
