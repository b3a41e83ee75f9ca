"""The equations of a world with given duties, their derivatives, and the derivatives of an answer by every duty.

In changes ("hats"), logarithms and two unknowns a country, the rest being explicit: ``c``, the cost of what a country
makes, and ``y``, its income. With j exporter and i importer:

    S_i     = sum_j λ_ji e^(-ε c_j) (1 + t_ji)^(-ε φ_i)         prices of what i buys
    r_i     = sum_j λ'_ji t_ji / (1 + t_ji)                     revenue in what i spends
    E'_i    = (Y'_i / β + T_i G) / ((1 - r_i) (1 + ν_i (1-β)/β))  spending; G: the world's income, new over old
    w, p, l = wage, prices, employment from y, E', r, S
    c       = β w + (1-β) p - ψ ((1-β)(w - p) + l)              must hold for each country
    Y'_j    = β sum_i (1 - ν_i) X'_ji + ν_j sum_k X'_kj         must hold for each country but the last,
                                                                whose place the choice of a unit takes

Of 3 (with inputs 4) unknowns a country in the source, spending, employment and prices are so eliminated exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from paraph.economy.baseline import Baseline
from paraph.economy.models import Model
from paraph.economy.world import Array


class Local(NamedTuple):
    """How something of each country answers to its own y, log E', r, log S, and to G."""

    income: Array
    spending: Array
    revenue: Array
    prices: Array
    world: Array | float = 0.0


@dataclass(frozen=True)
class Point:
    """The world at one guess of the unknowns: hats are logarithms where small, values in US$ thousand where capital."""

    cost: Array
    y: Array
    factors: Array
    prices_sum: Array
    revenue_share: Array
    world: float
    income: Array
    spending: Array
    tax: Array
    wage: Array
    price: Array
    work: Array
    sales: Array
    residual: Array


