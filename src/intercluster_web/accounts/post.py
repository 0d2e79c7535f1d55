"""E-mail leaves in the background, so that how long an answer takes says nothing of who has an account."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")


def send(template: str, context: dict[str, Any], to: str) -> "Future[None]":
    """Write the message of ``<template>_subject.txt`` and ``<template>_body.txt`` now, send it soon."""
    subject, body = written(template, context)
    return _worker.submit(_deliver, EmailMultiAlternatives(subject, body, to=[to]))


def written(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of a message, in the language in force."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    return subject, render_to_string(f"{template}_body.txt", context)


def wait() -> None:
    """Wait until everything written so far has left."""
    _worker.submit(lambda: None).result()


def _deliver(message: EmailMultiAlternatives) -> None:
    try:
        message.send()
    except OSError:
        log.exception("An e-mail could not be sent; check the SMTP settings")
