"""Who may have what: every route by every seat; headers; and nothing of a vault anywhere but at its own desk."""

from __future__ import annotations

import asyncio
import hashlib
import html
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from paraph.web.guards import POLICY
from web.answers import words_of
from web.routes import POLICIES, READ, SEATS, WRITE

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
STATIC = Path(__file__).resolve().parents[2] / "src/paraph/web/static/paraph"
MARKERS = {"US": "heron", "VN": "sếu"}
"""Words that stand in one side's vault of the sample and nowhere else."""


def test_the_table_names_every_route(site: Site) -> None:
    from paraph.web.urls import urlpatterns

    assert {each.name for each in urlpatterns} == READ.keys() | WRITE.keys()


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("route", READ)
def test_what_each_seat_may_read(at: Sit, route: str, seat: str) -> None:
    address, expected = READ[route]
    response = at(seat).get(address)
    assert response.status_code == expected[seat]
    stricter = POLICIES.get(route, POLICY) if response.status_code == 200 else POLICY
    assert response.headers["Content-Security-Policy"] == stricter
    assert response.headers["Cache-Control"] == "private, no-store"
    assert_kept(seat, response)
    if not response.streaming:
        assert not re.search(rb"<[^>]+ (style|on[a-z]+)=|<style|<script(?! src=)", response.content), "inline code"


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("route", WRITE)
def test_what_each_seat_may_send(at: Sit, route: str, seat: str) -> None:
    address, form, expected = WRITE[route]
    client = at(seat)
    assert client.get(address).status_code == 405
    response = client.post(address, form)
    assert response.status_code == expected[seat]
    assert_kept(seat, response)


def assert_kept(seat: str, response: Any) -> None:
    """No marker word of another side's vault stands in what this seat received, headers and cookies included."""
    body = "" if response.streaming else words_of(response)
    said = "\n".join([body, *map(str, response.headers.items()), response.cookies.output()])
    for party, marker in MARKERS.items():
        assert party == seat or marker not in said.casefold(), f"{seat or 'an observer'} reads the vault of {party}"


def test_each_side_reads_its_own_vault(at: Sit) -> None:
    for party, marker in MARKERS.items():
        assert marker in at(party).get("/vault/").content.decode().casefold()


def test_every_link_leads_somewhere_and_keeps_the_vaults(at: Sit) -> None:
    """All that can be reached from the first page by links, at each seat: one page of each shape is opened."""
    for seat in SEATS:
        client = at(seat)
        seen: set[str] = set()
        for address, response in _walk(client, seen):
            assert response.status_code == 200, address
            assert_kept(seat, response)
        assert len(seen) > 40


def _walk(client: Any, seen: set[str]) -> Iterator[tuple[str, Any]]:
    """Addresses found by following links with what they answer, each page once; at most eight of one shape."""
    shapes: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        path, _, query = address.partition("?")
        shape = re.sub(r"(?<=/)[a-z]*\d[\w.-]*", "*", path) + "?" * bool(query)
        if address in seen or shapes.get(shape, 0) >= 8:
            continue
        seen.add(address)
        shapes[shape] = shapes.get(shape, 0) + 1
        response = client.get(address)
        yield address, response
        page = words_of(response)
        base = address.partition("?")[0]
        for found in map(html.unescape, re.findall(r'href="([^"#]+)', page)):
            link = base + found if found.startswith("?") else found
            if link.startswith("/") and not link.startswith("/static/"):
                waiting.append(link)


def test_the_stream_says_that_something_moved_and_nothing_else(site: Site) -> None:
    from paraph.web.shell import _stream

    async def heard(shown: int) -> list[bytes]:
        stream = _stream(site, shown)
        return [await anext(stream), await anext(stream)]

    entries = site.heard()
    expected = [b"retry: 1000\n\n", f"id: {entries}\nevent: moved\ndata: {entries}\n\n".encode()]
    assert asyncio.run(heard(-1)) == expected
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(heard(entries), 0.5))


def test_errors_say_no_more_than_pages(at: Sit) -> None:
    for seat in SEATS:
        for address in (
            "/nothing/",
            "/provision/a9.9-9/",
            "/text/nowhere/",
            "/outcome/77/",
            "/act/provision:a2.3-1/steal/",
        ):
            response = at(seat).get(address)
            assert response.status_code == 404, address
            assert_kept(seat, response)


def test_a_forged_form_is_refused(site: Site) -> None:
    from django.test import Client

    entries = site.heard()
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    for address, form, _ in WRITE.values():
        assert client.post(address, form).status_code == 403
    assert client.post("/act/provision:a2.3-1/withdraw/", {"step": "leave"}).status_code == 403
    assert site.heard() == entries


def test_another_host_is_refused(site: Site) -> None:
    from django.test import Client

    assert Client(SERVER_NAME="paraph.example").get("/").status_code == 400


def test_the_session_secret_is_private(site: Site) -> None:
    path = site.place.path / "web.secret"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_text()) > 60


def test_same_record_same_bytes_whatever_the_vaults_hold(at: Sit, site: Site) -> None:
    """Silence: what an observer and the other side receive does not depend on a vault."""
    pages = ("/", "/text/", "/provision/a2.3-1/", "/outcome/")

    def received(seat: str) -> list[str]:
        client = at(seat)
        return [
            re.sub(r'(?<=name="csrfmiddlewaretoken" value=")\w+', "", client.get(p).content.decode()) for p in pages
        ]

    before = [received("US"), received("")]
    at("VN").post("/provision/a2.3-1/propose/", {"step": "keep", "text-en": "Quiet words.", "note-vi": "Sếu 99"})
    assert site.desk("VN").drafts(), "the draft was not kept"
    assert [received("US"), received("")] == before


def test_vendored_files_are_what_they_are_said_to_be() -> None:
    listed = tomllib.loads((STATIC / "vendor/SOURCES.toml").read_text())["file"]
    for each in listed:
        assert hashlib.sha256((STATIC / each["name"]).read_bytes()).hexdigest() == each["sha256"], each["name"]
    there = {f"{folder}/{each.name}" for folder in ("vendor", "fonts") for each in (STATIC / folder).iterdir()}
    assert {each for each in there if each.endswith((".js", ".woff2"))} == {each["name"] for each in listed}
