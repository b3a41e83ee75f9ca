"""The views of the text: each by its address, the same for every seat, and made again only where something changed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.record.contents import Wording
from paraph.text.brackets import project

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
VIEWS = (
    "",
    "?at=1",
    "?view=draft&of=US",
    "?view=draft&of=VN&at=1",
    "?view=trial&take=a2.3-1:VN",
    "?view=changes&since=1",
    "?view=changes&since=1&at=2&of=VN",
    "?view=agreed",
)


def rows(page: str) -> dict[str, str]:
    """{name: HTML} of the rows of a page, in order."""
    return dict(re.findall(r'<div class="row [^"]*" id="([^"]+)"[^>]*>(.*?)</div></div>', page))


def words(row: str, language: str) -> str:
    """What one reads in one language, the number left out."""
    cell = re.search(rf'<div class="cell" lang="{language}"><(\w+)>(.*?)</\1></div>', row)
    assert cell
    plain = re.sub(r'<span class="num">.*?</span> ', "", cell[2])
    return html.unescape(re.sub(r"<[^>]+>", "", plain))


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_draft_reads_as_its_party_has_tabled_it(at: Sit, site: Site) -> None:
    desk = site.desk("")
    for party in ("US", "VN"):
        found = rows(text_of(at("").get(f"/text/?view=draft&of={party}")))
        draft = desk.draft_of(party, "vi")
        assert list(found) == [each.id for each in draft.provisions]
        for each in draft.provisions:
            assert words(found[each.id], "vi") == each.text
            assert project(desk.text()[each.id].runs["vi"], party) == each.text


def test_a_past_round_reads_as_it_did_at_its_close(at: Sit, site: Site) -> None:
    then, client = site.desk("").text(site.after("round:1")), at("US")
    found = rows(text_of(client.get("/text/?at=1")))
    assert list(found) == [clause.name for clause in then]
    now = rows(text_of(client.get("/text/")))
    assert found["a2.2-2"] != now["a2.2-2"]
    assert client.get("/text/?at=7").status_code == 409


def test_what_is_agreed_stands_clean(at: Sit, site: Site) -> None:
    found = rows(text_of(at("").get("/text/?view=agreed")))
    assert list(found) == [each.id for each in site.desk("").agreed_text("en").provisions]
    assert 'class="bracket"' not in "".join(found.values())


def test_a_heading_over_what_is_open_is_called_agreed_in_its_title_alone(at: Sit) -> None:
    page = at("").get("/text/c2/").content.decode()
    for row in re.findall(r'<div class="row k-(\w+) [^"]*st-agreed.*?<div class="margin">(.*?)</a>', page, re.DOTALL):
        said = "title agreed" if row[0] in ("chapter", "article") else "agreed"
        assert re.search(rf">{said}<span", row[1]), row
    assert "title agreed" in page


def test_on_trial_it_reads_as_the_chosen_side_would_have_it(at: Sit, site: Site) -> None:
    desk, client = site.desk(""), at("US")
    entries = desk.state.entries
    open_ones = [each.name for each in desk.text().within("c2") if not each.settled and len(each.owners) == 2]
    chosen = {name: "VN" if place % 2 else "US" for place, name in enumerate(open_ones)}
    form = {f"take.{name}": party for name, party in chosen.items()} | {"take.a2.1": "", "view": "trial"}
    answer = client.get("/text/c2/", form)
    assert answer.status_code == 302, "an address without what was not chosen"
    assert "take.a2" not in answer.headers["Location"]
    page = text_of(client.get(answer.headers["Location"]))
    found = rows(page)
    for name, party in chosen.items():
        assert words(found[name], "en") == project(desk.text()[name].runs["en"], party)
        assert re.search(rf'<option value="{party}" selected>', found[name])
    held_back = {n for n in chosen if (it := desk.state.subjects[f"provision:{n}"]).parked or it.reservations}
    free = chosen.keys() - held_back
    agreed = sum(clause.settled for clause in desk.text()) + len(free)
    assert re.search(rf"<b>{agreed}</b> / {len(desk.text())} ", page)
    assert desk.state.entries == entries
    assert rows(text_of(at("VN").get(answer.headers["Location"]))) == found, "an address says it all"


def test_a_redline_gives_both_texts_back(at: Sit, site: Site) -> None:
    desk, then = site.desk(""), site.after("round:1")
    found = rows(text_of(at("").get("/text/?view=changes&since=1&of=VN")))
    changed = {each.name: each for each in desk.rewordings(then, party="VN")}
    assert changed.keys() <= found.keys()
    for name, each in changed.items():
        row = re.sub(r'<span class="num">.*?</span> |<b class="owner">VN</b> ', "", found[name])
        row = re.sub(r'<span class="hidden">\[(deleted|inserted): </span>|<span class="hidden">\] </span>', "", row)
        before, now = (re.sub(rf"<{tag}>.*?</{tag}>", "", row) for tag in ("ins", "del"))
        assert words(before, "vi") == (each.before.text["vi"] if each.before else "")
        assert words(now, "vi") == (each.now.text["vi"] if each.now else "")


def test_each_view_is_the_same_for_every_seat(at: Sit) -> None:
    for view in VIEWS:
        seen = {tuple(rows(text_of(at(seat).get(f"/text/c2/{view}"))).items()) for seat in ("", "US", "VN")}
        assert len(seen) == 1, view


def test_only_rows_that_changed_are_sent_again(at: Sit, site: Site) -> None:
    client, us = at("VN"), site.desk("US")
    page = text_of(client.get("/text/"))
    after = re.search(r"&amp;after=(\d+)", page)
    assert after
    address = f"/moved/?within=&after={after[1]}"
    assert rows(text_of(client.get(address)).replace(' hx-swap-oob="true"', "")) == {}
    name = "a2.3-1"
    own = us.state.content(f"provision:{name}", "US")
    assert isinstance(own, Wording)
    us.table(f"provision:{name}", msgspec.structs.replace(own, text={"en": "Anew <b>.", "vi": "Lại."}))
    moved = text_of(client.get(address))
    assert moved.count('hx-swap-oob="true" class="row') == 1
    found = rows(moved.replace(' hx-swap-oob="true"', ""))
    assert found == {name: rows(text_of(client.get("/text/")))[name]}
    assert "Anew &lt;b&gt;." in words(found[name], "en") or "&lt;b&gt;" in found[name]
    us.table("provision:c2-us9", Wording("article", "c2", "a2.6", {"en": "Article 2.7"}, {"en": "New", "vi": "Mới"}))
    structure = client.get(address)
    assert (structure.status_code, structure.headers["HX-Trigger"]) == (204, "renew")
    us.withdraw("provision:c2-us9")


def test_an_address_that_makes_no_sense_is_read_as_far_as_it_does(at: Sit) -> None:
    plain = rows(text_of(at("").get("/text/c2/")))
    for query in ("?view=theirs", "?of=AU", "?show=everything", "?columns=fr", "?take=a2.3-1:VN"):
        assert rows(text_of(at("").get(f"/text/c2/{query}"))) == plain
    assert rows(text_of(at("").get("/text/c2/?view=trial&take=nothing:VN,a2.3-1:AU,x")))
    assert at("").get("/text/nowhere/?view=draft").status_code == 404
    assert at("").get("/moved/?within=nowhere").status_code == 404
    assert at("").get("/moved/?within=c2&after=x").status_code == 204
