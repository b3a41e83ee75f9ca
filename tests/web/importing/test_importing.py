"""A draft is sent, told of, decided on and tabled; nobody else ever meets it before."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from documents.docx.test_reading import SPACES, by, file, p, r
from paraph.documents.receiving import receive_whole
from paraph.web.exchanges.uploads import WaitingRoom

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from django.test import Client

    from paraph.web.site import Site

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SECRET = "zebrafish"
COMMENTS = f"""<w:comments {SPACES}><w:comment w:id="0" w:author="Lan VN"><w:p><w:r><w:t>Ask {SECRET}.</w:t></w:r></w:p>
</w:comment></w:comments>"""


def draft(site: Site, *, words: str = "ten") -> bytes:
    """The VN draft of one article, with a change of its own and one of the other side's."""
    own = site.desk("VN").draft_of("VN", "en")
    at = next(index for index, each in enumerate(own.provisions) if each.id == "a2.3")
    head, first = own.provisions[at], own.provisions[at + 1]
    anchor = '<w:commentRangeStart w:id="0"/>' + r(f"{first.number} {first.text}") + '<w:commentRangeEnd w:id="0"/>'
    changed = p(anchor, by("Lan VN", "ins", r(f" {words}")), by("Jane Doe", "ins", r(" forty-six")))
    return file(p(r(f"{head.number} {head.text}")) + changed, comments=COMMENTS)


def send(client: Client, data: bytes, name: str = "draft.docx") -> str:
    """Send a file; the address of its page, once it is read."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post("/import/", {"document": SimpleUploadedFile(name, data, content_type=WORD)})
    assert answer.status_code == 302, answer.content.decode()
    deadline = time.monotonic() + 30
    while b"is being read" in client.get(answer["Location"]).content:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return str(answer["Location"])


def fields(page: Any) -> dict[str, str]:
    """What a browser would send of a page's form as it stands."""
    html = page.content.decode()
    form = html[html.index('class="form wide"') :]
    found = {}
    for name, inner in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found[name] = value
    for name, value in re.findall(r'<textarea hidden name="([^"]+)">([^<]*)</textarea>', form):
        found[name] = value
    return found


def decided(page: Any) -> dict[str, str]:
    """The form with every doubtful provision taken for the known one."""
    found = fields(page)
    html = page.content.decode()
    for name in [each for each in found if each.startswith("match-") and not found[each]]:
        inner = re.search(rf'<select name="{name}".*?>(.*?)</select>', html, re.DOTALL)
        assert inner
        found[name] = re.findall(r'value="([^"]+)"', inner[1])[0]
    return found


def test_a_draft_is_told_of_decided_on_and_tabled_at_once(site: Site, at: Callable[..., Client]) -> None:
    vn = at("VN")
    address = send(vn, draft(site))
    first = vn.get(address)
    assert b"Whose changes are these?" in first.content
    said = fields(first)
    assert said["author-1"] == "" or said["author-0"] == "VN", "one is proposed, the other is asked"
    by_name = {name: number for number, name in enumerate(("Lan VN", "Jane Doe"))}
    said |= {f"author-{by_name['Lan VN']}": "VN", f"author-{by_name['Jane Doe']}": "US"}
    second = vn.post(address, said | {"step": "check"})
    assert b"What is to be decided" in second.content, "matches are shown before anything can leave"
    assert b"forty-six" in second.content, "what the other side wants is shown"
    before = site.place.ledger.count()
    answers = decided(second) | {"comment-0": "note"}
    third = vn.post(address, answers | {"step": "check"})
    assert b"What leaves your delegation" in third.content, third.content.decode()[:3000]
    leaving = third.content.decode()
    leaving = re.search(r'<section class="leaving".*?</section>', leaving, re.DOTALL)[0]  # type: ignore[index]
    assert "ten" in leaving
    assert "forty-six" not in leaving
    assert SECRET not in leaving
    done = vn.post(address, fields(third) | {"step": "leave"})
    assert done.status_code == 302, done.content.decode()[:3000]
    assert site.place.ledger.count() == before + leaving.count("<dt>Act</dt>")
    assert any(SECRET in str(words) for _, words, _ in site.desk("VN").kept("note"))
    assert vn.get(address).status_code == 404, "the file is gone once it is tabled"
    assert not [each for each in site.desk("").log()[-3:] if SECRET in repr(each)]


def test_a_file_is_its_seat_s_alone(site: Site, at: Callable[..., Client]) -> None:
    vn, us = at("VN"), at("US")
    address = send(vn, draft(site, words=SECRET))
    assert SECRET.encode() in vn.get(address).content
    for other in (us, at(""), at("SEC")):
        answer = other.get(address)
        assert answer.status_code in (403, 404)
        assert SECRET.encode() not in answer.content
        assert other.post(address + "drop/").status_code in (302, 403)
    assert SECRET.encode() in vn.get(address).content, "nobody else can remove it"
    assert vn.post(address + "drop/").status_code == 302
    assert vn.get(address).status_code == 404


