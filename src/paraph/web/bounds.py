"""What is refused before anything of it is kept: a request larger than any form or file that is taken in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from paraph.documents.gateway import SIZE_LIMIT
from paraph.errors import N_
from paraph.i18n import LANGUAGES, Speech

LIMIT = SIZE_LIMIT + (1 << 20)
"""Bytes of a request: the largest file, and the form around it."""
TOLD = N_("This is larger than 20 MB and was not taken in. Go back; nothing was changed.")

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Bounds:
    """Stands before the application (ASGI). What is too large is read to its end, so that the answer is heard."""

    def __init__(self, application: Callable[..., Awaitable[None]], limit: int = LIMIT) -> None:
        self.application = application
        self.limit = limit

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._declared(scope) <= self.limit:
            taken = 0

            async def bounded() -> Message:
                nonlocal taken
                message = await receive()
                taken += len(message.get("body", b""))
                return {"type": "http.disconnect"} if taken > self.limit else message

            await self.application(scope, bounded, send)
            return
        while (message := await receive()).get("more_body"):
            pass
        if message["type"] == "http.request":
            await _refuse(send)

    @staticmethod
    def _declared(scope: dict[str, Any]) -> int:
        found = dict(scope.get("headers", ())).get(b"content-length", b"0")
        return int(found) if found.isdigit() else 0


async def _refuse(send: Send) -> None:
    body = "\n".join(Speech(language).say(TOLD) for language in LANGUAGES).encode("utf-8")
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode("ascii")),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; sandbox"),
        (b"cache-control", b"private, no-store"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
