"""What a tariff would do, in several models, with the range over them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from paraph.cli.options import argument, option, write_text
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from paraph.economy.charts import SweepRow
    from paraph.economy.scenarios import Figure, Report, Scenario
    from paraph.economy.us_lines import LineReport
    from paraph.economy.world import World

OTHERS = {
    "announced": N_("on all others: the rates of 2 April 2025"),
    "floor": N_("on all others: ten percent"),
    "none": N_("on all others: nothing new"),
}
UP_TO = 51
"""Points of a sweep."""


def simulate(
    context: typer.Context,
    rate: Annotated[
        str, argument("RATE", N_("The new rate (46%), a range (0%..50%), or: published, the tables of the source."))
    ],
    exporter: Annotated[str, option("--from", shows="COUNTRY", help=N_("Whose exports the rate is on."))] = "VN",
    importer: Annotated[str, option("--by", shows="COUNTRY", help=N_("Who levies it."))] = "US",
    others: Annotated[
        Literal["announced", "floor", "none"],
        option(
            "--others",
            shows="WHAT",
            help=N_("What the United States levies on all others: announced (of 2 April 2025), floor, none."),
        ),
    ] = "announced",
    answer: Annotated[
        bool, option("--answer", help=N_("The exporter levies the same rate on what it buys from the other."))
    ] = False,
    routed: Annotated[
        str,
        option(
            "--transshipped",
            shows="SHARE=RATE",
            help=N_("What share of the exports is taken for transshipped, and its rate, in percent: 10=40."),
        ),
    ] = "",
    lines: Annotated[
        bool, option("--lines", help=N_("By tariff line instead, in partial equilibrium (US imports)."))
    ] = False,
    table: Annotated[
        Path | None, option("--csv", shows="FILE", help=N_("Write every figure of every model to this file."))
    ] = None,
    chart: Annotated[
        Path | None,
        option("--chart", shows="FILE", help=N_("Draw an SVG: the sweep, or who gains and who loses.")),
    ] = None,
) -> Reply:
    """Changes against a world without the new duties, with the range over six models and how exactly they are solved.

    Result: ``{"scenario", "figures": {"exporter" | "importer" | "world": [{"measure", "value", "low", "high",
    "by_model"}]}, "gains": [{"country", "welfare"}], "residual", "sources"}``; of a range of rates ``{"scenario",
    "points": [{"rate", "country", "value", "low", "high"}], "residual", "sources"}`` with welfare; with ``--lines``
    ``{"partner", "sales", "exempt", "totals", "takers", "capped", "coverage", "sources"}``; for ``published``
    ``{"cells": [{"table", "case", "who", "measure", "printed", "ours", "agrees"}], "out_of_reach",
    "remarks"}``. Percent, US$ million.

    $ paraph simulate 46%
    $ paraph simulate 20% --transshipped 10=40 --answer
    $ paraph simulate 0%..50% --csv sweep.csv --chart sweep.svg
    $ paraph simulate 20% --lines
    $ paraph simulate published
    """
    session: Session = context.obj
    from paraph.economy.scenarios import Scenario
    from paraph.economy.wording import fraction
    from paraph.economy.world import load

    if rate == "published":
        from paraph.cli.replicating import against_published

        return against_published(session, load())
    first, dots, last = rate.partition("..")
    share, _, share_rate = routed.partition("=")
    scenario = Scenario(
        exporter,
        importer,
        fraction(last if dots else first, "RATE"),
        others,
        "same" if answer else "none",
        fraction(share, "--transshipped") if routed else 0.0,
        fraction(share_rate, "--transshipped") if routed else 0.0,
    )
    world = load()
    with session.progress(N_("Solving ...")):
        if lines:
            return _by_line(session, world, scenario, table)
        if dots:
            return _sweep(session, world, scenario, fraction(first, "RATE"), table, chart)
        return _one(session, world, scenario, table, chart)


def _one(session: Session, world: World, scenario: Scenario, table: Path | None, chart: Path | None) -> Reply:
    from paraph.economy import charts
    from paraph.economy.scenarios import report

    found = report(world, scenario)
    gained = charts.gains(world, found)
    if chart:
        write_text(chart, charts.drawn(charts.gains_chart(world, gained, session.speech), session.speech))
    if table:
        write_text(table, _csv(("who", "measure", "unit", "model", "value"), _cells(found)))
    data = {
        "scenario": scenario,
        "figures": found.figures,
        "gains": gained,
        "residual": found.residual,
        "sources": _sources(session),
    }

    def draw(screen: Screen) -> None:
        _draw_scenario(screen, world, scenario)
        names = {"exporter": scenario.exporter, "importer": scenario.importer}
        for who, figures in found.figures.items():
            code = names.get(who)
            named = world.named(world.country(code), screen.speech.language) if code else screen.speech.say(N_("World"))
            _draw_figures(screen, named, who, figures)
        told = N_("Low and high: over %(models)s.")
        screen.note(screen.speech.say(told, models=", ".join(_titles(screen))))
        _draw_foot(screen, found.residual, _written(table, chart))

    return Reply(data, draw)


def _draw_scenario(screen: Screen, world: World, scenario: Scenario) -> None:
    speech = screen.speech
    seller, buyer = (
        world.named(world.country(code), speech.language) for code in (scenario.exporter, scenario.importer)
    )
    rate = speech.percent(scenario.average, 0 if round(scenario.average * 100, 9).is_integer() else 1)
    told = N_("%(buyer)s: a new duty of %(rate)s on goods from %(seller)s; %(others)s.")
    others = speech.say(OTHERS[scenario.others])
    screen.print(speech.say(told, buyer=buyer, rate=rate, seller=seller, others=others), style="bold")
    if scenario.answer == "same":
        screen.print(speech.say(N_("%(seller)s: the same duty in answer."), seller=seller))
    if scenario.routed:
        from paraph.economy.scenarios import TRANSSHIPPED

        screen.note(speech.say(TRANSSHIPPED))


def _draw_figures(screen: Screen, named: str, who: str, figures: Sequence[Figure]) -> None:
    from paraph.economy.wording import row

    speech = screen.speech
    heads = [named, *(speech.say(each) for each in (N_("Standard"), N_("Low"), N_("High")))]
    screen.print()
    screen.table(heads, [row(speech, each, who == "world") for each in figures], right=(1, 2, 3), wide=(0,))


def _titles(screen: Screen) -> list[str]:
    from paraph.economy.models import MODELS

    return [screen.speech.say(each.title) for each in MODELS.values()]


def _draw_foot(screen: Screen, residual: float, files: Iterable[Path]) -> None:
    from paraph.economy.solving import BOUND
    from paraph.economy.wording import FORECAST
    from paraph.economy.world import SOURCE

    speech = screen.speech
    told = N_("Largest error left in any equation: %(residual)s (allowed: %(bound)s).")
    screen.note(speech.say(told, residual=f"{residual:.0e}", bound=f"{BOUND:.0e}"))
    screen.note(speech.say(FORECAST))
    screen.note(speech.say(SOURCE))
    for path in files:
        screen.print(speech.say(N_("Written: %(file)s"), file=path))


def _written(*files: Path | None) -> list[Path]:
    return [path for path in files if path]


def _sources(session: Session) -> list[str]:
    from paraph.economy.world import SOURCE

    return [session.say(SOURCE)]


def _cells(found: Report) -> list[tuple[str, str, str, str, float]]:
    return [
        (who, figure.measure, "US$ million" if figure.measure == "revenue" else "%", model, value)
        for who, figures in found.figures.items()
        for figure in figures
        for model, value in figure.by_model.items()
    ]


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return file.getvalue()


def _sweep(
    session: Session, world: World, scenario: Scenario, first: float, table: Path | None, chart: Path | None
) -> Reply:
    from paraph.economy import charts
    from paraph.economy.models import MODELS
    from paraph.economy.scenarios import points, sweep

    if first >= scenario.rate:
        raise InvalidContent(field="RATE", detail=N_("a range of rates goes from a lower to a higher one: 0%..50%"))
    every = points(first, scenario.rate, UP_TO)
    made = {name: list(sweep(world, scenario, every, each.model)) for name, each in MODELS.items()}
    residual = max(point.residual for each in made.values() for point in each)
    rows = charts.sweep_rows(world, made, (scenario.exporter, scenario.importer))
    if chart:
        write_text(chart, charts.drawn(charts.sweep_chart(world, rows, session.speech), session.speech))
    if table:
        cells = ((row.rate, row.country, row.value, row.low, row.high) for row in rows)
        write_text(table, _csv(("rate", "country", "welfare", "low", "high"), cells))
    data = {"scenario": scenario, "points": rows, "residual": residual, "sources": _sources(session)}

    def draw(screen: Screen) -> None:
        for code in (scenario.exporter, scenario.importer):
            _draw_sweep(screen, world, [row for row in rows if row.country == code][:: UP_TO // 10])
        _draw_foot(screen, residual, _written(table, chart))

    return Reply(data, draw)


def _draw_sweep(screen: Screen, world: World, rows: Sequence[SweepRow]) -> None:
    from paraph.economy.wording import percent

    speech = screen.speech
    named = world.named(world.country(rows[0].country), speech.language)
    screen.heading(speech.say(N_("Welfare of %(country)s"), country=named))
    heads = [speech.say(each) for each in (N_("Rate"), N_("Standard"), N_("Low"), N_("High"))]
    shown = [
        [speech.percent(row.rate), *(percent(speech, each) for each in (row.value, row.low, row.high))] for row in rows
    ]
    screen.table(heads, shown, right=(0, 1, 2, 3))


def _by_line(session: Session, world: World, scenario: Scenario, table: Path | None) -> Reply:
    from paraph.economy import elasticities, us_lines

    if world.country(scenario.importer) != world.country("US"):
        raise InvalidContent(field="--by", detail=N_("by tariff line there are imports of the United States only"))
    partner = "EU" if scenario.exporter.upper() == "EU" else world.short[world.country(scenario.exporter)]
    found = us_lines.simulate(partner, scenario.average)
    if table:
        cells = [(key, name, value) for name, each in found.totals.items() for key, value in each.items()]
        write_text(table, _csv(("measure", "variant", "value"), cells))
    sources = [session.say(each) for each in (us_lines.SOURCE, elasticities.SOURCE)]

    def draw(screen: Screen) -> None:
        _draw_lines(screen, found, scenario.average)
        for source in sources:
            screen.note(source)
        for path in _written(table):
            screen.print(screen.speech.say(N_("Written: %(file)s"), file=path))

    return Reply({**{key: getattr(found, key) for key in found.__dataclass_fields__}, "sources": sources}, draw)


def _draw_lines(screen: Screen, found: LineReport, rate: float) -> None:
    from paraph.economy.lines import VARIANTS
    from paraph.trade.partners import name_of

    speech = screen.speech
    told = N_("A new duty of %(rate)s on goods from %(partner)s: sold %(sales)s, of it exempt %(exempt)s (Annex II).")
    partner = name_of(found.partner, speech.language)
    sold, exempt = speech.number(found.sales), speech.number(found.exempt)
    screen.print(speech.say(told, rate=speech.percent(rate), partner=partner, sales=sold, exempt=exempt), style="bold")
    screen.note(speech.say(N_("US$ million.")))
    titles = (N_("Change of sales"), N_("Created"), N_("Diverted"), N_("Revenue"), N_("Buyers"))
    keys = ("change", "created", "diverted", "revenue", "buyers")
    rows = [
        [speech.say(VARIANTS[name].title), *(speech.number(each[key]) for key in keys)]
        for name, each in found.totals.items()
    ]
    screen.print()
    screen.table([speech.say(N_("Model")), *(speech.say(each) for each in titles)], rows, right=range(1, 6), wide=(0,))
    screen.heading(speech.say(N_("Who takes over, in exact CES")))
    takers = [[name_of(code, speech.language), speech.number(value)] for code, value in found.takers]
    screen.table([speech.say(N_("Partner")), speech.say(N_("Diverted"))], takers, right=(1,))
    screen.print()
    coverage = found.coverage
    counted = N_("%(given)s rows came in, %(taken)s were reckoned with; %(missing)s have no value and so no rate.")
    screen.note(
        speech.say(
            counted,
            given=speech.number(coverage.given.rows),
            taken=speech.number(coverage.taken.rows),
            missing=speech.number(coverage.without_rate.rows),
        )
    )
    own = sum(left.value for digits, left in coverage.by_digits.items() if digits == 10) / coverage.taken.value
    known = N_("%(share)s of trade has the elasticity of its own line; the rest that of the nearest lines.")
    screen.note(speech.say(known, share=speech.percent(own, 0)))
    if capped := found.capped.get("smart"):
        less = N_("The linear form would take %(rows)s rows below nothing; it was stopped there.")
        screen.note(speech.say(less, rows=speech.number(capped)))
