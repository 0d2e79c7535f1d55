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
        maintype, _slash, subtype = media.partition("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype.split(";")[0], filename=name)
    return bytes(message)
