"""The delegation's own vault: drafts that are not tabled, mandates, red lines, notes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.errors import N_, NotPermitted
from paraph.web.text.provisions import has_vault, papers
from paraph.web.visit import visit


@require_GET
def vault(request: HttpRequest) -> HttpResponse:
    """What this delegation keeps to itself. Raises NotPermitted for who has none."""
    here = visit(request)
    if not has_vault(here):
        raise NotPermitted(role=here.desk.seat.role, act=N_("open a vault"))
    by_subject: dict[str, list[object]] = {}
    for about, paper in papers(here):
        by_subject.setdefault(about, []).append(paper)
    return render(request, "paraph/vault.html", {"drafts": here.desk.drafts(), "kept": list(by_subject.items())})
