"""When an organisation wants to be told that a cooperation stands still."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster.cooperations.stagnation import QUIET_DAYS

_LIMITS = [MinValueValidator(7), MaxValueValidator(3650)]


class StagnationRule(models.Model):
    """The limits an organisation set itself; ``intercluster.cooperations.stagnation`` says what they do."""

    organisation = models.OneToOneField(
        "directory.Organisation", on_delete=models.CASCADE, related_name="stagnation_rule"
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("days without news"),
        default=QUIET_DAYS,
        validators=_LIMITS,
        help_text=_("A cooperation is quiet when nothing was noted in its journal for longer."),
    )
    step_days = models.PositiveSmallIntegerField(
        _("days on one step"),
        null=True,
        blank=True,
        validators=_LIMITS,
        help_text=_("A cooperation is slow when it stays longer. Leave empty to learn it from your own cooperations."),
    )
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.organisation)
