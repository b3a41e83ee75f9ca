"""The list of findings: what is planted shows in the margin and in the list, and is dismissed through its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from paraph.record.contents import Wording
from web.exchanges.steps import do

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

SUBJECT = "provision:a3.4-1"


def test_a_planted_difference_is_listed_marked_and_dismissed(at: Callable[..., Client], site: Site) -> None:
    vn, us = at("VN"), at("US", "vi")
    assert "45 days" not in us.get("/concordance/?check=figures").content.decode()
    desk = site.desk("VN")
    own = desk.state.content(SUBJECT, "VN")
    assert isinstance(own, Wording)
    wrong = own.text["vi"].replace("45 ngày", "75 ngày")
    assert wrong != own.text["vi"]
    desk.table(SUBJECT, msgspec.structs.replace(own, text={**own.text, "vi": wrong}))

    page = us.get("/concordance/?check=figures&chapter=c3").content.decode()
    assert "“45 days” và “75 ngày” khác nhau" in page
    assert "<mark>75 ngày</mark>" in page
    assert 'id="a3.4-1"' in page
    assert us.get("/concordance/?chapter=c2").content.decode().count("75 ngày") == 0
    assert 'href="/concordance/#a3.4-1"' in us.get("/text/c3/").content.decode()
    assert "/dismissed/" not in at("").get("/concordance/").content.decode()

    key = next(each.finding.key for each in desk.concerns_of(SUBJECT) if each.finding.check == "figures")
    address = f"/concordance/a3.4-1/{key}/dismissed/"
    assert do(vn, address, **{"reason-en": "Counted from another day."}).status_code == 302
    page = us.get("/concordance/?check=figures").content.decode()
    assert "Counted from another day." in page
    assert at("").get(address).status_code == 403
