"""Documents: what waits, what is refused, what is handed out and to whom; no name or type of a file is trusted."""

from __future__ import annotations

import html
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from paraph.documents.gateway import SIZE_LIMIT
from paraph.record.values import digest
from web.exchanges.steps import carried, check, do

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
ADDRESS = "/disclosures/hand-over/"
PAGE = b"<!doctype html><script>alert(1)</script>"


def document(data: bytes = PAGE, name: str = "../../etc/passwd.html", kind: str = "image/png") -> dict[str, Any]:
    titles = {"title-en": "Customs rules", "title-vi": "Quy tắc hải quan"}
    return {**titles, "to": "VN", "document": SimpleUploadedFile(name, data, kind)}


def latest(site: Site) -> str:
    return next(reversed(site.desk("").state.disclosures))


def waiting(site: Site) -> list[Path]:
    return [path for path in (site.place.path / "waiting").rglob("*") if path.is_file()]


def test_a_document_is_handed_over_downloaded_and_acknowledged(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    previewed = check(us, ADDRESS, **document())
    assert digest(PAGE) in previewed
    assert str(len(PAGE)) in previewed
    assert "passwd" not in previewed
    (kept,) = waiting(site)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert all(folder.stat().st_mode & 0o777 == 0o700 for folder in (kept.parent, kept.parent.parent))
    assert us.post(ADDRESS, {**carried(previewed), "step": "leave"}).status_code == 302
    assert waiting(site) == [], "what was handed over waits no longer"

    name = latest(site)
    found = site.desk("").state.disclosures[name]
    assert (found.sha256, found.media_type, found.to) == (digest(PAGE), "text/html", ["VN"])
    for client in (us, vn):
        answer = client.get(f"/disclosures/{name}/file/")
        assert answer.content == PAGE
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.html"'
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cache-Control"] == "private, no-store"
    for seat in ("", "SEC"):
        refused = at(seat).get(f"/disclosures/{name}/file/")
        assert refused.status_code == 403
        told = html.unescape(refused.content.decode())
        assert "handed over between United States and Viet Nam; others cannot open it" in told
        assert "chief negotiator" not in told[told.index("handed over between") :][:200]
    only = at("").get(ADDRESS)
    assert only.status_code == 403
    assert "An observer reads what the parties share" in only.content.decode()
    assert "document to acknowledge" in vn.get("/").content.decode().replace("documents", "document")
    assert do(vn, f"/disclosures/{name}/receive/").status_code == 302
    assert "VN" in site.desk("").state.disclosures[name].receipts


def test_two_documents_of_one_name_are_two(at: Sit, site: Site) -> None:
    us = at("US")
    names = []
    for data in (b"First.", b"Second."):
        assert do(us, ADDRESS, **document(data, "same.txt", "text/plain")).status_code == 302
        names.append(latest(site))
    assert [us.get(f"/disclosures/{name}/file/").content for name in names] == [b"First.", b"Second."]


def test_bytes_that_changed_get_no_receipt(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    do(us, ADDRESS, **document(b"As it was sent.", "a.txt", "text/plain"))
    name = latest(site)
    (site.place.path / "disclosures" / digest(b"As it was sent.")).write_bytes(b"As it was altered.")
    for address, sent in ((f"/disclosures/{name}/file/", None), (f"/disclosures/{name}/receive/", {"step": "check"})):
        answer = vn.post(address, sent) if sent else vn.get(address)
        assert answer.status_code == 503
        assert "altered or damaged" in answer.content.decode()
        assert b"As it was altered." not in answer.content
    assert "VN" not in site.desk("").state.disclosures[name].receipts


def test_what_is_too_large_is_refused_in_words_with_what_was_typed(at: Sit, site: Site) -> None:
    us, entries = at("US"), site.desk("").state.entries
    whole = check(us, ADDRESS, **document(b"x" * SIZE_LIMIT))
    assert "20000000" in whole
    for each in waiting(site):
        each.unlink()
    answer = us.post(ADDRESS, {**document(b"x" * (SIZE_LIMIT + 1)), "step": "check"})
    assert answer.status_code == 400
    assert "It is larger than 20 MB. Nothing of it was kept." in answer.content.decode()
    assert "Quy tắc hải quan" in answer.content.decode()
    assert waiting(site) == []
    empty = us.post(ADDRESS, {**document(b""), "step": "check"})
    assert empty.status_code == 400
    assert site.desk("").state.entries == entries


def test_a_file_that_waits_is_its_own_seats_alone(at: Sit, person: Sit, site: Site) -> None:
    us, entries = at("US"), site.desk("").state.entries
    previewed = carried(check(us, ADDRESS, **document(b"Not yet sent.")))
    mine = {**previewed, "step": "leave"}
    for other in (person("US", "us-commerce"), at("VN")):
        answer = other.post(ADDRESS, {**mine, "to": "SEC"})
        assert answer.status_code == 400, "another seat has reached what waits"
        assert "choose it again" in answer.content.decode()
    wrong = us.post(ADDRESS, {**mine, "staged": "../" + previewed["staged"][0]})
    assert wrong.status_code == 400
    (path,) = waiting(site)
    path.write_bytes(b"Something else.")
    assert us.post(ADDRESS, mine).status_code == 400, "bytes that changed while they waited were handed over"
    assert site.desk("").state.entries == entries


def test_what_waits_too_long_is_removed(at: Sit, site: Site) -> None:
    us, vn = at("US"), at("VN")
    old = carried(check(us, ADDRESS, **document(b"Forgotten.")))
    path = site.place.path / "waiting"
    for each in waiting(site):
        os.utime(each, (time.time() - 4000,) * 2)
    assert us.post(ADDRESS, {**old, "step": "leave"}).status_code == 400
    check(vn, ADDRESS, **{**document(b"Fresh."), "to": "US"})
    assert [each.read_bytes() for each in path.rglob("*") if each.is_file()] == [b"Fresh."]
    for number in range(9):
        check(vn, ADDRESS, **{**document(b"%d" % number), "to": "US"})
    assert len(waiting(site)) == 4
