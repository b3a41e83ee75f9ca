"""Every line is found, by number and by words of either language."""

import pytest

from paraph.errors import UnknownLine
from paraph.trade.facts import connect
from paraph.trade.nomenclature import chapters_in_vietnamese, nomenclature


def test_every_number_of_the_schedule_and_every_one_above_it_is_found() -> None:
    with connect() as database:
        rows = database.execute("SELECT line FROM us_tariff_2025 WHERE line <> ''").fetchall()
    numbers = {line for (row,) in rows for line in (row, row[:8], row[:6], row[:4], row[:2])}
    assert len(numbers) > 30_000
    assert numbers <= set(nomenclature().goods)
    assert all(nomenclature().get(number).words for number in numbers)


def test_headings_without_a_row_of_their_own_are_found_by_their_words() -> None:
    good = nomenclature().get("0409")
    assert not good.own
    assert good in nomenclature().find("natural honey")
    assert sum(not each.own for number, each in nomenclature().goods.items() if len(number) == 4) >= 303


def test_every_line_that_has_trade_has_a_rate_or_is_named() -> None:
    with connect() as database:
        rows = database.execute("SELECT DISTINCT printf('%010d', line) FROM us_imports_2024").fetchall()
    without = {line for (line,) in rows if not (line[:8] in nomenclature() and nomenclature().get(line[:8]).rate)}
    assert len(without) <= 3, without


@pytest.mark.parametrize(
    ("query", "chapter"),
    [
        ("giày thể thao", "64"), ("tôm đông lạnh", "03"), ("tom dong lanh", "03"), ("smartphones", "85"),
        ("gạo", "10"), ("vi mạch", "85"), ("đồ gỗ nội thất", "94"), ("wooden furniture", "94"),
        ("cotton t-shirts", "61"),
    ],
)  # fmt: skip
def test_words_lead_to_their_goods(query: str, chapter: str) -> None:
    assert chapter in {good.chapter for good in nomenclature().find(query, 5)}


def test_each_chapter_is_found_by_its_vietnamese_title() -> None:
    titles = chapters_in_vietnamese()
    assert len(titles) == 98  # 77 is reserved; 98 and 99 are national
    for chapter, title in titles.items():
        first = title.partition(";")[0]
        assert chapter in {good.chapter for good in nomenclature().find(first, 5, levels=[2])}, title


def test_rates_come_down_to_the_rows_that_have_none() -> None:
    assert nomenclature().get("6109.10.00.12").rate == nomenclature().get("61091000").rate == "16.5%"


def test_an_unknown_line_is_refused_with_its_neighbours() -> None:
    with pytest.raises(UnknownLine, match=r"row 4.*6109\.10"):
        nomenclature().get("6109.10.77", "row 4")
