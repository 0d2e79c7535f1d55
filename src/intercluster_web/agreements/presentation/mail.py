"""Messages that ask for a signature."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from intercluster_web.cooperations.signing.models import SignatureBase


def asking(signature: SignatureBase, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of the message that brings the link, in the language of who signs."""
    with translation.override(signature.language):
        subject = render_to_string("agreements/mail/sign_subject.txt", context)
        return " ".join(subject.split()), render_to_string("agreements/mail/sign_body.txt", context)
