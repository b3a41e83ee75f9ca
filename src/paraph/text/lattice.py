"""Many wordings of one place side by side: which words all of them share, and what lies between.

The wordings are aligned word by word, each with the one that is nearest to all of them (the *pivot*), by a longest
common subsequence. A pivot word that every wording has is *common*. A pivot word for which every wording has one word
of its own, the same or another, is a place where brackets may be cut, so that edits which several parties make to
neighbouring words do not fuse into one bracket. What lies between is disputed.

A word here is a unit of ``tokens``: a word, a mark, or an atom such as "Article 2.3(a)", which is never cut.

Nothing here depends on who wants which wording: the lattice is a function of the set of wordings alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

from paraph.text.readable import slid
from paraph.text.subsequence import common_blocks
from paraph.text.tokens import Vocabulary, split

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

    def lengths(self) -> Column:
        """How many words each wording has in this stretch."""
        return tuple(b - a for a, b in zip(self.start.words, self.end.words, strict=True))


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
    units = [split(text).units for text in texts]
    book = Vocabulary()
    words = [[text[start:end] for start, end in spans] for text, spans in zip(texts, units, strict=True)]
    codes = [book.encode(found) for found in words]
    scores = centrality(codes)
    counterparts, rival = _counterparts(words, codes, scores.index(max(scores)))
    return _joined(_pieces(texts, units, counterparts, rival), texts)


def centrality(sequences: Sequence[Iterable[Hashable]]) -> list[int]:
    """How near each sequence's set of members is to those of all the others: the greatest is the medoid.

    The sum of the symmetric differences |a - b| + |b - a| over all b is least where the sum over the members of ``a``
    of (2 x how many have it - how many there are) is greatest, which takes time linear in the words.

    >>> centrality(["shore", "share", "shar", "x"])
    [4, 6, 6, -2]
    """
    sets = [set(sequence) for sequence in sequences]
    votes = Counter(chain.from_iterable(sets))
    return [2 * sum(votes[member] for member in one) - len(sets) * len(one) for one in sets]


def _counterparts(words: Sequence[Sequence[str]], codes: Sequence[str], pivot: int) -> tuple[list[list[int]], set[int]]:
    """For each wording and each word of the pivot the index of its counterpart, -1 if none; and which have a rival."""
    rival: set[int] = set()
    rows = []
    for own, code in zip(words, codes, strict=True):
        row = [-1] * len(codes[pivot])
        done_pivot = done = 0
        for i, j, n in [*slid(words[pivot], own, common_blocks(codes[pivot], code)), (len(row), len(own), 0)]:
            if i - done_pivot == j - done:
                row[done_pivot:i] = range(done, j)
                rival.update(range(done_pivot, i))
            done_pivot, done = i + n, j + n
            row[i:done_pivot] = range(j, done)
        rows.append(row)
    return rows, rival


def _pieces(
    texts: Sequence[str], units: Sequence[list[tuple[int, int]]], counterparts: Sequence[list[int]], rival: set[int]
) -> Iterator[tuple[Column, Column, bool]]:
    """Yield where each smallest piece ends, in characters and words, and whether it is common.

    By turns a gap, with the words in it that only some have, and a word for which all have one.
    """
    done: Column = (0,) * len(texts)
    for place, column in enumerate(zip(*counterparts, strict=True)):
        if -1 in column:
            continue
        starts, ends = zip(*[own[at] for own, at in zip(units, column, strict=True)], strict=True)
        if starts != done:
            gaps = {text[a:b] for text, a, b in zip(texts, done, starts, strict=True)}
            yield starts, column, len(gaps) == 1
        yield ends, tuple([at + 1 for at in column]), place not in rival
        done = ends
    if (ends := tuple(map(len, texts))) != done:
        yield ends, tuple(map(len, units)), len({text[a:] for text, a in zip(texts, done, strict=True)}) == 1


def _joined(pieces: Iterator[tuple[Column, Column, bool]], texts: Sequence[str]) -> list[Stretch]:
    """Join neighbours that are both common or both disputed, and disputed ones that part the wordings alike."""
    nowhere: Column = (0,) * len(texts)
    start = Border(nowhere, nowhere)
    result: list[Stretch] = []
    for common, alike in groupby(pieces, itemgetter(2)):
        *_, (chars, words, _) = alike
        end = Border(chars, words)
        result.append(Stretch(start, end, common))
        _join_alike(result, texts)
        start = end
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
