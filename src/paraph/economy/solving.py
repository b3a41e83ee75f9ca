"""Newton's method in logarithms for the equations of a world, and the error that is left, checked against the source.

No answer leaves with an error above ``BOUND``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.linalg import lu_factor, lu_solve

from paraph.economy.baseline import Baseline, calibrate
from paraph.economy.equations import Equations, Point, dearer, levied
from paraph.economy.models import Model
from paraph.economy.world import Array, World
from paraph.errors import N_, BadFigure, NotSolved

BOUND = 1e-9
"""The largest error, relative to income, prices or employment, with which an answer is given."""

ENOUGH = 1e-13
"""The error at which there is nothing more to gain."""

_STEPS, _GAIN, _STUCK = 60, 0.3, 0.95
Factors = tuple[Array, Any]


@dataclass(frozen=True)
class Solution:
    """A world at rest. ``residual``: the largest error of the source's equations; ``steps``: iterations taken,
    ``factorings`` of them with a new factorisation.
    """

    equations: Equations
    at: Point
    residual: float
    steps: int
    factorings: int
    factors: Factors | None = field(repr=False, default=None)

    @property
    def unknowns(self) -> Array:
        return np.concatenate([self.at.cost, self.at.y])

    @property
    def base(self) -> Baseline:
        return self.equations.base


def solve(
    world: World, model: Model, rates: Array, start: Array | None = None, factors: Factors | None = None
) -> Solution:
    """The world of ``model`` with the duties ``rates`` (row exporter, column importer, fractions).

    ``start`` and ``factors``: the unknowns and factorisation of a solution near by, if there is one. Raises NotSolved
    and BadFigure.

    >>> from paraph.economy.world import load
    >>> still = solve(load(), Model(), np.zeros((194, 194)))
    >>> bool(still.residual < 1e-12 and abs(still.at.price).max() < 1e-12)
    True
    """
    _check(world, rates)
    return settle(Equations(calibrate(world, model), model, rates), start, factors)


def settle(
    equations: Equations, start: Array | None = None, factors: Factors | None = None, enough: float = ENOUGH
) -> Solution:
    """Newton's method from ``start``; where that leads nowhere, from no duties to these by parts. See ``solve``."""
    found = _newton(equations, start, factors, enough)
    if not found.residual <= BOUND:
        found = _led(equations)
    if not found.residual <= BOUND:
        raise NotSolved(model=N_("General equilibrium"), residual=f"{found.residual:.1e}", bound=f"{BOUND:.0e}")
    return found


def _led(equations: Equations) -> Solution:
    """A part of the duties first, then more: each world is the guess for the next, a part that fails is halved."""
    reached, stride, x, steps = 0.0, 0.5, None, 0
    while True:
        part = min(1.0, reached + stride)
        rates = np.expm1(part * np.log1p(equations.rates))
        found = _newton(Equations(equations.base, equations.model, rates) if part < 1 else equations, x, None)
        steps += found.steps
        if found.residual <= BOUND:
            reached, x, stride = part, found.unknowns, 2 * stride
        else:
            stride /= 2
        if reached == 1.0 or stride < 1 / 16:
            return replace(found, steps=steps)


def _newton(equations: Equations, start: Array | None, factors: Factors | None, enough: float = ENOUGH) -> Solution:
    """Newton's method; an old factorisation, mended by Broyden's rule, serves for as long as it makes good headway."""
    x = np.zeros(2 * len(equations.base)) if start is None else start
    at = equations.at(x)
    error, made, steps = _size(at), 0, 0
    trail: list[Array] = []
    while error >= enough and steps < _STEPS:
        steps += 1
        fresh = factors is None
        if factors is None:
            factors = lu_factor(equations.jacobian(at), overwrite_a=True, check_finite=False)
            made += 1
            trail = []
        change = _mended(-lu_solve(factors, at.residual, check_finite=False), trail)
        now, size, length = _stepped(equations, x, change, error if fresh else np.inf)
        if size < error:
            x, at, gain, error = np.concatenate([now.cost, now.y]), now, size / error, size
            trail = [*trail, change] if length == 1 else []
        else:
            gain = 1.0
        if fresh and gain > _STUCK:
            break  # as near as the numbers of this machine come, or no way on
        if gain > _GAIN and error > enough:
            factors = None
    return Solution(equations, at, check(equations, at), steps, made, factors)


