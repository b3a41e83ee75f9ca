"""The redline of two texts: what was kept, deleted, inserted, replaced, moved, exactly and readably.

The law: rejecting all changes gives the left text, accepting all gives the right one, character for character,
whitespace included. Paragraphs are grouped first (``align``), then compared word by word (``spans``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from paraph.text.align import Group, Kind, align
from paraph.text.spans import ECONOMY, Change, Op, compare
from paraph.text.tokens import Vocabulary, words

__all__ = ["ECONOMY", "Change", "Op", "Redline", "Section", "compare", "redline"]

_MARKS = ("\u2029", *map(chr, range(0xE000, 0xF8FF)))


class Section(Struct, frozen=True, gc=False):
    """A group of paragraphs and the spans that lead from its left paragraphs to its right ones."""

    group: Group
    ops: tuple[Op, ...]

    def left(self) -> list[str]:
        return _paragraphs(op for op in self.ops if op.kind is not Change.INSERT) if self.group.left else []

    def right(self) -> list[str]:
        side = (Op(op.kind, op.right, "", op.mark) for op in self.ops if op.kind is not Change.DELETE)
        return _paragraphs(side) if self.group.right else []


class Redline(Struct, frozen=True):
    """Two texts compared, in the order of the right one (see ``align`` for where removed paragraphs stand)."""

    sections: tuple[Section, ...]

    def reject(self) -> list[str]:
        """The paragraphs of the left text."""
        placed = ((i, text) for s in self.sections for i, text in zip(s.group.left, s.left(), strict=True))
        return [text for _, text in sorted(placed)]

    def accept(self) -> list[str]:
        """The paragraphs of the right text."""
        placed = ((j, text) for s in self.sections for j, text in zip(s.group.right, s.right(), strict=True))
        return [text for _, text in sorted(placed)]

    def moves(self) -> list[Section]:
        return [section for section in self.sections if section.group.kind is Kind.MOVED]

    def linear(self) -> Iterator[tuple[str, int]]:
        """One reading of both texts at once: runs ("=", words kept) and ("x", words deleted and inserted).

        A moved paragraph is inserted whole where it stands now, and where it stood is a run ("-", words that left).
        With "-" read as "x" this is what tools without a notion of moves show, so it is what they can be compared by.
        """
        gone = self.departures()
        for place in range(-1, len(self.sections)):
            section = self.sections[place] if place >= 0 else None
            for op in section.ops if section else ():
                if section and section.group.kind is Kind.MOVED:
                    yield "x", len(words(op.right))
                elif op.kind is Change.EQUAL:
                    yield "=", len(words(op.left))
                else:
                    yield "x", len(words(op.left)) + len(words(op.right))
            for moved in gone.get(place, ()):
                yield "-", sum(len(words(op.left)) for op in moved.ops)

    def departures(self) -> dict[int, list[Section]]:
        """The moved sections, by the place of the section after which they stood on the left (-1: at the head)."""
        staying = {
            i: place
            for place, section in enumerate(self.sections)
            if section.group.kind is not Kind.MOVED
            for i in section.group.left
        }
        moved = {section.group.left[0]: section for section in self.moves()}
        gone: dict[int, list[Section]] = {}
        place = -1
        for i in sorted([*staying, *moved]):
            place = staying.get(i, place)
            if i in moved:
                gone.setdefault(place, []).append(moved[i])
        return gone


def redline(left: Sequence[str], right: Sequence[str], economy: float = ECONOMY) -> Redline:
    """Compare two texts given as paragraphs (without their numbers, so that renumbering changes no wording).

    >>> found = redline(["Each Party shall act.", "End"], ["Each Party may act.", "End"])
    >>> [(str(op.kind), op.left, op.right) for op in found.sections[0].ops]
    [('equal', 'Each Party ', 'Each Party '), ('replace', 'shall', 'may'), ('equal', ' act.', ' act.')]
    >>> found.reject(), found.accept()
    (['Each Party shall act.', 'End'], ['Each Party may act.', 'End'])
    """
    book = Vocabulary()
    return Redline(tuple(Section(group, _spans(group, left, right, economy, book)) for group in align(left, right)))


def _spans(group: Group, left: Sequence[str], right: Sequence[str], economy: float, book: Vocabulary) -> tuple[Op, ...]:
    if group.kind is Kind.EQUAL:
        text = left[group.left[0]]
        return (Op(Change.EQUAL, text, text),)
    return tuple(_compared([left[i] for i in group.left], [right[j] for j in group.right], economy, book))


def _compared(mine: list[str], yours: list[str], economy: float, book: Vocabulary) -> Iterable[Op]:
    """The spans of a group. Of several paragraphs, the boundaries become spans too."""
    if len(mine) <= 1 and len(yours) <= 1:
        return compare("".join(mine), "".join(yours), economy, book=book)
    taken = "".join(mine) + "".join(yours)
    mark = next(mark for mark in _MARKS if mark not in taken)
    ops = compare(mark.join(mine), mark.join(yours), economy, book=book, mark=mark)
    return (part for op in ops for part in _cut(op, mark))


def _cut(op: Op, mark: str) -> Iterator[Op]:
    """Take the paragraph marks out of a span, each as a span of its own."""
    if mark not in op.left and mark not in op.right:
        yield op
    elif op.kind is Change.REPLACE:
        yield from _cut(Op(Change.DELETE, op.left, ""), mark)
        yield from _cut(Op(Change.INSERT, "", op.right), mark)
    else:
        for place, part in enumerate((op.left or op.right).split(mark)):
            texts = (part if op.left else "", part if op.right else "")
            signs = ("\n" if op.left else "", "\n" if op.right else "")
            if place:
                yield Op(op.kind, *signs, mark=True)
            if part:
                yield Op(op.kind, *texts)


def _paragraphs(ops: Iterable[Op]) -> list[str]:
    """Join the left strings, a mark beginning a new paragraph."""
    paragraphs: list[list[str]] = [[]]
    for op in ops:
        if op.mark:
            paragraphs.append([])
        else:
            paragraphs[-1].append(op.left)
    return ["".join(parts) for parts in paragraphs]
