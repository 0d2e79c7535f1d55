"""News as an Atom feed behind a person's secret address."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intercluster_web.languages import language
from intercluster_web.watch import digest
from intercluster_web.watch.actions import watches as actions
from intercluster_web.watch.models import FeedLink
from intercluster_web.watch.queries import watches as queries


@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a reader of feeds fetches. The address is the only key: a wrong, old or withdrawn one does not exist."""
    link = FeedLink.of(token)
    if link is None or not link.user.is_active:
        raise Http404
    with translation.override(link.user.language):
        answer = HttpResponse(_written(request, link), content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(answer, private=True, max_age=900)
    return answer


def _written(request: HttpRequest, link: FeedLink) -> str:
    here = request.build_absolute_uri
    written = Atom1Feed(
        title=_("News of our watches"),
        link=here(reverse("watch:all")),
        description="",
        language=language(),
        feed_url=here(request.path),
    )
    for line in digest.lines(queries.feed(link.user), here):
        finding = line["finding"]
        written.add_item(
            title=f"{finding.watch}: {finding.label}",
            link=line["page"] or here(finding.watch.get_absolute_url()),
            description=" – ".join(filter(None, [line["kind"], line["country"], line["why"], finding.text])),
            unique_id=f"tag:intercluster,2026:finding-{finding.pk}",
            pubdate=finding.found_at,
            updateddate=finding.found_at,
        )
    return str(written.writeString("utf-8"))


@login_required
@require_POST
def change_feed(request: HttpRequest) -> HttpResponse:
    """Make a secret address, a new one, or withdraw it."""
    if request.POST.get("do") == "withdraw":
        actions.withdraw_feed(request.user)
    else:
        actions.new_feed(request.user)
    return redirect(f"{reverse('watch:all')}#feed")
