"""What a tariff would do, asked at the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from .conftest import Call

START = "--party", "US=United States@America/New_York", "--party", "VN=Viet Nam@Asia/Ho_Chi_Minh"


def test_a_rate_is_answered_with_figures_ranges_residual_and_sources(call: Call, tmp_path: Path) -> None:
    told = call("simulate", "46%", "--json", "--csv", tmp_path / "all.csv", "--chart", tmp_path / "gains.svg")
    result = told.result
    welfare = result["figures"]["exporter"][0]
    assert (welfare["measure"], round(welfare["value"], 4)) == ("welfare", -11.0229)
    assert welfare["low"] < -32 < welfare["high"] < -4
    assert result["residual"] < 1e-9
    assert "BACI" in result["sources"][0]
    with (tmp_path / "all.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6 * sum(map(len, result["figures"].values()))
    assert (tmp_path / "gains.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_range_of_rates_is_a_sweep(call: Call) -> None:
    result = call("simulate", "0%..50%", "--others", "none", "--json").result
    first, *_, last = (row for row in result["points"] if row["country"] == "VN")
    assert (first["rate"], last["rate"]) == (0.0, 0.5)
    assert abs(first["value"]) < 1e-8
    assert last["value"] < -5


def test_by_tariff_line_and_in_words(call: Call, vietnamese: None) -> None:
    told = call("simulate", "20", "--lines", "--lang", "vi")
    assert told.status == 0
    assert "Việt Nam" in told.out
    assert "SMART" in told.out
    assert "Broda" in told.out
    shown = call("simulate", "20,5%", "--transshipped", "10=40", "--answer", "--lang", "vi").out
    assert "22,4%" in shown or "22,5%" in shown
    assert "giả định" in shown


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("46%", "--from", "Atlantis"), "unknown-country"),
        (("plenty",), "invalid-content"),
        (("146%",), "invalid-content"),
        (("50%..10%",), "invalid-content"),
        (("46%", "--from", "US"), "invalid-content"),
        (("46%", "--lines", "--by", "VN", "--from", "US"), "invalid-content"),
        (("46%", "--transshipped", "10"), "invalid-content"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(call: Call, words: tuple[str, ...], code: str) -> None:
    told = call("simulate", *words, "--json")
    assert (told.status, told.error["code"]) == (2, code)


def test_the_published_tables_are_checked_cell_by_cell(call: Call) -> None:
    told = call("simulate", "published", "--json")
    cells = told.result["cells"]
    assert told.status == 0
    assert (len(cells), sum(cell["agrees"] for cell in cells)) == (328, 272)
    assert all(cell["ours"] is None for cell in cells if not cell["agrees"])
    assert any(note["table"] == 4 for note in told.result["remarks"])


def test_requests_and_offers_on_the_record_are_reckoned_side_by_side(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("init", "talks", "--title", "Trade agreement", "--title", "vi=Hiệp định thương mại", *START).status == 0
    monkeypatch.chdir(tmp_path / "talks")
    assert "Nobody" in call("offers", "worth").out
    Path("offer.csv").write_text("line;rate;staging\n6109.10.00;5;in 5 years\n0409.00.00;1¢/kg + 2%;EIF\n")
    assert call("--as", "US", "offers", "import", "offer.csv", "--yes").status == 0
    Path("request.csv").write_text("line;rate;staging\n6109;0;entry\n")
    assert call("--as", "VN", "offers", "import", "request.csv", "--schedule", "US", "--yes").status == 0
    result = call("offers", "worth", "--json").result
    offer, request = result["parties"]
    assert (result["exporter"], offer["party"], offer["lines"], offer["in_words"]) == ("VN", "US", 2, ["04090000"])
    first, _, last = (each["totals"]["ces"]["change"] for each in offer["years"])
    assert 0 < first < last < request["years"][0]["totals"]["ces"]["change"]
    assert "Year 5" in call("offers", "worth").out
