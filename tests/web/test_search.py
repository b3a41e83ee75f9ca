"""Search on the page: every seat finds what is shared, each side its own papers, nobody another's."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from web.routes import SEATS

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
PRIVATE = {"US": "heron", "VN": "sếu"}


def page(client: Client, query: str, **more: str) -> str:
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    answer = client.get(f"/search/?q={quote(query)}{rest}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def hits(shown: str) -> list[str]:
    return re.findall(r"<h3><a href=\"([^\"]+)\"", shown)


def test_what_is_typed_without_marks_is_found_and_marked(at: Sit) -> None:
    bare, spelled = page(at(""), "thue quan"), page(at(""), "thuế quan")
    assert "<mark>thuế quan</mark>" in bare
    assert hits(bare) == hits(spelled)
    assert re.search(r'<span lang="vi">[^<]*<mark>', bare), "found words do not say their language"
    assert 'lang="vi">' not in "".join(re.findall(r"<h3>.*?</h3>", page(at("", "vi"), "thuế quan")))


def test_a_number_leads_to_its_provision(at: Sit) -> None:
    for query in ("2.3.1", "Article 2.3.1", "điều 2.3.1"):
        assert hits(page(at("VN"), query))[0] == "/provision/a2.3-1/", query


def test_hits_can_be_had_by_kind_and_page_by_page(at: Sit) -> None:
    client = at("US")
    everything = page(client, "tariff")
    counts = {kind: int(n) for kind, n in re.findall(r"&kind=(\w+)\"[^>]*>[^<]*<b>(\d+)</b>", everything)}
    assert {"provision", "question", "figure"} <= counts.keys()
    for kind, n in counts.items():
        found = hits(page(client, "tariff", kind=kind))
        assert len(found) == min(n, 20), kind
    pages = [hits(page(client, "tariff", page=str(number))) for number in (1, 2)]
    assert len(pages[0]) == 20
    assert pages[1]
    assert pages[0] != pages[1]


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("owner", PRIVATE)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_papers_of_a_vault_are_found_at_their_own_desk_alone(at: Sit, seat: str, owner: str, language: str) -> None:
    shown = page(at(seat, language), PRIVATE[owner])
    private = re.search(r'<section class="vault".*?</section>', shown, re.DOTALL)
    assert (private is not None) == (seat in PRIVATE)
    marked = [each.casefold() for each in re.findall("<mark>([^<]*)</mark>", shown)]
    assert (PRIVATE[owner] in marked) == (seat == owner)
    if seat == owner:
        assert private
        assert f"<mark>{PRIVATE[owner]}" in private[0].casefold()


def test_a_draft_of_one_side_changes_nothing_for_the_others(at: Sit, site: Site) -> None:
    """Not even a suggestion or a count may tell that a word stands in another's vault."""
    queries = ("Kestrel", "Kestrle", "thuế")

    def received(seat: str) -> list[str]:
        return [re.sub(r'(?<=name="csrfmiddlewaretoken" value=")\w+', "", page(at(seat), query)) for query in queries]

    before = [received("VN"), received("")]
    at("US").post("/provision/a2.3-1/propose/", {"step": "keep", "text-en": "Kestrel.", "note-en": "Kestrel thuế"})
    assert "<mark>Kestrel</mark>" in page(at("US"), "kestrel")
    assert [received("VN"), received("")] == before


@pytest.mark.parametrize("first", ["US", "VN"])
def test_who_searches_first_gives_nothing_away_to_who_comes_next(at: Sit, site: Site, first: str) -> None:
    """The index of what is shared is made by whoever asks first after the record has grown."""
    other = "VN" if first == "US" else "US"
    site.desk(first).ask("provision:a2.3-1", {"en": f"A question of {first}?"}, to=other)
    assert f"<mark>{PRIVATE[first]}" in page(at(first), PRIVATE[first]).casefold()
    for seat in SEATS:
        found = page(at(seat), PRIVATE[first])
        shared = found.partition('<section class="vault"')[0]
        assert "<mark>" not in shared
        assert seat == first or "<mark>" not in found, f"{seat or 'an observer'} finds what is private to {first}"


def test_a_slip_is_offered_and_nothing_strange_is_repeated(at: Sit) -> None:
    shown = page(at(""), "recprocal tariff")
    assert '<a href="?q=reciprocal+tariff">' in shown
    assert "<script>" not in at("").get("/search/?q=<script>alert(1)</script>").content.decode().lower()
    assert page(at(""), "x" * 5000)
    assert "\u202e" not in page(at(""), "ab\u202ec")
    for address in ("/search/?q=", "/search/?q=%00", "/search/?q=thue&page=999&kind=nothing", "/search/?page=-1"):
        assert at("").get(address).status_code == 200, address
