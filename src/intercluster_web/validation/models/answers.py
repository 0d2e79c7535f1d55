"""What people said: by name in a named round, in a sealed box in an anonymous one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster.validation.box import Mark, Vote


class VoteKind(models.TextChoices):
    YES = Vote.YES.value, _("yes")
    YES_IF = Vote.YES_IF.value, _("yes, if…")
    NO = Vote.NO.value, _("no")
    NONE = Vote.NONE.value, _("no opinion")


class Answer(models.Model):
    """What somebody says of one option, in a named round; it can be changed until the deadline."""

    invitation = models.ForeignKey("validation.Invitation", on_delete=models.CASCADE, related_name="answers")
    option = models.ForeignKey("validation.Option", on_delete=models.CASCADE, related_name="answers")
    vote = models.CharField(_("vote"), max_length=6, choices=VoteKind)
    comment = models.TextField(_("comment"), blank=True)
    gains = models.TextField(_("gains expected"), blank=True)
    takes_part = models.BooleanField(_("would take part"), default=False)

    class Meta:
        ordering = ["pk"]
        unique_together = [("invitation", "option")]

    def mark(self) -> Mark:
        return Mark(Vote(self.vote), self.comment, self.gains, self.takes_part)


class SealedBox(models.Model):
    """All ballots of an anonymous round, counted, as one encrypted piece of constant look; opened when it closes."""

    round = models.OneToOneField("validation.Round", on_delete=models.CASCADE, related_name="box")
    sealed = models.BinaryField()
