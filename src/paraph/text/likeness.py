"""How alike paragraphs are, and which pairs are worth asking about; paragraphs are strings of word codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist, cpdist

FEW = 64
"""Up to this many pairs are compared one by one, which costs less than setting up arrays."""
ALL_PAIRS = 16_384
"""Up to this many pairs are compared one and all; beyond, only those that share rare pairs of words."""
RARE = 5
"""A pair of words is rare when it occurs at most so many times on either side."""
CANDIDATES = 6
"""How many candidates a paragraph keeps in a large gap."""


def score(left: str, right: str) -> tuple[int, float]:
    """Common words (longest common subsequence) and likeness of two code strings.

    >>> score("abcd", "abxd")
    (3, 0.75)
    """
    common = int(LCSseq.similarity(left, right))
    total = len(left) + len(right)
    return common, 2 * common / total if total else 1.0


def likely_pairs(left: Sequence[str], right: Sequence[str], least: float) -> Iterator[tuple[int, int, int, float]]:
    """Pairs ``(i, j, common words, likeness)`` with likeness of at least ``least``, in order of i, then j."""
    if len(left) * len(right) <= FEW:
        for i, mine in enumerate(left):
            for j, yours in enumerate(right):
                common, likeness = score(mine, yours)
                if likeness >= least:
                    yield i, j, common, likeness
    else:
        yield from _likely_of_many(left, right, least)


def _likely_of_many(left: Sequence[str], right: Sequence[str], least: float) -> Iterator[tuple[int, int, int, float]]:
    wide = np.array([len(code) for code in left]), np.array([len(code) for code in right])
    if len(left) * len(right) <= ALL_PAIRS:
        common = cdist(left, right, scorer=LCSseq.similarity, dtype=np.int32).ravel()
        rows, columns = np.divmod(np.arange(common.size), len(right))
    else:
        rows, columns = _sharing_rare_words(left, right)
        common = cpdist([left[i] for i in rows], [right[j] for j in columns], scorer=LCSseq.similarity, dtype=np.int32)
    likeness = 2 * common / np.maximum(wide[0][rows] + wide[1][columns], 1)
    keep = np.flatnonzero(likeness >= least)
    found = (part[keep].tolist() for part in (rows, columns, common, likeness))
    yield from zip(*found, strict=True)


def _sharing_rare_words(left: Sequence[str], right: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each left paragraph the right ones with which it shares most rare word pairs."""
    keys_left, home_left = _word_pairs(left)
    keys_right, home_right = _word_pairs(right)
    keys = np.intersect1d(keys_left, keys_right)
    first_left, last_left = np.searchsorted(keys_left, keys), np.searchsorted(keys_left, keys, "right")
    first_right, last_right = np.searchsorted(keys_right, keys), np.searchsorted(keys_right, keys, "right")
    rare = (last_left - first_left <= RARE) & (last_right - first_right <= RARE)
    met = []
    for a in range(RARE):
        for b in range(RARE):
            here = rare & (first_left + a < last_left) & (first_right + b < last_right)
            met.append(home_left[first_left[here] + a] * len(right) + home_right[first_right[here] + b])
    pairs, votes = np.unique(np.concatenate(met), return_counts=True)
    rows, columns = np.divmod(pairs, len(right))
    order = np.lexsort((-votes, rows))
    starts = np.searchsorted(rows[order], rows[order])
    best = np.sort(order[np.arange(len(order)) - starts < CANDIDATES])
    return rows[best], columns[best]


def _word_pairs(codes: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keys of all pairs of neighbouring words, sorted, and the paragraph each stands in."""
    flat = np.frombuffer("".join(codes).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    home = np.repeat(np.arange(len(codes)), [len(code) for code in codes])
    inside = home[1:] == home[:-1]
    keys = (flat[:-1] << 32 | flat[1:])[inside]
    order = np.argsort(keys, kind="stable")
    return keys[order], home[:-1][inside][order]
