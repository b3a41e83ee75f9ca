"""Runs the scenarios, each a file of sentences; see README.md beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.steps import run
from world import World

SCENARIOS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(scenario: Path) -> None:
    title, *lines = scenario.read_text(encoding="utf-8").splitlines()
    parties = [code for code in ("US", "VN", "AU") if any(line.startswith(f"{code} ") for line in lines)]
    world = World(*(parties if len(parties) > 1 else ("US", "VN")))
    assert title
    for number, line in enumerate(lines, start=2):
        if line.strip() and not line.startswith("#"):
            try:
                run(world, line)
            except AssertionError as error:
                raise AssertionError(f"{scenario.name}, line {number}: {line}: {error}") from error


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 9
    assert all("Then " in scenario.read_text(encoding="utf-8") for scenario in SCENARIOS)


def test_a_line_that_means_nothing_is_not_passed_over() -> None:
    with pytest.raises(LookupError):
        run(World(), "VN ponders p")
