"""The spine of two long lists: pairs that rare words tell, in the heaviest order; a band is laid around it."""

from __future__ import annotations

import numpy as np

from paraph.concordance.lexicon import Lexicon
from paraph.concordance.words import Matrix, Side
from paraph.text.chains import heaviest

_RARE = 6
"""A word in at most so many segments tells where one is."""
_LIKELY = 0.15


def spine(left: Side, right: Side, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Pairs (i, j) of segments that rise on both sides and share rare words: the best answer of each other."""
    rare = [side.counts.copy() for side in (left, right)]
    for counts in rare:
        counts.data[:] = 1.0
        spread = np.asarray(counts.sum(axis=0)).ravel()
        counts.data[spread[counts.indices] > _RARE] = 0.0
        counts.eliminate_zeros()
    forth = lexicon.forth.copy()
    forth.data[forth.data < _LIKELY] = 0.0
    forth.eliminate_zeros()
    shared = (rare[0] @ forth @ rare[1].T).tocsr()
    best, back = _best(shared), _best(shared.T.tocsr())
    pairs = [(i, j, weight) for i, (j, weight) in best.items() if back.get(j, (-1, 0.0))[0] == i and weight > 0.5]
    return heaviest(pairs)


def _best(shared: Matrix) -> dict[int, tuple[int, float]]:
    found = {}
    for row in range(shared.shape[0]):
        span = slice(shared.indptr[row], shared.indptr[row + 1])
        if span.stop > span.start:
            at = span.start + int(shared.data[span].argmax())
            found[row] = (int(shared.indices[at]), float(shared.data[at]))
    return found
