"""Joint statements as they stand: a list, and one whole; agreed ones clean, others with the brackets of each side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.record.acts import PositionTabled
from paraph.record.contents import Statement
from paraph.record.state import Position, Standing
from paraph.record.statements import ConsolidatedStatement, Passage, statements_of
from paraph.record.values import Text
from paraph.text.brackets import Runs
from paraph.web import handing
from paraph.web.doing import allowed
from paraph.web.markup import hue
from paraph.web.receipts import remarked
from paraph.web.text.acting import offered
from paraph.web.text.provisions import history
from paraph.web.visit import Visit, visit
from paraph.web.words import STANDING

KIND = "statement:"
SETTLED = (Standing.AGREED, Standing.AD_REFERENDUM)


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement in the list. ``holders``: whose side holds one; ``disputed``: in how many paragraphs they differ."""

    subject: str
    name: str
    title: Text
    standing: str
    settled: bool
    holders: tuple[str, ...]
    disputed: int
    moment: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in every language. ``owners``: whose it is alone, () where all have it."""

    cells: tuple[tuple[str, Runs], ...]
    disputed: bool
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A side's own statement. ``same``: who held the very same before it."""

    party: str
    hue: str
    position: Position
    statement: Statement
    same: str


@require_GET
def statements(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    state = here.desk.state
    opened = [each.partition(":")[2] for each, sitting in state.sittings.items() if each.startswith("round:")
              and sitting.opened]  # fmt: skip
    context = {
        "listed": [_listed(here, subject) for subject in reversed(state.named("statement"))],
        "rounds": [(number, free_name(here, f"round-{number}")) for number in reversed(opened)],
        "blank": free_name(here, "statement"),
        "may_write": allowed(here, PositionTabled),
    }
    return render(request, "paraph/statements/statements.html", context)


@require_GET
def statement(request: HttpRequest, name: str) -> HttpResponse:
    here = visit(request)
    subject = known(here, name)
    state = here.desk.state
    standing = state.standing(subject)
    agreed = state.agreed(subject)
    found = together(here, name)
    held = _held(here, subject)
    about = agreed if isinstance(agreed, Statement) else (held[-1].statement if held else None)
    context = {
        "name": name,
        "subject": subject,
        "found": state.subjects[subject],
        "standing": STANDING[standing],
        "settled": standing in SETTLED,
        "ad_referendum": standing is Standing.AD_REFERENDUM,
        "title": tuple(found.title.items()),
        "lines": lines_of(found),
        "disputed": found.disputed,
        "held": held,
        "since": since(here, subject),
        "remarks": remarked(here, here.desk.remarks(about)) if about else [],
        "offer": handing.offered(here, "statement", N_("Hand over the statement"), of=name),
        "history": history(here, subject),
        "deeds": offered(here, subject),
        "may_write": allowed(here, PositionTabled),
    }
    return render(request, "paraph/statements/statement.html", context)


def known(here: Visit, name: str) -> str:
    """The subject of a statement that is on record; raises Http404."""
    subject = KIND + name
    if subject not in here.desk.state.subjects:
        raise Http404
    return subject


def together(here: Visit, name: str) -> ConsolidatedStatement:
    """All that is held on a statement, put together: the same for every seat."""
    return here.site.once(f"statement:{name}", lambda desk: desk.statement(name))


def free_name(here: Visit, wanted: str) -> str:
    """A name that no statement has yet: the one that is wanted, or the first with a number behind it."""
    taken = here.desk.state.subjects
    names = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if KIND + each not in taken)


def lines_of(found: ConsolidatedStatement) -> list[Line]:
    """The paragraphs to be shown, side by side in their languages."""
    return [_line(each, found.holders) for each in found.passages]


def since(here: Visit, subject: str) -> str:
    """The moment of the last word on it by any party."""
    positions = here.desk.state.subjects[subject].positions
    return max((each.mark.time for party, each in positions.items() if party in here.desk.charter.parties), default="")


def _line(passage: Passage, holders: tuple[str, ...]) -> Line:
    owners = tuple(passage.parts) if len(passage.parts) < len(holders) else ()
    return Line(tuple(passage.runs.items()), passage.disputed, owners)


def _listed(here: Visit, subject: str) -> Listed:
    state, name = here.desk.state, subject.partition(":")[2]
    held, standing = statements_of(state, subject), state.standing(subject)
    title = next(iter(held.values())).title if held else {}
    return Listed(
        subject,
        name,
        title or {here.speech.language: name},
        STANDING[standing],
        standing in SETTLED,
        tuple(held),
        together(here, name).disputed,
        max((each.mark.time for each in state.subjects[subject].positions.values()), default=""),
    )


def _held(here: Visit, subject: str) -> list[Held]:
    """Who holds which, the first who said it before those who took it over."""
    state, parties = here.desk.state, here.desk.charter.parties
    positions = state.subjects[subject].positions
    found: list[Held] = []
    for party, each in sorted(statements_of(state, subject).items(), key=lambda item: positions[item[0]].mark.order):
        same = next((other.party for other in found if other.position.content == positions[party].content), "")
        found.append(Held(party, hue(party, parties), positions[party], each, same))
    return found
