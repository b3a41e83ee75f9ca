"""The outcome of a round, compiled from the record: both languages side by side, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paraph.documents.blocks import Block
from paraph.documents.outcome import blocks
from paraph.i18n import LANGUAGES, Speech
from paraph.web.keeping import kept
from paraph.web.visit import visit


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of one shape that follow each other, in each language: items of one list; any other stands alone.

    ``sides``: (language, blocks). ``same``: all languages say the same, so that it is shown once.
    """

    shape: str
    sides: tuple[tuple[str, tuple[Block, ...]], ...]

    @property
    def same(self) -> bool:
        return all(each[1] == self.sides[0][1] for each in self.sides)


@require_GET
@kept
def outcome(request: HttpRequest, number: int | None = None) -> HttpResponse:
    here = visit(request)
    name = str(number or "")
    found = here.site.once(f"outcome:{name}", lambda desk: desk.outcome(name))
    chosen = [each for each in LANGUAGES if each in here.desk.languages] or ["en"]
    written = [list(blocks(found, Speech(each))) for each in chosen]
    held = [
        each.partition(":")[2]
        for each, sitting in here.desk.state.sittings.items()
        if each.startswith("round:") and sitting.opened
    ]
    context = {"stretches": list(_stretches(chosen, written)), "number": str(found.round.number), "held": held}
    return render(request, "paraph/outcome.html", context)


def _stretches(languages: Sequence[str], written: Sequence[Sequence[Block]]) -> Iterator[Stretch]:
    """The document in stretches; its languages have the same shape, block by block."""
    gathered: list[tuple[Block, ...]] = []
    for row in zip(*written, strict=True):
        if gathered and not (gathered[-1][0].shape == row[0].shape == "item"):
            yield _stretch(languages, gathered)
            gathered = []
        gathered.append(row)
    if gathered:
        yield _stretch(languages, gathered)


def _stretch(languages: Sequence[str], gathered: Sequence[tuple[Block, ...]]) -> Stretch:
    sides = tuple((each, tuple(row[index] for row in gathered)) for index, each in enumerate(languages))
    return Stretch(gathered[0][0].shape, sides)
