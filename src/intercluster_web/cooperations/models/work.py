"""What the teams work with: tasks, documents, contacts at the mirror organisation."""

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.cooperations.models.items import CooperationItem


class Task(CooperationItem):
    """Something to do, by whom, until when (S65). ``about``: the page of what it belongs to."""

    what = models.CharField(_("task"), max_length=300)
    who = models.CharField(_("who does it"), max_length=160, blank=True)
    due = models.DateField(pgettext_lazy("deadline", "by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    about = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["done_on", "due", "pk"]

    def __str__(self) -> str:
        return self.what


def _stored_as(document: "Document", name: str) -> str:
    """The stored name keeps only the suffix: what people call a file never becomes a path."""
    return f"cooperations/{document.cooperation_id}/document{PurePath(name).suffix.lower()}"


class Document(CooperationItem):
    """A file that belongs to the cooperation, served only to those who may see it."""

    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    file = models.FileField(_("file"), upload_to=_stored_as, max_length=200)
    entry = models.ForeignKey(
        "cooperations.JournalEntry", null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class MirrorContact(CooperationItem):
    """Who answers for one function at the mirror organisation (S52)."""

    function = models.CharField(_("function"), max_length=120)
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.CASCADE, related_name="mirrors", verbose_name=_("person")
    )
    our_side = models.CharField(_("their counterpart on our side"), max_length=160, blank=True)

    class Meta:
        ordering = ["function", "pk"]
        unique_together = [("cooperation", "function", "contact")]
