"""A paper as it reads from top to bottom, for formats that set it: rows of items, one for each language.

What a bracket looks like is decided here once, by name: ``p0``, ``p1`` ... for the words of each party in the order of
the negotiation, ``joint`` for those of several, ``ins`` and ``del`` in a redline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraph.documents.blocks import Block
from paraph.documents.paper import Line, Page, RedlinePaper, ReportPaper, TextPaper, lines_of
from paraph.text.align import Kind as How
from paraph.text.brackets import Runs
from paraph.text.redline import Change, Op, redline

LOOKS = 6
"""How many parties are told apart by colour and line; after that they begin again."""
PARAGRAPH = "¶"
"""Stands where one paragraph was cut in two, or two were joined."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look. ``strong``: the sign of a bracket and the name of its owner."""

    text: str
    look: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """``shape``: heading, paragraph, note, item or table. ``level``: of a heading (2 and up: the title is 1, and none
    is left out), of anything else how deep it is set. ``notes``: what stands below the page, or at its end."""

    shape: str
    level: int = 0
    label: str = ""
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """``columns``: {language: its name}; each row has an item for each. ``legend``: whose brackets are whose."""

    page: Page
    columns: Mapping[str, str]
    rows: Sequence[tuple[Item, ...]]
    legend: tuple[Span, ...] = ()


def flow(paper: TextPaper | ReportPaper | RedlinePaper) -> Flow:
    """Lay a paper out."""
    if isinstance(paper, TextPaper):
        return _text(paper)
    if isinstance(paper, ReportPaper):
        sides = [list(_report(blocks)) for blocks in paper.blocks.values()]
        return Flow(paper.page, _columns(paper.blocks, paper.languages), list(zip(*sides, strict=True)))
    rows = [(item,) for item in _redline(paper)]
    return Flow(paper.page, {paper.new.language: paper.new.language}, rows)


def _columns(sides: Mapping[str, object], names: Mapping[str, str]) -> dict[str, str]:
    return {each: names.get(each, each) for each in sides}


# A text


def _text(paper: TextPaper) -> Flow:
    codes = list(paper.parties)
    sides = [list(_lines(paper, language, codes)) for language in paper.lines]
    disputed = any(not isinstance(run, str) for lines in paper.lines.values() for line in lines for run in line.runs)
    named = any(code != name for code, name in paper.parties.items())
    legend = tuple(_legend(paper.parties)) if disputed and named else ()
    return Flow(paper.page, _columns(paper.lines, paper.languages), list(zip(*sides, strict=True)), legend)


def _lines(paper: TextPaper, language: str, codes: Sequence[str]) -> Iterator[Item]:
    first = next(iter(paper.lines))
    level = 1
    for line in paper.lines[language]:
        said = [each for each in paper.comments if each.about == line.id and language == (each.language or first)]
        notes = tuple(each.said() for each in said)
        spans = tuple(spans_of(line.words, codes))
        if line.kind.titled and spans:
            level = min(line.depth + 2, level + 1, 6)
            yield Item("heading", level, line.label, spans, notes=notes)
        else:
            yield Item("paragraph", line.depth, line.label, spans, notes=notes)


def spans_of(runs: Runs, parties: Sequence[str], look: str = "") -> Iterator[Span]:
    """Words with their brackets; what stands in a bracket looks as its owner does."""
    for each in runs:
        if isinstance(each, str):
            yield Span(each, look)
            continue
        for alternative in each.alternatives:
            own = look_of(alternative.owners, parties)
            name = "/".join(alternative.owners)
            yield Span(f"[{name}: " if name else "[", own, strong=True)
            yield from spans_of(alternative.content, parties, own)
            yield Span("]", own, strong=True)


def look_of(owners: Sequence[str], parties: Sequence[str]) -> str:
    """The look of what these own: a party's, ``joint`` of several, "" of nobody."""
    if len(owners) == 1 and owners[0] in parties:
        return f"p{parties.index(owners[0]) % LOOKS}"
    return "joint" if owners else ""


def _legend(parties: Mapping[str, str]) -> Iterator[Span]:
    codes = list(parties)
    for code, name in parties.items():
        if code != codes[0]:
            yield Span("  ·  ")
        yield Span(f"[{code}: …]", look_of([code], codes), strong=True)
        yield Span(f" {name}")


# A report


def _report(blocks: Sequence[Block]) -> Iterator[Item]:
    for block in blocks:
        if block.shape == "title":
            continue  # the page says it
        if block.shape in ("heading", "subheading"):
            yield Item("heading", 2 if block.shape == "heading" else 3, spans=(Span(block.text),))
        elif block.shape == "table":
            yield Item("table", rows=block.rows)
        else:
            yield Item(block.shape, spans=(Span(block.text),))


# A redline


def _redline(paper: RedlinePaper) -> Iterator[Item]:
    old, new, level = lines_of(paper.old), lines_of(paper.new), 1
    compared = redline([_words(each) for each in old], [_words(each) for each in new])
    for section in compared.sections:
        left, right = section.group.left, section.group.right
        line = new[right[0]] if right else old[left[0]]
        before = old[left[0]].label if left else line.label
        label = line.label if before == line.label else f"{before or '–'} → {line.label or '–'}"
        spans = tuple(_changed(section.ops))
        moved = (f"↕ {before}".rstrip(),) if section.group.kind is How.MOVED else ()
        if line.kind.titled and spans:
            level = min(line.depth + 2, level + 1, 6)
            yield Item("heading", level, label, spans, notes=moved)
        else:
            yield Item("paragraph", line.depth, label, spans, notes=moved)


def _words(line: Line) -> str:
    return "".join(each for each in line.words if isinstance(each, str))


def _changed(ops: Sequence[Op]) -> Iterator[Span]:
    for op in ops:
        left, right = (PARAGRAPH * bool(op.left), PARAGRAPH * bool(op.right)) if op.mark else (op.left, op.right)
        if op.kind is Change.EQUAL:
            yield Span(right)
            continue
        if left:
            yield Span(left, "del")
        if right:
            yield Span(right, "ins")
