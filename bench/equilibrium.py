"""General equilibrium: one world, a sweep, the best duties, sectors; scipy and gegravity in the same run.

    python bench/equilibrium.py [--quick]

Seconds are of processor time, the median of several; the first call, which calibrates, is apart. Peers: ``hybr``, the
solver of scipy on the same equations with the derivatives it finds by differences; gegravity, a one-sector model of
the kind, with the 30 largest countries (and with all 194 without ``--quick``), its own stages together. ``error``: the
largest that is left in any equation. To reach: 30 ms a world, 3 ms a point, 1 s for 193 best rates, 0.1 s for sectors.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time
import warnings
from typing import Any

import numpy as np
from scipy.optimize import root

from paraph.economy import duties
from paraph.economy.baseline import calibrate
from paraph.economy.equations import Equations
from paraph.economy.models import MODELS
from paraph.economy.optimum import Levers, optimum
from paraph.economy.scenarios import Scenario, points, sweep
from paraph.economy.sectors import simulate, synthetic
from paraph.economy.solving import solve
from paraph.economy.world import World, load
from peers import processor


def by_differences(equations: Equations) -> Any:
    return root(lambda unknowns: equations.at(unknowns).residual, np.zeros(2 * len(equations.base)), tol=1e-13).x


def worlds(world: World) -> float:
    print("a world of 194 countries     ours      error  steps     hybr   ours/it   price in Viet Nam, both")
    rates, place = duties.announced(world), world.country("VN")
    total = standard = 0.0
    for name, named in MODELS.items():
        calibrate(world, named.model)
        seconds, found = processor(lambda model=named.model: solve(world, model, rates))
        equations = Equations(calibrate(world, named.model), named.model, rates)
        its, peer = processor(lambda e=equations: by_differences(e), 1)
        both = [equations.at(unknowns).price[place] for unknowns in (found.unknowns, peer)]
        assert abs(both[0] - both[1]) < 1e-8, "the two disagree"
        print(
            f"{name:24}  {seconds * 1e3:5.1f} ms  {found.residual:.0e}  {found.steps:5}  {its * 1e3:6.0f} ms"
            f"  {seconds / its:7.3f}   equal to {abs(both[0] - both[1]):.0e}"
        )
        total += seconds
        standard = standard or seconds
    print(f"all six models: {total * 1e3:.0f} ms")
    return standard


def sweeps(world: World) -> None:
    every = points(0, 0.5, 51)
    for name in ("standard", "input-output"):
        seconds, made = processor(
            lambda name=name: list(sweep(world, Scenario("VN", "US", 0.0), every, MODELS[name].model))
        )
        worst = max(point.residual for point in made)
        print(f"a sweep of 51 rates, {name}: {seconds / 51 * 1e3:.2f} ms a point, error {worst:.0e}")


def best(world: World) -> None:
    home = world.country("US")
    mine = np.eye(len(world))[home]
    for name in ("standard", "input-output"):
        work = lambda name=name: optimum(  # noqa: E731
            world, MODELS[name].model, duties.none(world), Levers.imports(world, home), mine, start=0.15
        )
        seconds, found = processor(work, 3)
        print(
            f"the best of 193 rates, {name}: {seconds:.2f} s, {found.evaluations} worlds, gain {found.gain:.4f}%,"
            f" left to gain a point of any rate {found.slope:.0e}%"
        )


def by_sector() -> None:
    base = synthetic(31, 40)
    rates = base.rates.copy()
    rates[:, 0, 1:] += 0.3
    seconds, found = processor(lambda: simulate(base, rates))
    print(f"31 countries by 40 sectors: {seconds * 1e3:.0f} ms, {found.steps} steps, error {found.residual:.0e}")


def gegravity_of(world: World, count: int) -> float:
    """Seconds of gegravity for the largest countries: a cost on one pair, from baseline to answer."""
    import pandas as pd
    from gegravity import BaselineData, CostCoeffs, OneSectorGE

    base = calibrate(world, MODELS["eaton-kortum"].model)
    chosen = np.argsort(-world.gdp)[:count]
    trade = np.maximum(base.trade[np.ix_(chosen, chosen)], 1.0)
    codes = [world.codes[place] for place in chosen]
    rows = [
        {
            "exporter": codes[j], "importer": codes[i], "year": "2023", "trade": trade[j, i],
            "output": trade[j].sum(), "expenditure": trade[:, i].sum(), "border": float(i != j), "duty": 0.0,
        }
        for j in range(count)
        for i in range(count)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    coefficients = pd.DataFrame(
        [{"var": "border", "coeff": -3.0, "ste": 0.1}, {"var": "duty", "coeff": -4.0, "ste": 0.1}]
    )
    start = time.process_time()
    data = BaselineData(frame, trade_var_name="trade", expend_var_name="expenditure", output_var_name="output")
    costs = CostCoeffs(estimates=coefficients, identifier_col="var", coeff_col="coeff", stderr_col="ste")
    model = OneSectorGE(
        baseline=data,
        year="2023",
        reference_importer=codes[1],
        expend_var_name="expenditure",
        output_var_name="output",
        sigma=5,
        cost_variables=["border", "duty"],
        cost_coeff_values=costs,
        quiet=True,
    )
    model.build_baseline(omr_rescale=10)
    changed = model.baseline_data.copy()
    changed.loc[(changed["importer"] == "USA") & (changed["exporter"] == codes[2]), "duty"] = 0.1
    model.define_experiment(changed)
    model.simulate()
    return time.process_time() - start


def main() -> None:
    warnings.simplefilter("ignore")
    world = load()
    standard = worlds(world)
    sweeps(world)
    best(world)
    by_sector()
    try:
        for count in (30,) if "--quick" in sys.argv else (30, 194):
            seconds = gegravity_of(world, count)
            print(f"gegravity, {count} countries: {seconds:.2f} s; ours for 194 takes {standard / seconds:.4f} of it")
    except ImportError:
        print("gegravity is not installed here; it took 0.6 s for 30 countries and 27 s for 194 where it was.")


if __name__ == "__main__":
    main()
