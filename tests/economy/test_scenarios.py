"""Scenarios: what they levy, what a report says of it, sweeps, what they do by tariff line."""

from __future__ import annotations

import json

import numpy as np
import pytest

from paraph.economy import charts, us_lines
from paraph.economy.lines import ces
from paraph.economy.models import MODELS, STANDARD
from paraph.economy.outcome import Outcome
from paraph.economy.scenarios import Report, Scenario, points, report, sweep
from paraph.economy.solving import BOUND, solve
from paraph.economy.world import load
from paraph.errors import InvalidContent, UnknownCountry
from paraph.i18n import Speech

WORLD = load()
VN, US, CN = (WORLD.country(code) for code in ("VN", "US", "CN"))


@pytest.fixture(scope="module")
def told() -> Report:
    return report(WORLD, Scenario("VN", "US", 0.46))


def test_a_scenario_levies_what_it_says() -> None:
    rates = Scenario("VN", "US", 0.20, "floor", "same", routed=0.25, routed_rate=0.40).duties(WORLD)
    assert (rates[VN, US], rates[US, VN], rates[CN, US], rates[US, US]) == (0.25, 0.25, 0.10, 0.0)
    assert Scenario("VN", "US", 0.46, "none").duties(WORLD).sum() == 0.46
    assert Scenario("VN", "US", 0.46).duties(WORLD)[CN, US] == WORLD.announced[CN]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"rate": 1.5}, InvalidContent),
        ({"routed": -0.1}, InvalidContent),
        ({"exporter": "US"}, InvalidContent),
        ({"exporter": "XX"}, UnknownCountry),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        Scenario(**{"exporter": "VN", "importer": "US", "rate": 0.2, **wrong}).duties(WORLD)  # type: ignore[arg-type]


def test_a_report_gives_every_figure_with_its_range(told: Report) -> None:
    assert told.residual < BOUND
    assert told.sales == pytest.approx(117_675.985, abs=1e-3)
    for figures in told.figures.values():
        for figure in figures:
            assert set(figure.by_model) == set(MODELS)
            assert figure.low == min(figure.by_model.values()) <= figure.value <= figure.high
    welfare, *_ = told.figures["exporter"]
    alone = Outcome(solve(WORLD, MODELS["input-output"].model, told.scenario.duties(WORLD)))
    assert welfare.by_model["input-output"] == alone.welfare[VN] == welfare.low


def test_a_sweep_goes_through_the_same_worlds_as_single_answers(told: Report) -> None:
    every = points(0, 0.5, 26)
    for name, named in MODELS.items():
        made = list(sweep(WORLD, told.scenario, every, named.model))
        assert [point.rate for point in made] == every
        assert sum(point.factorings for point in made) <= 4
        at = made[every.index(0.46)]
        assert at.residual < BOUND
        assert at.welfare[VN] == pytest.approx(told.figures["exporter"][0].by_model[name], abs=1e-8)


def test_charts_say_what_their_rows_say(told: Report) -> None:
    made = {STANDARD: list(sweep(WORLD, told.scenario, points(0, 0.5, 6)))}
    rows = charts.sweep_rows(WORLD, made, ("VN", "US"))
    gains = charts.gains(WORLD, told)
    assert gains[-1].country == "VNM"
    assert [each.welfare for each in gains] == sorted((each.welfare for each in gains), reverse=True)
    speech = Speech("vi")
    of_sweep, of_gains = charts.sweep_chart(WORLD, rows, speech), charts.gains_chart(WORLD, gains, speech)
    for spec, shown in ((of_sweep, rows), (of_gains, gains)):
        assert len(spec["data"]["values"]) == len(shown)
        svg = charts.drawn(spec, speech)
        assert svg.startswith("<svg")
        assert "style=" not in svg
        assert "<script" not in svg
        json.dumps(spec)
    assert "Hoa Kỳ" in charts.drawn(of_sweep, speech)


def test_by_tariff_line_a_new_duty_moves_trade_to_others_and_spares_annex_ii() -> None:
    found = us_lines.simulate("VN", 0.20)
    everywhere = us_lines.simulate("VN", 0.20, everywhere=True)
    assert found.sales == pytest.approx(141_361.159, abs=1e-3)
    assert 0 < found.exempt < 0.02 * found.sales
    for name, totals in found.totals.items():
        assert totals["change"] == pytest.approx(totals["created"] + totals["diverted"])
        assert totals["change"] < 0 < totals["revenue"]
        assert everywhere.totals[name]["change"] < totals["change"]
        assert -totals["change"] < found.sales
    assert all(value > 0 for _, value in found.takers)
    assert found.coverage.given.rows == found.coverage.taken.rows + found.coverage.without_rate.rows
    with pytest.raises(UnknownCountry):
        us_lines.simulate("XX", 0.2)


def test_an_offer_by_line_changes_those_lines_alone() -> None:
    held = us_lines.load()
    lines, rates = [61091000, 64039960], np.array([0.0, 0.05])
    new = us_lines.rates_for(held, "VN", [str(line) for line in lines], rates)
    touched = np.isin(held.flows.line // 100, lines) & (held.flows.partner == held.partners.index("VN"))
    assert touched.any()
    assert set(np.unique(new[touched])) <= {0.0, 0.05}
    assert (new[~touched] == held.flows.base[~touched]).all()
    effects = ces(held.flows, new)
    other_lines = ~np.isin(held.flows.line // 100, lines)
    assert np.abs(effects.change[other_lines]).max() < 1e-3
