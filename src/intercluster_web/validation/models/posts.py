"""A post abroad is asked in a round of its own: what it was asked for (S157)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    OPINION = "opinion", _("an opinion on possible partners")
    DELEGATION = "delegation", _("help with a delegation or a mission")
    WATCH = "watch", _("a look at science and technology there")
    INTRODUCTION = "introduction", _("an introduction to partners")
    PROGRAMMES = "programmes", _("information on support programmes")


class PostRequest(models.Model):
    """Which post a round asks, and for what; the question, the people and the answers are the round's."""

    round = models.OneToOneField("validation.Round", on_delete=models.CASCADE, related_name="post_request")
    post = models.ForeignKey(
        "directory.Organisation", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("post")
    )
    purpose = models.CharField(_("asked for"), max_length=12, choices=Purpose)
