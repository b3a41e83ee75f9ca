"""General equilibrium with sectors: laws, special cases, figures that cannot be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from paraph.economy.models import Model
from paraph.economy.outcome import Outcome
from paraph.economy.sectors import Sectors, simulate, synthetic
from paraph.economy.solving import BOUND, solve
from paraph.economy.world import Array, World
from paraph.errors import BadFigure, NotSolved


def raised(base: Sectors, height: float, seed: int = 0) -> Array:
    more = np.random.default_rng(seed).uniform(0, height, base.rates.shape)
    more[:, range(more.shape[1]), range(more.shape[1])] = 0
    return base.rates + more


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 9), st.integers(1, 9), st.floats(0, 0.6), st.integers(0, 10**6))
def test_what_is_spent_made_and_earned_adds_up(countries: int, sectors: int, height: float, seed: int) -> None:
    base = synthetic(countries, sectors, seed)
    rates = raised(base, height, seed)
    try:
        found = simulate(base, rates)
    except NotSolved:  # a made-up world of few countries may have no state of rest under high duties, which is said
        reject()
    flows = found.spending / (1 + rates)
    made, income = flows.sum(1), base.income * found.wage
    assert found.residual < BOUND
    assert np.allclose((base.labour * made).sum(0), income, rtol=1e-8)
    assert np.allclose(flows.sum((0, 2)) - made.sum(0), base.deficit, rtol=0, atol=1e-8 * income.sum())
    assert income.sum() == pytest.approx(base.income.sum(), rel=1e-9)
    assert found.revenue.sum() == pytest.approx((found.spending - flows).sum(), rel=1e-9)
    lowered = simulate(base, base.rates)
    assert np.abs(lowered.welfare).max() < 1e-8


def test_one_sector_without_inputs_is_the_model_with_one_sector() -> None:
    lots = np.random.default_rng(11)
    count = 7
    trade = lots.uniform(1, 20, (count, count))
    codes = (*(f"C{place}" for place in range(count - 1)), "USA")
    np.fill_diagonal(trade, 0)
    world = World(codes, ("",) * count, codes, trade, trade.sum(0) * 4 + trade.sum(1), np.zeros(count))
    rates = lots.uniform(0, 0.4, (count, count)) * (1 - np.eye(count))
    one = Outcome(solve(world, Model(labour=0.0, scale=0.0, affiliates=False), rates))
    spending = one.solution.base.trade.T[None]
    base = Sectors(spending, spending * 0, np.ones((1, count)), np.zeros((count, 1, 1)), np.array([4.0]))
    many = simulate(base, rates.T[None])
    assert np.abs(one.welfare).max() > 0.1
    assert np.allclose(many.welfare, one.welfare, atol=1e-7)
    wage = np.exp(one.solution.at.wage)
    assert np.allclose(many.wage / many.wage[0], wage / wage[0], rtol=1e-9)


def test_money_and_the_order_of_countries_and_sectors_do_not_matter() -> None:
    base = synthetic(5, 4, 2)
    rates = raised(base, 0.3)
    found = simulate(base, rates)
    assert np.allclose(simulate(replace(base, spending=base.spending * 1e6), rates).welfare, found.welfare, atol=1e-7)
    lands, trades = np.array([3, 0, 4, 1, 2]), np.array([2, 0, 3, 1])
    turned = Sectors(
        base.spending[np.ix_(trades, lands, lands)],
        base.rates[np.ix_(trades, lands, lands)],
        base.labour[np.ix_(trades, lands)],
        base.inputs[np.ix_(lands, trades, trades)],
        base.elasticity[trades],
    )
    assert np.allclose(simulate(turned, rates[np.ix_(trades, lands, lands)]).welfare, found.welfare[lands], atol=1e-7)


def test_inputs_make_a_tariff_war_dearer() -> None:
    base = synthetic(6, 5, 4)
    plain = Sectors(base.spending, base.rates, base.labour * 0 + 1, base.inputs * 0, base.elasticity)
    rates = raised(base, 0.4)
    assert simulate(base, rates).welfare.mean() < simulate(plain, rates).welfare.mean() < 0


def test_figures_that_cannot_be_are_named() -> None:
    base = synthetic(4, 3, 1)
    negative = base.spending.copy()
    negative[1, 2, 0] = -1
    with pytest.raises(BadFigure) as refused:
        replace(base, spending=negative)
    assert (refused.value.data["row"], refused.value.data["column"]) == (2, [3, 1])
    with pytest.raises(BadFigure, match="sum to 1"):
        replace(base, labour=base.labour * 0.9)
    with pytest.raises(BadFigure, match="rates"):
        simulate(base, base.rates * np.nan)


def test_no_answer_where_there_is_none() -> None:
    base = synthetic(3, 2, 1)
    spending = base.spending.copy()
    spending[:, 0, 1:] *= 400  # the first country lives on what others lend it, and then nobody sells to it
    strained = Sectors(spending, base.rates * 0, base.labour * 0 + 1, base.inputs * 0, base.elasticity * 3)
    rates = base.rates * 0
    rates[:, 0, 1:] = rates[:, 1:, 0] = 1e9
    with pytest.raises(NotSolved):
        simulate(strained, rates)
