"""Links that open one thing to somebody without an account: signed, dated, withdrawable."""

import secrets
from datetime import datetime
from typing import Any, Self

from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


class AccessLink(models.Model):
    """What a link stands for. Its word is signed and holds ``nonce``, 192 random bits: it can be sent again in a
    reminder, cannot be guessed, and dies with a new nonce."""

    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    expires_at = models.DateTimeField(_("link works until"))

    class Meta:
        abstract = True

    def token(self) -> str:
        """The word in the address."""
        return signing.Signer(salt=self._meta.label_lower).sign_object([self.pk, self.nonce])

    @classmethod
    def of(cls, token: str, now: datetime | None = None) -> Self | None:
        """The record a link stands for; None when it was forged, withdrawn or has expired."""
        try:
            key, nonce = signing.Signer(salt=cls._meta.label_lower).unsign_object(token)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        links: Any = cls._default_manager
        return links.filter(pk=key, nonce=nonce, expires_at__gt=now or timezone.now()).first()  # type: ignore[no-any-return]

    def withdraw(self) -> None:
        """Set a new nonce: every link sent so far is dead once the record is saved."""
        self.nonce = new_nonce()