def test_what_is_kept_stays_in_the_vault(site: Site, at: Callable[..., Client]) -> None:
    vn = at("VN")
    address = send(vn, draft(site, words="eleven"))
    page = vn.post(address, fields(vn.get(address)) | {"author-0": "VN", "author-1": "-", "step": "more"})
    before = site.place.ledger.count()
    kept = vn.post(address, decided(page) | {"step": "keep"})
    assert kept.status_code == 302, kept.content.decode()[:2000]
    assert site.place.ledger.count() == before
    assert any("eleven" in str(each.content) for each in site.desk("VN").drafts())
    assert b"eleven" not in at("US").get("/vault/").content


def test_a_hostile_file_is_refused_in_words_and_not_kept(site: Site, at: Callable[..., Client]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    vn = at("VN")
    answer = vn.post("/import/", {"document": SimpleUploadedFile("a.exe", b"MZ\0")})
    assert answer.status_code == 400
    address = vn.post("/import/", {"document": SimpleUploadedFile("a.docx", b"PK\x03\x04 no")})["Location"]
    deadline = time.monotonic() + 30
    while b"is being read" in (answer := vn.get(address)).content:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert answer.status_code == 400
    assert b"it is no Word file" in answer.content
    assert vn.get(address).status_code == 404


def test_pages_answer_while_a_file_is_read(
    site: Site, at: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from django.core.files.uploadedfile import SimpleUploadedFile

    from paraph.web.importing import readings

    free = threading.Event()

    def slowly(*asked: Any) -> Any:
        free.wait(30)
        return receive_whole(*asked)

    monkeypatch.setattr(readings, "receive_whole", slowly)
    vn = at("VN")
    document = SimpleUploadedFile("a.docx", draft(site, words="twelve"))
    address = vn.post("/import/", {"document": document})["Location"]
    try:
        assert b"is being read" in vn.get(address).content
        assert at("US").get("/text/").status_code == 200
    finally:
        free.set()


def test_a_waiting_file_lies_in_a_room_of_its_own(site: Site, at: Callable[..., Client]) -> None:
    address = send(at("VN"), draft(site, words=SECRET))
    sha256 = address.rstrip("/").rpartition("/")[2]
    rooms = site.place.path / "waiting"
    assert WaitingRoom(rooms, str(site.desk("US").seat)).find(sha256, "") is None
    assert oct(rooms.stat().st_mode)[-3:] == "700"


def test_readings_that_wait_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from paraph.web.exchanges.uploads import Staged
    from paraph.web.importing import readings

    free = threading.Event()
    monkeypatch.setattr(readings, "receive_whole", lambda *_: free.wait(30))
    made = readings.Readings()
    try:
        begun = [made.begin(readings.Asked("", "VN", str(n), "docx", "en"), Staged("", "", b"")) for n in range(50)]
        assert sum(not each.done() for each in begun) <= readings.MOST + readings.AT_ONCE
        assert len(made._bytes) <= readings.MOST, "the bytes of what was given up are let go"
    finally:
        free.set()


def test_a_file_that_has_waited_too_long_is_removed_and_many_at_once_do_no_harm(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    room = WaitingRoom(tmp_path / "rooms", "VN")
    sha256 = room.keep(SECRET.encode(), "").sha256
    path = next((tmp_path / "rooms").rglob(sha256))
    os.utime(path, (1, 1))
    assert WaitingRoom(tmp_path / "rooms", "US").find("0" * 64, "") is None
    assert not path.exists()
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(WaitingRoom(tmp_path / "rooms", s).keep, os.urandom(9), "") for s in ["VN", "US"] * 40]
    assert not [each.exception() for each in sent if each.exception()]


def test_a_row_of_a_table_is_asked_about_and_left_out_unless_it_is_taken(site: Site, at: Callable[..., Client]) -> None:
    client = at("VN")
    row = "".join(f"<w:tc>{p(r(each))}</w:tc>" for each in ("Heading okapi", "Rule okapi"))
    head = site.desk("VN").draft_of("VN", "en").provisions
    title = next(each for each in head if each.id == "a2.3")
    where = send(client, file(p(r(f"{title.number} {title.text}")) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    page = client.get(where)
    asked = fields(page)
    assert [name for name in asked if name.startswith("apart-")] == ["apart-p2"]
    assert asked["apart-p2"] == "", "left out unless it is said"
    assert "row of a table" in page.content.decode().casefold()
    left = client.post(where, {**asked, "step": "more"}).content.decode()
    taken = client.post(where, {**asked, "apart-p2": "take", "step": "more"}).content.decode()
    assert ('<span class="tag">left out</span>' in left, '<span class="tag">taken</span>' in taken) == (True, True)
    assert "0 new" in left
    assert "1 new" in taken
