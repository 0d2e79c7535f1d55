"""What browsers may load in our pages (our own files and nothing else), and how much they may send."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# blob: workers are MapLibre's; data: images are Pico's icons. No inline script, no inline style, no other host.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def content_security_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: put the policy on every answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def request_size_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: refuse what is too large before it is read; people signed in may send files."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        known = length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and request.user.is_authenticated
        if length > (settings.LARGEST_UPLOAD if known else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            return render(request, "400.html", status=413)
        return get_response(request)

    return answer


def not_indexed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages behind a link that is somebody's own: search engines leave them out."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
