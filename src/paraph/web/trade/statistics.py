"""Statistics with a partner, each with its source; the reciprocal rate from them; a statement held against them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from paraph.documents.gateway import admit
from paraph.documents.outcome_annexes import verdict
from paraph.errors import ParaphError
from paraph.trade.checking import OUTCOMES, TITLES, Examined, Outcome, examine
from paraph.trade.facts import FLOWS, VALUATIONS, Source, sources
from paraph.trade.nomenclature import nomenclature
from paraph.trade.partners import name_of
from paraph.trade.reciprocal import VERDICTS, compare
from paraph.trade.stated import read_statement
from paraph.trade.statistics import IMPORTS, MEASURES, Imports, by_chapter, goods_trade, imports_of, trade_with
from paraph.web.visit import Visit, visit

LONGEST = 20_000
"""Characters of a statement that are read on the page."""


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """``partner``: a code or name; the other side of the United States where none is asked for."""
    here = visit(request)
    asked = request.GET.get("partner", "")[:60] or other_party(here)
    error, context = "", _with(here, other_party(here))
    try:
        context = _with(here, asked)
    except ParaphError as refused:
        error = here.explain(refused)
    status = 404 if error else 200
    return render(request, "paraph/trade/statistics.html", {**context, "error": error, "asked": asked}, status=status)


def other_party(here: Visit) -> str:
    """The party whose trade with the United States is shown first: the first other one that the statistics have."""
    parties = [code for code in here.desk.charter.parties if code != "US"]
    return next((code for code in parties if code in goods_trade()), "VN")


def _with(here: Visit, partner: str) -> dict[str, Any]:
    say, language = here.speech.say, here.speech.language
    trade = trade_with(partner)
    code = trade.imports.partner
    lines = imports_of("", code)
    found = next(each for each in compare() if each.partner == code)
    partners = sorted((name_of(each, language), each) for each in goods_trade())
    return {
        "partner": name_of(code, language),
        "code": code,
        "partners": partners,
        "period": trade.imports.period,
        "figures": [
            (say(MEASURES[each.measure]), float(each.value), "" if each.computed else _defined(here, *each.definition))
            for each in trade.figures
        ],
        "source": told(here, trade.imports.source),
        "lines": lines if lines.value else None,
        "lines_defined": _defined(here, VALUATIONS[sources()[IMPORTS].valuation], FLOWS[sources()[IMPORTS].flow]),
        "lines_source": told(here, sources()[IMPORTS]),
        "chapters": [_chapter(here, *each, lines.value) for each in by_chapter(code)[:12]],
        "reciprocal": found,
        "verdict": say(found.remark or VERDICTS[found.verdict]),
    }


def _defined(here: Visit, valuation: str, flow: str) -> str:
    return f"{here.speech.say(flow)}; {here.speech.say(valuation)}"


def _chapter(here: Visit, chapter: str, found: Imports, whole: int) -> tuple[str, str, float, float, float]:
    title = nomenclature().chapter_words(chapter, here.speech.language)
    return chapter, title, found.value / 1e6, found.value / whole, float(found.collected)


def told(here: Visit, source: Source) -> dict[str, Any]:
    """A source as a page names it."""
    return {
        "publisher": source.publisher,
        "title": here.speech.of(source.title),
        "vintage": source.vintage,
        "address": source.address,
        "remarks": source.remarks,
    }


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """A statement's figures against each other and against the statistics; nothing of it is kept."""
    here = visit(request)
    text = request.POST.get("text", "")[:LONGEST]
    context: dict[str, Any] = {"text": text, "partner": other_party(here)}
    status = 200
    if text.strip():
        try:
            found = examine(read_statement(admit(text, "1")), trade_with(context["partner"]))
            context |= _examined(here, found)
        except ParaphError as refused:
            context["error"], status = here.explain(refused), 400
    return render(request, "paraph/trade/check.html", context, status=status)


def _examined(here: Visit, found: Examined) -> dict[str, Any]:
    say = here.speech.say
    rows = [
        {
            "title": say(TITLES[each.stated.role]),
            "whose": each.stated.whose,
            "words": each.stated.words,
            "statistic": float(abs(each.statistic.value)) if each.statistic else None,
            "outcome": say(OUTCOMES[each.outcome]),
            "off": each.outcome is Outcome.DIFFERS,
            "rounded": here.speech.decimal(each.rounded),
        }
        for each in found.held
    ]
    source = next((each.statistic.source for each in found.held if each.statistic), None)
    return {
        "done": True,
        "rows": rows,
        "source": told(here, source) if source else None,
        "within": [(check.agreement, verdict(check, found.figures, here.speech)) for check in found.within],
        "rates": [(each.stated.words, say(OUTCOMES[each.outcome]), say(each.remark)) for each in found.rates],
        "unread": found.statement.unread,
    }
