"""The wall of the room: the same for all, nothing of a seat or a vault on it, and it follows the talks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from paraph.record.contents import Wording

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]


def wall(client: Client, address: str = "/room/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1]


@pytest.mark.parametrize("address", ["/room/", "/room/a2.3-1/", "/room/c2/?look=dark"])
def test_every_seat_sees_the_same_bytes_whatever_its_vault_holds(at: Sit, site: Site, address: str) -> None:
    pages = {wall(at(seat), address) for seat in ("", "US", "VN", "SEC")}
    assert len(pages) == 1
    (page,) = pages
    assert "csrf" not in page
    assert "You are at the desk" not in page
    for address_within in re.findall(r'(?:href|action)="([^"]+)"', page):
        assert not re.match(r"/(vault|act|provision)/", address_within), "a way to act, on the wall"


def test_it_follows_the_talks_and_shows_what_has_just_changed(at: Sit, site: Site) -> None:
    us, vn, client = site.desk("US"), site.desk("VN"), at("")
    own = us.state.content("provision:a2.3-2", "US")
    assert isinstance(own, Wording)
    english = own.text["en"].replace("shall", "must")
    assert english != own.text["en"]
    us.table("provision:a2.3-2", msgspec.structs.replace(own, text={**own.text, "en": english}), {"en": "Plainer."})
    page = wall(client)
    assert heading(page).startswith("Article 2.3.2")
    assert re.search(r"<del>.{0,60}shall.{0,40}</del><ins>.{0,60}must", page)
    assert "Plainer." in page
    pinned = heading(wall(client, "/room/a2.2-2/"))
    vn.reserve("provision:a8.3-1", {"en": "Until our capital answers."})
    page = wall(client)
    assert heading(page).startswith("Article 8.3.1")
    assert "Until our capital answers." in page
    assert "<del>" not in page, "no wording has changed by it"
    vn.disclose(b"%PDF-1.7", {"en": "A decree"}, "application/pdf", ["provision:a2.2-2"])
    assert heading(wall(client)).startswith("Article 8.3.1"), "a paper takes no floor"
    assert heading(wall(client, "/room/a2.2-2/")) == pinned
    vn.accept("provision:a2.3-2", of="US")
    page = wall(client)
    assert heading(page).startswith("Article 2.3.2")
    assert re.search(r"<ins>.{0,60}must", page), "who accepts has changed its own wording"


def test_one_turns_from_provision_to_provision(at: Sit) -> None:
    page = wall(at(""), "/room/a2.3-1/")
    after = re.search(r'rel="next" href="([^"]+)"', page)
    assert after
    turned = wall(at(""), after[1])
    assert re.search(r'rel="prev" href="/room/a2.3-1/"', turned)
    assert at("").get("/room/nowhere/").status_code == 404
