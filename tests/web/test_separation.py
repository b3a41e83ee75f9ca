"""Strict separation: nothing of a vault, and no secret, in anything that reaches whom it is not for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from paraph.errors import NotPermitted
from paraph.record.visibility import Clearance
from web.canaries import SUBJECT, Reader, World, found_in, handed, leaks, looks, plant, received, tries

if TYPE_CHECKING:
    from paraph.web.site import Site


@pytest.fixture(scope="module")
def world(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    from paraph.web.config import configure

    folder = tmp_path_factory.mktemp("canaries") / "sample"
    copytree(original, folder)
    site = configure(folder)
    yield plant(folder, site)
    site.close()


def test_every_page_keeps_every_secret(world: World) -> None:
    assert [*leaks(world, looks(world.readers()))] == []


def test_each_reader_finds_what_is_for_them(world: World) -> None:
    """The other half: the canaries are on the pages indeed, each for those who are cleared for it."""
    for reader in (each for each in world.readers() if each.level):
        pages = ("/vault/", "/delegation/", "/provision/a2.3-1/", "/provision/a8.3-1/", "/provision/a2.3-1/propose/")
        read: set[str] = set()
        for language in ("en", "vi"):
            client = Reader(reader.party, reader.person, reader.level, language).client()
            for page in pages:
                read |= {each.word for each in found_in(received(client.get(page)), world.canaries)}
        unread = {each.word for each in world.canaries if reader.may_read(each)} - read
        assert not unread, f"{reader} cannot read {sorted(unread)}"
        assert read, f"{reader} reads nothing"


# Leaks that are planted, each of which the sweep has to find


def _notes(site: Site) -> str:
    return " ".join(words["en"] for party in ("US", "VN") for _, words, _ in site.desk(party).kept("mandate"))


def _the_vault_of_another(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.desk.drafting import Drafting

    patch.setattr(Drafting, "_vault", property(lambda desk: desk.place.vault("VN")))


def _no_look_at_the_clearance(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.desk.drafting import Drafting

    patch.setattr(Drafting, "_clearance", "chief")


def _a_vault_for_who_has_none(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.web.text import provisions

    us = world.site.desk("US")
    patch.setattr(provisions, "draft_of", lambda here, subject: us.drafts()[0])
    patch.setattr("paraph.web.visit.clearance", lambda role: Clearance.CHIEF)


def _kept_without_the_seat(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.web.text import provisions

    honest = provisions.draft_of
    patch.setattr(
        provisions,
        "draft_of",
        lambda here, subject: here.site.once(f"draft:{subject}", lambda _: honest(here, subject)),
    )


def _words_in_an_error(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.web import visit

    honest = visit.Reception.process_exception

    def telling(self: Any, request: Any, error: Any) -> Any:
        if isinstance(error, NotPermitted):
            error.data["role"] = _notes(world.site)
        return honest(self, request, error)

    patch.setattr(visit.Reception, "process_exception", telling)


def _words_in_a_header(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.web.guards import Headers

    honest = Headers.__call__

    def noted(self: Any, request: Any) -> Any:
        response = honest(self, request)
        response.headers["X-Note"] = _notes(world.site)
        return response

    patch.setattr(Headers, "__call__", noted)


def _words_in_a_cookie(world: World, patch: pytest.MonkeyPatch) -> None:
    import base64

    from django.http import HttpResponse

    honest = HttpResponse.__init__

    def marked(self: Any, *given: Any, **options: Any) -> None:
        honest(self, *given, **options)
        self.set_cookie("seen", base64.urlsafe_b64encode(_notes(world.site).encode()).decode())

    patch.setattr(HttpResponse, "__init__", marked)


def _words_in_the_log(world: World, patch: pytest.MonkeyPatch) -> None:
    import logging

    from paraph.web import visit

    honest = visit.inner_frame

    def told(here: Any) -> Any:
        logging.getLogger("paraph").info(f"a page with {_notes(world.site)}")
        return honest(here)

    patch.setattr(visit, "inner_frame", told)


def _words_in_the_stream(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.web import shell

    async def telling(*_: Any) -> Any:
        yield b"retry: 1000\n\n"
        yield f"event: moved\ndata: {_notes(world.site)}\n\n".encode()

    patch.setattr(shell, "_stream", telling)


def _found_by_everybody(world: World, patch: pytest.MonkeyPatch) -> None:
    from paraph.desk import Desk

    us = world.site.desk("US")
    honest = Desk.search_vault
    patch.setattr(Desk, "search_vault", lambda desk, query, most=20: honest(us, query, most))


PLANTED = [
    _the_vault_of_another, _no_look_at_the_clearance, _a_vault_for_who_has_none, _kept_without_the_seat,
    _words_in_an_error, _words_in_a_header, _words_in_a_cookie, _words_in_the_log, _words_in_the_stream,
    _found_by_everybody,
]  # fmt: skip


def _forget(site: Site) -> None:
    """What was worked out and kept before a leak was planted, or from it."""
    from paraph.web.keeping import Pages

    site._present.clear()
    site._lasting.clear()
    site.pages = Pages()


@pytest.mark.parametrize("plant_leak", PLANTED, ids=lambda each: each.__name__.strip("_"))
def test_the_sweep_finds_a_leak(world: World, monkeypatch: pytest.MonkeyPatch, plant_leak: Callable[..., None]) -> None:
    _forget(world.site)
    plant_leak(world, monkeypatch)
    found = next(leaks(world, looks(world.readers())), None)
    _forget(world.site)
    assert found is not None, "it went unnoticed"


# Files that are handed over


def test_every_file_keeps_every_secret(world: World) -> None:
    _forget(world.site)
    assert [*leaks(world, handed(world.heads()))] == []


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "json"])
def test_the_sweep_finds_a_leak_in_a_file(world: World, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    from dataclasses import replace

    from paraph.desk.handing import Handing

    honest = Handing._page
    monkeypatch.setattr(Handing, "_page", lambda *given: replace(honest(*given), footer=_notes(world.site)))
    address = f"/download/text/?as={form}&in=en"
    asked = ((address, each, ("get", address, {})) for each in world.heads())
    assert {each.reader for each in leaks(world, asked)} == {str(each) for each in world.heads()}


# Errors, and what is sent by hand


def test_no_refusal_says_more_than_it_may(world: World) -> None:
    few = [each for each in world.readers() if not each.level or each.level is not Clearance.RESTRICTED][1:]
    assert [*leaks(world, tries(few))] == []


def test_a_fault_in_the_program_tells_nobody_anything(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error whose words are a mandate, raised where a mandate stands in a variable: on no page and in no log."""

    def fails(desk: Any) -> Any:
        mandate = _notes(world.site)
        raise RuntimeError(mandate)

    monkeypatch.setattr("paraph.desk.Desk.calendar", fails)
    answers = [reader.client().get("/rounds/") for reader in world.readers()]
    assert {each.status_code for each in answers} == {500}
    assert all(b"Something went wrong" in each.content or "Chương trình".encode() in each.content for each in answers)
    assert [
        *leaks(world, (("GET /rounds/", each, ("get", "/rounds/", {})) for each in world.readers()), failing=True)
    ] == []


