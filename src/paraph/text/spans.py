"""Two strings compared word by word, as spans that give both back exactly, whitespace included.

A unit of comparison is a word, a mark, or an atom such as "Article 2.3(a)", which is never cut. One parameter,
``economy``: the units inside the changes are at most so many times the fewest possible (1.0: exactly the fewest,
however scattered).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct
from rapidfuzz.distance import Postfix, Prefix

from paraph.text.readable import readable
from paraph.text.subsequence import Blocks, common_blocks
from paraph.text.tokens import Vocabulary, unit_parts

ECONOMY = 2.0
"""The default: a pair of passages may show up to twice the fewest possible words as changed. That bounds the worst
passage; over whole treaties it comes to some hundredths (bench/redline.py)."""

_CONTEXT = 40  # characters of a common head or tail that are looked at all the same: an atom may reach into them


class Change(StrEnum):
    """What one span does."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"
    REPLACE = "replace"


class Op(Struct, frozen=True, gc=False):
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


def compare(
    left: str, right: str, economy: float = ECONOMY, *, book: Vocabulary | None = None, mark: str = ""
) -> list[Op]:
    """The spans that lead from one string to the other; no two equal spans are neighbours.

    ``book``: word codes shared between many comparisons, which saves time. ``mark``: a character that stands between
    paragraphs and is never drawn into a change that both sides share.

    >>> [op.right for op in compare("at 10% ad valorem", "at 46% ad valorem") if op.wording]
    ['46%']
    """
    spans = _Spans()
    if left == right or not left or not right:
        spans.change(left, right)
        return spans.done()
    head, tail = _common_ends(left, right)
    spans.equal(left[:head])
    a, b = left[head : len(left) - tail], right[head : len(right) - tail]
    in_a, in_b = unit_parts(a), unit_parts(b)  # unit k stands at 2k + 1
    units = in_a[1::2], in_b[1::2]
    book = Vocabulary() if book is None else book
    blocks = common_blocks(book.encode(units[0]), book.encode(units[1]))
    at_a = at_b = 0
    for i, j, n in _common(readable(*units, blocks, economy, mark), in_a, in_b):
        spans.change("".join(in_a[at_a:i]), "".join(in_b[at_b:j]))
        spans.equal("".join(in_a[i : i + n]))
        at_a, at_b = i + n, j + n
    spans.change("".join(in_a[at_a:]), "".join(in_b[at_b:]))
    spans.equal(left[len(left) - tail :])
    return spans.done()


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


def _common(blocks: Blocks, in_a: list[str], in_b: list[str]) -> Iterator[tuple[int, int, int]]:
    """Blocks of parts instead of units, with the very same characters: cut where white space differs inside."""
    for i, j, n in blocks:
        p, q, size = 2 * i + 1, 2 * j + 1, 2 * n - 1
        if in_a[p : p + size] == in_b[q : q + size]:
            yield p, q, size
        else:
            yield from ((p + k, q + k, 1) for k in range(0, size, 2))


class _Spans:
    """Gathers spans; equal neighbours become one."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        self.held = ""

    def equal(self, text: str) -> None:
        self.held += text

    def change(self, left: str, right: str) -> None:
        """What stands between common words; white space common to both ends is kept outside the change."""
        if left == right:
            self.held += left
            return
        head = min(len(left) - len(left.lstrip()), len(right) - len(right.lstrip()))
        head = min(head, Prefix.similarity(left, right)) if head else 0
        mine, yours = left[head:], right[head:]
        tail = min(len(mine) - len(mine.rstrip()), len(yours) - len(yours.rstrip()))
        tail = min(tail, Postfix.similarity(mine, yours)) if tail else 0
        rest = mine[len(mine) - tail :]
        mine, yours = mine[: len(mine) - tail], yours[: len(yours) - tail]
        self.held += left[:head]
        self._release()
        kind = Change.REPLACE if mine and yours else Change.DELETE if mine else Change.INSERT
        self.ops.append(Op(kind, mine, yours))
        self.held = rest

    def done(self) -> list[Op]:
        self._release()
        return self.ops

    def _release(self) -> None:
        if self.held:
            self.ops.append(Op(Change.EQUAL, self.held, self.held))
            self.held = ""
