"""Undertakings: who will do what by when, and whether it was done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.record.deadlines import Due
from paraph.web.visit import visit
from paraph.web.words import DUE


@require_GET
def undertakings(request: HttpRequest) -> HttpResponse:
    found = visit(request).desk.deadlines()
    groups = [
        (N_("Running"), [(each, DUE[each.due]) for each in found if each.due is not Due.DISCHARGED]),
        (N_("Discharged"), [(each, DUE[each.due]) for each in found if each.due is Due.DISCHARGED]),
    ]
    return render(request, "paraph/exchanges/undertakings.html", {"groups": groups})
