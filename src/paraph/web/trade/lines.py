"""Tariff lines: found by number or words, and one whole: its rates on a day, what it owes, what is offered on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.errors import ParaphError
from paraph.trade.facts import sources
from paraph.trade.nomenclature import Good, nomenclature
from paraph.trade.offers import history, worded
from paraph.trade.partners import name_of
from paraph.trade.schedules import BASES, us_schedule
from paraph.trade.statistics import suppliers
from paraph.web.trade.statistics import other_party, told
from paraph.web.visit import Visit, visit

MOST = 60
TABLES = ("us-tariff-2025", "us-orders-2025", "annex-ii-2025")


@require_GET
def lines(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    query = request.GET.get("q", "").strip()[:120]
    found = nomenclature().find(query, MOST + 1) if query else []
    context = {
        "query": query,
        "found": [(each, _path(here, each)) for each in found[:MOST]],
        "more": len(found) > MOST,
        "source": told(here, sources()["us-tariff-2025"]),
    }
    return render(request, "paraph/trade/lines.html", context)


def _path(here: Visit, good: Good) -> str:
    """What a good stands in: its chapter in the reader's language, then the headings over it."""
    above = [words.rpartition(" | ")[2] for words in good.words[1:-1]]
    return " › ".join([nomenclature().chapter_words(good.number, here.speech.language), *above])


@require_GET
def line(request: HttpRequest, number: str) -> HttpResponse:
    """``on``: the day; ``value``: US$; both may be left out."""
    here = visit(request)
    goods = nomenclature()
    if number not in goods or len(number) < 4:
        raise Http404
    good = goods.get(number)
    context: dict[str, Any] = {"good": good, "path": _path(here, good), "partner": other_party(here)}
    context |= _owed(here, request, good, context["partner"]) if good.rate else {"below": _below(good)}
    context |= _traded(here, good) | _offered(here, good)
    return render(request, "paraph/trade/line.html", context)


def _below(good: Good) -> list[Good]:
    goods = nomenclature()
    lengths = {4: (6, 8), 6: (8,)}.get(len(good.number), (10,))
    return [goods.goods[each] for each in goods.under(good.number) if len(each) in lengths and each != good.number]


def _owed(here: Visit, request: HttpRequest, good: Good, partner: str) -> dict[str, Any]:
    typed = request.GET.get("on", "")
    try:
        on = date.fromisoformat(typed) if typed else here.desk.now().date()
        value = Decimal(request.GET.get("value", "") or "1000")
        if not (value.is_finite() and 0 <= value <= 10**12):
            raise InvalidOperation
    except (ValueError, InvalidOperation):
        on, value = here.desk.now().date(), Decimal(1000)
    schedule = us_schedule(good.number[:8])
    try:
        found = schedule.applied(good.number, partner, on, value)
        error = ""
    except ParaphError as refused:  # a rate by weight: the rates are shown, the amount is not made up
        found, error = schedule.applied(good.number, partner, on), here.explain(refused)
    parts = [
        (here.speech.say(BASES[part.measure.basis]), part.measure.authority, _shown(part.rate.text),
         here.speech.decimal(part.duty) if part.duty is not None else "")
        for part in found.parts
    ]  # fmt: skip
    return {
        "parts": parts,
        "day": on.isoformat(),
        "value": str(value),
        "partner_name": name_of(partner, here.speech.language),
        "percent": here.speech.decimal(found.percent) if found.percent is not None else "",
        "total": here.speech.decimal(found.total) if found.total is not None else "",
        "error": error,
        "sources": [told(here, sources()[each]) for each in TABLES],
    }


def _shown(rate: str) -> str:
    return f"{rate}%" if rate.replace(".", "").isdigit() else rate


def _traded(here: Visit, good: Good) -> dict[str, Any]:
    found = suppliers(good.number)
    whole = sum(each.value for each in found)
    rows = [
        (name_of(each.partner, here.speech.language), each.value / 1e6, each.value / whole, float(each.collected))
        for each in found[:8]
        if each.value
    ]
    return {"suppliers": rows, "imports_source": told(here, sources()["us-imports-2024"])}


def _offered(here: Visit, good: Good) -> dict[str, Any]:
    parties = here.desk.charter.parties
    held = [each for each in here.desk.offers() if each.line == good.number]
    steps = [
        (each, each.consolidated(parties, here.speech.language),
         [(step.round, [(code, worded(offer, here.speech.language)) for code, offer in step.offers.items()])
          for step in history(here.desk.state, each.subject)])
        for each in held
    ]  # fmt: skip
    return {"offered": steps}
