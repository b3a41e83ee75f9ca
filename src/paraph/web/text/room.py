"""The shared text for all to see, on the wall of the room. It follows the act that is being discussed.

Made at the observer's desk whoever opens it: nothing of a seat, and nothing of a vault, can be on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from paraph.desk.floor import Turn
from paraph.errors import N_
from paraph.record.assembly import Clause
from paraph.text.brackets import show
from paraph.text.redline import compare
from paraph.web.markup import bracketed, hue
from paraph.web.text.rows import Cell, redlined
from paraph.web.visit import Visit, visit
from paraph.web.words import ACTS, STANDING, STATUS

SIZES = ((210, "xl"), (370, "l"), (660, "m"))
"""Up to so many characters in one language, and the size of type that fits them on one screen; "s" for more."""

MOST = 40
"""Provisions of an article or chapter that are shown with it."""

DARK = "dark"


@require_GET
def room(request: HttpRequest) -> HttpResponse:
    """What has the floor: the provision of the latest act, and what that act changed."""
    return _wall(request, "")


@require_GET
def pinned(request: HttpRequest, name: str) -> HttpResponse:
    """One provision, whatever is done elsewhere."""
    here = visit(request)
    if f"provision:{name}" not in here.desk.state.subjects:
        raise Http404
    return _wall(request, name)


def _wall(request: HttpRequest, name: str) -> HttpResponse:
    visitor = visit(request)
    here = replace(visitor, desk=visitor.site.desk(""))
    dark = request.GET.get("look") == DARK
    html = here.site.once(
        f"room:{name}:{dark}:{here.speech.language}",
        lambda _: render_to_string("paraph/text/room.html", _context(here, name, dark)),
    )
    return HttpResponse(html)


def _context(here: Visit, name: str, dark: bool) -> dict[str, Any]:
    text = here.play.text
    inside = [clause.name for clause in text.within(name)] if name and name in text else [name] if name else []
    turn = here.desk.turn(inside)
    shown = name or (turn.provisions[0] if turn else "")
    clauses = list(text.within(shown)[:MOST]) if shown in text else []
    order = [clause.name for clause in text if not clause.kind.titled]
    return {
        "visit": here,
        "speech": here.speech,
        "desk": here.desk,
        "heard": here.desk.state.entries,
        "pinned": name,
        "dark": dark,
        "query": f"?look={DARK}" if dark else "",
        "shown": shown,
        "subject": f"provision:{shown}" if shown else "",
        "clause": clauses[0] if clauses else None,
        "status": here.play.tallies[shown].status if clauses else "",
        "standing": _standing(here, shown, clauses),
        "rows": [_cells(here, clause) for clause in clauses],
        "size": _size(clauses, here.desk.languages),
        "turn": turn,
        "turned": turn.provisions[0] if turn and turn.provisions[0] != shown else "",
        "did": ACTS.get(turn.told.line.act, turn.told.line.act) if turn else "",
        "hue": hue(turn.told.line.party, here.desk.charter.parties) if turn else "",
        "changes": _changes(here, turn) if turn and turn.reworded else (),
        "round": _round(here),
        **_neighbours(order, shown, clauses),
    }


def _standing(here: Visit, shown: str, clauses: Sequence[Clause]) -> str:
    """Where it stands (a message key); of an article or chapter, where all that is in it does."""
    if clauses and clauses[0].kind.titled:
        return STATUS[here.play.tallies[shown].status]
    return STANDING[here.desk.state.standing(f"provision:{shown}")] if shown else ""


def _cells(here: Visit, clause: Clause) -> tuple[str, list[Cell]]:
    parties = here.desk.charter.parties
    tag = "h2" if clause.kind.titled else "p"
    return tag, [Cell(each, clause.number(each), bracketed(runs, parties)) for each, runs in clause.runs.items()]


def _size(clauses: Sequence[Clause], languages: Sequence[str]) -> str:
    longest = max((sum(len(show(clause.runs[each])) for clause in clauses) for each in languages), default=0)
    return next((size for most, size in SIZES if longest <= most), "s")


def _changes(here: Visit, turn: Turn) -> list[tuple[str, SafeString]]:
    """What the author of the act changed in its own wording, in each language."""
    say = here.speech.say
    found = []
    for language in here.desk.languages:
        before, now = ((each.text.get(language, "") if each else "") for each in (turn.before, turn.now))
        found.append((language, redlined(compare(before, now), say(N_("deleted")), say(N_("inserted")))))
    return found


def _round(here: Visit) -> str:
    """The round that is open, "" between rounds."""
    found = here.desk.current_round
    return here.name(found) if found else ""


def _neighbours(order: Sequence[str], shown: str, clauses: Sequence[Clause]) -> dict[str, str]:
    """The provisions before and after what is shown."""
    inside = {clause.name for clause in clauses}
    places = [place for place, name in enumerate(order) if name in inside]
    if not places:
        return {"before": "", "after": order[0] if order else ""}
    first, last = places[0], places[-1]
    before = order[first - 1] if first else ""
    return {"before": before, "after": order[last + 1] if last + 1 < len(order) else ""}
