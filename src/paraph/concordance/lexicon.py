"""Which words answer which, learnt from pairs of texts: IBM's first model (Brown and others, 1993), both ways.

What it learns from are pairs of lists of words: segments believed to answer each other, terms of a term base, and words
that look alike in both languages. That a pair of words stands together only once proves nothing, so a pair of segments
counts for others only: the evidence is lessened by the share that one pair gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.sparse import csr_matrix

from paraph.concordance.words import Matrix, Side, words

ROUNDS = 5
_NULL = 0.2
"""The share of words that answer none."""
_LEAST = 0.02
"""Below this probability an answer is left out."""
_ALIKE = 0.6
"""From this likeness on, two words with the same first letters are taken for the same word in two languages."""
_FIRST = 3

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """Words that stand together, by their places in the books. ``known``: from a term base or alike, so surely."""

    left: Indices
    right: Indices
    weight: float = 1.0
    known: bool = False


@dataclass(frozen=True)
class Lexicon:
    """``forth``: how likely each word on the right answers one on the left (rows: left); ``back``: the reverse."""

    forth: Matrix
    back: Matrix


def examples_of(left: Side, right: Side, terms: Iterable[tuple[str, str]]) -> list[Example]:
    """What is known before anything is aligned: terms of which both sides have words, numbers and words alike."""
    found = []
    for one, other in terms:
        a, b = (_places(side, words(text, side.language)) for side, text in ((left, one), (right, other)))
        if len(a) and len(b):
            found.append(Example(a, b, 1.0, known=True))
    return found + list(_alike(left, right))


def example_of(left: Side, right: Side, rows: Sequence[int], columns: Sequence[int]) -> Example:
    """Segments that are believed to answer each other, to learn from."""
    sides = ((left, rows), (right, columns))
    one, other = (np.unique(side.counts[list(at)].indices).astype(np.int64) for side, at in sides)
    return Example(one, other)


def _places(side: Side, found: Sequence[str]) -> Indices:
    return np.array(sorted({side.book[word] for word in found if word in side.book}), dtype=np.int64)


def _alike(left: Side, right: Side) -> Iterable[Example]:
    """Words that are the same, or begin alike and are alike (cognates, names)."""
    first: dict[str, list[str]] = {}
    for word in right.book:
        if len(word) > _FIRST and not word.startswith("#"):
            first.setdefault(word[:_FIRST], []).append(word)
    for word, place in left.book.items():
        if word in right.book:
            here = np.array([right.book[word]])
            yield Example(np.array([place]), here, 3.0 if len(word) > 1 else 1.0, known=True)
        elif len(word) > _FIRST and not word.startswith("#"):
            for other in first.get(word[:_FIRST], ()):
                likeness = Levenshtein.normalized_similarity(word, other)
                if likeness >= _ALIKE:
                    yield Example(np.array([place]), np.array([right.book[other]]), likeness, known=True)


def learn(left: Side, right: Side, examples: Sequence[Example]) -> Lexicon:
    """Learn a lexicon; the same examples give the same lexicon."""
    examples = [each for each in examples if len(each.left) and len(each.right)]
    if not examples:
        shape = (left.counts.shape[1], right.counts.shape[1])
        return Lexicon(csr_matrix(shape), csr_matrix(shape[::-1]))
    sizes = np.array([len(each.left) * len(each.right) for each in examples])
    lefts = np.concatenate([np.repeat(each.left, len(each.right)) for each in examples])
    rights = np.concatenate([np.tile(each.right, len(each.left)) for each in examples])
    numbers = np.repeat(np.arange(len(examples)), sizes)
    weights = np.repeat([each.weight for each in examples], sizes)
    known = np.repeat([each.known for each in examples], sizes)
    forth = _one_way(lefts, rights, numbers, weights, known, left, right)
    back = _one_way(rights, lefts, numbers, weights, known, right, left)
    return Lexicon(forth, back)


def _one_way(
    sources: Indices,
    targets: Indices,
    numbers: Indices,
    weights: NDArray[np.float64],
    known: NDArray[np.bool_],
    source: Side,
    target: Side,
) -> Matrix:
    width = target.counts.shape[1]
    codes, kind = np.unique(sources * width + targets, return_inverse=True)
    _, occurrence = np.unique(numbers * width + targets, return_inverse=True)
    owner = codes // width
    share = np.ones(len(codes)) / np.maximum(np.bincount(owner)[owner], 1)
    nothing = _NULL * target.share[targets]
    for _ in range(ROUNDS):
        given = share[kind]
        total = np.bincount(occurrence, given)[occurrence] + nothing
        counts = np.bincount(kind, weights * given / total)
        share = counts / np.maximum(np.bincount(owner, counts)[owner], 1e-12)
    together = np.bincount(kind, ~known) + 4.0 * np.bincount(kind, known)
    share *= np.maximum(together - 1.0, 0.0) / together
    kept = share >= _LEAST
    shape = (source.counts.shape[1], width)
    return csr_matrix((share[kept], (owner[kept], codes[kept] % width)), shape=shape)
