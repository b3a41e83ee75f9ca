"""Many wordings of one place side by side: which words all of them share, and what lies between.

The wordings are aligned word by word, each with the one that is nearest to all of them (the *pivot*), by a longest
common subsequence. A pivot word that every wording has is *common*. A pivot word for which every wording has one word
of its own, the same or another, is a place where brackets may be cut, so that edits which several parties make to
neighbouring words do not fuse into one bracket. What lies between is disputed.

Nothing here depends on who wants which wording: the lattice is a function of the set of wordings alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_WORD = re.compile(r"\w+(?:[-'’./]\w+)*|[^\w\s]")

Column = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Border:
    """A place between two stretches: how many characters, and how many words, each wording has before it."""

    chars: Column
    words: Column


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of all wordings, from one border to another; ``common`` when all have the same characters there."""

    start: Border
    end: Border
    common: bool

    def slices(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(t[a:b] for t, a, b in zip(texts, self.start.chars, self.end.chars, strict=True))

    def width(self) -> int:
        """How many characters a common stretch has."""
        return self.end.chars[0] - self.start.chars[0]

    def lengths(self) -> Column:
        """How many words each wording has in this stretch."""
        return tuple(b - a for a, b in zip(self.start.words, self.end.words, strict=True))


@dataclass(frozen=True, slots=True)
class _Words:
    words: list[str]
    starts: list[int]
    ends: list[int]


def stretches(texts: Sequence[str]) -> list[Stretch]:
    """Cut wordings into stretches that all share and stretches on which they differ, in turn.

    Joined together, the slices of each wording are that wording. Two stretches that differ may have no more than a
    space between them: then each wording has a word in both.

    >>> texts = ("Each Party may act now", "Each Party shall act", "Each Side shall act")
    >>> [(stretch.slices(texts), stretch.common) for stretch in stretches(texts)]
    [(('Each ', 'Each ', 'Each '), True),
     (('Party', 'Party', 'Side'), False),
     ((' ', ' ', ' '), True),
     (('may', 'shall', 'shall'), False),
     ((' act', ' act', ' act'), True),
     ((' now', '', ''), False)]
    """
    split = [_split(text) for text in texts]
    ids: dict[str, int] = {}
    coded = [[ids.setdefault(word, len(ids)) for word in part.words] for part in split]
    pivot = medoid(coded)
    return _joined(_elements(texts, split, coded, pivot), texts)


def medoid(sets: Sequence[Sequence[int]]) -> int:
    """The index of the sequence whose set of members is nearest to all others; of equals the first.

    The sum of the symmetric differences |a - b| + |b - a| over all b is least where the sum over the members of ``a``
    of (2 x how many have it - how many there are) is greatest, which takes time linear in the words.

    >>> medoid([[1, 2, 3], [1, 2, 4], [1, 2], [9]])
    2
    """
    votes = Counter(member for one in sets for member in set(one))
    scores = [sum(2 * votes[member] - len(sets) for member in set(one)) for one in sets]
    return scores.index(max(scores))


def count_words(text: str) -> int:
    """How many words and punctuation marks a text has."""
    return len(_WORD.findall(text))


def _split(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    return _Words([m[0] for m in found], [m.start() for m in found], [m.end() for m in found])


def _elements(
    texts: Sequence[str], split: Sequence[_Words], coded: Sequence[list[int]], pivot: int
) -> Iterator[tuple[Border, bool]]:
    """Yield the end of each elementary stretch and whether it is common: a gap (with what only some have), a word."""
    counterparts, rival = _counterparts(coded, pivot)
    nowhere: Column = (0,) * len(texts)
    here = Border(nowhere, nowhere)
    places = [*enumerate(zip(*counterparts, strict=True)), (-1, tuple(len(part.words) for part in split))]
    for index, column in places:
        if -1 in column:
            continue
        if index == -1:
            before = tuple(len(text) for text in texts)
        else:
            before = tuple(part.starts[at] for part, at in zip(split, column, strict=True))
        gap = {t[a:b] for t, a, b in zip(texts, here.chars, before, strict=True)}
        yield Border(before, column), len(gap) == 1
        if index == -1:
            return
        after = tuple(part.ends[at] for part, at in zip(split, column, strict=True))
        here = Border(after, tuple(at + 1 for at in column))
        yield here, index not in rival


def _counterparts(coded: Sequence[list[int]], pivot: int) -> tuple[list[list[int]], set[int]]:
    """For each wording and each word of the pivot the index of its counterpart, -1 if none; and which have a rival."""
    base = coded[pivot]
    rival: set[int] = set()
    rows = []
    for words in coded:
        row = [-1] * len(base)
        done_base = done = 0
        for block in Indel.opcodes(base, words).as_matching_blocks():
            if block.a - done_base == block.b - done:
                row[done_base : block.a] = range(done, block.b)
                rival.update(range(done_base, block.a))
            row[block.a : block.a + block.size] = range(block.b, block.b + block.size)
            done_base, done = block.a + block.size, block.b + block.size
        rows.append(row)
    return rows, rival


def _joined(elements: Iterator[tuple[Border, bool]], texts: Sequence[str]) -> list[Stretch]:
    """Join neighbours that are both common or both disputed, and disputed ones that part the wordings alike."""
    nowhere: Column = (0,) * len(texts)
    start = Border(nowhere, nowhere)
    result: list[Stretch] = []
    for end, common in elements:
        stretch, start = Stretch(start, end, common), end
        if stretch.start.chars == stretch.end.chars:
            continue
        if result and result[-1].common == common:
            stretch = Stretch(result.pop().start, end, common)
        result.append(stretch)
        _join_alike(result, texts)
    return result


def _join_alike(result: list[Stretch], texts: Sequence[str]) -> None:
    """Join the last two disputed stretches if no word stands between and the same wordings are alike in both."""
    if len(result) < 3 or result[-1].common or any(result[-2].lengths()):
        return
    before, last = result[-3], result[-1]
    if _parting(before.slices(texts)) == _parting(last.slices(texts)):
        result[-3:] = [Stretch(before.start, last.end, False)]


def _parting(slices: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(slices.index(one) for one in slices)
