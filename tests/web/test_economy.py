"""What a tariff would do, as pages: ranges beside every figure, tables beside every chart, the same to every seat."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

Sit = Callable[..., "Client"]
ASKED = "/economy/?rate=46&from=VN&by=US"


def test_the_page_has_each_figure_with_its_range_its_error_and_its_sources(at: Sit) -> None:
    shown = at("VN").get(ASKED).content.decode()
    welfare = re.search(r"<td><b>-11\.02%</b></td><td>-32\.21%</td><td>-4\.20%</td>", shown)
    assert welfare
    assert "allowed: 1e-09" in shown
    assert "BACI" in shown
    assert "Broda" in shown
    assert shown.count('<img src="/economy/') == shown.count('alt="') == 2
    assert shown.count("<table") == 7


def test_every_seat_and_nobody_sees_the_same_figures(at: Sit) -> None:
    tables = [re.findall(r"<td>.*?</td>", at(seat).get(ASKED).content.decode()) for seat in ("", "US", "VN")]
    assert len(tables[0]) > 100
    assert tables[0] == tables[1] == tables[2]


@pytest.mark.parametrize(
    "query",
    [
        "rate=abc",
        "rate=146",
        "rate=nan",
        "from=XX",
        "from=US",
        "others=much",
        "routed=110",
        "rate=-5",
        "by=%F0%9F%98",
    ],
)
def test_what_cannot_be_reckoned_is_said_and_charts_of_it_are_not_there(at: Sit, query: str) -> None:
    response = at("VN").get(f"/economy/?{query}")
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert at("VN").get(f"/economy/sweep.svg?{query}").status_code == 404


def test_charts_are_pictures_in_the_language_of_the_reader(at: Sit) -> None:
    for which in ("sweep", "gains"):
        response = at("VN").get(f"/economy/{which}.svg?rate=46")
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert b"<script" not in response.content
    assert at("VN").get("/economy/other.svg?rate=46").status_code == 404