def _mended(change: Array, trail: list[Array]) -> Array:
    """Broyden's step, from the one that the old factorisation gives and those that were taken with it.

    C. T. Kelley (1995), "Iterative Methods for Linear and Nonlinear Equations", chapter 7: the steps are all it needs.
    """
    for before, after in pairwise(trail):
        change = change + after * (before @ change / (before @ before))
    if trail:
        last = trail[-1]
        change = change / (1 - last @ change / (last @ last))
    return change


def _stepped(equations: Equations, x: Array, change: Array, bound: float) -> tuple[Point, float, float]:
    """A step, its error and length: shortened while it leads too far or, where it must lead down, does not."""
    length = min(1.0, 1.0 / max(float(np.abs(change).max()), 1e-300))
    for _ in range(12):
        now = equations.at(x + length * change)
        size = _size(now)
        if size < bound and np.isfinite(size):
            break
        length /= 2
    return now, size, length


def _size(at: Point) -> float:
    found = float(np.sqrt(at.residual @ at.residual))
    return found if np.isfinite(found) else float("inf")


def check(equations: Equations, at: Point) -> float:
    """The largest error of the equations as the source has them, from trade flows up, of which ours are a short form.

    Income from sales, spending from income, work from real wages, prices from costs; each relative to its baseline.
    """
    base, model = equations.base, equations.model
    wage, work, price, hat = np.exp(at.wage), np.exp(at.work), np.exp(at.price), at.spending / base.spending
    cost = wage**model.value_added * price ** (1 - model.value_added)
    entry = (wage / price) ** (1 - model.value_added) * work
    steep = model.elasticity
    flows = dearer(base.shares, equations.rates, -steep * equations.phi)
    flows *= ((cost / entry**model.scale) ** -steep)[:, None]
    sums = flows.sum(0)
    flows *= at.spending / sums
    exporters, importers = levied(equations.rates)
    paid = flows[exporters, importers]
    flows[exporters, importers] /= 1 + equations.rates[exporters, importers]
    revenue = np.bincount(importers, paid - flows[exporters, importers], len(base))
    income = wage * work * base.income
    sold = flows @ (1 - base.affiliates)
    world = income.sum() / base.income.sum()
    tax = revenue / income if model.relief else 0.0
    earned = (model.value_added * sold + base.affiliates * flows.sum(0) - income) / base.income
    materials = (1 - model.value_added) * sold
    errors = (
        earned[:-1],
        (revenue + income + materials + base.transfers * world - at.spending) / base.spending,
        work - (wage / price / (1 - tax)) ** model.labour,
        price - (hat / wage) ** (1 - equations.phi) * sums ** (-1 / steep),
        np.array([at.residual[-1]]),
    )
    with np.errstate(invalid="ignore"):
        found = max(float(np.abs(each).max()) for each in errors)
    return found if np.isfinite(found) else float("inf")


def _check(world: World, rates: Array) -> None:
    """Raises BadFigure with the exporter and the importer of a rate that cannot be."""
    if rates.shape != (len(world), len(world)):
        detail = N_("a rate is needed for every exporter and importer")
        raise BadFigure(table="rates", row=rates.shape[0], column=rates.shape[-1], detail=detail)
    bad = np.argwhere(~((rates > -1) & np.isfinite(rates)))
    if bad.size:
        exporter, importer = (world.codes[place] for place in bad[0])
        detail = N_("a rate must be a finite number above -100%")
        raise BadFigure(table="rates", row=exporter, column=importer, detail=detail)
