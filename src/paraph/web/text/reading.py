"""The text: both languages side by side, provision by provision, whole or one chapter at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from paraph.record.assembly import Clause
from paraph.record.state_of_play import Item, Tally
from paraph.text.brackets import Bracket, Runs
from paraph.text.convergence import Status
from paraph.web.visit import Visit, visit
from paraph.web.words import STANDING, STATUS


@dataclass(frozen=True, slots=True)
class Cell:
    """A provision in one language."""

    language: str
    number: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Row:
    """A provision in all languages, with what the margin says of it. ``level``: of its heading, 0 for a paragraph."""

    clause: Clause
    item: Item
    status: str
    standing: str
    level: int
    cells: tuple[Cell, ...]
    questions: int
    brackets: bool

    @property
    def name(self) -> str:
        return self.clause.name


@dataclass(frozen=True, slots=True)
class Branch:
    """A container in the structure tree. ``status``: of all that stands in it."""

    name: str
    number: str
    heading: Runs
    tally: Tally
    status: str
    here: bool
    articles: tuple[Branch, ...] = ()


def rows(here: Visit, clauses: Sequence[Clause], show: str = "") -> list[Row]:
    """The rows of clauses; ``show``: only those of a status, with the headings they stand under."""
    asked: dict[str, int] = {}
    for each in here.desk.state.clarifications.values():
        asked[each.subject] = asked.get(each.subject, 0) + 1
    wanted = [clause for clause in clauses if not show or here.play.of(clause).status.value == show]
    names = {each.name for clause in wanted for each in here.play.text.path(clause.name)}
    return [_row(here, clause, asked.get(clause.subject, 0)) for clause in clauses if clause.name in names]


def _row(here: Visit, clause: Clause, questions: int) -> Row:
    item = here.play.of(clause)
    cells = tuple(Cell(each, clause.number(each), runs) for each, runs in clause.runs.items())
    return Row(
        clause,
        item,
        STATUS[item.status],
        STANDING[item.standing],
        min(clause.depth + 2, 4) if clause.kind.titled else 0,
        cells,
        questions,
        any(isinstance(run, Bracket) for cell in cells for run in cell.runs),
    )


def tree(here: Visit, current: str) -> list[Branch]:
    """Chapters, and of the current one its articles."""
    return [_branch(here, clause, current, inside=True) for clause in here.play.text if not clause.parent]


def _branch(here: Visit, clause: Clause, current: str, *, inside: bool) -> Branch:
    text, tally = here.play.text, here.play.tallies[clause.name]
    within = [each for each in text.within(clause.name) if each.parent == clause.name and each.kind.titled]
    articles = tuple(_branch(here, each, current, inside=False) for each in within) if clause.name == current else ()
    runs, number = clause.runs[here.language], clause.number(here.language)
    return Branch(clause.name, number, runs, tally, STATUS[tally.status], clause.name == current, articles)


@require_GET
def whole(request: HttpRequest) -> HttpResponse:
    return _page(request, "")


@require_GET
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter; an article by its own name leads to its place there."""
    if name not in visit(request).play.text:
        raise Http404
    return _page(request, name)


def _page(request: HttpRequest, name: str) -> HttpResponse:
    here = visit(request)
    text = here.play.text
    show = request.GET.get("show", "")
    show = show if show in list(Status) else ""
    top = text.path(name)[0].name if name else ""
    tops = [clause.name for clause in text if not clause.parent]
    place = tops.index(top) if top else -1
    context = {
        "name": name,
        "clause": text[name] if name else None,
        "subject": f"provision:{name}" if name else "",
        "show": show,
        "tally": here.play.tallies.get(name),
        "filters": [(each.value, STATUS[each], here.play.tallies[name].counts.get(each, 0)) for each in Status],
        "rows": here.site.once(f"rows:{name}:{show}:{here.speech.language}", lambda _: _rendered(request, name, show)),
        "tree": tree(here, top),
        "before": tops[place - 1] if place > 0 else "",
        "after": tops[place + 1] if 0 <= place < len(tops) - 1 else "",
    }
    return render(request, "paraph/text/text.html", context)


def _rendered(request: HttpRequest, name: str, show: str) -> str:
    """The rows as HTML: the same for every seat, so made once for each state of the record."""
    here = visit(request)
    return render_to_string(
        "paraph/text/_rows.html", {"visit": here, "rows": rows(here, here.play.text.within(name), show)}
    )
