"""The state of play, as a head of delegation looks at it first. Every number leads to the provisions behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.record.changes import Changes
from paraph.record.contents import Round
from paraph.record.deadlines import Due, Phase
from paraph.record.state_of_play import Item, Tally
from paraph.text.brackets import Runs
from paraph.text.convergence import Status
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
    """A chapter, or the whole at one moment. ``heading`` has its brackets."""

    name: str
    number: str
    heading: Runs
    parts: tuple[Part, ...]
    tally: Tally
    title: str = ""


CHANGES: tuple[tuple[str, str], ...] = (
    ("agreed", N_("Newly agreed")),
    ("narrowed", N_("Come closer")),
    ("widened", N_("Moved apart")),
    ("reopened", N_("Reopened")),
    ("parked", N_("Parked")),
)


@require_GET
def play(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    found, state = here.play, here.desk.state
    since = request.GET.get("since", "")
    chapters = [clause for clause in found.text if not clause.parent]
    engagements = here.desk.calendar()
    running = [each for each in here.desk.deadlines() if each.due is not Due.DISCHARGED]
    context = {
        "play": found,
        "round": _round(here),
        "whole": _bar(here, "", found.tallies[""]) if chapters else None,
        "before_share": _before(here),
        "chapters": [
            Bar(c.name, c.number(here.language), c.runs[here.language], _parts(found.tallies[c.name], c.name), t)
            for c in chapters
            for t in (found.tallies[c.name],)
        ],
        "course": _course(here),
        "ministers": _at_level(here, "ministers"),
        "chiefs": _at_level(here, "chief_negotiators"),
        "mine": [each for each in running if each.undertaking.owner == here.desk.seat.party],
        "theirs": [each for each in running if each.undertaking.owner != here.desk.seat.party],
        "due_none": N_("Nothing is due."),
        "due_none_ours": N_("Nothing is due from us."),
        "coming": [each for each in engagements if each.phase in (Phase.SET, Phase.PROPOSED, Phase.UNDER_WAY)],
        "coverage": coverage(here),
        "closes": [close.round.partition(":")[2] for close in state.closes],
        **_changed(here, since),
        "figures": state.figures,
    }
    return render(request, "paraph/play.html", context)


def _before(here: Visit) -> str:
    before = here.play.tallies[""].before if here.play.text.clauses else None
    return here.speech.percent(before.shares.agreed, 0) if before else ""


def _round(here: Visit) -> tuple[str, str, Round | None]:
    """The round that is open, else the last one that was held: (number, how it stands, its dates)."""
    held = [
        each
        for each in here.desk.calendar()
        if isinstance(each.content, Round) and each.phase in (Phase.UNDER_WAY, Phase.HELD)
    ]
    if not held:
        return "", N_("No round has been held yet"), None
    last = held[-1]
    content = last.content
    assert isinstance(content, Round)  # noqa: S101 - chosen so above
    told = N_("Round %(number)s is under way") if last.phase is Phase.UNDER_WAY else N_("After round %(number)s")
    return str(content.number), told, content


def _parts(tally: Tally, name: str, linked: bool = True) -> tuple[Part, ...]:
    parts, x = [], 0.0
    base = reverse("part", args=[name]) if name else reverse("text")
    for status in Status:
        count = tally.counts.get(status, 0)
        width = 100 * count / tally.provisions if tally.provisions else 0.0
        parts.append(Part(status, STATUS[status], count, x, width, f"{base}?show={status.value}" if linked else ""))
        x += width
    return tuple(parts)


def _bar(here: Visit, title: str, tally: Tally, linked: bool = True) -> Bar:
    return Bar("", "", (), _parts(tally, "", linked), tally, title)


def _course(here: Visit) -> list[Bar]:
    """The whole text at the close of each round, and now where the record has moved on since."""
    say, closes = here.speech.say, here.desk.state.closes
    bars = []
    for close in closes:
        number = close.round.partition(":")[2]
        tally = here.site.play_after(close.round, here.language).tallies[""]
        bars.append(_bar(here, say(N_("Close of round %(number)s"), number=number), tally, linked=False))
    if here.play.tallies[""].provisions and (not closes or here.desk.state.entries != closes[-1].entries):
        bars.append(_bar(here, say(N_("Now")), here.play.tallies[""]))
    return bars


def _at_level(here: Visit, level: str) -> list[Item]:
    return [
        item
        for item in here.play.items.values()
        if item.level == level and item.status is not Status.AGREED and item.kind == "provision" and item.referrals
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


def _changed(here: Visit, since: str) -> dict[str, object]:
    """What has changed since the close of a round: of the last but one, unless said."""
    closes = here.desk.state.closes
    rounds = [close.round.partition(":")[2] for close in closes]
    chosen = since if since in rounds else (rounds[-2] if len(rounds) > 1 else rounds[0] if rounds else "")
    if not chosen:
        return {"since": "", "changes": None, "kinds": ()}
    then = here.site.after(f"round:{chosen}")
    found = here.site.once(f"changes:{chosen}:{here.language}", lambda desk: desk.changes(then))
    return {"since": chosen, "changes": found, "kinds": _kinds(found)}


def _kinds(found: Changes) -> Sequence[tuple[str, list[str]]]:
    """Subjects by kind of change, each named once."""
    result = []
    for field, key in CHANGES:
        subjects = [each if isinstance(each, str) else each.subject for each in getattr(found, field)]
        if subjects:
            result.append((key, subjects))
    own = list(dict.fromkeys(each.subject for each in found.positions if each.subject.startswith("provision:")))
    return [*result, (N_("New positions"), own)] if own else result
