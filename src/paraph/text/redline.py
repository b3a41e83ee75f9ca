"""The redline of two texts: what was kept, deleted, inserted, replaced, moved, exactly and readably.

The law: rejecting all changes gives the left text, accepting all gives the right one, character for character,
whitespace included. Beside it one parameter, ``economy``: in every pair of passages the units inside the changes are
at most so many times the fewest possible (1.0: exactly the fewest, however scattered). A unit is a word, a mark, or
an atom such as "Article 2.3(a)", which is never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from rapidfuzz.distance import Postfix, Prefix

from paraph.text.align import Group, Kind, align
from paraph.text.readable import readable
from paraph.text.subsequence import Blocks, common_blocks
from paraph.text.tokens import Vocabulary, Words, words

ECONOMY = 2.0
"""The default: a pair of passages may show up to twice the fewest possible words as changed. That bounds the worst
passage; over whole treaties it comes to some hundredths (bench/redline.py)."""

_MARKS = ("\u2029", *map(chr, range(0xE000, 0xF8FF)))
_CONTEXT = 40


class Change(StrEnum):
    """What one span does."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"
    REPLACE = "replace"


class Op(Struct, frozen=True):
    """One span: the characters of the left text, those of the right one.

    ``mark``: the span is the boundary between two paragraphs of one group (its strings are paragraph separators),
    which a split inserts and a merge deletes.
    """

    kind: Change
    left: str
    right: str
    mark: bool = False

    @property
    def wording(self) -> bool:
        """Whether it changes words or marks, not only white space or the cut between paragraphs."""
        return self.kind is not Change.EQUAL and bool(self.left.strip() or self.right.strip())


class Section(Struct, frozen=True):
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

        Without moves: a moved paragraph is deleted where it stood and inserted where it stands. This is what tools
        without a notion of moves show, so it is what they can be compared by.
        """
        gone = self._departures()
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
                yield "x", sum(len(words(op.left)) for op in moved.ops)

    def _departures(self) -> dict[int, list[Section]]:
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
    groups = align(left, right)
    return Redline(tuple(Section(group, _group_ops(group, left, right, economy, book)) for group in groups))


def compare(left: str, right: str, economy: float = ECONOMY) -> list[Op]:
    """Compare two strings word by word.

    >>> [op.right for op in compare("at 10% ad valorem", "at 46% ad valorem") if op.wording]
    ['46%']
    """
    return list(_merged(_ops(left, right, economy, Vocabulary())))


def _group_ops(
    group: Group, left: Sequence[str], right: Sequence[str], economy: float, book: Vocabulary
) -> tuple[Op, ...]:
    if group.kind is Kind.EQUAL:
        text = left[group.left[0]]
        return (Op(Change.EQUAL, text, text),)
    mine, yours = [left[i] for i in group.left], [right[j] for j in group.right]
    if len(mine) <= 1 and len(yours) <= 1:
        return tuple(_merged(_ops("".join(mine), "".join(yours), economy, book)))
    taken = "".join(mine) + "".join(yours)
    mark = next(mark for mark in _MARKS if mark not in taken)
    ops = _merged(_ops(mark.join(mine), mark.join(yours), economy, book, mark))
    return tuple(part for op in ops for part in _cut(op, mark))


def _ops(left: str, right: str, economy: float, book: Vocabulary, mark: str = "") -> Iterator[Op]:
    """Spans in order; neighbours of one kind are not yet joined."""
    if left == right or not left or not right:
        yield from _change(left, right)
        return
    head, tail = _common_ends(left, right)
    yield from _change(left[:head], right[:head])
    a, b = Words(left[head : len(left) - tail]), Words(right[head : len(right) - tail])
    yield from _spans(a, b, _blocks(a, b, economy, book, mark))
    yield from _change(left[len(left) - tail :], right[len(right) - tail :])


def _common_ends(left: str, right: str) -> tuple[int, int]:
    """Lengths of the common head and tail that need not be looked at, cut at white space with some context left."""
    head = max(Prefix.similarity(left, right) - _CONTEXT, 0)
    while head and not left[head - 1].isspace():
        head -= 1
    room = min(len(left), len(right)) - head
    tail = max(min(Postfix.similarity(left, right), room) - _CONTEXT, 0)
    while tail and not left[len(left) - tail].isspace():
        tail -= 1
    return head, tail


def _blocks(a: Words, b: Words, economy: float, book: Vocabulary, mark: str) -> Blocks:
    units = [[side.text[start:end] for start, end in side.units] for side in (a, b)]
    blocks = common_blocks(book.encode(units[0]), book.encode(units[1]))
    return readable(units[0], units[1], blocks, economy, mark)


def _spans(a: Words, b: Words, blocks: Blocks) -> Iterator[Op]:
    at_a = at_b = 0
    for i, j, n in blocks:
        pairs = [(a.units[i][0], a.units[i + n - 1][1], b.units[j][0], b.units[j + n - 1][1])]
        if a.text[pairs[0][0] : pairs[0][1]] != b.text[pairs[0][2] : pairs[0][3]]:  # white space differs inside
            pairs = [(*a.units[i + k], *b.units[j + k]) for k in range(n)]
        for start_a, end_a, start_b, end_b in pairs:
            yield from _change(a.text[at_a:start_a], b.text[at_b:start_b])
            yield Op(Change.EQUAL, a.text[start_a:end_a], b.text[start_b:end_b])
            at_a, at_b = end_a, end_b
    yield from _change(a.text[at_a:], b.text[at_b:])


def _change(left: str, right: str) -> Iterator[Op]:
    """What stands between common words: white space common to both ends is kept outside the change."""
    if left == right:
        yield from [Op(Change.EQUAL, left, right)] if left else []
        return
    head = min(len(left) - len(left.lstrip()), len(right) - len(right.lstrip()), Prefix.similarity(left, right))
    mine, yours = left[head:], right[head:]
    tail = min(len(mine) - len(mine.rstrip()), len(yours) - len(yours.rstrip()), Postfix.similarity(mine, yours))
    if head:
        yield Op(Change.EQUAL, left[:head], right[:head])
    mine, yours, rest = mine[: len(mine) - tail], yours[: len(yours) - tail], mine[len(mine) - tail :]
    kind = Change.REPLACE if mine and yours else Change.DELETE if mine else Change.INSERT
    yield Op(kind, mine, yours)
    if rest:
        yield Op(Change.EQUAL, rest, rest)


def _merged(ops: Iterable[Op]) -> Iterator[Op]:
    """Neighbouring equal spans as one; every other span as it is."""
    held = ""
    for op in ops:
        if op.kind is Change.EQUAL:
            held += op.left
            continue
        if held:
            yield Op(Change.EQUAL, held, held)
            held = ""
        yield op
    if held:
        yield Op(Change.EQUAL, held, held)


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
