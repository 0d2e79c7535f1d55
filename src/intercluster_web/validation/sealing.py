"""The ballot box of an anonymous round, sealed: who holds the database alone sees neither counters nor remarks.

The key comes from the installation's secret key, which is not in the database. The sealed piece is written anew with
each ballot, says no time and is padded, so that copies of the database made between two ballots tell nothing either.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

from intercluster.validation.box import Box, from_bytes, to_bytes

_STEP = 8 * 1024  # bytes: the length says no more than how many of these remarks fill


class BrokenSealError(Exception):
    """The box was sealed with another secret key."""


def seal(round_pk: int, box: Box) -> bytes:
    content = to_bytes(box)
    padded = content.ljust(-(-len(content) // _STEP) * _STEP)
    return _fernet(round_pk, settings.SECRET_KEY).encrypt_at_time(padded, 0)


def unseal(round_pk: int, sealed: bytes) -> Box:
    """The box inside.

    Raises
    ------
    BrokenSealError
        Neither the secret key nor an earlier one (SECRET_KEY_FALLBACKS) opens it.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return from_bytes(_fernet(round_pk, key).decrypt(bytes(sealed)))
        except InvalidToken:
            continue
    raise BrokenSealError(round_pk)


def _fernet(round_pk: int, secret: str) -> Fernet:
    key = salted_hmac("intercluster.validation.box", str(round_pk), secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
