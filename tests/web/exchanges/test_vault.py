"""The vault: kept, rewritten, put away; nobody reads above a clearance, or learns that there is anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from paraph.desk.drafting import KINDS
from paraph.errors import NotPermitted

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
ABOUT = "provision:a9.3-1"


def keep(client: Any, words: str, **typed: str) -> Any:
    paper = {"about": ABOUT, "kind": "note", "words-en": words, "clearance": "delegation", **typed}
    return client.post("/vault/keep/", paper)


def body(client: Any, address: str = "/vault/") -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", client.get(address).content.decode())


def test_papers_stand_beside_each_other_and_are_rewritten_unless_they_changed(at: Sit, person: Sit, site: Site) -> None:
    chief, lead = at("VN"), person("VN", "vn-finance")
    assert keep(chief, "Egret one.").status_code == 302
    assert keep(chief, "Egret two.").status_code == 302
    assert {"Egret one.", "Egret two."} <= {words.get("en") for _, words, _ in site.desk("VN").kept("note")}
    name = next(item.name for _, words, item in site.desk("VN").kept("note") if words.get("en") == "Egret one.")
    address = f"/vault/note/{name}/rewrite/"
    assert "Egret one." in lead.get(address).content.decode()
    changed = {"words-en": "Egret one, better.", "clearance": "delegation", "version": "1"}
    assert lead.post(address, changed).status_code == 302
    late = chief.post(address, {**changed, "words-en": "Egret one, worse."})
    assert late.status_code == 409
    assert "Egret one, better." in late.content.decode()
    assert "Egret one, worse." in late.content.decode()
    assert chief.post(f"/vault/note/{name}/put-away/").status_code == 302
    assert "Egret one" not in body(lead)
    assert chief.get(address).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_held_closely_is_nowhere_for_others(at: Sit, person: Sit, site: Site, kind: str) -> None:
    """Every byte that a less cleared colleague, the other side and outsiders receive is as if it were not kept."""
    others = {
        "member": person("VN", "vn-bank"),
        "lead": person("VN", "vn-finance"),
        "US": at("US"),
        "SEC": at("SEC"),
        "observer": at(""),
    }
    pages = ("/vault/", "/provision/a9.3-1/", f"/vault/keep/?about={ABOUT}", "/search/?q=osprey", "/")
    before = {name: [body(client, page) for page in pages] for name, client in others.items()}
    chief = at("VN")
    assert keep(chief, f"Osprey {kind}.", kind=kind, clearance="chief").status_code == 302
    assert f"Osprey {kind}." in body(chief)
    (name,) = (item.name for _, words, item in site.desk("VN").kept(kind) if words.get("en") == f"Osprey {kind}.")
    for who, client in others.items():
        assert [body(client, page) for page in pages] == before[who], who
        for end in ("rewrite", "put-away"):
            answer = client.post(f"/vault/{kind}/{name}/{end}/", {"words-en": "Mine.", "clearance": "delegation"})
            assert answer.status_code in (403, 404), who
            assert b"Osprey" not in answer.content
    for member in (others["member"], others["lead"]):
        assert keep(member, "Ours too.", kind=kind).status_code == 302, "the name was taken by what nobody may see"
        assert keep(member, "Above me.", kind=kind, clearance="chief").status_code == 400
    with pytest.raises(NotPermitted):
        site.desk("VN", "vn-finance").keep(kind, ABOUT, {"en": "Above me."}, "chief")
    assert f"Osprey {kind}." in body(chief)


def test_a_clearance_can_be_changed_and_then_governs(at: Sit, person: Sit, site: Site) -> None:
    chief, member = at("US"), person("US", "us-treasury")
    keep(chief, "Plover.", clearance="chief")
    (name,) = (item.name for _, words, item in site.desk("US").kept("note") if words.get("en") == "Plover.")
    assert "Plover." not in body(member)
    opened = {"words-en": "Plover, for all.", "clearance": "delegation", "version": "1"}
    assert chief.post(f"/vault/note/{name}/rewrite/", opened).status_code == 302
    assert "Plover, for all." in body(member)
    (name,) = (item.name for _, words, item in site.desk("US").kept("note") if words.get("en") == "Plover, for all.")
    closed = {"words-en": "Plover, for few.", "clearance": "chief", "version": "1"}
    chief.post(f"/vault/note/{name}/rewrite/", closed)
    assert "Plover" not in body(member)
    assert "Plover, for few." in body(chief)
