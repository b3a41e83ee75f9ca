"""How much speaks for two groups of segments answering each other, in nats against chance.

Four kinds, each learnt from what is believed so far: words (each word's chance of standing here given the words there,
against its share in the text: Moore 2002), lengths (Gale and Church 1993, on logarithms), how segments end and begin,
and numbers. What speaks against is bounded: a word without an answer costs a little, all of them together no more than
``WORST``, a length or a number out of place no more than ``AGAINST``. Vectors of a model, where there is one, count as
a fifth kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from paraph.concordance.lexicon import Lexicon
from paraph.concordance.words import BEGINNINGS, ENDINGS, Matrix, Side

CHANCE = 0.35
"""The share of words that stand anywhere by chance; its logarithm is what a word without an answer costs."""
AGAINST = -4.0
WORST = -3.0
"""What words that have no answers cost two groups at most: they may be put in other words."""
TRUST = 0.7
"""What the evidence of words counts for: words that stand together are not independent."""

Scores = NDArray[np.float64]
Vectors = NDArray[np.float64]
Embed = Callable[[Sequence[str]], Vectors]
"""Texts to vectors of length one, a row a text."""


@dataclass(frozen=True)
class Manner:
    """What is learnt beside words: the ratio of lengths, and how ends, beginnings and numbers go together (nats)."""

    ratio: float = 0.0
    spread: float = 0.3
    wide: float = 1.0
    ends: Scores = field(default_factory=lambda: _going_together(np.zeros((ENDINGS, ENDINGS))))
    begins: Scores = field(default_factory=lambda: np.zeros((BEGINNINGS, BEGINNINGS)))
    same: float = 1.0
    other: float = -0.5


def _going_together(seen: Scores) -> Scores:
    """Pointwise mutual information of two classes, smoothed towards the same class on both sides."""
    smoothed = seen + 0.2 + 2.0 * np.eye(len(seen))
    joint = smoothed / smoothed.sum()
    found: Scores = np.log(joint / np.outer(joint.sum(axis=1), joint.sum(axis=0)))
    return np.clip(found, AGAINST / 2, 2.0)


@dataclass(frozen=True, slots=True)
class Meaning:
    """How alike vectors are, as means and standard deviations: of pairs, and of what stands together by chance."""

    near: float
    near_spread: float
    far: float
    far_spread: float


@dataclass(frozen=True)
class Evidence:
    """Evidence between two sides, given a lexicon and a manner."""

    left: Side
    right: Side
    lexicon: Lexicon
    manner: Manner
    numbers: tuple[NDArray[np.int64], NDArray[np.int64]]
    vectors: tuple[Vectors, Vectors] | None = None
    meaning: Meaning | None = None

    def grid(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], moves: Sequence[tuple[int, int]]
    ) -> list[Scores]:
        """For each move (a, b) the evidence for the a rows that end with each row and the b columns that end with each.

        A group that would begin before the first row or column has minus infinity.
        """
        deep = {a: _grouped(self.left, rows, a) for a in {a for a, _ in moves}}
        wide = {b: _grouped(self.right, columns, b) for b in {b for _, b in moves}}
        forth = {a: self._given(group, self.lexicon.forth, self.right, columns) for a, group in deep.items()}
        back = {b: self._given(group, self.lexicon.back, self.left, rows).T for b, group in wide.items()}
        found = []
        for a, b in moves:
            words = _summed(forth[a], b, 1) + _summed(back[b], a, 0)
            score = np.maximum(TRUST * 0.5 * words, WORST) + self._beside(rows, columns, deep[a], wide[b], a, b)
            if self.vectors is not None and self.meaning is not None:
                score += self._meant(deep[a], wide[b], self.vectors, self.meaning)
            score[: a - 1] = -np.inf
            score[:, : b - 1] = -np.inf
            found.append(score)
        return found

    def _given(self, group: _Group, lexicon: Matrix, side: Side, places: NDArray[np.int64]) -> Scores:
        """Rows: groups of one side; columns: segments of the other; what the former's words say for the latter's."""
        likely = (group.counts.multiply(1.0 / np.maximum(group.sizes, 1.0)[:, None])).tocsr() @ lexicon
        likely.data = likely.data / side.share[likely.indices]
        likely.data = np.log1p((1.0 - CHANCE) / CHANCE * likely.data)
        counts = side.counts[places]
        answered = np.asarray((likely @ counts.T).todense())
        answerable = np.bincount(lexicon.indices, minlength=lexicon.shape[1]) > 0
        found: Scores = answered + np.log(CHANCE) * (counts @ answerable.astype(np.float64))[None, :]
        return found

    def _beside(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], deep: _Group, wide: _Group, a: int, b: int
    ) -> Scores:
        manner = self.manner
        one, other = np.log(deep.lengths + 4.0), np.log(wide.lengths + 4.0)
        spread = np.hypot(manner.spread, 3.0 / np.sqrt(deep.lengths + 4.0))[:, None] * 0.7
        gap = (other[None, :] - one[:, None] - manner.ratio) / spread
        length = -0.5 * gap**2 - np.log(spread / manner.wide)
        score = np.clip(length, AGAINST, 2.0)
        score += manner.ends[self.left.endings[rows][:, None], self.right.endings[columns][None, :]]
        first, start = _before(rows, a - 1), _before(columns, b - 1)
        score += manner.begins[self.left.beginnings[first][:, None], self.right.beginnings[start][None, :]]
        mine, its = self.numbers[0][first][:, None], self.numbers[1][start][None, :]
        both = (mine >= 0) & (its >= 0)
        return score + np.where(both, np.where(mine == its, manner.same, manner.other), 0.0)

    def _meant(self, deep: _Group, wide: _Group, vectors: tuple[Vectors, Vectors], pair: Meaning) -> Scores:
        """Likeness of vectors as a ratio of two normal densities: of pairs, and of what stands together by chance."""
        likeness = deep.mean(vectors[0]) @ wide.mean(vectors[1]).T
        score = 0.5 * ((likeness - pair.far) / pair.far_spread) ** 2
        score -= 0.5 * ((np.minimum(likeness, pair.near) - pair.near) / pair.near_spread) ** 2
        score += np.log(pair.far_spread / pair.near_spread)
        return np.clip(score, 2 * AGAINST, 8.0)


@dataclass(frozen=True)
class _Group:
    counts: Matrix
    sizes: Scores
    lengths: Scores
    places: tuple[NDArray[np.int64], ...]

    def mean(self, vectors: Vectors) -> Vectors:
        total = np.sum([vectors[places] for places in self.places], axis=0)
        return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9))


def _grouped(side: Side, places: NDArray[np.int64], size: int) -> _Group:
    """For each place, the segment there and the ``size - 1`` before it as one."""
    all_places = tuple(_before(places, back) for back in range(size))
    counts = side.counts[places]
    for back in all_places[1:]:
        counts = counts + side.counts[back]
    sizes = np.sum([side.sizes[each] for each in all_places], axis=0)
    lengths = np.sum([side.lengths[each] for each in all_places], axis=0)
    return _Group(counts, sizes, lengths, all_places)


def _before(places: NDArray[np.int64], back: int) -> NDArray[np.int64]:
    return np.concatenate([places[:1].repeat(min(back, len(places))), places[: len(places) - back]]) if back else places


def _summed(scores: Scores, size: int, axis: int) -> Scores:
    """Each with the ``size - 1`` before it along an axis."""
    total = scores.copy()
    for back in range(1, size):
        if axis:
            total[:, back:] += scores[:, :-back]
        else:
            total[back:] += scores[:-back]
    return total


def manner_of(
    left: Side, right: Side, numbers: tuple[NDArray[np.int64], NDArray[np.int64]], pairs: Sequence[tuple[int, int]]
) -> Manner:
    """Learn it from segments believed to answer each other one to one."""
    if len(pairs) < 8:
        return _first_manner(left, right)
    i, j = (np.array(each) for each in zip(*pairs, strict=True))
    one, other = np.log(left.lengths[i] + 4.0), np.log(right.lengths[j] + 4.0)
    ratio = float(np.median(other - one))
    spread = float(np.clip(1.4826 * np.median(np.abs(other - one - ratio)), 0.08, 0.6))
    ends, begins = np.zeros((ENDINGS, ENDINGS)), np.zeros((BEGINNINGS, BEGINNINGS))
    np.add.at(ends, (left.endings[i], right.endings[j]), 1.0)
    np.add.at(begins, (left.beginnings[i], right.beginnings[j]), 1.0)
    both = (numbers[0][i] >= 0) & (numbers[1][j] >= 0)
    agree = float((numbers[0][i] == numbers[1][j])[both].mean()) if both.any() else 0.0
    by_chance = _agreeing_by_chance(numbers)
    same = float(np.clip(np.log((agree + 0.02) / (by_chance + 0.02)), 0.0, 3.0))
    differ = float(np.clip(np.log((1.02 - agree) / (1.02 - by_chance)), AGAINST, 0.0))
    wide = max(float(np.std(np.log(right.lengths + 4.0))), spread)
    return Manner(ratio, spread, wide, _going_together(ends), _going_together(begins), same, differ)


def _first_manner(left: Side, right: Side) -> Manner:
    if not len(left) or not len(right):
        return Manner()
    ratio = float(np.log((right.lengths.sum() + 4.0) / (left.lengths.sum() + 4.0)))
    wide = max(float(np.std(np.log(right.lengths + 4.0))), 0.5)
    return Manner(float(np.clip(ratio, -0.5, 0.5)), 0.3, wide)


def _agreeing_by_chance(numbers: tuple[NDArray[np.int64], NDArray[np.int64]]) -> float:
    shares = []
    most = max((int(each.max(initial=-1)) for each in numbers), default=-1) + 1
    for each in numbers:
        counted = np.bincount(each[each >= 0], minlength=max(most, 1)).astype(np.float64)
        shares.append(counted / max(counted.sum(), 1.0))
    return float(shares[0] @ shares[1])


def meaning_of(vectors: tuple[Vectors, Vectors], pairs: Sequence[tuple[int, int]]) -> Meaning:
    """Learn from pairs what likeness means for this model and these texts."""
    one, other = vectors
    step = max(len(one) * len(other) // 20_000, 1)
    places = np.arange(0, len(one) * len(other), step)
    far = np.einsum("ij,ij->i", one[places // max(len(other), 1)], other[places % max(len(other), 1)])
    middle, spread = (float(far.mean()), float(max(far.std(), 0.03))) if len(far) else (0.0, 0.1)
    if len(pairs) < 8:
        return Meaning(middle + 4 * spread, 2 * spread, middle, spread)
    i, j = (np.array(each) for each in zip(*pairs, strict=True))
    near = np.einsum("ij,ij->i", one[i], other[j])
    return Meaning(float(max(np.median(near), middle + spread)), float(max(near.std(), 0.03)), middle, spread)
