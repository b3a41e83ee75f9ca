"""The published tables, cell by cell, and the figures by country: every one that the data allows, or this fails."""

from __future__ import annotations

import csv
from collections import Counter

import numpy as np
import pytest

from paraph.economy import duties, published
from paraph.economy.models import MODELS, Model
from paraph.economy.outcome import Outcome
from paraph.economy.solving import solve
from paraph.economy.world import load
from paths import SHARED


@pytest.fixture(scope="module")
def cells() -> list[published.Cell]:
    return list(published.cells(load()))


def test_every_cell_within_reach_agrees_to_its_last_digit(cells: list[published.Cell]) -> None:
    wrong = [cell for cell in cells if cell.ours is not None and not cell.agrees]
    assert wrong == []
    counted = Counter(cell.table for cell in cells if cell.agrees)
    assert counted == {1: 36, 2: 48, 3: 8, 4: 36, 8: 48, 9: 48, 10: 40, 11: 8}


def test_cells_out_of_reach_are_those_that_say_why(cells: list[published.Cell]) -> None:
    missing = {(cell.table, cell.case) for cell in cells if cell.ours is None}
    assert missing == set(published.OUT_OF_REACH)


def test_a_last_digit_that_differs_is_seen() -> None:
    assert not published.Cell(4, 2, "USA", "deficit", "-12.9", -12.9532).agrees
    assert not published.Cell(1, 1, "USA", "welfare", "1.13", None).agrees


@pytest.mark.skipif(not (SHARED / "ge").is_dir(), reason=f"the expected figures of {SHARED} are not on this machine")
def test_figures_by_country_agree_to_the_eighth_decimal() -> None:
    with (SHARED / "ge" / "expected" / "output_map.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    world = load()
    assert tuple(row[0] for row in rows) == world.codes
    expected = np.array([[float(cell) for cell in row[1:]] for row in rows])
    expected[:, 6] *= 100
    found = Outcome(solve(world, Model(), duties.announced(world))).table()
    assert np.abs(found - expected).max() < 1e-8


def test_viet_nam_at_46_percent_and_how_far_models_disagree() -> None:
    world = load()
    place = world.country("VN")
    found = Outcome(solve(world, Model(), duties.announced(world))).table()[place]
    assert found.round(5).tolist() == [-11.02286, 11.58722, -5.05052, -7.14277, -1.76478, -5.50252, 0.0]
    losses = {
        name: Outcome(solve(world, named.model, duties.announced(world))).welfare[place]
        for name, named in MODELS.items()
    }
    assert round(losses["input-output"]) == -32
    assert max(losses.values()) == losses["pass-through"] > -5
