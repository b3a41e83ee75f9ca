"""The heaviest chain of pairs that rises on both sides: the one piece of arithmetic under every alignment in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


def heaviest(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Choose pairs ``(i, j, weight)`` so that both i and j rise strictly and the sum of (positive) weights is greatest.

    Like the longest increasing subsequence by patience sorting, with weights; n log n.

    >>> heaviest([(0, 2, 1.0), (1, 0, 1.0), (2, 1, 1.0), (3, 3, 1.0)])
    [(1, 0), (2, 1), (3, 3)]
    >>> heaviest([(0, 2, 9.0), (1, 0, 1.0), (2, 1, 1.0), (3, 3, 1.0)])
    [(0, 2), (3, 3)]
    """
    # A staircase: ends[k] is the j at which a chain of weight totals[k] ends; both rise.
    ends: list[int] = []
    totals: list[float] = []
    tops: list[int] = []
    nodes: list[tuple[int, int, int]] = []  # (i, j, node before)
    for i, j, weight in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        place = bisect_left(ends, j)
        total = weight + (totals[place - 1] if place else 0.0)
        stop = place
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        if stop == place and place < len(ends) and ends[place] == j:
            continue
        nodes.append((i, j, tops[place - 1] if place else -1))
        ends[place:stop], totals[place:stop], tops[place:stop] = [j], [total], [len(nodes) - 1]
    chain: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        i, j, at = nodes[at]
        chain.append((i, j))
    return chain[::-1]
