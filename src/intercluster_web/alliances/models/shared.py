"""Things of an alliance are common: what its parties share is seen by all of them unless said otherwise."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.models import CooperationItem


class CommonItem(CooperationItem):
    """A thing inside a cooperation, shared with its parties by default."""

    audience = models.CharField(_("visible to"), max_length=6, choices=Audience, default=Audience.SHARED)

    class Meta:
        abstract = True


def new_uid() -> str:
    """The name of an occasion in everybody's calendar; it never changes."""
    return f"{secrets.token_hex(12)}@intercluster"
