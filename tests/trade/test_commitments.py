"""Offers against bound rates, MFN, other agreements, and substantially all trade."""

from datetime import date
from decimal import Decimal

from paraph.trade.commitments import Offer, check_offers, coverage
from paraph.trade.nomenclature import nomenclature
from paraph.trade.rates import parse_rate
from paraph.trade.schedules import Basis, Measure, Schedule, us_schedule
from paraph.trade.staging import Category
from paraph.trade.statistics import line_values

DAY = date(2025, 5, 19)


def test_bound_and_mfn_rates_hold_offers_down() -> None:
    measures = [
        Measure("6403", Basis.MFN, parse_rate("8%"), "MFN"),
        Measure("6403", Basis.BOUND, parse_rate("10%"), "WTO"),
    ]
    schedule = Schedule("US", measures)
    offers = [Offer("64031200", parse_rate(each)) for each in ("7%", "9%", "11%", "3¢/kg")]
    found = [[each.rule for each in check_offers([offer], schedule, "VN", DAY)] for offer in offers]
    assert found == [[], ["mfn"], ["bound", "mfn"], ["unknown", "unknown"]]


def test_what_others_get_and_what_all_are_owed() -> None:
    offer = Offer("64039160", parse_rate("4%"))
    rules = {each.rule: each for each in check_offers([offer], us_schedule("6403"), "VN", DAY, free_trade_area=False)}
    assert set(rules) == {"others", "mfn-clause"}
    assert {"KR", "MX", "AU"} <= set(rules["others"].who)


def test_substantially_all_trade_on_real_lines() -> None:
    goods = nomenclature().rated()
    every = [good.number for good in goods]
    free = [good.number for good in goods if parse_rate(good.rate).percent == 0]
    trade = line_values("VN")
    nothing = coverage({}, every, free, trade)
    assert 0 < nothing.trade < 90
    assert not nothing.substantially_all()
    slow = {number: Offer(number, parse_rate("0%"), Category(15)) for number in every}
    assert coverage(slow, every, free, trade).trade == nothing.trade
    quick = {number: Offer(number, parse_rate("0%"), Category(10)) for number in every}
    assert coverage(quick, every, free, trade).trade == Decimal(100)
