"""General equilibrium with sectors that buy from each other: Caliendo and Parro (2015), in changes.

With n importer, i exporter, j and k sectors, hats new over old:

    c_n^j = w_n^g_n^j  prod_k P_n^k ^ G_n^kj            cost of a bundle: labour and what other sectors make
    P_n^j = (sum_i pi_ni^j (c_i^j d_ni^j)^-θ^j)^(-1/θ^j)  price; d: 1 + duty, new over old
    X_n^j = sum_k G_n^jk Q_n^k + a_n^j I_n              spending: materials for what is made, and final use
    Q_i^k = sum_n pi'_ni^k X_n^k / (1 + t'_ni^k)        what is made
    I_n   = w_n L_n + revenue_n + D_n                   final spending
    w_n L_n = sum_j g_n^j Q_n^j                         income

The unit of value is the world's income, in which the deficits D stay. L. Caliendo and F. Parro (2015), "Estimates of
the Trade and Welfare Effects of NAFTA", Review of Economic Studies 82(1). Here solved by Anderson's acceleration of
the plain iteration in logarithms, which needs no matrix of all sectors by all countries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from paraph.economy.solving import BOUND
from paraph.economy.world import Array
from paraph.errors import N_, BadFigure, NotSolved

_ENOUGH, _STEPS, _MEMORY = 1e-12, 600, 12


@dataclass(frozen=True)
class Sectors:
    """What there is before duties change. ``spending``: sector, importer, exporter, duties included, in any money;
    ``rates``: the duties in it, likewise, fractions. ``labour``: sector, country, the share of income in what a sector
    makes. ``inputs``: country, sector that is bought, sector that buys: shares of cost; with ``labour`` they sum to 1.
    ``elasticity``: θ by sector.

    Raises BadFigure, naming the first figure that cannot be by its sector and country.
    """

    spending: Array
    rates: Array
    labour: Array
    inputs: Array
    elasticity: Array

    def __post_init__(self) -> None:
        _least("spending", self.spending, 0.0)
        _least("rates", self.rates, -0.99)
        _least("labour", self.labour, 1e-9)
        _least("inputs", self.inputs, 0.0)
        _least("elasticity", self.elasticity, 1e-9)
        off = np.abs(self.labour.T + self.inputs.sum(1) - 1)
        if off.max() > 1e-9:
            country, sector = map(int, np.argwhere(off > 1e-9)[0])
            detail = N_("the shares of labour and inputs must sum to 1")
            raise BadFigure(table="inputs", row=country + 1, column=sector + 1, detail=detail)
        _least("final use", self.final + 1e-9 * self.spending.sum(), 0.0)

    @cached_property
    def made(self) -> Array:
        """Q: sector, country."""
        found: Array = (self.spending / (1 + self.rates)).sum(1)
        return found

    @cached_property
    def bought(self) -> Array:
        """X: sector, country."""
        found: Array = self.spending.sum(2)
        return found

    @cached_property
    def income(self) -> Array:
        """wL by country."""
        found: Array = (self.labour * self.made).sum(0)
        return found

    @cached_property
    def final(self) -> Array:
        """Final use: sector, country."""
        return self.bought - _materials(self.inputs, self.made)

    @cached_property
    def deficit(self) -> Array:
        """D by country: what is bought from all, duties not included, less what is made."""
        found: Array = (self.spending / (1 + self.rates)).sum((0, 2)) - self.made.sum(0)
        return found


@dataclass(frozen=True)
class SectorOutcome:
    """``wage`` and ``price`` (sector, country) as hats; ``spending`` as in Sectors; ``welfare``: real final spending,
    change in percent, by country. ``residual``: the largest error of any equation, relative to its baseline.
    """

    wage: Array
    price: Array
    spending: Array
    revenue: Array
    welfare: Array
    residual: float
    steps: int


def simulate(base: Sectors, rates: Array) -> SectorOutcome:
    """The world with the duties ``rates`` (sector, importer, exporter, fractions). Raises NotSolved and BadFigure.

    >>> lots = np.random.default_rng(0)
    >>> base = synthetic(3, 4)
    >>> still = simulate(base, base.rates)
    >>> bool(abs(still.welfare).max() < 1e-9)
    True
    """
    _least("rates", rates, -0.99)
    iteration = _Iteration(base, rates)
    with np.errstate(all="ignore"):  # a way that leads beyond all bounds is seen by the error at its end
        z, steps = _accelerated(iteration, np.zeros(iteration.size))
        return iteration.outcome(z, steps)


class _Iteration:
    """The plain iteration in logarithms: wages, prices and spending from wages, prices and spending."""

    def __init__(self, base: Sectors, rates: Array) -> None:
        self.base, self.rates = base, rates
        self.shape = base.bought.shape
        self.size = base.income.size + 2 * base.bought.size
        theta = base.elasticity[:, None, None]
        bought = np.where(base.bought > 0, base.bought, 1.0)
        self.shares = base.spending / bought[:, :, None]
        self.weight = self.shares * ((1 + rates) / (1 + base.rates)) ** -theta
        self.idle = base.bought <= 0
        self.net = self.weight / (1 + rates)
        self.taste = base.final / base.final.sum(0)
        self.theta = base.elasticity[:, None]
        self.slow = 1 / (1 + float(np.average(base.elasticity, weights=base.made.sum(1))))

    def parts(self, z: Array) -> tuple[Array, Array, Array]:
        count = self.base.income.size
        wage, price, spending = z[:count], z[count : count + self.base.bought.size], z[count + self.base.bought.size :]
        return wage, price.reshape(self.shape), spending.reshape(self.shape)

    def costs(self, wage: Array, price: Array) -> Array:
        """c^-θ, sector, country."""
        inputs = np.matmul(price.T[:, None, :], self.base.inputs)[:, 0, :].T
        raised: Array = np.exp(-self.theta * (self.base.labour * wage + inputs))
        return raised

    def __call__(self, z: Array) -> Array:
        base = self.base
        wage, price, spending = self.parts(z)
        costs = self.costs(wage, price)
        sums = np.matmul(self.weight, costs[:, :, None])[:, :, 0]
        sums[self.idle] = 1.0
        new_price = -np.log(sums) / self.theta
        bought = base.bought * np.exp(spending)
        per = bought / sums
        made = costs * np.matmul(per[:, None, :], self.net)[:, 0, :]
        earned = (base.labour * made).sum(0)
        earned *= base.income.sum() / earned.sum()
        new_wage = wage + self.slow * (np.log(earned / base.income) - wage)
        paid = bought.sum(0)
        before = (per * np.matmul(self.net, costs[:, :, None])[:, :, 0]).sum(0)
        final = base.income * np.exp(wage) + (paid - before) + base.deficit
        wanted = _materials(base.inputs, made) + self.taste * np.maximum(final, 1e-12 * base.income)
        wanted[self.idle] = 1.0
        new_spending = np.log(wanted / np.where(self.idle, 1.0, base.bought))
        return np.concatenate([new_wage, new_price.ravel(), new_spending.ravel()])

    def outcome(self, z: Array, steps: int) -> SectorOutcome:
        """The answer and the error of every equation in it, as the source has them."""
        base = self.base
        wage, price, spending = self.parts(z)
        costs = self.costs(wage, price)
        sums = np.matmul(self.weight, costs[:, :, None])[:, :, 0]
        sums[self.idle] = 1.0
        paid = self.weight * costs[:, None, :] / sums[:, :, None] * (base.bought * np.exp(spending))[:, :, None]
        flows = paid / (1 + self.rates)
        made = flows.sum(1)
        revenue = (paid - flows).sum((0, 2))
        income = base.income * np.exp(wage)
        final = income + revenue + base.deficit
        wanted = _materials(base.inputs, made) + self.taste * final
        ordinary = np.where(self.idle, 1.0, base.bought)
        errors = (
            (np.exp(price) - sums ** (-1 / self.theta))[~self.idle],
            ((paid.sum(2) - wanted) / ordinary)[~self.idle],
            (income - (base.labour * made).sum(0)) / base.income,
        )
        residual = max(float(np.abs(each).max()) for each in errors)
        if not residual <= BOUND:
            title = N_("General equilibrium with sectors")
            raise NotSolved(model=title, residual=f"{residual:.1e}", bound=f"{BOUND:.0e}")
        real = final / base.final.sum(0) / np.exp((self.taste * price).sum(0))
        return SectorOutcome(np.exp(wage), np.exp(price), paid, revenue, 100 * (real - 1), residual, steps)


def _accelerated(iterate: Callable[[Array], Array], z: Array) -> tuple[Array, int]:
    """Anderson's acceleration: of the last steps, the mixture that would have moved least."""
    moves = np.empty((_MEMORY, z.size))
    ends = np.empty((_MEMORY, z.size))
    products = np.zeros((_MEMORY, _MEMORY))
    last_end = last_move = z
    held, best = 0, np.inf
    for step in range(_STEPS):
        end = iterate(z)
        move = end - z
        size = float(np.abs(move).max())
        if size < _ENOUGH:
            return end, step
        if not np.isfinite(size) or size > 1e3 * best:
            return z, step
        best = min(best, size)
        if step:
            place = (step - 1) % _MEMORY
            moves[place], ends[place] = move - last_move, end - last_end
            held = min(held + 1, _MEMORY)
            products[place, :held] = products[:held, place] = moves[:held] @ moves[place]
            mixture = _mixture(products[:held, :held], moves[:held] @ move)
            z = end - mixture @ ends[:held]
        else:
            z = end
        last_end, last_move = end, move
    return z, _STEPS


