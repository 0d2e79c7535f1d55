"""Who was asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.access_links import AccessLink


class Invitation(AccessLink):
    """One person asked in one round.

    In an anonymous round ``answered`` is all that is kept of their answer: no time, no ballot. ``revision`` rises with
    each answer of a named round, so that two windows are told apart.
    """

    round = models.ForeignKey("validation.Round", on_delete=models.CASCADE, related_name="invitations")
    contact = models.ForeignKey(
        "contacts.Contact", null=True, on_delete=models.SET_NULL, related_name="invitations", verbose_name=_("person")
    )
    group = models.CharField(_("group"), max_length=60, blank=True)
    answered = models.BooleanField(_("has answered"), default=False)
    revision = models.PositiveSmallIntegerField(default=0)
    recorded_by_us = models.BooleanField(_("reply noted by us"), default=False)
    sent_on = models.DateField(_("sent on"), null=True)
    reminded_on = models.DateField(_("reminded on"), null=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        ordering = ["pk"]
        unique_together = [("round", "contact")]
        verbose_name = _("question put to somebody in a validation round")

    def forget_person(self) -> None:
        """The person is erased: what they wrote goes with them; that they voted, and how, still counts."""
        self.answers.update(comment="", gains="")
        self.withdraw()
        self.withdrawn = True
        self.save()
