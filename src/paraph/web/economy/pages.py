"""The page that asks for a rate and answers with every figure's range, its charts, and what else must be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.economy import charts, elasticities, us_lines, wording
from paraph.economy.lines import VARIANTS
from paraph.economy.models import MODELS
from paraph.economy.scenarios import (
    TRANSSHIPPED,
    Backdrop,
    Figure,
    Report,
    Scenario,
    SweepPoint,
    points,
    report,
    sweep,
)
from paraph.economy.solving import BOUND
from paraph.economy.world import SOURCE, load
from paraph.errors import N_, InvalidContent, ParaphError
from paraph.i18n import Speech
from paraph.trade.partners import name_of
from paraph.web.visit import visit

BACKDROPS: dict[Backdrop, str] = {
    "announced": N_("the rates of 2 April 2025"),
    "floor": N_("ten percent"),
    "none": N_("nothing new"),
}
EXPORTER, IMPORTER, RATE = "VN", "US", "20"
LAST, STEPS = 0.5, 11
"""A sweep goes so far, in so many points."""


@dataclass(frozen=True, slots=True)
class Block:
    """The figures of a party or of the world: title, the standard model's value, the lowest and the highest of all."""

    title: str
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a field, as it is shown."""

    value: str
    shown: str


@require_GET
def economy(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    asked, speech = request.GET, here.speech
    context: dict[str, object] = {
        "countries": _countries(speech.language),
        "backdrops": [Option(key, speech.say(title)) for key, title in BACKDROPS.items()],
        "asked": _filled(asked),
        "query": asked.urlencode(),
    }
    try:
        scenario = scenario_of(asked)
        context |= _answer(scenario, speech)
    except ParaphError as error:
        context["wrong"] = here.explain(error)
        return render(request, "paraph/economy/economy.html", context, status=422)
    return render(request, "paraph/economy/economy.html", context)


@require_GET
def chart(request: HttpRequest, which: str) -> HttpResponse:
    """A chart of the page as a picture, for the same question."""
    here = visit(request)
    try:
        scenario = scenario_of(request.GET)
        spec = _CHARTS[which](scenario, here.speech)
    except (ParaphError, KeyError) as error:
        raise Http404 from error
    return HttpResponse(charts.drawn(spec, here.speech), content_type="image/svg+xml")


def scenario_of(asked: QueryDict) -> Scenario:
    """What was asked for. Raises InvalidContent and UnknownCountry."""
    filled = _filled(asked)
    others = next((each for each in BACKDROPS if each == filled["others"]), None)
    if others is None:
        raise InvalidContent(field=filled["others"], detail=N_("there is no such choice"))
    scenario = Scenario(
        filled["from"],
        filled["by"],
        wording.fraction(filled["rate"]),
        others,
        "same" if filled["answer"] else "none",
        wording.fraction(filled["routed"]),
        wording.fraction(filled["routed_rate"]),
    )
    scenario.duties(load())  # refuses what no country levies
    return scenario


def _filled(asked: QueryDict) -> dict[str, str]:
    """Every field of the form as it was sent, or as it stands at first."""
    first = {"rate": RATE, "from": EXPORTER, "by": IMPORTER, "others": "announced", "routed": "0", "routed_rate": "0"}
    filled = {key: asked.get(key, value).strip()[:20] or value for key, value in first.items()}
    return filled | {"answer": "1" if asked.get("answer") else ""}


@lru_cache(maxsize=64)
def _report(scenario: Scenario) -> Report:
    return report(load(), scenario)


@lru_cache(maxsize=64)
def _sweep(scenario: Scenario) -> dict[str, list[SweepPoint]]:
    every = points(0.0, LAST, STEPS)
    return {name: list(sweep(load(), scenario, every, each.model)) for name, each in MODELS.items()}


@lru_cache(maxsize=64)
def _lines(partner: str, rate: float) -> us_lines.LineReport | None:
    return us_lines.simulate(partner, rate) if partner in us_lines.load().partners else None


@lru_cache(maxsize=4)
def _countries(language: str) -> tuple[Option, ...]:
    """Every country with its name, in the order of names."""
    world = load()
    named = ((world.named(place, language), world.short[place] or code) for place, code in enumerate(world.codes))
    return tuple(Option(code, name) for name, code in sorted(named))


def _answer(scenario: Scenario, speech: Speech) -> dict[str, object]:
    world, found = load(), _report(scenario)
    seller, buyer = (world.country(code) for code in (scenario.exporter, scenario.importer))
    names = {"exporter": world.named(seller, speech.language), "importer": world.named(buyer, speech.language)}
    rows = charts.sweep_rows(world, _sweep(scenario), (scenario.exporter, scenario.importer))
    by_rate = zip(rows[:STEPS], rows[STEPS:], strict=True)
    return {
        "names": names,
        "rate": speech.percent(scenario.average, 1),
        "blocks": [_block(speech, names.get(who, ""), figures) for who, figures in found.figures.items()],
        "models": ", ".join(speech.say(each.title) for each in MODELS.values()),
        "residual": f"{found.residual:.0e}",
        "bound": f"{BOUND:.0e}",
        "sweep": [
            (speech.percent(one.rate, 0), *(_three(speech, each) for each in (one, other))) for one, other in by_rate
        ],
        "gains": [
            (world.named(world.country(each.country), speech.language), wording.percent(speech, each.welfare))
            for each in charts.gains(world, found)
        ],
        "lines": _by_line(speech, scenario) if buyer == world.country("US") else None,
        "remarks": [wording.FORECAST, *([TRANSSHIPPED] if scenario.routed else [])],
        "sources": [SOURCE],
    }


def _block(speech: Speech, named: str, figures: Sequence[Figure]) -> Block:
    rows = tuple(wording.row(speech, each, not named) for each in figures)
    return Block(named or speech.say(N_("World")), rows)


def _three(speech: Speech, row: charts.SweepRow) -> list[str]:
    return [wording.percent(speech, each) for each in (row.value, row.low, row.high)]


def _by_line(speech: Speech, scenario: Scenario) -> dict[str, object] | None:
    world = load()
    found = _lines(world.short[world.country(scenario.exporter)], scenario.average)
    if not found:
        return None
    keys = ("change", "created", "diverted", "revenue", "buyers")
    coverage = found.coverage
    return {
        "sales": speech.number(found.sales),
        "exempt": speech.number(found.exempt),
        "variants": [
            (speech.say(VARIANTS[name].title), [speech.number(each[key]) for key in keys])
            for name, each in found.totals.items()
        ],
        "takers": [(name_of(code, speech.language), speech.number(value)) for code, value in found.takers],
        "given": speech.number(coverage.given.rows),
        "taken": speech.number(coverage.taken.rows),
        "missing": speech.number(coverage.without_rate.rows),
        "own": speech.percent(coverage.by_digits[10].value / coverage.taken.value, 0),
        "capped": speech.number(found.capped["smart"]) if found.capped["smart"] else "",
        "sources": [us_lines.SOURCE, elasticities.SOURCE],
    }


def _sweep_chart(scenario: Scenario, speech: Speech) -> charts.Spec:
    rows = charts.sweep_rows(load(), _sweep(scenario), (scenario.exporter, scenario.importer))
    return charts.sweep_chart(load(), rows, speech)


def _gains_chart(scenario: Scenario, speech: Speech) -> charts.Spec:
    return charts.gains_chart(load(), charts.gains(load(), _report(scenario)), speech)


_CHARTS = {"sweep": _sweep_chart, "gains": _gains_chart}
