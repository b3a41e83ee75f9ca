"""Charts as Vega-Lite, drawn as SVG without a browser; the same file serves a page and a paper.

A chart never stands alone: whoever shows it sets a table of the same figures beside it. Colours are those of the pages
and differ in lightness too; what tells lines apart is also their dashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from paraph.economy.scenarios import Report, SweepPoint
from paraph.economy.world import World
from paraph.errors import N_
from paraph.i18n import Speech

FONT = "Be Vietnam Pro"
PARTY_COLOURS, JOINT, INK = ("#0B5394", "#8A5300"), "#4A5560", "#16191D"
_DASHES = ([1, 0], [6, 3])

Spec = dict[str, Any]


@dataclass(frozen=True)
class SweepRow:
    """One rate of a sweep for one country: welfare in the standard model, and the range over models; percent."""

    rate: float
    country: str
    value: float
    low: float
    high: float


def sweep_rows(world: World, sweeps: Mapping[str, Sequence[SweepPoint]], countries: Iterable[str]) -> list[SweepRow]:
    """The welfare of ``countries`` along a sweep that every model has made; ``sweeps`` by model, the standard first."""
    first, *_ = sweeps.values()
    rows = []
    for code in countries:
        place = world.country(code)
        for index, point in enumerate(first):
            every = [float(each[index].welfare[place]) for each in sweeps.values()]
            rows.append(SweepRow(point.rate, code, every[0], min(every), max(every)))
    return rows


def sweep_chart(world: World, rows: Sequence[SweepRow], speech: Speech) -> Spec:
    """Lines of the standard model within bands of all models, one for each country."""
    codes = list(dict.fromkeys(row.country for row in rows))
    names = [world.named(world.country(code), speech.language) for code in codes]
    told = dict(zip(codes, names, strict=True))
    values = [
        {"rate": 100 * row.rate, "country": told[row.country], "value": row.value, "low": row.low, "high": row.high}
        for row in rows
    ]
    colour = {
        "field": "country",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": list(PARTY_COLOURS)},
    }
    x = {"field": "rate", "type": "quantitative", "title": speech.say(N_("Rate, percent"))}
    title = speech.say(N_("Welfare, change in percent; bands: the range over models"))
    dash = {"field": "country", "type": "nominal", "scale": {"domain": names, "range": list(_DASHES)}, "title": None}
    return _framed(
        {
            "data": {"values": values},
            "layer": [
                {
                    "mark": {"type": "area", "opacity": 0.18},
                    "encoding": {
                        "x": x,
                        "y": {"field": "low", "type": "quantitative", "title": title},
                        "y2": {"field": "high"},
                        "color": colour,
                    },
                },
                {
                    "mark": {"type": "line", "strokeWidth": 2.5},
                    "encoding": {
                        "x": x,
                        "y": {"field": "value", "type": "quantitative"},
                        "color": colour,
                        "strokeDash": dash,
                    },
                },
            ],
        }
    )


@dataclass(frozen=True)
class Gain:
    """A country's welfare, change in percent in the standard model."""

    country: str
    welfare: float


def gains(world: World, report: Report, most: int = 8) -> list[Gain]:
    """Who gains and who loses most, from the top; of countries with at least a thousandth of the world's income."""
    big = [place for place in range(len(world)) if world.gdp[place] >= world.gdp.sum() / 1000]
    ranked = sorted(big, key=lambda place: -report.welfare[place])
    shown = ranked if len(ranked) <= 2 * most else ranked[:most] + ranked[-most:]
    return [Gain(world.codes[place], float(report.welfare[place])) for place in shown]


def gains_chart(world: World, rows: Sequence[Gain], speech: Speech) -> Spec:
    """Bars to either side of nothing."""
    values = [
        {"country": world.named(world.country(row.country), speech.language), "welfare": row.welfare} for row in rows
    ]
    names = [value["country"] for value in values]
    return _framed(
        {
            "data": {"values": values},
            "mark": {"type": "bar", "height": 14},
            "height": {"step": 22},
            "encoding": {
                "y": {"field": "country", "type": "nominal", "sort": names, "title": None},
                "x": {
                    "field": "welfare",
                    "type": "quantitative",
                    "title": speech.say(N_("Welfare, change in percent (standard model)")),
                },
                "color": {
                    "condition": {"test": "datum.welfare < 0", "value": PARTY_COLOURS[1]},
                    "value": PARTY_COLOURS[0],
                },
            },
        }
    )


def _framed(spec: Spec) -> Spec:
    axis = {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": 400,
        "labelLimit": 220,
        "gridColor": "#D9DEE3",
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": JOINT,
        "tickColor": JOINT,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 560,
        "height": 320,
        "background": "#FFFFFF",
        "config": {
            "font": f"{FONT}, sans-serif",
            "axis": axis,
            "legend": {"labelFontSize": 13, "labelColor": INK, "orient": "top", "symbolStrokeWidth": 2.5},
            "view": {"stroke": None},
        },
        **spec,
    }


def drawn(spec: Spec, speech: Speech) -> str:
    """A chart as SVG, its numbers as the language writes them."""
    _fonts()
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(json.dumps(spec), format_locale=_LOCALES[speech.language])
    return svg


_LOCALES: dict[str, dict[str, Any]] = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]},
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]},
}


@cache
def _fonts() -> None:
    import fontpkg_be_vietnam_pro
    import vl_convert

    vl_convert.register_font_directory(str(fontpkg_be_vietnam_pro.ROOT))
