"""What a negotiator asks, as plain data: rates that one party levies on another, with what others pay and answer.

A scenario becomes duties; duties are answered by every model; of the answers a report keeps the figures of the two
parties and of the world, each with its range over the models. One model's figure without the range is never given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from paraph.economy import duties
from paraph.economy.baseline import HOME, calibrate
from paraph.economy.equations import Equations
from paraph.economy.models import MODELS, STANDARD, Model
from paraph.economy.outcome import Outcome
from paraph.economy.solving import BOUND, settle, solve
from paraph.economy.world import Array, World
from paraph.errors import N_, InvalidContent

Backdrop = Literal["announced", "floor", "none"]
Answer = Literal["none", "same"]

TRANSSHIPPED = N_("How much is transshipped is not known; the share is an assumption.")


@dataclass(frozen=True)
class Scenario:
    """``rate``: what ``importer`` levies on all that ``exporter`` sells to it, a fraction; ``routed_rate`` on the share
    ``routed`` of it that is held to be transshipped. ``others``: what the United States levies on the rest of the
    world: the rates of 2 April 2025, the floor of 10%, or nothing new. ``answer``: what the exporter levies in turn.

    >>> Scenario("VN", "US", 0.20, routed=0.1, routed_rate=0.40).average
    0.22
    """

    exporter: str
    importer: str
    rate: float
    others: Backdrop = "announced"
    answer: Answer = "none"
    routed: float = 0.0
    routed_rate: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("rate", self.rate), ("routed_rate", self.routed_rate)):
            if not 0 <= value <= 1:
                raise InvalidContent(field=name, detail=N_("a rate between 0 and 100 percent is needed"))
        if not 0 <= self.routed <= 1:
            raise InvalidContent(field="routed", detail=N_("a share between 0 and 100 percent is needed"))

    @property
    def average(self) -> float:
        """The rate on all that the exporter sells, as the models see it."""
        return round((1 - self.routed) * self.rate + self.routed * self.routed_rate, 12)

    def duties(self, world: World) -> Array:
        """The rates of all countries. Raises UnknownCountry and InvalidContent."""
        seller, buyer = world.country(self.exporter), world.country(self.importer)
        if seller == buyer:
            raise InvalidContent(field="importer", detail=N_("a country levies no duty on itself"))
        rates = _BACKDROPS[self.others](world)
        rates[seller, buyer] = self.average
        if self.answer == "same":
            rates[buyer, seller] = self.average
        return rates


def _floor(world: World) -> Array:
    return duties.levied_by(duties.none(world), world.country(HOME), duties.FLOOR)


_BACKDROPS = {"announced": duties.announced, "floor": _floor, "none": duties.none}

PARTY_MEASURES: dict[str, str] = {
    "welfare": N_("Welfare"),
    "employment": N_("Employment"),
    "prices": N_("Consumer prices"),
    "sales": N_("Exports to the other"),
    "exports": N_("Exports over GDP"),
    "imports": N_("Imports over GDP"),
    "deficit": N_("Trade deficit"),
    "revenue": N_("Revenue from new duties"),
}
"""Of a party: changes in percent, but for revenue: US$ million a year."""

WORLD_MEASURES: dict[str, str] = {
    "welfare": N_("Welfare"),
    "employment": N_("Employment"),
    "trade": N_("Trade over GDP"),
    "revenue": N_("Revenue from new duties"),
}
"""Of the world, likewise; welfare by what each country spends."""


@dataclass(frozen=True)
class Figure:
    """One measure: the standard model's ``value``, the ``low`` and ``high`` of all models, and each model's own."""

    measure: str
    value: float
    low: float
    high: float
    by_model: dict[str, float]


@dataclass(frozen=True)
class Report:
    """``figures``: of the exporter, the importer and the world, by ``exporter``, ``importer``, ``world``.

    ``sales``: what the exporter sold to the importer in the year of the figures, US$ million. ``residual``: the largest
    error that any model's equations are left with. ``welfare``: of all countries in the standard model, percent.
    """

    scenario: Scenario
    figures: dict[str, tuple[Figure, ...]]
    sales: float
    residual: float
    welfare: Array


def report(world: World, scenario: Scenario, models: Sequence[str] = tuple(MODELS)) -> Report:
    """What a scenario would do, in every model. Raises UnknownCountry, InvalidContent and NotSolved."""
    rates = scenario.duties(world)
    seller, buyer = world.country(scenario.exporter), world.country(scenario.importer)
    outcomes = {name: Outcome(solve(world, MODELS[name].model, rates)) for name in models}
    parties = {"exporter": (seller, buyer), "importer": (buyer, seller)}
    figures = {}
    for who, places in parties.items():
        each_model = {name: {key: _of(one, name, *places) for key, one in outcomes.items()} for name in PARTY_MEASURES}
        figures[who] = tuple(_figure(name, by_model) for name, by_model in each_model.items())
    figures["world"] = tuple(
        _figure(name, {key: _of_world(each, name) for key, each in outcomes.items()}) for name in WORLD_MEASURES
    )
    first = outcomes.get(STANDARD) or next(iter(outcomes.values()))
    residual = max(each.solution.residual for each in outcomes.values())
    return Report(scenario, figures, float(world.trade[seller, buyer]) / 1000, residual, first.welfare)


def _figure(measure: str, by_model: dict[str, float]) -> Figure:
    value = by_model.get(STANDARD, next(iter(by_model.values())))
    return Figure(measure, value, min(by_model.values()), max(by_model.values()), by_model)


def _of(outcome: Outcome, measure: str, mine: int, its: int) -> float:
    if measure == "revenue":
        return float(outcome.revenue_value[mine]) / 1000
    if measure == "sales":
        old = outcome.solution.base.trade[mine, its]
        return float(100 * (outcome.flows[mine, its] / old - 1)) if old else 0.0
    return float(outcome.measure(measure)[mine])


def _of_world(outcome: Outcome, measure: str) -> float:
    if measure == "trade":
        return outcome.world_trade
    if measure == "employment":
        return outcome.world_employment
    if measure == "revenue":
        return float(outcome.revenue_value.sum()) / 1000
    spending = outcome.solution.base.spending
    return float(outcome.welfare @ spending / spending.sum())


@dataclass(frozen=True)
class SweepPoint:
    """One rate of a sweep: of every country the changes in percent that need no trade flows, and ``revenue``, percent
    of spending. ``steps``, ``factorings`` and ``residual`` as of a Solution, whose matrices are not kept.
    """

    rate: float
    welfare: Array
    employment: Array
    prices: Array
    revenue: Array
    steps: int
    factorings: int
    residual: float


def sweep(world: World, scenario: Scenario, rates: Sequence[float], model: Model | None = None) -> Iterator[SweepPoint]:
    """``scenario`` at each of ``rates`` in place of its rate: one factorisation for as long as it serves, each world
    a guess for the next. Raises as ``report`` does.
    """
    model = model or MODELS[STANDARD].model
    base = calibrate(world, model)
    before = scenario.duties(world)
    seller, buyer = world.country(scenario.exporter), world.country(scenario.importer)
    trail: list[Array] = []
    factors = None
    for point in rates:
        there = before.copy()
        there[seller, buyer] = point
        if scenario.answer == "same":
            there[buyer, seller] = point
        found = settle(Equations(base, model, there), _guess(trail), factors, BOUND / 100)
        factors, trail = found.factors, [*trail[-3:], found.unknowns]
        told = Outcome(found)
        vectors = (told.welfare, told.employment, told.prices, told.revenue)
        yield SweepPoint(point, *vectors, found.steps, found.factorings, found.residual)


def _guess(trail: list[Array]) -> Array | None:
    """Where the way so far leads, if its points lie evenly."""
    if not trail:
        return None
    found = np.zeros_like(trail[0])
    for weight, each in zip(_AHEAD[len(trail)], trail, strict=True):
        found += weight * each
    return found


_AHEAD = {1: (1,), 2: (-1, 2), 3: (1, -3, 3), 4: (-1, 4, -6, 4)}
"""The next point of the polynomial through so many evenly spaced ones."""


def points(first: float = 0.0, last: float = 0.5, count: int = 51) -> list[float]:
    """Evenly spaced rates.

    >>> points(0, 0.5, 6)
    [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    """
    return [round(float(each), 10) for each in np.linspace(first, last, count)]
