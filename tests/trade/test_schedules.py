"""Which rates are in force, stacked by authority, to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.errors import InvalidContent, NoDutyFollows
from paraph.trade.quotas import Quota
from paraph.trade.rates import parse_rate
from paraph.trade.schedules import Basis, Measure, Schedule, us_schedule

ROUND = date(2025, 5, 19)
ANNEX_DAY = date(2025, 4, 9)
SHOES, HONEY, GRAPHITE = "64039160", "04090000", "25041050"


def authorities(line: str, partner: str, day: date) -> list[tuple[str, str]]:
    applied = us_schedule(line[:2]).applied(line, partner, day)
    return [(part.measure.authority, part.rate.text) for part in applied.parts]


@pytest.mark.parametrize(
    ("line", "partner", "day", "expected"),
    [
        (SHOES, "VN", date(2025, 4, 1), [("HTS general", "8.5%")]),
        (SHOES, "VN", date(2025, 4, 8), [("HTS general", "8.5%"), ("EO 14257", "10%")]),
        (SHOES, "VN", ANNEX_DAY, [("HTS general", "8.5%"), ("EO 14257 Annex I", "46")]),
        (SHOES, "VN", ROUND, [("HTS general", "8.5%"), ("EO 14257", "10%")]),
        (SHOES, "KR", ROUND, [("HTS special", "Free"), ("EO 14257", "10%")]),
        (SHOES, "RU", ROUND, [("HTS column 2", "20%")]),
        (SHOES, "MX", ROUND, [("HTS special", "Free")]),
        (SHOES, "DE", ANNEX_DAY, [("HTS general", "8.5%"), ("EO 14257 Annex I", "20")]),
        (SHOES, "CN", date(2025, 4, 12), [("HTS general", "8.5%"), ("EO 14228", "20%"), ("EO 14266", "125%")]),
        (GRAPHITE, "VN", ANNEX_DAY, [("HTS general", "Free")]),
    ],
)
def test_what_is_in_force(line: str, partner: str, day: date, expected: list[tuple[str, str]]) -> None:
    assert authorities(line, partner, day) == expected


@given(st.decimals(0, 10**7, places=2), st.integers(0, 10**6), st.sampled_from(["VN", "CN", "KR", "DE", "RU"]))
def test_the_parts_add_up_to_the_cent(value: Decimal, kilos: int, partner: str) -> None:
    for line in (SHOES, HONEY):
        applied = us_schedule(line).applied(line, partner, ROUND, value, {"kg": Decimal(kilos)})
        assert applied.total == sum(part.duty or 0 for part in applied.parts)
        assert applied.total == applied.total.quantize(Decimal("0.01"))


def test_no_part_is_zeroed_for_want_of_a_quantity() -> None:
    with pytest.raises(NoDutyFollows, match="kg"):
        us_schedule(HONEY).applied(HONEY, "VN", ROUND, Decimal(100))
    assert us_schedule(HONEY).applied(HONEY, "VN", ROUND).percent is None


def test_negative_trade_and_backward_intervals_are_refused() -> None:
    with pytest.raises(InvalidContent):
        us_schedule(SHOES).applied(SHOES, "VN", ROUND, Decimal(-1))
    with pytest.raises(InvalidContent):
        Measure("", Basis.MFN, parse_rate("5%"), "x", date(2025, 2, 1), date(2025, 1, 1))


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 1000))
def test_a_quota_divides_an_entry(volume: int, filled: int, quantity: int) -> None:
    free, full = parse_rate("Free"), parse_rate("20%")
    quota = Quota(Decimal(volume), "kg", free, full, Decimal(filled))
    duty = quota.duty(Decimal(quantity), {"kg": Decimal(quantity)})
    beyond = max(quantity - max(volume - filled, 0), 0)
    assert abs(duty - Decimal(beyond) / 5) <= Decimal("0.005")


def test_a_quota_stands_in_a_schedule() -> None:
    quota = Quota(Decimal(100), "kg", parse_rate("Free"), parse_rate("20%"))
    measure = Measure("0201", Basis.MFN, parse_rate("20%"), "quota", quota=quota)
    applied = Schedule("US", [measure]).applied("02011005", "VN", ROUND, Decimal(300), {"kg": Decimal(150)})
    assert applied.total == Decimal("20.00")
