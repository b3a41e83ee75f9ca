"""Staging categories as functions; published schedules held against them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.errors import InvalidContent, TableRefused
from paraph.trade.rates import parse_rate
from paraph.trade.staged import Staged, read_staged
from paraph.trade.staging import Category, parse_category
from paraph.trade.tables import read_csv
from paths import SHARED, needs_shared

CATEGORIES = st.builds(Category, st.integers(1, 20), st.integers(0, 5), st.sampled_from([Decimal(0), Decimal("0.5")]))


@given(CATEGORIES)
def test_a_category_reads_back_as_it_is_written(category: Category) -> None:
    assert parse_category(str(category)) == category


@given(CATEGORIES, st.decimals(0, 200, places=1))
def test_rates_fall_to_what_is_left_and_never_rise(category: Category, base: Decimal) -> None:
    rates = [category.rate(parse_rate(f"{base}%"), year).percent for year in range(1, 30)]
    known = [each for each in rates if each is not None]
    assert known == sorted(known, reverse=True)
    assert abs(known[-1] - base * category.leaves) < Decimal("0.1")
    assert known[0] <= base


@pytest.mark.parametrize("written", ["", "soon", "0 years", "99 years", "B", "five years"])
def test_what_is_no_category_is_refused(written: str) -> None:
    with pytest.raises(InvalidContent):
        parse_category(written, "row 3")


def published(name: str, *replaced: tuple[str, str]) -> Staged:
    text = (SHARED / f"trade/staging-{name}-sample.csv").read_text(encoding="utf-8-sig")
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after, 1)
    return read_staged(read_csv(text, name))


@needs_shared
def test_published_schedules_follow_their_categories_but_for_the_edited_cells() -> None:
    korea, canada = published("us-korea"), published("usmca-canada")
    assert (len(korea.lines), korea.starts, len(canada.lines), canada.starts) == (100, 2012, 100, 1)
    assert {each.row for each in korea.findings} == {2}
    assert {each.found for each in korea.findings if each.kind == "words"} == {
        "hello", "world", "zero", "me", "you", "them", "bat", "ball", "turtle", "zebra",
    }  # fmt: skip
    assert [(each.row, each.column, each.kind) for each in canada.findings] == [
        (2, "YEAR1", "rate"),
        (2, "YEAR2", "rate"),
    ]


@needs_shared
def test_a_cell_that_is_altered_is_found() -> None:
    found = published("us-korea", ("24.6000", "25.6000"))
    assert [(each.row, each.column, each.expected) for each in found.findings if each.row != 2] == [
        (83, "Y2012", "24.6%")
    ]


@needs_shared
def test_a_missing_column_is_named() -> None:
    with pytest.raises(TableRefused, match=r"row 1.*Base_Rate"):
        published("us-korea", ("Base_Rate,", "Basis,"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("line,line\n1,2", "column line: the column stands there twice"),
        ('line\n"1', "quotation"),
        ("line\n1,2", "row 2"),
        ("", "no header"),
    ],
)
def test_broken_tables_are_refused_with_their_place(text: str, said: str) -> None:
    with pytest.raises(TableRefused, match=said):
        read_csv(text, "offers.csv", ["line"])
