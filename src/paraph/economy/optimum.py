"""The duties that serve somebody best: gradients from one transposed solve, L-BFGS-B scaled by the root of trade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve
from scipy.optimize import minimize

from paraph.economy.baseline import calibrate
from paraph.economy.equations import Equations, Local
from paraph.economy.models import Model
from paraph.economy.outcome import welfare
from paraph.economy.solving import Factors, Solution, settle
from paraph.economy.world import Array, World

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Levers:
    """The duties that may move, by exporter and importer, and which move together (``group``, from 0)."""

    exporters: Places
    importers: Places
    group: Places

    @classmethod
    def imports(cls, world: World, of: int, together: bool = False) -> Levers:
        """What ``of`` levies on each other country, or on all alike."""
        others = np.delete(np.arange(len(world)), of)
        return cls(others, np.full_like(others, of), others * 0 if together else np.arange(len(others)))

    @classmethod
    def exports(cls, world: World, of: int, together: bool = False) -> Levers:
        """What each other country levies on ``of``."""
        mine = cls.imports(world, of, together)
        return cls(mine.importers, mine.exporters, mine.group)


@dataclass(frozen=True)
class Optimum:
    """``solution``: the world at the best duties. ``gain``: the objective there over its value with no change, in
    percent. ``slope``: the largest gain per point of a duty that is still to be had within the bounds, in percent.
    """

    solution: Solution
    rates: Array
    gain: float
    slope: float
    evaluations: int


def optimum(
    world: World,
    model: Model,
    rates: Array,
    levers: Levers,
    weights: Array,
    bounds: tuple[float, float] = (0.0, 1.0),
    start: float | None = None,
) -> Optimum:
    """The duties within ``bounds`` at which the welfare of all, weighed by ``weights`` (by country), is highest.

    A local optimum: what is near is compared, not all that there is. Raises NotSolved.
    """
    search = _Search(world, model, rates, levers, weights / weights.sum())
    trade = np.zeros(int(levers.group.max()) + 1)
    np.add.at(trade, levers.group, search.base.trade[levers.exporters, levers.importers])
    scale = np.sqrt(np.maximum(trade, 1e-9 * trade.sum()) / trade.max())
    first = np.zeros(len(trade))
    np.maximum.at(first, levers.group, rates[levers.exporters, levers.importers])
    first = np.clip(first if start is None else np.full(len(trade), start), *bounds)
    found = minimize(
        _scaled(search, scale),
        first * scale,
        jac=True,
        method="L-BFGS-B",
        bounds=[(bounds[0] * each, bounds[1] * each) for each in scale],
        options={"maxcor": 20, "ftol": 1e-14, "gtol": 1e-10, "maxiter": 400},
    )
    best = found.x / scale
    value, slope = search(best)
    free = ((best > bounds[0]) | (slope > 0)) & ((best < bounds[1]) | (slope < 0))
    solution = search.last
    assert solution is not None  # noqa: S101 - the search has just made it
    return Optimum(solution, solution.equations.rates, value, float(np.abs(slope * free).max()) / 100, search.count)


def _scaled(search: _Search, scale: Array) -> Callable[[Array], tuple[float, Array]]:
    def fall(z: Array) -> tuple[float, Array]:
        value, slope = search(z / scale)
        return -value, -slope / scale

    return fall


class _Search:
    """The objective in percent and its gradient by the free duties; each answer starts from the one before."""

    def __init__(self, world: World, model: Model, rates: Array, levers: Levers, weights: Array) -> None:
        self.base = calibrate(world, model)
        self.model, self.rates, self.levers, self.weights = model, rates, levers, weights
        self.last: Solution | None = None
        self.factors: Factors | None = None
        self.count = 0

    def __call__(self, free: Array) -> tuple[float, Array]:
        self.count += 1
        rates = self.rates.copy()
        rates[self.levers.exporters, self.levers.importers] = free[self.levers.group]
        equations = Equations(self.base, self.model, rates)
        start = None if self.last is None else self.last.unknowns
        solution = settle(equations, start, self.factors)
        value, local = welfare(solution)
        weighed = Local(*(self.weights * each for each in local))
        at = solution.at
        self.last, self.factors = solution, lu_factor(equations.jacobian(at), overwrite_a=True, check_finite=False)
        adjoint = lu_solve(self.factors, equations.gradient(weighed, at), trans=1, check_finite=False)
        every = equations.by_rates(weighed, adjoint, at)[self.levers.exporters, self.levers.importers]
        slope = np.zeros(len(free))
        np.add.at(slope, self.levers.group, every)
        return 100 * float(self.weights @ value - 1), 100 * slope
