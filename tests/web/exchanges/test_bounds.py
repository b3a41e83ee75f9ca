"""A request that is too large is answered in words, and nothing behind the bounds has seen it."""

from __future__ import annotations

import asyncio
from typing import Any

from paraph.web.bounds import Bounds


def answered(sent: list[bytes], declared: int | None) -> tuple[list[Any], bytes]:
    """What came back for a body in these pieces, and what of it the application behind was given."""
    given, back = b"", []
    waiting = [{"type": "http.request", "body": each, "more_body": True} for each in sent]
    waiting[-1]["more_body"] = False

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        back.append(message)

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        nonlocal given
        while (message := await receive())["type"] == "http.request":
            given += message["body"]
        back.append("behind")

    headers = [] if declared is None else [(b"content-length", str(declared).encode())]
    asyncio.run(Bounds(behind, limit=10)({"type": "http", "headers": headers}, receive, send))
    assert not waiting or given, "what is refused is read to its end"
    return back, given


def test_what_fits_passes_and_what_does_not_is_refused() -> None:
    assert answered([b"12345", b"67890"], 10) == (["behind"], b"1234567890")
    back, given = answered([b"12345", b"67890", b"1"], 11)
    assert (back[0]["status"], given) == (413, b"")
    assert "nothing was changed" in back[1]["body"].decode()
    assert "20 MB" in back[1]["body"].decode().splitlines()[1]


def test_a_length_that_lies_or_is_missing_lets_no_more_in() -> None:
    for declared in (3, None):
        assert answered([b"12345", b"67890", b"1", b"2"], declared)[1] == b"1234567890"
