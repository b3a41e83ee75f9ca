"""Lists: rounds and meetings with their agendas, undertakings, questions, disclosures, referrals; and the vault."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.errors import N_, NotPermitted
from paraph.record.contents import Agenda, AgendaItem, Round
from paraph.record.deadlines import Due, Engagement
from paraph.record.state import Discussion, Sitting
from paraph.web.provisions import has_vault, papers
from paraph.web.visit import Visit, visit
from paraph.web.words import DUE, FORMAT, LEVEL, PHASE


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
    return render(request, "paraph/rounds.html", {"listed": listed[::-1]})


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


@require_GET
def undertakings(request: HttpRequest) -> HttpResponse:
    found = visit(request).desk.deadlines()
    groups = [
        (N_("Running"), [(each, DUE[each.due]) for each in found if each.due is not Due.DISCHARGED]),
        (N_("Discharged"), [(each, DUE[each.due]) for each in found if each.due is Due.DISCHARGED]),
    ]
    return render(request, "paraph/undertakings.html", {"groups": groups})


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    found = list(visit(request).desk.state.clarifications.items())
    groups = [
        (N_("Not answered yet"), [each for each in found if not each[1].answered]),
        (N_("Answered"), [each for each in found if each[1].answered]),
    ]
    return render(request, "paraph/questions.html", {"groups": groups})


@require_GET
def disclosures(request: HttpRequest) -> HttpResponse:
    return render(request, "paraph/disclosures.html", {"found": visit(request).desk.state.disclosures})


@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    found = [(name, each, LEVEL[each.now_with]) for name, each in visit(request).desk.state.referrals.items()]
    groups = [
        (N_("Waiting for an instruction"), [each for each in found if not each[1].returned]),
        (N_("Returned"), [each for each in found if each[1].returned]),
    ]
    return render(request, "paraph/referrals.html", {"groups": groups})


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