def _mixture(products: Array, toward: Array) -> Array:
    """Least squares by normal equations, kept from the edge of what numbers can tell apart."""
    scale = 1 / np.sqrt(np.diag(products))
    scaled = products * np.outer(scale, scale) + 1e-13 * np.eye(len(scale))
    found: Array = scale * np.linalg.solve(scaled, toward * scale)
    return found


def _materials(inputs: Array, made: Array) -> Array:
    """What all sectors buy for what they make: sector that is bought, country."""
    found: Array = np.matmul(inputs, made.T[:, :, None])[:, :, 0].T
    return found


def _least(table: str, figures: Array, least: float) -> None:
    bad = np.argwhere(~((figures >= least) & np.isfinite(figures)))
    if bad.size:
        where = [int(place) + 1 for place in bad[0]]
        detail = N_("a figure here must be a finite number, and not too small")
        raise BadFigure(
            table=table, row=where[0], column=where[1] if len(where) == 2 else where[1:] or 1, detail=detail
        )


def synthetic(countries: int, sectors: int, seed: int = 0) -> Sectors:
    """A made-up world for tests and measurements.

    Half of costs are inputs, two thirds of what is bought are made at home, duties are low.
    """
    lots = np.random.default_rng(seed)
    home = range(countries)
    size = np.exp(lots.normal(0, 1, countries))
    near = np.exp(lots.normal(-3, 0.7, (sectors, countries, countries))) * size**0.5
    near[:, home, home] = 2 * near.sum(2)
    shares = near / near.sum(2, keepdims=True)
    labour = lots.uniform(0.4, 0.7, (sectors, countries))
    mix = lots.dirichlet(np.ones(sectors), (countries, sectors)).transpose(0, 2, 1)
    inputs = mix * (1 - labour.T)[:, None, :]
    final = lots.uniform(0.5, 1.5, (sectors, countries)) * size
    bought = final
    for _ in range(200):  # what is bought for what is made for what is bought ...
        bought = final + _materials(inputs, np.matmul(bought[:, None, :], shares)[:, 0, :])
    rates = lots.uniform(0, 0.08, shares.shape)
    rates[:, home, home] = 0.0
    return Sectors(bought[:, :, None] * shares * (1 + rates), rates, labour, inputs, lots.uniform(3, 8, sectors))
