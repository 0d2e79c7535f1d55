"""E-mail that people send themselves: a draft their mail program opens (.eml), unsent and without a sender."""

from collections.abc import Sequence
from email.message import EmailMessage


def draft(subject: str, body: str, to: Sequence[str] = (), attachments: Sequence[tuple[str, bytes, str]] = ()) -> bytes:
    """A message to look through and send; ``attachments``: name, content, media type of each."""
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    if to:
        message["To"] = ", ".join(to)
    message["X-Unsent"] = "1"
    message.set_content(body)
    for name, content, media in attachments:
        kind, *parameters = (part.strip() for part in media.split(";"))
        maintype, _slash, subtype = kind.partition("/")
        # Calendar programs look at ``method``: what is more than the bare type goes with it.
        given = dict(parameter.split("=", 1) for parameter in parameters)
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name, params=given)
    return bytes(message)
