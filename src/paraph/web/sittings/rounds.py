"""Rounds and meetings: the list of all, and each on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.desk import Desk
from paraph.record import acts
from paraph.record.deadlines import Deadline, Engagement, bounds, on_clock
from paraph.record.names import STANDING
from paraph.web.doing import allowed
from paraph.web.keeping import kept
from paraph.web.leaving import Line
from paraph.web.sittings import acting
from paraph.web.sittings.agenda import Covered, coverage, may_discuss
from paraph.web.sittings.deeds import About
from paraph.web.text.acting import content_lines
from paraph.web.text.acting import offered as offered_on
from paraph.web.text.provisions import history
from paraph.web.visit import Visit, visit
from paraph.web.words import FORMAT, PHASE


@dataclass(frozen=True, slots=True)
class Listed:
    """A round or meeting, how it stands, and how much of its agenda was covered."""

    engagement: Engagement
    about: About
    phase: str
    format: str
    covered: tuple[Covered, ...]

    @property
    def discussed(self) -> int:
        return sum(1 for each in self.covered if each.discussion)


@require_GET
@kept
def rounds(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    listed = [_listed(here, each) for each in here.desk.calendar()]
    context = {"listed": listed[::-1], "can_propose": allowed(here, acts.PositionTabled)}
    return render(request, "paraph/sittings/rounds.html", context)


def _listed(here: Visit, engagement: Engagement) -> Listed:
    about = About(here, engagement.subject)
    return Listed(
        engagement,
        about,
        PHASE[engagement.phase],
        FORMAT[engagement.format],
        tuple(coverage(here, about.agenda)),
    )


@require_GET
@kept
def round_page(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, f"round:{name}")


@require_GET
@kept
def meeting_page(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, f"meeting:{name}")


def _page(request: HttpRequest, subject: str) -> HttpResponse:
    here = visit(request)
    state = here.desk.state
    if subject not in state.subjects:
        raise Http404
    about = About(here, subject)
    engagement = next((each for each in here.desk.calendar() if each.subject == subject), None)
    context = {
        "about": about,
        "subject": subject,
        "listed": _listed(here, engagement) if engagement else None,
        "clocks": clocks(here, engagement) if engagement else [],
        "standing": STANDING[state.standing(subject)],
        "found": state.subjects[subject],
        "proposals": proposals(here, subject),
        "deeds": acting.offered(about),
        "others": [] if about.held.closed else offered_on(here, subject),
        "agenda_known": about.agenda in state.subjects and bool(state.subjects[about.agenda].positions),
        "may_discuss": may_discuss(about),
        "agreed": agreed_in(here, about) if about.is_round and about.held.opened else None,
        "due": due_by(here, engagement) if engagement else [],
        "history": history(here, subject),
    }
    return render(request, "paraph/sittings/sitting.html", context)


@dataclass(frozen=True, slots=True)
class OnClock:
    """Beginning and end as the clock of a place shows them; ``parties``: whose clock it is."""

    zone: str
    parties: tuple[str, ...]
    starts: datetime
    ends: datetime


def clocks(here: Visit, engagement: Engagement) -> list[OnClock]:
    """The reader's own clock first, then those of the other parties, and that of the place."""
    whose: dict[str, list[str]] = {} if here.desk.seat.observes else {here.desk.zone: []}
    for each in here.desk.charter.participants:
        if each.role == "party":
            whose.setdefault(each.zone, []).append(each.code)
    whose.setdefault(engagement.zone, [])
    starts, ends = bounds(engagement.content)
    return [
        OnClock(zone, tuple(parties), on_clock(starts, zone), on_clock(ends, zone)) for zone, parties in whose.items()
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """One field of what is proposed, as each side has it; "" where it says nothing."""

    label: str
    language: str
    said: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.said)) > 1


def proposals(here: Visit, subject: str) -> list[Row]:
    """The sides' proposals field by field, while there are several that differ; else nothing."""
    positions = here.desk.state.subjects[subject].positions
    if len({each.content for each in positions.values()}) < 2:
        return []
    sides = [{(each.label, each.language): _said(each) for each in content_lines(here, held.content)}
             for held in positions.values()]  # fmt: skip
    keys = dict.fromkeys(key for side in sides for key in side)
    return [Row(label, language, tuple(side.get((label, language), "") for side in sides)) for label, language in keys]


def _said(line: Line) -> str:
    inner = "; ".join(" ".join(each.words for each in one) for one in line.inner)
    return line.words or inner


def agreed_in(here: Visit, about: About) -> Sequence[str]:
    """What is agreed at the close of the round, or now while it is open, and was not at the close before."""

    def find(desk: Desk) -> Sequence[str]:
        closes = desk.state.closes
        at = next((i for i, each in enumerate(closes) if each.round == about.subject), len(closes))
        before = desk.register.state_after(closes[at - 1].entries if at else 0)
        after = desk.register.state_after(closes[at].entries) if at < len(closes) else desk.state
        return [each for each in desk.changes(before, after).agreed if each not in (about.subject, about.agenda)]

    return here.site.once(f"agreed-in:{about.subject}", find)


def due_by(here: Visit, engagement: Engagement) -> list[Deadline]:
    """Undertakings that fall due by the end of it, and after the end of the round or meeting of its kind before it."""
    kind = type(engagement.content)
    earlier = [e.ends for e in here.desk.calendar() if type(e.content) is kind and e.ends < engagement.ends]
    since = max(earlier, default=None)
    return [
        each
        for each in here.desk.deadlines()
        if each.moment <= engagement.ends and (since is None or each.moment > since)
    ]
