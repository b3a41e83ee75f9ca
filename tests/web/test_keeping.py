"""Kept pages: the same as those made anew, for nobody else, never stale; whole while many read and write at once."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from paraph.desk import open_desk
from paraph.record.acts import PositionTabled
from paraph.record.contents import Wording
from paraph.record.signing import reopen
from paraph.web import keeping
from web.test_acts import fields

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')
NAME = "a2.3-1"
PAGE = f"/provision/{NAME}/"


def bare(page: bytes) -> str:
    return TOKEN.sub("", page.decode())


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many pages were made that could be kept."""
    found: Counter[str] = Counter()

    def counting(response: Any) -> keeping.Page:
        page = of(response)
        found["pages"] += 1
        return page

    of = keeping.Page.of
    monkeypatch.setattr(keeping.Page, "of", counting)
    return found


def test_a_page_is_made_once_and_its_tokens_each_time(at: Sit, made: Counter[str]) -> None:
    us = at("US")
    first, second = us.get(PAGE).content, us.get(PAGE).content
    assert made["pages"] == 1
    assert bare(first) == bare(second)
    tokens = set(TOKEN.findall(first.decode())), set(TOKEN.findall(second.decode()))
    assert len(tokens[0]) == len(tokens[1]) == 1
    assert tokens[0] != tokens[1]


def test_a_kept_page_has_forms_that_work(at: Sit, site: Site) -> None:
    from django.test import Client

    at("").get("/"), at("").get("/")
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    for _ in range(2):
        token = TOKEN.findall(client.get("/").content.decode())[0]
        assert client.post("/seat/", {"party": "VN", "csrfmiddlewaretoken": token}).status_code == 302


def test_what_was_kept_is_for_one_seat_and_one_language_only(at: Sit) -> None:
    for address in ("/", "/vault/", PAGE):
        us = at("US").get(address)
        for seat, language in (("VN", "en"), ("", "en"), ("US", "vi")):
            other = at(seat, language).get(address)
            assert bare(other.content) != bare(us.content), (address, seat, language)


def test_a_change_in_the_vault_shows_to_its_own_side_and_changes_nobody_elses(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    before, theirs = us.get(PAGE).content, vn.get(PAGE).content
    assert us.get(PAGE).content != before  # tokens
    outside = open_desk(site.place.path, "US")  # as another process, the command line
    with outside.place:
        outside.draft(f"provision:{NAME}", Wording(text={"en": "Written elsewhere."}))
        assert "Written elsewhere." in us.get(PAGE).content.decode()
        assert bare(vn.get(PAGE).content) == bare(theirs)
        outside.discard(f"provision:{NAME}")
    assert bare(us.get(PAGE).content) == bare(before)


def test_what_was_just_done_is_said_once(at: Sit) -> None:
    us = at("US")
    us.get(PAGE)
    us.post(f"{PAGE}propose/", {"step": "keep", "text-en": "Mine.", "text-vi": "Của tôi."})
    assert 'class="said"' in us.get(PAGE).content.decode()
    assert 'class="said"' not in us.get(PAGE).content.decode()
    us.post(f"{PAGE}discard-draft/")


def test_a_page_with_something_of_a_session_in_it_is_not_kept() -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    answer = keeping.kept(lambda request: HttpResponse("page"))(request)
    for touched, expected in ((True, False), (False, True)):
        request.session = type("Session", (), {"accessed": touched})()  # type: ignore[assignment]
        assert keeping.may_keep(request, answer) is expected
    assert not keeping.may_keep(request, HttpResponse("not declared"))


def test_pages_of_an_earlier_moment_are_gone_and_the_oldest_make_room() -> None:
    pages = keeping.Pages(most=25)
    reader = keeping.Reader("US", "chief", "", "en", (0, 0))
    keys = [(reader, keeping.Address(f"/{number}/", "", "")) for number in range(3)]
    now, later = keeping.Moment(1, 7), keeping.Moment(2, 7)
    for key in keys:
        pages.keep(now, key, keeping.Page((b"ten bytes.",), "text/html"))
    assert [pages.find(now, key) is not None for key in keys] == [False, True, True]
    assert pages.find(later, keys[1]) is None
    pages.keep(later, keys[0], keeping.Page((b"new",), "text/html"))
    pages.keep(now, keys[1], keeping.Page((b"late",), "text/html"))
    assert [pages.find(now, key) for key in keys] == [None] * 3
    assert pages.find(later, keys[0]) is not None


WRITERS, READERS, EACH = 16, 4, 3


def test_many_read_and_write_at_once(at: Sit, site: Site) -> None:
    """Every act is on record once, and every page shows one moment: the one that it says it shows."""
    names = [clause.name for clause in site.play("en").text.within("c2") if len(clause.owners) == 2]
    names = [name for name in names if "-" in name][: WRITERS + 1]
    ended, done, pages = threading.Event(), [], []

    def write(number: int) -> None:
        client, address = at("US" if number % 2 else "VN"), f"/provision/{names[number]}/propose/"
        for turn in range(EACH):
            words = {"text-en": f"mark{number}x{turn}", "text-vi": f"dấu{number}x{turn}"}
            typed = {**fields(client.get(address).content.decode()), **words, "step": "check"}
            checked = client.post(address, typed).content.decode()
            answer = client.post(address, {**fields(checked), "step": "leave"})
            assert answer.status_code == 302, answer.content.decode()
            done.append(words["text-en"])

    def write_elsewhere() -> None:
        desk = open_desk(site.place.path, "VN")
        with desk.place:
            for turn in count():
                if ended.wait(0.05):
                    return
                wording = desk.state.content(f"provision:{names[WRITERS]}", "VN")
                assert isinstance(wording, Wording)
                words = {"en": f"mark{WRITERS}x{turn}", "vi": f"dấu{WRITERS}x{turn}"}
                desk.table(f"provision:{names[WRITERS]}", msgspec.structs.replace(wording, text=words))
                done.append(words["en"])

    def read(seat: str) -> None:
        client = at(seat)
        while not ended.is_set():
            for address in ("/text/c2/", "/", f"/provision/{names[0]}/"):
                answer = client.get(address)
                assert answer.status_code == 200
                pages.append((address, answer.content.decode()))

    with ThreadPoolExecutor(WRITERS + READERS + 1) as pool:
        others = [pool.submit(read, seat) for seat in ("US", "VN", "", "US")] + [pool.submit(write_elsewhere)]
        writing = [pool.submit(write, number) for number in range(WRITERS)]
        try:
            for each in writing:
                each.result()
        finally:
            ended.set()
        for each in others:
            each.result()
    assert not site.desk("").state.ineffective
    acts = [reopen(filed.row.envelope).entry for filed in site.place.ledger.entries()]
    assert Counter(filter(None, map(_mark, acts))) == Counter(done)
    assert len(pages) > 20
    for address, page in pages:
        shown = int(re.search(r"signals/\?after=(\d+)", page)[1])  # type: ignore[index]
        standing = {(entry.act.subject, entry.party): _mark(entry) for entry in acts[:shown] if _tables(entry)}
        here = [f"provision:{name}" for name in (names[:1] if address.startswith("/provision") else names)]
        wanted = {mark for (subject, _), mark in standing.items() if mark and subject in here}
        assert address == "/" or set(re.findall(r"mark\d+x\d+", page)) == wanted, (address, shown)


def _tables(entry: Any) -> bool:
    return isinstance(entry.act, PositionTabled) and isinstance(entry.act.content, Wording)


def _mark(entry: Any) -> str:
    text = entry.act.content.text.get("en", "") if _tables(entry) else ""
    return text if text.startswith("mark") else ""
