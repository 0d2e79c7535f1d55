"""E-mail leaves in the background, so that how long an answer takes says nothing of who has an account."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")


def can_send() -> bool:
    """Whether the installation has a mail server; without one messages are taken out as drafts."""
    return "console" not in settings.EMAIL_BACKEND


def send(template: str, context: dict[str, Any], to: str) -> "Future[None]":
    """Write the message of ``<template>_subject.txt`` and ``<template>_body.txt`` now, send it soon."""
    subject, body = written(template, context)
    return _worker.submit(_deliver, EmailMultiAlternatives(subject, body, to=[to]))


def send_written(
    subject: str,
    body: str,
    to: str,
    attachments: Sequence[tuple[str, bytes, str]] = (),
    reply_to: str = "",
    *,
    then: Callable[[str], None] | None = None,
) -> "Future[None]":
    """Send soon a message that is written already; ``attachments``: name, content, media type of each. ``then`` is
    called once it left, with nothing, or with what went wrong; where that was is no thread of the page."""
    message = EmailMultiAlternatives(subject, body, to=[to], reply_to=[reply_to] if reply_to else [])
    for name, content, media in attachments:
        message.attach(_part(name, content, media))
    return _worker.submit(_deliver, message, then)


def _part(name: str, content: bytes, media: str) -> MIMEBase:
    """An attachment with every parameter of its media type: calendar programs look at ``method``."""
    kind, *parameters = (part.strip() for part in media.split(";"))
    maintype, _slash, subtype = kind.partition("/")
    part = MIMEBase(maintype, subtype)
    part.set_payload(content)
    encode_base64(part)
    for parameter in parameters:
        key, _equals, value = parameter.partition("=")
        part.set_param(key, value)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def written(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of a message, in the language in force."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    return subject, render_to_string(f"{template}_body.txt", context)


def wait() -> None:
    """Wait until everything written so far has left."""
    _worker.submit(lambda: None).result()


def _deliver(message: EmailMultiAlternatives, then: Callable[[str], None] | None = None) -> None:
    wrong = ""
    try:
        message.send()
    except OSError as error:  # every error of SMTP is one
        wrong = str(error) or type(error).__name__
        log.exception("An e-mail could not be sent; check the SMTP settings")
    if then is not None:
        then(wrong)
