"""New provisions, other places, and no such provision: each previewed where it would stand, then on the record."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from paraph.record.contents import Wording
from web.test_acts import fields

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
NEW = {
    "text-en": "Each Party shall publish it.",
    "text-vi": "Mỗi Bên công bố.",
    "number-en": "2 bis",
    "number-vi": "2 bis",
}


def chosen(page: str) -> dict[str, str]:
    """What stands in the selects of a page."""
    found = {}
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        selected = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = html.unescape(selected[1]) if selected else ""
    return found


def check(client: Any, address: str, **typed: str) -> str:
    opened = client.get(address).content.decode()
    answer = client.post(address, {**fields(opened), **chosen(opened), **typed, "step": "check"})
    assert answer.status_code == 200, answer.content.decode()
    page: str = answer.content.decode()
    return page


def rows(page: str) -> list[str]:
    return re.findall(r'<div class="row [^"]*" id="near-([^"]+)"', page)


def test_a_new_paragraph_is_previewed_in_its_place_and_tabled(at: Sit, site: Site) -> None:
    vn, entries = at("VN"), site.desk("").state.entries
    page = check(vn, "/provision/a2.3-2/add/", **NEW)
    assert rows(page) == ["a2.3-2", "a2.3-vn1", "a2.3-3"], "it stands where one has opened it"
    assert site.desk("").state.entries == entries
    done = vn.post("/provision/a2.3-2/add/", {**fields(page), "step": "leave"})
    assert (done.status_code, done.headers["Location"]) == (302, "/provision/a2.3-vn1/")
    text = site.desk("").text()
    assert text.clauses[text.index("a2.3-2") + 1].name == "a2.3-vn1"
    found = text["a2.3-vn1"]
    assert (found.owners, found.number("vi"), found.parent) == (("VN",), "2 bis", "a2.3")
    again = check(vn, "/provision/a2.3-2/add/", **NEW)
    assert rows(again)[1] == "a2.3-vn2", "a name of its own"


def test_an_article_gets_its_paragraph_last_and_may_be_put_first(at: Sit) -> None:
    us = at("US")
    assert chosen(us.get("/provision/a2.3/add/").content.decode()) == {"kind": "paragraph", "place": "a2.3|a2.3-5"}
    page = check(us, "/provision/a2.3/add/", **NEW, place="a2.4|")
    assert rows(page)[:2] == ["a2.4", "a2.4-us1"]
    other = us.get("/provision/a2.3/add/?in=c3").content.decode()
    assert 'value="c3|"' in other
    bad = us.post("/provision/a2.3/add/", {**NEW, "kind": "paragraph", "place": "a99|", "step": "check"})
    assert bad.status_code == 400
    assert "Mỗi Bên công bố." in bad.content.decode(), "what was typed is kept"


def test_a_provision_is_moved_and_its_words_stay(at: Sit, site: Site) -> None:
    us, before = at("US"), site.desk("").state.content("provision:a8.3-2", "US")
    assert isinstance(before, Wording)
    page = check(us, "/provision/a8.3-2/move/", place="a8.3|")
    assert us.post("/provision/a8.3-2/move/", {**fields(page), "step": "leave"}).status_code == 302
    after = site.desk("").state.content("provision:a8.3-2", "US")
    assert isinstance(after, Wording)
    assert (after.parent, after.after, after.text) == ("a8.3", "", before.text)
    assert 'value="a8.3|a8.3-2"' not in us.get("/provision/a8.3-2/move/").content.decode(), "not after itself"


def test_a_side_wants_no_such_provision(at: Sit, site: Site) -> None:
    us = at("US")
    page = check(us, "/provision/a8.3-1/none/", **{"reason-en": "Covered elsewhere."})
    assert us.post("/provision/a8.3-1/none/", {**fields(page), "step": "leave"}).status_code == 302
    clause = site.desk("").text()["a8.3-1"]
    assert (clause.owners, clause.against) == (("VN",), ("US",))
    assert "Not wanted by US" in at("").get("/text/c8/").content.decode()


def test_a_new_provision_waits_in_the_vault_and_nobody_else_hears_of_it(at: Sit, site: Site) -> None:
    vn, entries = at("VN"), site.desk("").state.entries
    typed = {**NEW, "kind": "paragraph", "place": "a5.1|", "step": "keep"}
    assert vn.post("/provision/a5.1/add/", typed).headers["Location"] == "/vault/"
    assert [each.subject for each in site.desk("VN").drafts()] == ["provision:a5.1-vn1"]
    assert site.desk("").state.entries == entries
    assert at("US").get("/provision/a5.1-vn1/").status_code == 404
    assert vn.get("/provision/a5.1-vn1/").headers["Location"] == "/provision/a5.1-vn1/propose/"
    page = vn.get("/provision/a5.1-vn1/propose/").content.decode()
    assert "Mỗi Bên công bố." in page
    seen = vn.post("/provision/a5.1-vn1/propose/", {**fields(page), "step": "check"}).content.decode()
    assert vn.post("/provision/a5.1-vn1/propose/", {**fields(seen), "step": "leave"}).status_code == 302
    assert site.desk("").text()["a5.1-vn1"].parent == "a5.1"
    assert site.desk("VN").drafts() == []


def test_the_number_shown_can_be_changed_alone(at: Sit, site: Site) -> None:
    us, address = at("US"), "/provision/a2.2-1/propose/"
    seen = check(us, address, **{"number-en": "1 bis", "number-vi": "1 bis"})
    assert us.post(address, {**fields(seen), "step": "leave"}).status_code == 302
    found = site.desk("").state.content("provision:a2.2-1", "US")
    assert isinstance(found, Wording)
    assert (found.number["en"], bool(found.text["en"])) == ("1 bis", True)
