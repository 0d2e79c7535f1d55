"""Calendars that programs fetch again and again."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from intercluster.export.calendar import without_stamps

ICS = "text/calendar; charset=utf-8"


def calendar_feed(request: HttpRequest, written: bytes, seconds: int) -> HttpResponse:
    """A calendar file for a program that asks again after so many seconds.

    One that has it already, and says so with ``If-None-Match``, is answered 304 without the file (RFC 7232). The mark
    is made of what the calendar says, so it cannot be out of date; it is a weak one, because each file bears the moment
    it was written. There is no ``Last-Modified``: what was taken out leaves no date behind.
    """
    etag = f'W/"{sha256(without_stamps(written)).hexdigest()}"'
    answer = HttpResponse(written, content_type=ICS, headers={"ETag": etag})
    patch_cache_control(answer, private=True, max_age=seconds)
    return get_conditional_response(request, etag, None, answer) or answer
