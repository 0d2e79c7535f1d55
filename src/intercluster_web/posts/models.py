"""Posts abroad: who is on the spot for clusters, what they do for them, and where that is said (S157)."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.directory.models import Sourced


class PostKind(models.TextChoices):
    SCIENCE = "science", _("scientific service of an embassy")
    TRADE = "trade", _("trade promotion office")
    REGIONAL = "regional", _("office of a region abroad")
    CHAMBER = "chamber", _("chamber of commerce abroad")
    NETWORK = "network", _("contact point of a network")
    OTHER = "other", pgettext_lazy("kind of post", "other")


class Service(models.TextChoices):
    """What a post can be asked for; the first four are those of the embassies' scientific services (S157-S160)."""

    PARTNERS = "partners", _("finds research partners")
    WATCH = "watch", _("watches science and technology")
    PROGRAMMES = "programmes", _("informs on support programmes")
    DELEGATIONS = "delegations", _("organises visits and seminars")
    OPINION = "opinion", _("gives an opinion on partners")
    MARKETS = "markets", _("opens markets and buyers")
    SETTLING = "settling", _("helps companies to settle")


class Post(Sourced):
    """What the directory entry of a post does not say. ``countries``: the others it covers beside that of its seat;
    its place, its name and whether it still exists are the organisation's."""

    organisation = models.OneToOneField("directory.Organisation", on_delete=models.CASCADE, related_name="post")
    kind = models.CharField(_("kind of post"), max_length=8, choices=PostKind, default=PostKind.SCIENCE)
    represents = models.CharField(_("on behalf of"), max_length=200, blank=True)
    countries = models.JSONField(_("other countries covered"), default=list, blank=True)
    services = models.JSONField(_("services"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    page = models.URLField(_("address of its page"), max_length=300, blank=True)
    note = models.TextField(_("what else to know"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["organisation__country", "organisation__name"]
        verbose_name = _("post abroad")
        verbose_name_plural = _("posts abroad")

    def __str__(self) -> str:
        return self.organisation.name

    def get_absolute_url(self) -> str:
        return reverse("posts:post", args=[self.organisation.key])

    @property
    def covered(self) -> list[str]:
        """Codes of the countries it works in, that of its seat first."""
        return list(dict.fromkeys(filter(None, [self.organisation.country, *self.countries])))

    def service_labels(self) -> list[Any]:
        return [service.label for service in Service if service.value in self.services]
