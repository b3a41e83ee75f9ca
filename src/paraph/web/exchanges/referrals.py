"""What was sent up to chief negotiators and ministers, and the instructions that came back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.web.visit import visit
from paraph.web.words import LEVEL


@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    found = [(name, each, LEVEL[each.now_with]) for name, each in visit(request).desk.state.referrals.items()]
    groups = [
        (N_("Waiting for an instruction"), [each for each in found if not each[1].returned]),
        (N_("Returned"), [each for each in found if each[1].returned]),
    ]
    return render(request, "paraph/exchanges/referrals.html", {"groups": groups})
