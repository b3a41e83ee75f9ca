"""Policy documents that the delegations have handed over, each with its hash and its receipts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.web.visit import visit


@require_GET
def disclosures(request: HttpRequest) -> HttpResponse:
    return render(request, "paraph/exchanges/disclosures.html", {"found": visit(request).desk.state.disclosures})
