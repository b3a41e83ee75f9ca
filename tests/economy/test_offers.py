"""What requests and offers on tariff lines would do, on real imports."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from paraph.economy.offers import Worth, worth
from paraph.errors import UnknownCountry
from paraph.record.contents import TariffLine
from paraph.record.state import Standing
from paraph.trade.offers import Line, subject_of

SHIRTS, SHOES, FISH, FREE = "61091000", "64039960", "030462", "97019100"


def line(number: str, offers: Mapping[str, tuple[str, str, str]], schedule: str = "US") -> Line:
    held = {
        party: TariffLine(description={"en": number}, base_rate=base, rate=rate, staging=staging)
        for party, (base, rate, staging) in offers.items()
    }
    return Line(subject_of(schedule, number), schedule, number, held, Standing.DISPUTED, None, None, 0)


LINES = [
    line(SHIRTS, {"US": ("16.5", "8", "5 years"), "VN": ("16.5", "0", "entry")}),
    line(SHOES, {"US": ("10", "10", "none"), "VN": ("10", "0", "entry")}),
    line(FISH, {"US": ("", "1¢/kg", ""), "VN": ("", "0", "")}),
    line(SHIRTS, {"VN": ("20", "15", "10 years")}, schedule="VN"),
]


def change(found: Worth, year: int) -> float:
    return next(each for each in found.years if each.year == year).range("change")[0]


def test_a_request_is_worth_more_than_the_offer_and_stages_come_year_by_year() -> None:
    offer, request = (worth(LINES, party, "VN") for party in ("US", "VN"))
    assert (offer.lines, offer.in_words, request.lines, request.in_words) == (3, (FISH,), 3, ())
    assert 0 < change(offer, 1) < change(offer, 5) == pytest.approx(change(offer, 10))
    assert change(request, 1) == pytest.approx(change(request, 10))
    assert change(request, 1) > change(offer, 10)
    for each in (*offer.years, *request.years):
        for totals in each.totals.values():
            assert totals["change"] == pytest.approx(totals["created"] + totals["diverted"])
            assert totals["revenue"] < 0 < totals["buyers"]
        _, low, high = each.range("change")
        assert 0 < low < high


def test_no_cut_does_nothing_and_nobody_s_position_is_nothing() -> None:
    still = worth([line(SHOES, {"US": ("10", "10", "none")})], "US", "VN")
    assert all(
        abs(figure) < 1e-6 for each in still.years for totals in each.totals.values() for figure in totals.values()
    )
    assert still.sales > 0
    assert worth(LINES, "JP", "VN").lines == 0
    assert worth([line(FISH, {"US": ("", "1¢/kg", "")})], "US", "VN").years == ()
    with pytest.raises(UnknownCountry):
        worth(LINES, "US", "XX")


def test_the_longer_number_prevails_whatever_the_order() -> None:
    both = [line("6109", {"US": ("", "0", "")}), line(SHIRTS, {"US": ("16.5", "16.5", "none")})]
    one, other = worth(both, "US", "VN"), worth(both[::-1], "US", "VN")
    whole = worth(both[:1], "US", "VN")
    assert change(one, 1) == pytest.approx(change(other, 1))
    assert 0 < change(one, 1) < change(whole, 1)
