"""Rates as they are written, and the duty that follows from them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.errors import NoDutyFollows, RateRefused
from paraph.trade.rates import Kind, parse_rate

EACH = [
    ("Free", Kind.FREE),
    ("6.8%", Kind.AD_VALOREM),
    ("2,5%", Kind.AD_VALOREM),
    ("1.5 percent of the fair retail value", Kind.AD_VALOREM),
    ("13.3¢/kg", Kind.SPECIFIC),
    ("68 cents/head", Kind.SPECIFIC),
    ("$1.035/kg +13.6%", Kind.COMPOUND),
    ("5% + 3c/kg", Kind.COMPOUND),
    ("57¢ each + 4.5% on the case + 2.1% on the strap, band or bracelet", Kind.COMPOUND),
    ("10¢/1,000 pins + 3.5%", Kind.COMPOUND),
    ("5% but not less than 4.74¢/kg or more than 9.48¢/kg", Kind.BOUNDED),
    ("The duty provided in the applicable subheading + 25%", Kind.SURCHARGE),
    ("Free, under bond, as prescribed in U.S. note 1 to this subchapter", Kind.WORDS),
    ("The rate applicable to the natural juice in heading 2009", Kind.WORDS),
]


@pytest.mark.parametrize(("written", "kind"), EACH)
def test_a_rate_is_what_it_says(written: str, kind: Kind) -> None:
    assert parse_rate(written).kind is kind


@pytest.mark.parametrize(
    "written", ["", "-5%", "5%%", "five", "5% + kg", "3¢", "$/kg", "+", "5 + 5 +", "=1+1", "1.2.3%"]
)
def test_what_is_no_rate_is_refused_with_its_place(written: str) -> None:
    with pytest.raises(RateRefused, match="line 7"):
        parse_rate(written, "line 7")


@given(st.decimals(0, 900, places=2), st.decimals(0, 100, places=3), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_compound_duty_is_the_sum_of_its_parts(percent: Decimal, cents: Decimal, value: int, kilos: int) -> None:
    rate = parse_rate(f"{percent}% + {cents}¢/kg")
    expected = value * percent / 100 + kilos * cents / 100
    assert abs(rate.duty(Decimal(value), {"kg": Decimal(kilos)}) - expected) <= Decimal("0.005")


def test_bounds_hold() -> None:
    rate = parse_rate("5% but not less than 4¢/kg or more than 9¢/kg")
    for value, duty in ((10, "4.00"), (150, "7.50"), (1000, "9.00")):
        assert rate.duty(Decimal(value), {"kg": Decimal(100)}) == Decimal(duty)


@pytest.mark.parametrize(
    "written", ["3¢/kg", "4.5% on the case", "No change to it", "The duty provided in the applicable subheading"]
)
def test_no_duty_is_made_up(written: str) -> None:
    with pytest.raises(NoDutyFollows):
        parse_rate(written).duty(Decimal(100), {"liter": Decimal(1)})
