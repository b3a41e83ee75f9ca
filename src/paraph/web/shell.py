"""What belongs to no subject: the seat, the language, the stream of signals, and errors in words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from django import conf
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from paraph.errors import N_
from paraph.i18n import LANGUAGES
from paraph.web.accounts.entry import PERSON, SEAT, still_inside
from paraph.web.asked import number_of
from paraph.web.site import Site
from paraph.web.visit import LANGUAGE, SAID, visit

YEAR = 365 * 24 * 3600
PULSE = 15.0
"""Seconds of silence after which a line is sent, so that a connection that is dead is noticed."""


@require_POST
def seat(request: HttpRequest) -> HttpResponse:
    """Change to another desk, or to another person's within the delegation: where the negotiation is illustrative."""
    site = visit(request).site
    if not site.open:
        raise PermissionDenied
    party, person = request.POST.get("party", ""), request.POST.get("person", "")
    request.session[SEAT] = party if party in site.seats else ""
    request.session[PERSON] = person
    # A form that was opened at the desk one leaves is of no use at the next one, nor is what was to be said there.
    request.session.pop(SAID, None)
    rotate_token(request)
    return _back(request)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    wanted, answer = request.POST.get("language", ""), _back(request)
    if wanted in LANGUAGES:
        secure = bool(conf.settings.SESSION_COOKIE_SECURE)
        answer.set_cookie(LANGUAGE, wanted, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return answer


def _back(request: HttpRequest) -> HttpResponse:
    to = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()})
    return redirect(to if safe else "/")


@require_GET
def signals(request: HttpRequest) -> StreamingHttpResponse:
    """A stream that says only that the record has grown, never by what. ``after``: what the page already shows."""
    after = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    site: Site = conf.settings.PARAPH_SITE
    key = request.session.session_key or ""
    stream = _stream(site, number_of(after, -1), lambda: still_inside(site, key))
    return StreamingHttpResponse(stream, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _stream(site: Site, shown: int, inside: Callable[[], bool] = lambda: True) -> AsyncIterator[bytes]:
    """Until the session ends (``inside``): whoever has signed out hears nothing more."""
    yield b"retry: 1000\n\n"
    with site.bell.listening() as rung:
        heard = await asyncio.to_thread(site.heard)
        while True:
            if not await asyncio.to_thread(inside):
                return
            if heard != shown:
                shown = heard
                yield f"id: {heard}\nevent: moved\ndata: {heard}\n\n".encode("ascii")
            try:
                await asyncio.wait_for(rung.wait(), PULSE)
            except TimeoutError:
                yield b": here\n\n"
            rung.clear()
            heard = max(heard, site.bell.last)


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
