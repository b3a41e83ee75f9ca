"""What every answer carries, errors and static files included: no inline code, no frames, no caching of pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import closing

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class Headers:
    """Outermost: nothing leaves without these."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)  # a file that is handed out has a stricter one
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response.headers["X-Frame-Options"] = "DENY"
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class Files(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Static files, each read whole: they are small, and a file that is streamed would hold up the event loop."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        body = b""
        if found.file is not None:
            with closing(found.file):
                body = found.file.read()
        response = HttpResponse(body, status=int(found.status))
        del response["content-type"]
        for name, value in found.headers:
            response[name] = value
        return response


_SECRET = re.compile(r"[A-Za-z0-9_-]{32,}")


def unsaid(record: logging.LogRecord) -> bool:
    """Take what may be the secret part of an address (an invitation, a calendar's link) out of a line of the log.

    >>> line = logging.LogRecord("", 30, "", 0, "%s: %s", ("Not Found", "/account/invitation/" + 43 * "x" + "/"), None)
    >>> unsaid(line), line.getMessage()
    (True, 'Not Found: /account/invitation/…/')
    """
    if isinstance(record.args, tuple):
        record.args = tuple(_SECRET.sub("…", each) if isinstance(each, str) else each for each in record.args)
    return True
