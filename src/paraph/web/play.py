"""The state of play, as a head of delegation looks at it first. Every number leads to the provisions behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.record.contents import Round
from paraph.record.deadlines import Deadline, Due, Engagement, Phase, bounds, instant
from paraph.record.state import Principle, Referral
from paraph.record.state_of_play import Tally
from paraph.text.brackets import Runs
from paraph.text.convergence import Status
from paraph.web.handing import offered
from paraph.web.keeping import kept
from paraph.web.since import since
from paraph.web.trade import published
from paraph.web.visit import Visit, visit
from paraph.web.words import STATUS


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a bar. ``x`` and ``width`` in percent of the whole; ``at``: the page of what is behind it."""

    status: Status
    key: str
    count: int
    x: float
    width: float
    at: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A chapter, or the whole at one moment. ``heading`` has its brackets; ``share``: of its words, those agreed."""

    name: str
    number: str
    heading: Runs
    parts: tuple[Part, ...]
    tally: Tally
    title: str = ""

    @property
    def share(self) -> float:
        return self.tally.words.shares.agreed


@dataclass(frozen=True, slots=True)
class Where:
    """Which round it is and how that stands (a message key); ``day`` of ``days`` while it is under way."""

    number: str
    told: str
    content: Round | None
    day: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """A subject that waits above. ``ago``: since when, in words."""

    subject: str
    name: str
    referral: Referral
    ago: str


@dataclass(frozen=True, slots=True)
class Owed:
    """An undertaking that runs, with how far ahead its deadline is, in words."""

    deadline: Deadline
    ahead: str


@require_GET
@kept
def play(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    found = here.play
    chapters = [clause for clause in found.text if not clause.parent]
    owed = _owed(here)
    mine = [each for each in owed if each.deadline.undertaking.owner == here.desk.seat.party]
    gained = _gained(found.tallies[""]) if chapters else 0
    ours = owed if here.desk.seat.observes else mine
    context = {
        "play": found,
        "round": _round(here),
        "whole": bar_of(found.tallies[""]) if chapters else None,
        "gained": gained,
        "gained_by": abs(gained),
        "disputed": _disputed(here, found.tallies[""]) if chapters else "",
        "open": _behind("", Status.OPEN),
        "agreed": _behind("", Status.AGREED),
        "chapters": [
            Bar(each.name, each.number(here.language), each.runs[here.language], _parts(tally, each.name), tally)
            for each in chapters
            for tally in (found.tallies[each.name],)
        ],
        "course": _course(here),
        "ministers": _sent(here, "ministers"),
        "chiefs": _sent(here, "chief_negotiators"),
        "mine": ours,
        "theirs": [each for each in owed if each not in ours],
        "overdue": sum(each.deadline.due is Due.OVERDUE for each in ours),
        "coming": _coming(here),
        "coverage": coverage(here),
        "since": since(request, here),
        "sources": published.sources(here),
        "principles": _principles(here),
        "offer": offered(here, "state", N_("The state of play as a file")),
    }
    return render(request, "paraph/play.html", context)


# Where it stands


def _round(here: Visit) -> Where:
    """The round that is open, else the last one that was held."""
    held = [each for each in here.desk.calendar() if each.phase in (Phase.UNDER_WAY, Phase.HELD)]
    rounds = [(each, each.content) for each in held if isinstance(each.content, Round)]
    if not rounds:
        return Where("", N_("No round has been held yet"), None)
    last, content = rounds[-1]
    if last.phase is not Phase.UNDER_WAY:
        return Where(str(content.number), N_("After round %(number)s"), content)
    starts, ends = bounds(content)
    days = (ends - starts).days or 1
    day = min(days, max(1, (here.desk.now() - starts).days + 1))
    return Where(str(content.number), N_("Round %(number)s is under way"), content, day, days)


def _gained(tally: Tally) -> int:
    """By how many percentage points more of the words are agreed than at the close before."""
    return round(100 * tally.change.agreed) if tally.change else 0


def _disputed(here: Visit, tally: Tally) -> str:
    """How many provisions are not agreed, and how they stand."""
    number = here.speech.number
    open_, narrowed = (tally.counts.get(each, 0) for each in (Status.OPEN, Status.NARROWED))
    return here.speech.say(
        N_("%(all)s not agreed: %(open)s open, %(narrowed)s narrowed"),
        all=number(open_ + narrowed),
        open=number(open_),
        narrowed=number(narrowed),
    )


def _coming(here: Visit) -> list[tuple[Engagement, str]]:
    """Rounds and meetings to come, each with how far ahead it is, in words; "" for one that is under way."""
    now = here.desk.now()
    return [
        (each, here.speech.ahead(each.starts - now) if each.starts > now else "")
        for each in here.desk.calendar()
        if each.phase in (Phase.SET, Phase.PROPOSED, Phase.UNDER_WAY)
    ]


# Bars


def _behind(name: str, status: Status, at: str = "") -> str:
    """The page of the provisions behind a number; ``at``: as they stood at the close of that round."""
    base = reverse("part", args=[name]) if name else reverse("text")
    return f"{base}?{urlencode({'at': at, 'show': status.value} if at else {'show': status.value})}"


def _parts(tally: Tally, name: str = "", at: str = "") -> tuple[Part, ...]:
    parts, x = [], 0.0
    for status in Status:
        count = tally.counts.get(status, 0)
        width = 100 * count / tally.provisions if tally.provisions else 0.0
        parts.append(Part(status, STATUS[status], count, x, width, _behind(name, status, at) if count else ""))
        x += width
    return tuple(parts)


def bar_of(tally: Tally, title: str = "", at: str = "") -> Bar:
    """The bar of the whole text; its numbers lead to the provisions behind them, ``at`` the close of a round."""
    return Bar("", "", (), _parts(tally, "", at), tally, title)


def _course(here: Visit) -> list[Bar]:
    """The whole text at the close of each round, and now where the record has moved on since."""
    say, closes = here.speech.say, here.desk.state.closes
    bars = []
    for close in closes:
        number = close.round.partition(":")[2]
        tally = here.site.play_after(close.round, here.language).tallies[""]
        bars.append(bar_of(tally, say(N_("Close of round %(number)s"), number=number), number))
    if here.play.tallies[""].provisions and (not closes or here.desk.state.entries != closes[-1].entries):
        bars.append(bar_of(here.play.tallies[""], say(N_("Now"))))
    return bars


# What waits


def _owed(here: Visit) -> list[Owed]:
    running = (each for each in here.desk.deadlines() if each.due is not Due.DISCHARGED)
    return [Owed(each, here.speech.ahead(each.left)) for each in running]


def _sent(here: Visit, level: str) -> list[Sent]:
    """What lies at a level and waits for its answer, on anything that is not agreed."""
    now = here.desk.now()
    return [
        Sent(item.subject, name, referral, here.speech.ahead(instant(referral.sent.time) - now))
        for item in here.play.items.values()
        if item.status is not Status.AGREED
        for name in item.referrals
        for referral in (here.desk.state.referrals[name],)
        if referral.now_with == level
    ]


def coverage(here: Visit) -> list[tuple[str, int, int]]:
    """Of each agreed agenda: (subject, items discussed, items)."""
    state = here.desk.state
    found = []
    for subject in state.named("agenda"):
        agenda = state.agreed(subject)
        if agenda is not None:
            found.append((subject, len(state.discussed.get(subject, {})), len(getattr(agenda, "items", ()))))
    return found


def _principles(here: Visit) -> list[tuple[Principle, Sequence[tuple[str, str]]]]:
    """Each with the provisions that it is tied to and how those stand (status); what is gone is left out."""
    items = here.play.items
    return [
        (each, [(about, items[about].status.value) for about in each.provisions if about in items])
        for each in here.desk.state.principles.values()
    ]
