"""A browser's part, on one connection that is kept open: cookies, forms with their tokens, redirects, signals."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urlencode, urlsplit

IDLE = 3.0
"""Seconds after which a connection is not used again; the server closes it after five."""


class Unexpected(Exception):
    """The server gave another answer than the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def page(self) -> str:
        return self.body.decode()


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    steps: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._writing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
        name = given.get("name", "")
        if not self.found or not name:
            return
        if tag == "button" and name == "step":
            self.found[-1].steps.add(given.get("value", ""))
        elif tag == "textarea":
            self._writing = name
            self.found[-1].fields[name] = ""
        elif tag == "input" and given.get("type") not in ("submit", "radio", "checkbox", "file"):
            self.found[-1].fields[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._writing:
            self.found[-1].fields[self._writing] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._writing = ""


def forms(page: str) -> list[Form]:
    """The forms of a page with the values that a browser would send."""
    reader = _Forms()
    reader.feed(page)
    return reader.found


class Browser:
    """One connection. Raises Unexpected for an answer that is no success."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.cookies: dict[str, str] = {}
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._used = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._open:
            self._open[1].close()

    async def get(self, path: str) -> Answer:
        return await self._ask(b"GET", path, b"")

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form; the answer to it as it is, a redirect included."""
        return await self._ask(b"POST", path, urlencode(fields).encode())

    async def sit(self, party: str, language: str = "en") -> Self:
        """Take a seat and a language by the forms of the frame."""
        for address, wanted in (("/seat/", {"party": party}), ("/language/", {"language": language})):
            page = (await self.get("/")).page  # anew: a form dies with the desk it was opened at
            form = next(each for each in forms(page) if each.action == address)
            await self.post(address, {**form.fields, **wanted})
        return self

    async def propose(self, name: str, words: dict[str, str]) -> Answer:
        """Table wording as a person does: open the form, see what would leave, let it leave, go where that leads."""
        address = f"/provision/{name}/propose/"
        opened = _stepping((await self.get(address)).page, "check")
        checked = await self.post(address, {**opened.fields, **words, "step": "check"})
        answer = await self.post(address, {**_stepping(checked.page, "leave").fields, "step": "leave"})
        if answer.status not in (302, 303):
            raise Unexpected(f"{address}: {answer.status} instead of a redirect")
        return await self.get(answer.headers["location"])

    async def signals(self, after: str = "") -> AsyncIterator[str]:
        """The ids of the stream's signals as they come, on a connection of its own."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(self._head(b"GET", f"/signals/?after={after}", b""))
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    yield line[4:].strip().decode()
        finally:
            writer.close()

    async def _ask(self, method: bytes, path: str, body: bytes) -> Answer:
        reader, writer = await self._connection()
        writer.write(self._head(method, path, body) + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(head[0].split()[1]), {}
        for line in head[1:-2]:
            key, _, value = line.partition(": ")
            if key.lower() == "set-cookie":
                name, _, crumb = value.partition(";")[0].partition("=")
                self.cookies[name] = crumb
            headers[key.lower()] = value
        content = await reader.readexactly(int(headers.get("content-length", 0)))
        self._used = time.monotonic()
        if status >= 400:
            raise Unexpected(f"{method.decode()} {path}: {status}")
        return Answer(status, headers, content)

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The one that is open; a new one where the server may have closed it for having been idle."""
        if self._open and time.monotonic() - self._used > IDLE:
            self._open[1].close()
            self._open = None
        self._open = self._open or await asyncio.open_connection(self.host, self.port, limit=1 << 24)
        return self._open

    def _head(self, method: bytes, path: str, body: bytes) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method.decode()} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Cookie: {cookies}"]
        if method == b"POST":
            lines += [
                f"Origin: http://{self.host}:{self.port}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _stepping(page: str, step: str) -> Form:
    found = next((form for form in forms(page) if step in form.steps), None)
    if found is None:
        raise Unexpected(f"no form offers the step {step!r}")
    return found
