"""Align two language versions: which segments of one answer which of the other, and how surely.

Structure first, then words: articles are assigned to each other by content, number and heading being evidence only;
inside, segments are aligned in order; then what stays loose is looked for out of order. All of it is done a few times,
since the lexicon, the ratio of lengths and the weight of numbers are learnt from what is aligned so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from paraph.concordance import terms as bases
from paraph.concordance.articles import assigned
from paraph.concordance.decisions import Decision, decided
from paraph.concordance.evidence import Embed, Evidence, manner_of, meaning_of
from paraph.concordance.lexicon import example_of, examples_of, learn
from paraph.concordance.loose import out_of_order
from paraph.concordance.path import Band, Step, best_path
from paraph.concordance.segments import Pair, Segment
from paraph.concordance.spine import spine
from paraph.concordance.words import numbers_of, side_of

TIMES = 3
"""How often everything is aligned; what is learnt no longer changes much after that."""
DOUBT = 0.6
"""Below this confidence a link is put to a person."""
_SMALL = 250_000
"""Up to this many pairs of segments are all tried; more are tried in a band."""
_MARGIN = 40
"""How many segments on each side of the spine are tried."""

Indices = NDArray[np.int64]


def align(
    left: Sequence[Segment],
    right: Sequence[Segment],
    *,
    terms: Iterable[tuple[str, str]] | None = None,
    decisions: Iterable[Decision] = (),
    embed: Embed | None = None,
) -> list[Pair]:
    """Align two lists of segments. Every segment is in exactly one pair; the pairs come in the order of the left list.

    ``terms``: terms that answer each other, left and right; None for the term base of the two languages, if there is
    one. ``decisions``: what persons decided, which stands. ``embed``: a model, texts to vectors of length one; not
    needed. The same input gives the same pairs, and the two lists changed about give the same pairs changed about.

    >>> en = [Segment("Customs duties", "en"), Segment("Each Party shall publish 3 notices.", "en")]
    >>> vi = [Segment("Thuế hải quan", "vi"), Segment("Mỗi Bên phải công bố 3 thông báo.", "vi")]
    >>> [(pair.left, pair.right) for pair in align(en, vi)]
    [((0,), (0,)), ((1,), (1,))]
    """
    if not left or not right:
        return [Pair((i,), (), 1.0) for i in range(len(left))] + [Pair((), (j,), 1.0) for j in range(len(right))]
    known = list(bases.between(_language(left), _language(right)) if terms is None else terms)
    held = list(decisions)
    if _key(right) < _key(left):  # one way round only, so that the other way round gives the same
        known, held = [(other, one) for one, other in known], [(other, one) for one, other in held]
        return _in_order([pair.swapped() for pair in _Work(right, left, known, embed).pairs(held)])
    return _in_order(_Work(left, right, known, embed).pairs(held))


def doubtful(pairs: Iterable[Pair]) -> list[Pair]:
    """The links that a person should look at.

    >>> doubtful([Pair((0,), (0,), 0.9), Pair((1,), (), 0.4)])
    [Pair(left=(1,), right=(), confidence=0.4)]
    """
    return [pair for pair in pairs if pair.confidence < DOUBT]


class _Work:
    def __init__(
        self, left: Sequence[Segment], right: Sequence[Segment], terms: list[tuple[str, str]], embed: Embed | None
    ) -> None:
        self.sides = side_of(left), side_of(right)
        self.numbers = numbers_of(left, right)
        self.known = examples_of(*self.sides, terms)
        self.vectors = (embed([each.text for each in left]), embed([each.text for each in right])) if embed else None

    def pairs(self, decisions: Sequence[Decision]) -> list[Pair]:
        given = decided(self.sides[0].segments, self.sides[1].segments, decisions)
        rows = _free(len(self.sides[0]), {place for pair in given for place in pair.left})
        columns = _free(len(self.sides[1]), {place for pair in given for place in pair.right})
        settled = [Step(pair.left, pair.right, 1.0, np.inf) for pair in given]
        steps: list[Step] = []
        for time in range(TIMES):
            evidence = self._evidence([*settled, *steps])
            steps = self._aligned(evidence, rows, columns, last=time == TIMES - 1)
        return given + [Pair(step.left, step.right, _rounded(step.sure)) for step in steps]

    def _evidence(self, steps: Sequence[Step]) -> Evidence:
        left, right = self.sides
        good = [step for step in steps if step.left and step.right and step.score > 0]
        single = [(step.left[0], step.right[0]) for step in good if len(step.left) == len(step.right) == 1]
        lexicon = learn(left, right, self.known + [example_of(left, right, step.left, step.right) for step in good])
        manner = manner_of(left, right, self.numbers, single)
        meaning = meaning_of(self.vectors, single) if self.vectors else None
        return Evidence(left, right, lexicon, manner, self.numbers, self.vectors, meaning)

    def _aligned(self, evidence: Evidence, rows: Indices, columns: Indices, *, last: bool) -> list[Step]:
        """Article by article where there are any, else as one list; what is left alone is then looked for anywhere."""
        steps: list[Step] = []
        mine, its = _places(rows), _places(columns)
        whole = assigned(evidence)
        for each in whole:
            here, there = (
                np.array([at for at in part if at in free], dtype=np.int64)
                for part, free in ((each.left.tolist(), mine), (each.right.tolist(), its))
            )
            inside = best_path(evidence, here, there, self._band(evidence, here, there), sure=last)
            steps += [replace(step, sure=min(step.sure, each.sure)) if step.right else step for step in inside]
            mine.difference_update(each.left.tolist())
            its.difference_update(each.right.tolist())
        rest = np.array(sorted(mine), dtype=np.int64), np.array(sorted(its), dtype=np.int64)
        if not whole:
            return out_of_order(evidence, best_path(evidence, *rest, self._band(evidence, *rest), sure=last))
        steps += [Step((at,), (), 1.0, 0.0) for at in rest[0].tolist()]
        return out_of_order(evidence, steps + [Step((), (at,), 1.0, 0.0) for at in rest[1].tolist()])

    def _band(self, evidence: Evidence, rows: Indices, columns: Indices) -> Band:
        if len(rows) * len(columns) <= _SMALL:
            return Band.around([], len(rows), len(columns), 0)
        at = [{place: here for here, place in enumerate(each.tolist())} for each in (rows, columns)]
        points = [
            (at[0][i], at[1][j])
            for i, j in spine(evidence.left, evidence.right, evidence.lexicon)
            if i in at[0] and j in at[1]
        ]
        return Band.around(points, len(rows), len(columns), _MARGIN)


def _free(count: int, taken: set[int]) -> Indices:
    return np.array([place for place in range(count) if place not in taken], dtype=np.int64)


def _places(free: Indices) -> set[int]:
    return set(free.tolist())


def _rounded(sure: float) -> float:
    return round(min(max(sure, 0.0), 1.0), 4)


def _language(segments: Sequence[Segment]) -> str:
    return segments[0].language


def _key(segments: Sequence[Segment]) -> tuple[str, list[str]]:
    return _language(segments), [f"{each.number} {each.text}" for each in segments]


def _in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """In the order of the left list; what stands on the right only, after what it follows there."""
    found = sorted((pair for pair in pairs if pair.left), key=lambda pair: pair.left)
    after = {place: pair.left[0] for pair in found for place in pair.right}
    keyed = [((pair.left[0], -1), pair) for pair in found]
    for pair in pairs:
        if not pair.left:
            before = max((place for place in after if place < pair.right[0]), default=-1)
            keyed.append(((after.get(before, -1), pair.right[0]), pair))
    return [pair for _, pair in sorted(keyed, key=lambda item: item[0])]
