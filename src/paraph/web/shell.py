"""What belongs to no subject: the seat, the language, the stream of signals, and errors in words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from django import conf
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from paraph.errors import N_
from paraph.i18n import LANGUAGES
from paraph.web.site import Site
from paraph.web.visit import LANGUAGE, SEAT, visit

LISTEN = 0.1
"""Seconds between two looks at the record."""
PULSE = 15.0
"""Seconds of silence after which a line is sent, so that a connection that is dead is noticed."""


@require_POST
def seat(request: HttpRequest) -> HttpResponse:
    """Change to another desk. Only an illustrative negotiation is served, where one person may."""
    wanted = request.POST.get("party", "")
    request.session[SEAT] = wanted if wanted in visit(request).site.seats else ""
    return _back(request)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("language", "")
    if wanted in LANGUAGES:
        request.session[LANGUAGE] = wanted
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    to = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()})
    return redirect(to if safe else "/")


@require_GET
def signals(request: HttpRequest) -> StreamingHttpResponse:
    """A stream that says only that the record has grown, never by what. ``after``: what the page already shows."""
    after = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    stream = _stream(conf.settings.PARAPH_SITE, int(after) if after.isdecimal() else -1)
    return StreamingHttpResponse(stream, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _stream(site: Site, shown: int) -> AsyncIterator[bytes]:
    yield b"retry: 1000\n\n"
    quiet = 0.0
    while True:
        heard = await asyncio.to_thread(site.heard)
        if heard != shown:
            shown, quiet = heard, 0.0
            yield f"id: {heard}\nevent: moved\ndata: {heard}\n\n".encode("ascii")
        elif quiet >= PULSE:
            quiet = 0.0
            yield b": here\n\n"
        await asyncio.sleep(LISTEN)
        quiet += LISTEN


# Errors


def _error(request: HttpRequest, status: int, message: str) -> HttpResponse:
    if not hasattr(request, "visit"):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    told = visit(request).speech.say(message)
    return render(request, "paraph/error.html", {"told": told, "status": status}, status=status)


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400, N_("This request cannot be read. Nothing was changed."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403, N_("This is not for the seat that you sit at. Nothing was changed."))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404, N_("There is no such page."))


def failed(request: HttpRequest) -> HttpResponse:
    return _error(request, 500, N_("Something went wrong in the program itself. Nothing was changed by it."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(
        request,
        403,
        N_("This form did not come from the page that you had open. Open the page again; nothing was changed."),
    )
