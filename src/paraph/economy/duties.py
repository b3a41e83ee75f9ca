"""Duties as a matrix of rates (row exporter, column importer, fractions): those announced, answers to them, wars."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from paraph.economy.baseline import HOME, Baseline
from paraph.economy.models import Model
from paraph.economy.world import Array, World

FLOOR = 0.10
"""The rate of 2 April 2025 on those that were not named."""

SOURCE_UNION = (  # noqa: SIM905 - a list of words reads best as words
    "AUT BEL BGR CYP DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVN SWE"
).split()
"""The European Union as the source counts it: without the Czech Republic and Slovakia."""


def none(world: World) -> Array:
    """No new duty anywhere."""
    return np.zeros((len(world), len(world)))


def announced(world: World) -> Array:
    """What the United States announced on 2 April 2025, with the floor of 10%.

    >>> from paraph.economy.world import load
    >>> world = load()
    >>> rates = announced(world)
    >>> float(rates[world.country("VN"), world.country("US")]), float(rates[world.country("GB"), world.country("US")])
    (0.46, 0.1)
    """
    rates, home = none(world), world.country(HOME)
    rates[:, home] = np.maximum(world.announced, FLOOR)
    rates[home, home] = 0.0
    return rates


def answered(rates: Array, home: int) -> Array:
    """Each country levies on the exports of ``home`` what ``home`` levies on its own."""
    rates = rates.copy()
    rates[home] = rates[:, home]
    return rates


def levied_on(rates: Array, home: int, rate: float) -> Array:
    """All countries levy one rate on the exports of ``home``."""
    rates = rates.copy()
    rates[home] = rate
    rates[home, home] = 0.0
    return rates


def levied_by(rates: Array, home: int, rate: float) -> Array:
    """``home`` levies one rate on all imports."""
    rates = rates.copy()
    rates[:, home] = rate
    rates[home, home] = 0.0
    return rates


def war(world: World, with_rates: dict[str, float], others: float = FLOOR) -> Array:
    """A trade war of the United States with some, at their rates both ways, and with all others at the floor."""
    home = world.country(HOME)
    rates = levied_by(none(world), home, others)
    for code, rate in with_rates.items():
        rates[world.country(code), home] = rate
    return answered(rates, home)


def announced_on(world: World, codes: Iterable[str]) -> dict[str, float]:
    """The announced rates on some countries."""
    rates = announced(world)[:, world.country(HOME)]
    return {code: float(rates[world.country(code)]) for code in codes}


def optimal_by_formula(base: Baseline, model: Model, of_income: bool = False) -> float:
    """The one rate that the source takes for the best the United States can levy: a formula of the first order.

    1 / ((1 + δε)φ - 1), δ: how far its sales abroad fall short of the whole market. ``of_income``: with income where
    spending belongs, as in the source's Table 2 (4).
    """
    home = base.world.country(HOME)
    abroad = np.arange(len(base)) != home
    earned = (base.trade[home] * (1 - base.affiliates) * (1 - base.shares[home]))[abroad].sum()
    scale = base.income[home] if of_income else base.spending[home]
    delta = earned / ((1 - base.affiliates[home]) * (scale - base.trade[home, home]))
    return float(1 / ((1 + delta * model.elasticity) * model.demand(base.affiliates)[home] - 1))


def retaliation_by_formula(base: Baseline, model: Model) -> float:
    """The one rate that the source takes for the best answer of the rest of the world, taken as one country."""
    home = base.world.country(HOME)
    rest = np.arange(len(base)) != home
    among, sold = base.trade[np.ix_(rest, rest)].sum(), base.trade[rest][:, home].sum()
    share = sold / base.trade[:, home].sum()
    nu = base.affiliates[rest][0]
    earned = sold * (1 - base.affiliates[home]) * (1 - share)
    delta = earned / ((1 - nu) * (base.income[rest].sum() - among))
    return float(1 / ((1 + delta * model.elasticity) * model.demand(base.affiliates)[rest][0] - 1))
