"""What has changed since one last looked, or since the close of any round; and the mark of having looked.

The mark is a number of entries, kept with the session for each seat. What stood then is the fold of so many entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from paraph.desk.clock import stamp
from paraph.errors import N_
from paraph.record.changes import Changes
from paraph.record.names import CHANGES
from paraph.text.convergence import Status
from paraph.web.receipts import tell
from paraph.web.templatetags.paraph import where
from paraph.web.visit import LOOKED, Visit, visit

LOOK = "look"

PAGES = {
    "asked": "questions",
    "answered": "questions",
    "disclosed": "disclosures",
    "received": "disclosures",
    "undertaken": "undertakings",
    "discharged": "undertakings",
    "deferred": "undertakings",
}
"""Where the things of a kind of change are listed, by their names."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that changed: what it is called, and its page."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Kind:
    """All changes of one kind. ``key``: its message key, to stand after their number."""

    field: str
    key: str
    all: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """``chosen``: "look" or the number of a round; ``moment``: of the last look; ``entries``: how many have come.

    ``others``: how many of them changed nothing that a kind names; below zero where one entry stands under several.
    """

    chosen: str
    moment: str
    entries: int
    kinds: tuple[Kind, ...]
    marked: bool
    rounds: tuple[str, ...]

    @property
    def others(self) -> int:
        return self.entries - sum(len(kind.all) for kind in self.kinds)


def since(request: HttpRequest, here: Visit) -> Since:
    """What has changed: as asked; else since the last look if there was one, or the last close that entries follow."""
    state = here.desk.state
    rounds = tuple(close.round.partition(":")[2] for close in state.closes)
    mark = marked(here)
    asked = request.GET.get("since", "")
    before = next((each for each in reversed(state.closes) if each.entries < state.entries), None)
    last = before.round.partition(":")[2] if before else ""
    chosen = asked if asked in rounds or (asked == LOOK and mark) else LOOK if mark else last
    if not chosen:
        return Since("", "", state.entries, (), False, rounds)
    count, moment = mark if mark and chosen == LOOK else (here.desk.close_of(f"round:{chosen}").entries, "")
    found = _changes(here, count)
    return Since(chosen, moment, found.entries, tuple(_kinds(here, found)), mark is not None, rounds)


def tabled(here: Visit) -> list[tuple[str, tuple[Named, ...]]]:
    """What each other party has newly tabled since one last looked, else since the last close, and is not agreed."""
    closes, mark = here.desk.state.closes, marked(here)
    if not mark and not closes:
        return []
    new: dict[str, dict[Named, None]] = {}
    for each in _changes(here, mark[0] if mark else closes[-1].entries).positions:
        item = here.play.items.get(each.subject)
        if each.party == here.desk.seat.party or not each.now or each.accepted or not item:
            continue
        if item.status is not Status.AGREED:
            new.setdefault(each.party, {})[_subject(here, each.subject)] = None
    return [(party, tuple(names)) for party, names in new.items()]


def _changes(here: Visit, count: int) -> Changes:
    """What the first ``count`` entries did not have yet."""
    return here.site.once(f"since:{count}:{here.language}", lambda desk: desk.changes(here.site.after_entries(count)))


def marked(here: Visit) -> tuple[int, str] | None:
    """How many entries one had read at this seat, and when one said so; None for who never did."""
    return here.looked if here.looked and 0 < here.looked[0] <= here.desk.state.entries else None


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark as read all that the page showed, and nothing that has come since."""
    here = visit(request)
    given = request.POST.get("entries", "")
    shown = int(given) if given.isdecimal() and len(given) < 10 else here.desk.state.entries
    held = request.session.get(LOOKED)
    kept = dict(held) if isinstance(held, dict) else {}
    kept[here.desk.seat.party] = [min(shown, here.desk.state.entries), stamp(here.desk.now())]
    request.session[LOOKED] = kept
    tell(request, here.speech.say(N_("Marked as read. From now on this page says what has changed since.")))
    return redirect("play")


def _kinds(here: Visit, found: Changes) -> Iterator[Kind]:
    told = {*found.agreed, *found.reopened, *(each.subject for each in (*found.narrowed, *found.widened))}
    new = dict.fromkeys(each.subject for each in found.positions if each.subject not in told)
    for field, key in CHANGES:
        if which := getattr(found, field):
            yield Kind(field, key, tuple(dict.fromkeys(_named(here, field, each) for each in which)))
    if new:
        yield Kind("positions", N_("new positions"), tuple(_subject(here, each) for each in new))


def _named(here: Visit, field: str, each: Any) -> Named:
    if field == "cited":
        return Named(here.speech.of(here.desk.state.figures[each].title), "#h-figures")
    if field == "affirmed":
        return Named(here.speech.of(here.desk.state.principles[each[0]].title), "#h-principles")
    if field == "presented":
        return Named(here.naming.party(each), reverse("history") + f"?party={each}&act=DelegationPresented")
    if field in ("referred", "instructed"):
        name = each[0] if isinstance(each, tuple) else each
        return Named(name, reverse("referral", args=[name]))
    if field in PAGES:
        name = each[0] if isinstance(each, tuple) else each
        return Named(name, reverse(PAGES[field]) + f"#{name}")
    if field == "discussed":
        return Named(_item(here, *each), where(each[0]))
    return _subject(here, each if isinstance(each, str) else each[0] if isinstance(each, tuple) else each.subject)


def _item(here: Visit, agenda: str, item: str) -> str:
    content = here.desk.state.agreed(agenda)
    found = next((each.title for each in getattr(content, "items", ()) if each.name == item), None)
    return here.speech.of(found, item)


def _subject(here: Visit, subject: str) -> Named:
    return Named(here.name(subject), where(subject))
