"""Rounds and meetings: when and where, what they were to discuss and what they did."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.record.contents import Agenda, AgendaItem, Round
from paraph.record.deadlines import Engagement
from paraph.record.state import Discussion, Sitting
from paraph.web.visit import Visit, visit
from paraph.web.words import FORMAT, PHASE


@dataclass(frozen=True, slots=True)
class Listed:
    """A round or meeting, how it stands, what it was to discuss and what it did."""

    engagement: Engagement
    is_round: bool
    phase: str
    format: str
    anchor: str
    sitting: Sitting
    agenda_agreed: bool
    items: tuple[tuple[AgendaItem, Discussion | None], ...]

    @property
    def discussed(self) -> int:
        return sum(1 for _, discussion in self.items if discussion)


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    listed = [_listed(here, each) for each in here.desk.calendar()]
    return render(request, "paraph/sittings/rounds.html", {"listed": listed[::-1]})


def _listed(here: Visit, engagement: Engagement) -> Listed:
    state, name = here.desk.state, engagement.subject.partition(":")[2]
    agenda = state.agreed(f"agenda:{name}")
    discussed = state.discussed.get(f"agenda:{name}", {})
    items = agenda.items if isinstance(agenda, Agenda) else []
    return Listed(
        engagement,
        isinstance(engagement.content, Round),
        PHASE[engagement.phase],
        FORMAT[engagement.format],
        engagement.subject.replace(":", "-"),
        state.sittings.get(engagement.subject) or Sitting(),
        agenda is not None,
        tuple((item, discussed.get(item.name)) for item in items),
    )
