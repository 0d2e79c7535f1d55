"""Watches: a need looked after, what was new for it after each import, and who keeps it on the spot (S158)."""

import zlib
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster.watch import news
from intercluster_web.accounts.access_links import AccessLink
from intercluster_web.accounts.visibility import Written


class Source(models.TextChoices):
    """What a watch comes from, and whose privacy it shares."""

    OBJECTIVE = "objective", _("an objective")
    LOCK = "lock", _("a technological lock")
    LINK = "link", _("a link of the value chain")
    FREE = "free", _("fields and places of our own")


class Watch(Written):
    """A need of an organisation. ``known`` holds what was ever seen for it, so that only the rest is new. It is seen by
    its owner's people; by others only where they see all it comes from (``accounts.permissions``)."""

    owner = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="watches", verbose_name=_("belongs to")
    )
    title = models.CharField(_("title"), max_length=200)
    comes_from = models.CharField(max_length=9, choices=Source, default=Source.FREE, editable=False)
    strategy = models.ForeignKey(
        "scouting.Strategy", null=True, editable=False, on_delete=models.SET_NULL, related_name="watches"
    )
    objective = models.ForeignKey(
        "scouting.Objective", null=True, editable=False, on_delete=models.SET_NULL, related_name="watches"
    )
    lock = models.ForeignKey(
        "scouting.Lock", null=True, editable=False, on_delete=models.SET_NULL, related_name="watches"
    )
    link = models.ForeignKey(
        "scouting.ChainLink", null=True, editable=False, on_delete=models.SET_NULL, related_name="watches"
    )
    concepts = models.JSONField(_("fields"), default=list)
    zones = models.JSONField(_("countries and regions"), default=list, blank=True)
    partners = models.BooleanField(
        _("also who newly ranks among the best partners"),
        default=True,
        help_text=_("The search for clusters is done again after each import of evidence."),
    )
    followers = models.ManyToManyField("accounts.User", related_name="watches_followed", editable=False)
    known = models.BinaryField(default=b"", editable=False)
    evidence = models.CharField(max_length=120, blank=True, editable=False)
    looked_at = models.DateTimeField(_("last look"), null=True, editable=False)
    seen_at = models.DateTimeField(_("read until"), null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("watch")
        verbose_name_plural = _("watches")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("watch:watch", args=[self.pk])

    def need(self) -> news.Need:
        return news.Need(tuple(self.concepts), tuple(self.zones))

    def keys(self) -> frozenset[str]:
        """What was ever seen for it."""
        text = zlib.decompress(self.known).decode() if self.known else ""
        return frozenset(text.split("\n")) if text else frozenset()

    def remember(self, keys: Iterable[str]) -> None:
        self.known = zlib.compress("\n".join(sorted(keys)).encode())


class FindingKind(models.TextChoices):
    PARTNER = news.Kind.PARTNER.value, _("partner")
    ORGANISATION = news.Kind.ORGANISATION.value, _("organisation")
    PROJECT = news.Kind.PROJECT.value, _("project")
    CALL = news.Kind.CALL.value, pgettext_lazy("of a programme", "call")
    REPORT = "report", _("word from the spot")


class Finding(models.Model):
    """Something new: found in the evidence, or written by who keeps the watch on the spot (then with text and link)."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=12, choices=FindingKind)
    key = models.CharField(max_length=200, blank=True)
    label = models.CharField(_("in one line"), max_length=300)
    country = models.CharField(max_length=2, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    why = models.JSONField(default=dict)
    text = models.TextField(_("what is new"), blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    dated = models.DateField(_("date of it"), null=True, blank=True)
    # Keepers go with their watch only; what they wrote is part of what is kept about them (``contacts.queries``).
    keeper = models.ForeignKey("Keeper", null=True, on_delete=models.CASCADE, related_name="findings")
    evidence = models.CharField(max_length=120, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["-found_at", "pk"]
        indexes = [models.Index(fields=["watch", "found_at"])]

    def __str__(self) -> str:
        return self.label


class Look(models.Model):
    """One look at new evidence: how much was new, and what was left out of the list because there was too much."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    evidence = models.CharField(max_length=120)
    more = models.JSONField(default=dict)  # kind -> how many were not kept one by one

    class Meta:
        ordering = ["-at", "-pk"]


class Keeper(AccessLink):
    """Somebody on the spot who keeps a watch and reports through a link, without an account."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="keepers")
    contact = models.ForeignKey(
        "contacts.Contact", null=True, on_delete=models.SET_NULL, related_name="watches_kept", verbose_name=_("person")
    )
    sent_on = models.DateField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        unique_together = [("watch", "contact")]
        verbose_name = _("watch kept on the spot")

    def __str__(self) -> str:
        return self.watch.title

    def forget_person(self) -> None:
        """The person is erased: the link dies; what they reported about science and technology stays without a name."""
        self.withdraw()
        self.withdrawn = True
        self.save()


class FeedLink(AccessLink):
    """The secret address of a person's feed of news; a new one makes the old one useless."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="watch_feeds")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], name="one_watch_feed_per_person")]


def described(match: Any) -> dict[str, Any]:
    """Why a match of the library matches, as a finding keeps it."""
    return {"concept": match.concept, "weight": round(match.weight, 3), "zone": match.zone, "count": match.count}
