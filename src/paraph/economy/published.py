"""The published tables, cell by cell: what our solution gives for each, and what cannot be had and why.

A. Ignatenko, A. Lashkaripour, L. Macedoni and I. Simonovska (2025), Tables 1 to 4 and 8 to 11, as their programs print
them. Where a table is not what it says it is, ``REMARKS`` says so.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from paraph.economy import duties
from paraph.economy.baseline import HOME, calibrate
from paraph.economy.models import BALANCED, MODELS, STANDARD, Model
from paraph.economy.outcome import MEASURES, Outcome
from paraph.economy.solving import solve
from paraph.economy.world import FACTS, Array, World
from paraph.errors import N_

FEDERAL_BUDGET = 0.23
"""Of what the United States spends, as Table 3 takes it."""

UNIFORM_IN_TABLE_4 = 0.12576
"""The rate behind the row of Table 4 that is called optimal: 12.58%, and just below it all printed digits agree."""

SECTORS = N_("needs trade by sector, which does not ship with the project")
STOPPED = N_("the search of the source stopped before its end, and its duties were not published")

OUT_OF_REACH: dict[tuple[int, int], str] = {
    **dict.fromkeys([(4, 3), (4, 6), (9, 2), (11, 3), (11, 4), (11, 7), (11, 8)], SECTORS),
    (4, 5): STOPPED,
}
"""Cases that cannot be reproduced, by table and case, and why."""

REMARKS: dict[tuple[int, int], str] = {
    (1, 3): N_("The optimal tariff is one rate of a formula (21.8 percent); rates by country gain little more."),
    (2, 3): N_("The retaliation is one rate of a formula, not each country's best answer."),
    (3, 1): N_("Revenue is divided by what is spent, not by GDP."),
    (4, 2): N_("Called optimal, but one rate of 12.58 percent for all; the best rates gain 2.29 percent, not 2.15."),
    (8, 1): N_("The European Union is counted without the Czech Republic and Slovakia."),
    (10, 4): N_("The average welfare of the others is that of the case before, printed twice."),
}
"""What a reader of the published tables should know, by table and the case that it is about."""


@dataclass(frozen=True)
class Cell:
    """One published figure and ours; ``ours`` is None where it is out of reach. ``printed``: as published, percent."""

    table: int
    case: int
    who: str
    measure: str
    printed: str
    ours: float | None

    @property
    def agrees(self) -> bool:
        """Whether ours, with as many digits, is what was printed.

        >>> Cell(1, 1, "USA", "welfare", "1.13", 1.1308).agrees, Cell(1, 1, "USA", "welfare", "1.13", 1.14).agrees
        (True, False)
        """
        if self.ours is None:
            return False
        digits = len(self.printed.partition(".")[2])
        return float(f"{self.ours:.{digits}f}") == float(self.printed)


def cells(world: World) -> Iterator[Cell]:
    """Every published cell, ours beside it."""
    cases = _Cases(world)
    with (FACTS / "published.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            table, case = int(row["table"]), int(row["case"])
            ours = None
            if (table, case) not in OUT_OF_REACH:
                ours = cases.value(table, case, row["who"], row["measure"])
            yield Cell(table, case, row["who"], row["measure"], row["value"], ours)


class _Cases:
    """The worlds behind the tables, each solved when it is first asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.home = world.country(HOME)
        self.solved = cache(self._solved)

    @cached_property
    def announced(self) -> Array:
        return duties.announced(self.world)

    def value(self, table: int, case: int, who: str, measure: str) -> float:
        """One figure in percent, as the table defines it."""
        if table == 10 and (case, who, measure) == (4, "others", "welfare"):
            case = 3
        found = self.solved(*self._recipe(table, case))
        if table == 11:
            return found.world_trade if measure == "trade" else found.world_employment
        if measure == "budget":
            return float(found.revenue[self.home]) / FEDERAL_BUDGET
        place = list(MEASURES).index(measure)
        rows = found.table()
        if table == 10 and case % 2 == 0:
            rows = rows - self.solved("balanced", "none").table()
        if who in ("USA", "CHN"):
            return float(rows[self.world.country(who), place])
        chosen = self._group(who)
        weights = self.world.gdp if table == 4 else calibrate(self.world, Model()).spending
        if table == 10 and measure == "welfare":
            weights = np.ones(len(self.world))
        return float(weights[chosen] @ rows[chosen, place] / weights[chosen].sum())

    def _group(self, who: str) -> NDArray[np.intp]:
        apart = [self.home]
        union = self.world.places(duties.SOURCE_UNION)
        if who == "EU":
            return union
        if who == "rest":
            apart += [self.world.country("CHN"), *union]
        return np.delete(np.arange(len(self.world)), apart)

    def _recipe(self, table: int, case: int) -> tuple[str, str]:
        """The model and the duties of a case, by name."""
        standard = {
            1: ("announced", "announced", "optimal"),
            2: ("answered", "retaliated", "optimal-retaliated"),
            3: ("announced", "optimal", "retaliated", "answered"),
            8: ("war-both", "war", "war-108"),
        }
        if (table, case) == (1, 2):
            return "lump-sum", "announced"
        if table in standard:
            return STANDARD, standard[table][case - 1]
        if table == 4:
            return "input-output", {1: "announced", 2: "uniform", 4: "answered"}[case]
        if table == 9:
            return (STANDARD, "", "pass-through", "elastic", "eaton-kortum")[case - 1], "announced"
        if table == 10:
            model = "balanced" if case % 2 == 0 else "eaton-kortum"
            return model, "announced" if case < 3 else f"retaliated-{model}"
        return ("input-output" if case in (2, 6) else STANDARD), "announced" if case < 5 else "answered"

    def _solved(self, model: str, name: str) -> Outcome:
        named = BALANCED if model == "balanced" else MODELS[model]
        return Outcome(solve(self.world, named.model, self._rates[name]()))

    @cached_property
    def _rates(self) -> dict[str, Callable[[], Array]]:
        world, home, standard = self.world, self.home, Model()
        base = calibrate(world, standard)
        china = ["CHN"]
        return {
            "none": lambda: duties.none(world),
            "announced": lambda: self.announced,
            "answered": lambda: duties.answered(self.announced, home),
            "optimal": lambda: duties.levied_by(duties.none(world), home, duties.optimal_by_formula(base, standard)),
            "retaliated": lambda: duties.levied_on(self.announced, home, duties.retaliation_by_formula(base, standard)),
            "optimal-retaliated": lambda: duties.levied_on(
                duties.levied_by(duties.none(world), home, duties.optimal_by_formula(base, standard, of_income=True)),
                home,
                duties.retaliation_by_formula(base, standard),
            ),
            "uniform": lambda: duties.levied_by(duties.none(world), home, UNIFORM_IN_TABLE_4),
            "war-both": lambda: duties.war(world, duties.announced_on(world, [*duties.SOURCE_UNION, *china])),
            "war": lambda: duties.war(world, duties.announced_on(world, china)),
            "war-108": lambda: duties.war(world, {"CHN": 1.08}),
            "retaliated-eaton-kortum": lambda: duties.levied_on(self.announced, home, 1 / standard.elasticity),
            "retaliated-balanced": lambda: duties.levied_on(
                self.announced,
                home,
                1 / ((1 + standard.elasticity) * standard.demand(base.affiliates)[home] - 1),
            ),
        }
