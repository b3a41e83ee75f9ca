"""Effects by tariff line: the laws of both models, the formulas they come from, and rows that nothing is known of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.economy import elasticities
from paraph.economy.lines import SMART_SIGMA, SMART_SUPPLY, VARIANTS, Flows, ces, flows, over, reckon, smart
from paraph.economy.world import Array
from paraph.errors import BadFigure

TABLE = elasticities.load()
PHONES = 8517130000


def imports(rows: int, seed: int, lines: int = 40) -> tuple[Array, ...]:
    lots = np.random.default_rng(seed)
    line = TABLE.codes[lots.integers(0, len(TABLE.codes), lines)][lots.integers(0, lines, rows)]
    value = np.round(lots.lognormal(8, 3, rows) * (lots.random(rows) > 0.05), 2)
    return line, lots.integers(0, 9, rows), value, lots.uniform(0, 0.3, rows) * (lots.random(rows) > 0.4)


def by_line(held: Flows, figures: Array) -> Array:
    return np.add.reduceat(figures, held.starts) if len(held) else figures


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 400), st.integers(0, 10**6), st.sampled_from(sorted(VARIANTS)), st.floats(0, 3))
def test_diversion_sums_to_zero_in_each_line_and_no_flow_falls_below_nothing(
    rows: int, seed: int, name: str, height: float
) -> None:
    held = flows(*imports(rows, seed), TABLE)
    new = held.base + np.random.default_rng(seed).uniform(-0.1, height, rows) * (held.base > 0)
    found = reckon(held, new, VARIANTS[name])
    scale = np.maximum(by_line(held, held.value), 1)
    assert (np.abs(by_line(held, found.diverted)) <= 1e-12 * scale).all()
    left = held.value + found.change
    assert (left >= -1e-9 * np.maximum(held.value, 1)).all()
    assert np.allclose(found.revenue, left * new - held.value * held.base, rtol=1e-9, atol=1e-6)
    assert sum(by.sum() for by in (found.by(held.partner, 9)["created"],)) == pytest.approx(found.created.sum())
    still = reckon(held, held.base, VARIANTS[name])
    assert all(np.abs(getattr(still, each)).max(initial=0) <= 1e-9 * scale.max(initial=1) for each in vars(still))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 60), st.integers(0, 10**6))
def test_the_order_of_rows_and_the_money_do_not_matter(rows: int, seed: int) -> None:
    given_ = imports(rows, seed)
    lots = np.random.default_rng(seed)
    mixed = lots.permutation(rows)
    more = lots.uniform(0, 0.5, rows)
    one, other = flows(*given_, TABLE), flows(*(each[mixed] for each in given_), TABLE)
    thousand = flows(given_[0], given_[1], given_[2] * 1000, given_[3], TABLE)
    found = ces(one, one.arranged(given_[3] + more)).by(one.partner, 9)
    again = ces(other, other.arranged((given_[3] + more)[mixed])).by(other.partner, 9)
    dear = ces(thousand, thousand.arranged(given_[3] + more)).by(thousand.partner, 9)
    for name, sums in found.items():
        assert np.allclose(sums, again[name], atol=1e-6), name
        assert np.allclose(sums * 1000, dear[name], rtol=1e-9, atol=1e-3), name


def two(sigma: float, demand: float, value: Array, base: Array) -> Flows:
    held = flows(np.full(2, PHONES), np.arange(2), value, base, TABLE, demand=demand)
    return Flows(**{**vars(held), "sigma": np.array([sigma])})


def test_smart_is_the_formula_of_its_manual() -> None:
    held = two(5.0, -2.0, np.array([300.0, 700.0]), np.array([0.10, 0.10]))
    found = smart(held, np.array([0.05, 0.10]))
    move = 1.05 / 1.10 - 1
    wanted = 300 * 700 * move * -SMART_SIGMA / (1000 + 300 * move * -SMART_SIGMA)
    assert found.diverted[0] == pytest.approx(wanted)
    assert found.created == pytest.approx([300 * -2.0 * -0.05 / (1.10 * (1 + 2.0 / SMART_SUPPLY)), 0.0])
    assert found.buyers[0] > 0 > found.revenue[0]


def test_ces_is_its_closed_form() -> None:
    sigma, eta = 5.0, -2.0
    value, base, new = np.array([300.0, 700.0]), np.array([0.10, 0.0]), np.array([0.40, 0.0])
    found = ces(two(sigma, eta, value, base), new)
    spent, x = value * (1 + base), (1 + new) / (1 + base)
    price = ((spent * x ** (1 - sigma)).sum() / spent.sum()) ** (1 / (1 - sigma))
    assert value + found.change == pytest.approx(value * x**-sigma * price ** (sigma + eta))
    assert found.buyers.sum() == pytest.approx(-spent.sum() * (price ** (1 + eta) - 1) / (1 + eta))
    # The area under demand, step by step.
    steps = np.linspace(0, 1, 20001)
    paths = base + steps[:, None] * (new - base)
    prices = ((spent * ((1 + paths) / (1 + base)) ** (1 - sigma)).sum(1) / spent.sum()) ** (1 / (1 - sigma))
    area = np.trapezoid(spent.sum() * prices**eta, prices)
    assert found.buyers.sum() == pytest.approx(-area, rel=1e-6)


def test_for_small_changes_the_two_models_agree_and_for_large_ones_they_do_not() -> None:
    held = two(SMART_SIGMA, -1.0, np.array([300.0, 700.0]), np.zeros(2))
    for height, apart in ((1e-4, 0.011), (0.46, 0.1)):
        new = np.array([height, 0.0])
        one, other = smart(held, new), ces(held, new)
        for mine, its in ((one.created.sum(), other.created.sum()), (one.diverted[0], other.diverted[0])):
            assert (abs(mine / its - 1) < apart) == (height < 0.01)


def test_rows_without_a_rate_and_lines_without_an_elasticity_are_counted() -> None:
    line = np.array([101110010, PHONES, 9999999999, PHONES])
    value = np.array([10.0, 20.0, 30.0, 40.0])
    held = flows(line, np.array([0, 1, 2, 0]), value, np.array([0.0, 0.1, 0.0, np.nan]), TABLE)
    coverage = held.coverage
    assert (coverage.given.rows, coverage.given.value) == (4, 100.0)
    assert (coverage.without_rate.rows, coverage.without_rate.value) == (1, 40.0)
    assert (coverage.taken.rows, coverage.taken.value) == (3, 60.0)
    assert {digits: (left.rows, left.value) for digits, left in coverage.by_digits.items()} == {
        10: (1, 10.0),
        4: (1, 20.0),
        0: (1, 30.0),
    }


def test_a_staging_schedule_is_reckoned_year_by_year() -> None:
    held = two(5.0, -1.0, np.array([300.0, 700.0]), np.array([0.2, 0.2]))
    years = [np.array([0.2 * (1 - year / 5), 0.2]) for year in range(6)]
    found = [effects.change[0] for effects in over(held, years)]
    assert found[0] == pytest.approx(0, abs=1e-9)
    assert found == sorted(found)
    assert found[-1] == pytest.approx(ces(held, years[-1]).change[0])


@pytest.mark.parametrize(
    ("value", "base", "row", "column"),
    [
        ([1.0, -2.0], [0.0, 0.0], 2, "value"),
        ([1.0, np.nan], [0.0, 0.0], 2, "value"),
        ([1.0, 2.0], [-1.0, 0.0], 1, "rate"),
        ([1.0, 2.0], [0.0, np.inf], 2, "rate"),
    ],
)
def test_a_flow_that_cannot_be_is_named(value: list[float], base: list[float], row: int, column: str) -> None:
    with pytest.raises(BadFigure) as refused:
        flows(np.array([PHONES, PHONES]), np.arange(2), np.array(value), np.array(base), TABLE)
    assert (refused.value.data["row"], refused.value.data["column"]) == (row, column)
