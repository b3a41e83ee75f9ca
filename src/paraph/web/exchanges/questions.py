"""Questions on the draft and their answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.web.visit import visit


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    found = list(visit(request).desk.state.clarifications.items())
    groups = [
        (N_("Not answered yet"), [each for each in found if not each[1].answered]),
        (N_("Answered"), [each for each in found if each[1].answered]),
    ]
    return render(request, "paraph/exchanges/questions.html", {"groups": groups})