def levied(rates: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The exporters and importers of all rates that are not zero; quick where few importers levy any."""
    importers = np.flatnonzero(rates.any(0))
    exporters, places = np.nonzero(rates[:, importers])
    return exporters, importers[places]


def dearer(shares: Array, rates: Array, power: Array) -> Array:
    """``shares`` times (1 + rate) ** power of the importer.

    >>> dearer(np.ones((2, 2)), np.array([[0.0, 1.0], [0.0, 0.0]]), np.array([-1.0, -2.0]))
    array([[1.  , 0.25],
           [1.  , 1.  ]])
    """
    found = shares.copy()
    exporters, importers = levied(rates)
    found[exporters, importers] *= (1 + rates[exporters, importers]) ** power[importers]
    return found


class Equations:
    """The equations of ``base`` under ``model`` with duties ``rates`` (row exporter, column importer, fractions)."""

    def __init__(self, base: Baseline, model: Model, rates: Array) -> None:
        self.base, self.model, self.rates = base, model, rates
        self.phi = model.demand(base.affiliates)
        self.weight = dearer(base.shares, rates, -model.elasticity * self.phi)
        self.levying = np.flatnonzero(rates.any(0))
        some = rates[:, self.levying]
        self.weight_duty = self.weight[:, self.levying] * (some / (1 + some))
        self.weight_net = self.weight * (1 - base.affiliates)
        self.weight_net[:, self.levying] -= self.weight_duty * (1 - base.affiliates[self.levying])
        self.retained = 1 + base.affiliates * (1 - model.value_added) / model.value_added
        self.total = base.income.sum()
        self.share_wage = model.value_added - model.scale * (1 - model.value_added)
        self.share_price = (1 - model.value_added) * (1 + model.scale)
        self.damper = 1 + model.labour * (2 - self.phi)

    @cached_property
    def duty(self) -> Array:
        """What of a price with duty is duty."""
        found: Array = self.rates / (1 + self.rates)
        return found

    def at(self, x: Array) -> Point:
        """All that follows from the unknowns ``x`` (costs, then incomes), and what the equations leave over."""
        base, model = self.base, self.model
        count = len(base)
        cost, y = x[:count], x[count:]
        factors = np.exp(-model.elasticity * cost)
        prices_sum = factors @ self.weight
        revenue_share = np.zeros(count)
        revenue_share[self.levying] = (factors @ self.weight_duty) / prices_sum[self.levying]
        income = base.income * np.exp(y)
        world = income.sum() / self.total
        spending = (income / model.value_added + base.transfers * world) / ((1 - revenue_share) * self.retained)
        tax = spending * revenue_share / income if model.relief else np.zeros(count)
        with np.errstate(invalid="ignore", divide="ignore"):  # a guess beyond all bounds is seen by its residual
            hat, kept = np.log(spending / base.spending), np.log1p(-tax)
        log_prices = np.log(prices_sum) / model.elasticity
        wage = (y + model.labour * (kept + (1 - self.phi) * hat - log_prices)) / self.damper
        price = (1 - self.phi) * (hat - wage) - log_prices
        work = y - wage
        sales = factors * (self.weight_net @ (spending / prices_sum))
        residual = np.empty(2 * count)
        residual[:count] = cost - self.share_wage * wage - self.share_price * price + model.scale * work
        earned = model.value_added * sales + base.affiliates * spending * (1 - revenue_share)
        residual[count:] = (earned - income) / base.income
        residual[-1] = self._unit(wage, price)
        return Point(
            cost,
            y,
            factors,
            prices_sum,
            revenue_share,
            world,
            income,
            spending,
            tax,
            wage,
            price,
            work,
            sales,
            residual,
        )

    def _unit(self, wage: Array, price: Array) -> float:
        """The unit of value: world prices stay, or world wages where inputs are traded too."""
        base = self.base
        if self.model.value_added < 1:
            return float((np.expm1(wage) * base.income).sum() / base.income.sum())
        return float((np.expm1(price) * base.spending).sum() / base.spending.sum())

    def left_over(self, at: Point) -> float:
        """The equation that was left out, as a share of the last country's income: zero where transfers add up."""
        base = self.base
        earned = self.model.value_added * at.sales + base.affiliates * at.spending * (1 - at.revenue_share)
        return float((earned - at.income)[-1] / base.income[-1])

    def local_wage(self, at: Point) -> Local:
        kappa = self.model.labour / self.damper
        odds, paid = self._taxed(at)
        by_spending = kappa * ((1 - self.phi) - odds)
        return Local(1 / self.damper + kappa * odds, by_spending, -kappa * paid, -kappa / self.model.elasticity)

    def local_price(self, at: Point) -> Local:
        rest = 1 - self.phi
        wage = self.local_wage(at)
        return Local(
            -rest * wage.income,
            rest * (1 - wage.spending),
            -rest * wage.revenue,
            -1 / self.model.elasticity - rest * wage.prices,
        )

    def _taxed(self, at: Point) -> tuple[Array, Array]:
        """τ/(1-τ), and how -log(1-τ) answers to r."""
        if not self.model.relief:
            zero = np.zeros(len(self.base))
            return zero, zero
        return at.tax / (1 - at.tax), at.spending / at.income / (1 - at.tax)

    def _local_cost(self, at: Point) -> Local:
        """The first equations, but for ``c`` itself."""
        wage, price = self.local_wage(at), self.local_price(at)
        by_wage, by_price = self.share_wage + self.model.scale, self.share_price
        found = [-by_wage * mine - by_price * other for mine, other in zip(wage[:4], price[:4], strict=True)]
        return Local(found[0] + self.model.scale, *found[1:])

    def local_unit(self, at: Point) -> Local:
        """The unit of value, already weighed: its sum over countries is the derivative."""
        base = self.base
        if self.model.value_added < 1:
            weights, local = base.income * np.exp(at.wage) / base.income.sum(), self.local_wage(at)
        else:
            weights, local = base.spending * np.exp(at.price) / base.spending.sum(), self.local_price(at)
        return Local(*(weights * each for each in local[:4]))

    def spent(self, at: Point) -> tuple[Array, Array, Array]:
        """How log E' answers to y and to G; how G answers to all y."""
        net = at.spending * (1 - at.revenue_share) * self.retained
        return at.income / self.model.value_added / net, self.base.transfers / net, at.income / self.total

    def shares(self, at: Point) -> Array:
        """New trade shares λ', row exporter, column importer."""
        return at.factors[:, None] * self.weight / at.prices_sum

    def jacobian(self, at: Point) -> Array:
        """The derivatives of the residual, in rows, by the unknowns, in columns; dense, in Fortran's order."""
        base, model = self.base, self.model
        count = len(base)
        found = np.empty((2 * count, 2 * count), order="F")
        shares = self.shares(at)
        own, world, of_world = self.spent(at)
        kept = 1 - at.revenue_share
        local = self._local_cost(at)
        found[:count, :count] = self._by_cost(local, shares, at).T
        found[:count, :count].flat[:: count + 1] += 1.0
        found[:count, count:] = np.outer(local.spending * world, of_world)
        found[:count, count:].flat[:: count + 1] += local.income + local.spending * own
        net = shares - shares * self.duty
        bought = at.spending * (1 - base.affiliates)
        found[count:, :count] = (net * (model.elasticity * model.value_added * bought / kept)) @ net.T
        found[count:, :count].flat[:: count + 1] -= model.elasticity * model.value_added * at.sales
        sold = net * (model.value_added * bought)
        at_home = base.affiliates * at.spending * kept
        found[count:, count:] = sold * own + np.outer(sold @ world + at_home * world, of_world)
        found[count:, count:].flat[:: count + 1] += at_home * own - at.income
        found[count:] /= base.income[:, None]
        found[-1] = self.gradient(self.local_unit(at), at)
        return found

    def _by_cost(self, local: Local, shares: Array, at: Point) -> Array:
        """Something local by all costs, row exporter, column importer."""
        by_revenue = local.revenue + local.spending / (1 - at.revenue_share)
        by_price = local.prices - by_revenue * at.revenue_share
        return -self.model.elasticity * (shares * by_price + (shares * self.duty) * by_revenue)

    def gradient(self, local: Local, at: Point) -> Array:
        """The derivative of a sum over countries of something local, by the unknowns."""
        own, world, of_world = self.spent(at)
        by_revenue = local.revenue + local.spending / (1 - at.revenue_share)
        by_price = local.prices - by_revenue * at.revenue_share
        felt = self.weight @ (by_price / at.prices_sum)
        felt += self.weight_duty @ (by_revenue / at.prices_sum)[self.levying]
        by_cost = at.factors * felt
        by_income = local.income + local.spending * own
        by_world = float((local.spending * world + local.world).sum())
        return np.concatenate([-self.model.elasticity * by_cost, by_income + by_world * of_world])

    def by_rates(self, local: Local, adjoint: Array, at: Point) -> Array:
        """The derivative of a sum over countries of something local by every duty, row exporter, column importer.

        ``adjoint``: the solution of the transposed system for its gradient by the unknowns.
        """
        base, model = self.base, self.model
        count = len(base)
        shares = self.shares(at)
        net = shares - shares * self.duty
        first, second, unit = adjoint[:count], -adjoint[count:] * model.value_added / base.income, adjoint[-1]
        second[-1] = 0.0
        cost, value = self._local_cost(at), self.local_unit(at)
        whole = [mine - first * one - unit * two for mine, one, two in zip(local[:4], cost[:4], value[:4], strict=True)]
        bought = at.spending * (1 - base.affiliates)
        through = bought * (second @ net)
        by_revenue = whole[2] + (whole[1] + through) / (1 - at.revenue_share)
        steep = model.elasticity * self.phi
        by_share = steep * (through - whole[3] + by_revenue * at.revenue_share)
        found = shares * (by_share - (steep * by_revenue) * self.duty)
        found += net * (by_revenue - second[:, None] * ((1 + steep) * bought))
        per_point: Array = found / (1 + self.rates)
        return per_point