# Silence

NOON = datetime(2025, 5, 26, 12, tzinfo=UTC)


def test_silence(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two worlds with one record and different vaults: everybody else receives the same, byte for byte."""
    from django.core.cache import cache

    from paraph.web.config import configure

    heard: list[dict[str, bytes]] = []
    for name in ("empty", "full"):
        copytree(original, tmp_path / name)
        cache.clear()  # of attempts to come in
        site = configure(tmp_path / name)
        monkeypatch.setattr(site, "_clock", lambda: NOON)
        if name == "full":
            site.desk("VN").keep("mandate", SUBJECT, {"en": "Quiet words."}, "chief")
            site.desk("VN").keep("note", "provision:a8.3-1", {"en": "Quiet words."})
            site.desk("VN").draft(SUBJECT, _quiet())
        clients = {each: each.client() for each in World(site, []).readers() if each.party != "VN"}
        heard.append({f"{who}: {where}": _plain(clients[who].get(asked[1])) for where, who, asked in looks([*clients])})
        site.close()
    assert heard[0].keys() == heard[1].keys()
    differing = [key for key, said in heard[0].items() if heard[1][key] != said]
    assert not differing, "\n".join(_difference(heard[0][key], heard[1][key]) for key in differing[:3])


def _quiet() -> Any:
    from paraph.record.contents import Wording

    return Wording(kind="paragraph", text={"en": "Quiet words.", "vi": "Lời kín."})


def _plain(response: Any) -> bytes:
    """What is received, without what differs at every visit: tokens, challenges, cookies, the hour."""
    said = re.sub(rb'(?<=name="csrfmiddlewaretoken" value=")\w+', b"", received(response))
    return re.sub(rb"Set-Cookie: [^\n]*|'Expires', '[^']*'|challenge&quot;: &quot;[\w-]+", b"", said)


def _difference(one: bytes, other: bytes) -> str:
    lines = difflib.unified_diff(one.decode().splitlines(), other.decode().splitlines(), n=0, lineterm="")
    return "\n".join(each[:200] for each in lines)
