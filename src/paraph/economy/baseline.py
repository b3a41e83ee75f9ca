"""A year that adds up: expenditure, income, transfers and trade shares of every country, as a model's starting point.

After Ignatenko, Lashkaripour, Macedoni and Simonovska (2025): what a country spends on its own goods is what its trade
leaves of its expenditure; a share ν of sales is earned where the goods are sold, not where they are made, and is set
so that it fits what affiliates of foreign firms sell in the United States and abroad.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import root

from paraph.economy.models import Model
from paraph.economy.world import Array, World

AFFILIATES_ABROAD, AFFILIATES_AT_HOME = 0.12, 0.26
"""Shares of sales earned away from the producer, outside the United States and in it, that ν is made to fit."""

HOME = "USA"
"""The country whose ν is its own."""


@dataclass(frozen=True)
class Baseline:
    """``trade`` with what is bought at home on the diagonal, US$ thousand, row exporter, column importer; ``shares``:
    its columns as fractions; ``spending`` E, ``income`` Y, ``transfers`` T and ``affiliates`` ν by country. Of what a
    country spends, the share ν is earned there, whoever made the goods. ``final``: spending but for materials.
    """

    world: World
    trade: Array
    shares: Array
    spending: Array
    income: Array
    transfers: Array
    affiliates: Array
    final: Array

    def __len__(self) -> int:
        return len(self.spending)


@lru_cache(maxsize=16)
def _affiliates(world: _Same) -> Array:
    """ν of every country: two unknowns, the United States and the rest, from the aggregate of each."""
    home = world.of.country(HOME)
    rest = np.arange(len(world.of)) != home
    exports, imports = world.of.trade[home][rest].sum(), world.of.trade[rest][:, home].sum()
    among = world.of.trade[np.ix_(rest, rest)].sum()
    trade = np.array([[among, imports], [exports, 0.0]])
    gdp = np.array([world.of.gdp[rest].sum(), world.of.gdp[home]])

    def misfit(nu: Array) -> Array:
        spent = gdp + (1 - nu) * (trade.sum(0) - trade @ (1 - nu))
        own = spent - np.array([exports, imports])
        share = own / (own + np.array([imports, exports]))
        return np.array(
            [
                (1 - share[0]) * nu[1] + share[0] * nu[0] - AFFILIATES_ABROAD,
                share[1] * nu[1] + (1 - share[1]) * nu[0] - AFFILIATES_AT_HOME,
            ]
        )

    found = np.maximum(root(misfit, (0.1, 0.24), tol=1e-14).x, 0.0)
    nu: Array = np.where(rest, found[0], found[1])
    return nu


class _Same:
    """A world as a key of a cache: the same object is the same key."""

    def __init__(self, world: World) -> None:
        self.of = world

    def __hash__(self) -> int:
        return id(self.of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.of is self.of


def calibrate(world: World, model: Model) -> Baseline:
    """The baseline of ``world`` as ``model`` reads it.

    >>> from paraph.economy.world import load
    >>> base = calibrate(load(), Model())
    >>> bool(abs(base.shares.sum(0) - 1).max() < 1e-12), round(float(base.affiliates[0]), 5)
    (True, 0.11434)
    """
    return _calibrated(_Same(world), model.affiliates, model.value_added, model.balanced_with_home)


@lru_cache(maxsize=16)
def _calibrated(held: _Same, affiliates: bool, value_added: float, balanced: bool) -> Baseline:
    world = held.of
    nu = _affiliates(held)
    trade = world.trade.copy()
    imports = trade.sum(0)
    spending = world.gdp + (1 - nu) * (imports - trade @ (1 - nu))
    np.fill_diagonal(trade, np.maximum(spending - imports, 0.0) / value_added)
    nu = nu if affiliates else np.zeros(len(world))
    spending, earned = trade.sum(0), trade @ (1 - nu)
    income = value_added * earned + nu * spending
    transfers = spending - income - (1 - value_added) * earned
    if balanced:
        home = world.country(HOME)
        transfers = transfers - (trade[home] - trade[:, home])
        transfers[home] = 0.0
    final = spending - (1 - value_added) * earned
    return Baseline(world, trade, trade / spending, spending, income, transfers, nu, final)
