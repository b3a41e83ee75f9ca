"""Statements read and held against themselves and the statistics."""

from decimal import Decimal

import pytest

from paraph.record.figures import Agreement, Rule
from paraph.trade.checking import Examined, Outcome, examine
from paraph.trade.stated import number, read_statement
from paraph.trade.statistics import trade_with
from paths import SHARED, needs_shared

ENGLISH = """Trade in goods between the two totalled US$149.6 billion in 2024, according to the Trade Office.
US exports were $13.1 billion, up 32.9 per cent from 2023, while imports totalled $136.6 billion, up 19.3 per cent.
The trade deficit of the US was $123.5 billion, an 18.1 per cent increase over 2023. A tariff of 46 per cent comes
on top of the baseline 10 per cent."""
VIETNAMESE = """Tổng kim ngạch thương mại hàng hóa giữa hai nước năm 2024 đạt 149,6 tỷ USD, theo Cơ quan Thương mại.
Xuất khẩu của Hoa Kỳ đạt 13,1 tỷ USD, tăng 32,9% so với năm 2023, trong khi nhập khẩu đạt 136,6 tỷ USD, tăng 19,3%.
Thâm hụt thương mại của Hoa Kỳ là 123,5 tỷ USD, tăng 18,1% so với năm 2023. Mức thuế 46% chồng lên mức cơ bản 10%."""


def held(text: str) -> Examined:
    return examine(read_statement(text), trade_with("VN"))


def summary(found: Examined) -> list[object]:
    return [
        *((each.stated.role, each.stated.value, each.stated.change, each.outcome) for each in found.held),
        *((check.rule, check.computed, check.agreement) for check in found.within),
        *((rate.stated.percent, rate.outcome, bool(rate.remark)) for rate in found.rates),
    ]


def test_one_statement_in_two_languages_is_one_statement() -> None:
    assert summary(held(ENGLISH)) == summary(held(VIETNAMESE))


def test_the_total_is_no_rounding_of_the_statistics() -> None:
    found = held(ENGLISH)
    assert [each.outcome for each in found.held] == [Outcome.DIFFERS, *[Outcome.AGREES] * 3]
    assert found.held[0].rounded == Decimal("149.7")
    assert (Rule.TOTAL, Decimal("149.7"), Agreement.ROUNDING) in summary(found)
    assert (Decimal(46), Outcome.AGREES, True) in summary(found)


@pytest.mark.parametrize(("published", "altered"), [("136.6", "163.6"), ("13.1", "14.2"), ("123.5", "132.5")])
def test_a_slip_of_the_pen_is_seen(published: str, altered: str) -> None:
    found = held(ENGLISH.replace(published, altered))
    assert any(check.agreement is Agreement.CONTRADICTION for check in found.within)
    assert found.disagreements > held(ENGLISH).disagreements


def test_what_the_other_side_counts_is_no_contradiction() -> None:
    found = held("Kim ngạch xuất khẩu của Việt Nam sang Hoa Kỳ năm 2024 là 119.501,3 triệu USD.")
    assert [each.outcome for each in found.held] == [Outcome.OTHER_FLOW]


def test_what_an_amount_measures_is_not_guessed() -> None:
    found = read_statement("The project costs US$2.5 billion.\nNothing else.")
    assert (found.figures, found.unread) == ((), ((1, "US$2.5 billion"),))


@needs_shared
def test_the_published_report() -> None:
    found = held((SHARED / "reports/round-2.en.txt").read_text())
    assert [str(each.stated.published) for each in found.held] == ["149.6", "13.1", "136.6", "123.5"]
    assert {each.stated.period for each in found.held} == {"2024"}
    assert [each.outcome for each in found.held] == [Outcome.DIFFERS, *[Outcome.AGREES] * 3]
    assert [str(each.stated.change) for each in found.held] == ["None", "32.9", "19.3", "18.1"]
    assert [rate.stated.percent for rate in found.rates] == [46, 10]
    assert found.rates[0].remark


@pytest.mark.parametrize(
    ("written", "vietnamese", "value"),
    [
        ("136,6", True, "136.6"), ("136.6", False, "136.6"), ("136.561,2", True, "136561.2"),
        ("136,561.2", False, "136561.2"), ("1.500", True, "1500"), ("1.500", False, "1.500"), ("2,000", False, "2000"),
        ("1.234.567", False, "1234567"),
    ],
)  # fmt: skip
def test_numbers_of_both_languages(written: str, vietnamese: bool, value: str) -> None:
    assert number(written, vietnamese) == Decimal(value)
