"""Long work on the evidence, done beside the pages, and the proposals one kind of it finds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Work(models.TextChoices):
    IMPORT = "import", _("Import")
    SEARCH = "search", _("Search for double entries")


class State(models.TextChoices):
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Waiting for your word")
    WRITING = "writing", _("Being written")
    SEARCHING = "searching", _("Searching")
    DONE = "done", pgettext_lazy("import", "Done")
    REFUSED = "refused", _("Refused")
    BROKEN = "broken", _("Broken off")
    DISCARDED = "discarded", _("Discarded")


RUNNING = (State.CHECKING, State.WRITING, State.SEARCHING)


class Job(models.Model):
    """One import or one search. ``report`` holds what the library said, as JSON."""

    work = models.CharField(_("work"), max_length=6, choices=Work)
    state = models.CharField(_("state"), max_length=9, choices=State)
    created_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("started by")
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last sign of life"), auto_now=True)
    process = models.PositiveIntegerField(_("process"), null=True)
    stage = models.CharField(_("stage"), max_length=10, blank=True)
    share = models.FloatField(_("share of the stage that is done"), default=0.0)
    files = models.JSONField(_("files"), default=list)
    folder = models.CharField(_("folder of the files"), max_length=255, blank=True)
    framework = models.CharField(_("framework programme"), max_length=5, blank=True)
    skip_bad = models.BooleanField(_("leave bad rows out"), default=False)
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_work_display()} {self.pk}"

    @property
    def running(self) -> bool:
        return self.state in RUNNING


class LinkProposal(models.Model):
    """Two identifiers that may be one organisation; ``told`` holds both sides and the reasons, as JSON."""

    org_a = models.CharField(_("identifier"), max_length=80)
    org_b = models.CharField(_("other identifier"), max_length=80)
    match_weight = models.FloatField(_("match weight"))
    told = models.JSONField(_("what is known"))

    class Meta:
        ordering = ("-match_weight", "org_a", "org_b")
        constraints = [models.UniqueConstraint(fields=["org_a", "org_b"], name="one_proposal_a_pair")]

    def __str__(self) -> str:
        return f"{self.org_a} = {self.org_b}?"
