"""Pages kept as they were made: each for one reader at one moment, so that a page that has not changed costs nothing.

Silence comes first. A page is kept only where its view says that it may be (``kept``), only for the very reader that
it was made for, and never when anything of a session went into it. A reader is a seat, a person and a language, with
the version of the vault that they may open; nothing is shared between two of them, be it alike.

A page is a function of the record, the reader, the address and the minute (deadlines fall due). So the pages of one
moment are thrown away together when the next one comes. CSRF tokens are left out and put in anew in each answer.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token

MOST = 64 << 20
"""Bytes of pages that are kept; those that were not asked for longest go first."""

_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+(?=")')


class Moment(NamedTuple):
    """What all pages depend on: how far the record has been read, and the minute on the negotiation's clock."""

    position: int
    minute: int


class Reader(NamedTuple):
    """Who reads: everything about a visitor that a page may depend on.

    ``account``: the name that they have signed in with, "" for none. ``vault``: the version of what they may open;
    ``looked``: when they last said that they had read all.
    """

    party: str
    person: str
    account: str
    language: str
    vault: tuple[int, int]
    looked: tuple[int, str] | None = None


class Address(NamedTuple):
    """What is asked for, whole, and whether a script asks for a part of a page."""

    uri: str
    part: str
    target: str


Key = tuple[Reader, Address]


@dataclass(frozen=True, slots=True)
class Page:
    """A page between its tokens."""

    stretches: tuple[bytes, ...]
    content_type: str

    @classmethod
    def of(cls, response: HttpResponse) -> Page:
        return cls(tuple(_TOKEN.split(response.content)), response.headers["Content-Type"])

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page with a token of this request's own in each of its forms."""
        token = get_token(request).encode("ascii") if len(self.stretches) > 1 else b""
        return HttpResponse(token.join(self.stretches), content_type=self.content_type)

    def __len__(self) -> int:
        return sum(map(len, self.stretches))


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare that a view's page follows from the record, the reader and the address alone, and may be kept."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.kept = True  # type: ignore[attr-defined]
        return response

    return shown


def may_keep(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer is a page that may be kept: asked for, whole, and without anything of the session in it."""
    declared = request.method == "GET" and response.status_code == 200 and getattr(response, "kept", False)
    return declared and isinstance(response, HttpResponse) and not request.session.accessed and not response.cookies


class Pages:
    """The pages of one moment. Safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._size = 0
        self._moment = Moment(0, 0)
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, moment: Moment, key: Key) -> Page | None:
        with self._lock:
            if moment != self._moment or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def keep(self, moment: Moment, key: Key, page: Page) -> None:
        with self._lock:
            if moment < self._moment or (key in self._pages and moment == self._moment):
                return
            if moment != self._moment:
                self._pages.clear()
                self._moment, self._size = moment, 0
            self._pages[key] = page
            self._size += len(page)
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1])
