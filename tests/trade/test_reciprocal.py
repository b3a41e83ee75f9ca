"""The formula of April 2025 against what was announced."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.errors import InvalidContent
from paraph.trade.reciprocal import Formula, Verdict, annex_i, annex_ii, compare
from paraph.trade.statistics import goods_trade, imports_of, suppliers


def test_viet_nam_follows_from_its_deficit() -> None:
    found = next(each for each in compare() if each.partner == "VN")
    assert found.computed is not None
    assert round(found.computed.deficit_share, 2) == Decimal("90.41")
    assert (found.computed.rate, found.listed) == (46, 46)


def test_every_partner_is_compared_and_every_exception_is_said() -> None:
    found = compare()
    assert {each.partner for each in found} == set(goods_trade()) | set(annex_i())
    counts = {verdict: sum(each.verdict is verdict for each in found) for verdict in Verdict}
    assert counts[Verdict.EQUAL] == 53
    assert {each.partner for each in found if each.verdict is Verdict.UNEXPLAINED} == {"AF", "BO", "FO", "NU", "PS"}
    assert {each.partner for each in found if each.verdict is Verdict.NOT_OF_ANNEX} == {"CA", "CN", "MX"}


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_rate_is_whole_never_below_the_floor_and_falls_with_exports(exports: int, imports: int) -> None:
    formula = Formula()
    rate = formula.rate(Decimal(exports), Decimal(imports)).rate
    assert 10 <= rate <= 50
    assert rate == rate.to_integral_value()
    assert formula.rate(Decimal(exports + 1), Decimal(imports)).rate <= rate


@pytest.mark.parametrize(
    "parameters", [{"elasticity": Decimal(0)}, {"pass_through": Decimal(-1)}, {"floor": Decimal(-1)}]
)
def test_parameters_without_sense_are_refused(parameters: dict[str, Decimal]) -> None:
    with pytest.raises(InvalidContent):
        Formula(**parameters)


def test_negative_trade_is_refused() -> None:
    with pytest.raises(InvalidContent):
        Formula().rate(Decimal(-1), Decimal(1))


def test_the_union_is_counted_once() -> None:
    assert imports_of().value == sum(each.value for each in suppliers())
    assert imports_of("", "SK").value > 0
    assert imports_of().value < sum(each.value for each in suppliers()) + imports_of("", "SK").value


def test_the_exempt_lines_are_lines() -> None:
    assert len(annex_ii()) > 700
    assert all(len(line) == 8 and line.isdigit() for line in annex_ii())
