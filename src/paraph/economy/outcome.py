"""What a world with new duties means for every country: the figures that reports and tables are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from paraph.economy.equations import Local
from paraph.economy.solving import Solution
from paraph.economy.world import Array
from paraph.errors import N_

MEASURES = {
    "welfare": N_("Welfare"),
    "deficit": N_("Trade deficit"),
    "exports": N_("Exports over GDP"),
    "imports": N_("Imports over GDP"),
    "employment": N_("Employment"),
    "prices": N_("Consumer prices"),
    "revenue": N_("Revenue from duties, of spending"),
}
"""Changes in percent of what was, but for revenue: percent of spending. A deficit that grows is above zero."""


@dataclass(frozen=True)
class Outcome:
    """One array a measure, by country, in percent."""

    solution: Solution

    @cached_property
    def flows(self) -> Array:
        """New trade, duty not included, US$ thousand, row exporter, column importer."""
        equations, at = self.solution.equations, self.solution.at
        found: Array = equations.shares(at) * at.spending / (1 + equations.rates)
        return found

    @cached_property
    def revenue_value(self) -> Array:
        """Revenue from duties, US$ thousand."""
        return self.solution.at.spending * self.solution.at.revenue_share

    @cached_property
    def welfare(self) -> Array:
        return 100 * (welfare(self.solution)[0] - 1)

    @cached_property
    def deficit(self) -> Array:
        old, new = (flows.sum(0) - flows.sum(1) for flows in (self.solution.base.trade, self.flows))
        change: Array = 100 * (new - old) / np.abs(old)
        return change

    @cached_property
    def exports(self) -> Array:
        return self._openness(1)

    @cached_property
    def imports(self) -> Array:
        return self._openness(0)

    def _openness(self, axis: int) -> Array:
        old, new = (flows.sum(axis) - flows.diagonal() for flows in (self.solution.base.trade, self.flows))
        change: Array = 100 * (new / self.solution.at.income / (old / self.solution.base.income) - 1)
        return change

    @cached_property
    def employment(self) -> Array:
        return 100 * np.expm1(self.solution.at.work)

    @cached_property
    def prices(self) -> Array:
        return 100 * np.expm1(self.solution.at.price)

    @cached_property
    def revenue(self) -> Array:
        return 100 * self.revenue_value / self.solution.base.spending

    def measure(self, name: str) -> Array:
        """One of MEASURES."""
        found: Array = getattr(self, name)
        return found

    def table(self) -> Array:
        """All measures, a column each, a row a country."""
        return np.column_stack([self.measure(name) for name in MEASURES])

    def average(self, places: NDArray[np.intp], weights: Array | None = None) -> Array:
        """The measures' averages over countries, by what each spends, or by ``weights`` of all countries."""
        weighed = (self.solution.base.spending if weights is None else weights)[places]
        found: Array = weighed @ self.table()[places] / weighed.sum()
        return found

    @cached_property
    def world_trade(self) -> float:
        """Trade between countries over the world's income, change in percent; duties included, as the source has it."""
        base, paid = self.solution.base, self.flows * (1 + self.solution.equations.rates)
        old, new = (flows.sum() - flows.trace() for flows in (base.trade, paid))
        return float(100 * (new / old / self.solution.at.world - 1))

    @cached_property
    def world_employment(self) -> float:
        """Employment in the world, by baseline income, change in percent."""
        return float(self.employment @ self.solution.base.income / self.solution.base.income.sum())


def welfare(solution: Solution) -> tuple[Array, Local]:
    """Welfare of every country, new over old, and how it answers to what is local: what consumption is worth, less
    what the work for it costs.
    """
    equations, at, base = solution.equations, solution.at, solution.base
    share = equations.model.labour / (1 + equations.model.labour)
    final = base.final
    revenue = at.spending * at.revenue_share
    new = revenue + at.income + base.transfers * at.world
    toil = share * (1 - at.tax) * base.income
    weight = final / (final - toil)
    price = np.exp(at.price)
    earned = np.exp(at.y)
    value = (weight * new / final + (1 - weight) * earned) / price
    # Its derivatives: by δ (which depends on τ), by spending, by income, and by the price all is divided by.
    by_weight = (new / final - earned) / price
    by_tax = by_weight * -(weight**2) * share * base.income / final if equations.model.relief else np.zeros(len(base))
    by_new = weight / final / price
    prices = equations.local_price(at)
    local = Local(
        by_new * at.income + (1 - weight) * earned / price - by_tax * at.tax - value * prices.income,
        by_new * revenue + by_tax * at.tax - value * prices.spending,
        by_new * at.spending + by_tax * at.spending / at.income - value * prices.revenue,
        -value * prices.prices,
        by_new * base.transfers,
    )
    return value, local
