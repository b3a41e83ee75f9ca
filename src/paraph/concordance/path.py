"""The best way through two lists in order, in a band, and how sure each step of it is.

A step takes some segments of each list. Steps are scored in nats (``evidence``) and have a cost of their own; leaving a
segment without an answer costs ``GAP``. The best way is found by dynamic programming row by row, and how sure its steps
are by forward and backward sums over all ways, each weighed by its score (softened, since evidence is not independent).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from paraph.concordance.evidence import Evidence, Scores

MOVES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
COSTS = (0.0, -5.5, -5.5, -8.0, -8.5, -8.5)
GAP = -3.0
SOFT = 0.35
_ROWS = 96
_SAME = 1e-6
"""Sums that differ by less are equal: an insertion must be better by more than rounding."""

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """Places in the two lists, how sure it is (0 to 1), and its evidence in nats (0 for a gap)."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    sure: float
    score: float


class Band:
    """For each row (0 to n: rows done so far) the first and last column (0 to m: columns done so far) that is tried."""

    def __init__(self, low: Indices, high: Indices) -> None:
        self.low, self.high = low, high

    @staticmethod
    def around(points: Sequence[tuple[int, int]], rows: int, columns: int, margin: int) -> Band:
        """Around points (rows done, columns done) in order; between two points as wide as the way between them."""
        knots = [(0, 0), *points, (rows, columns)]
        low, high = np.full(rows + 1, columns), np.zeros(rows + 1, dtype=np.int64)
        for (i, j), (k, last) in pairwise(knots):
            near, far = max(j - margin, 0), min(last + margin, columns)
            reach = slice(max(i - margin, 0), min(k + margin, rows) + 1)
            low[reach] = np.minimum(low[reach], near)
            high[reach] = np.maximum(high[reach], far)
        return Band(np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))


def best_path(evidence: Evidence, rows: Indices, columns: Indices, band: Band, *, sure: bool = False) -> list[Step]:
    """The best way through ``rows`` of the left side and ``columns`` of the right one, in the order given.

    With ``sure`` false every step is said to be sure (1.0), which saves half of the time.
    """
    grid = _Grid(evidence, rows, columns, band)
    steps = grid.best()
    return grid.weighed(steps) if sure else steps


class _Grid:
    def __init__(self, evidence: Evidence, rows: Indices, columns: Indices, band: Band) -> None:
        self.rows, self.columns, self.band = rows, columns, band
        self.steps: list[list[Scores]] = [[] for _ in range(len(rows) + 1)]
        self._score(evidence)

    def _score(self, evidence: Evidence) -> None:
        """For each row and move the scores over the columns of its band, minus infinity where a step is impossible."""
        rows, columns, band = self.rows, self.columns, self.band
        joined = [_joined(rows), _joined(columns)]
        for start in range(0, len(rows), _ROWS):
            stop = min(start + _ROWS, len(rows))
            first = max(start - 2, 0)
            low = max(int(band.low[start + 1 : stop + 1].min()) - 3, 0)
            high = int(band.high[start + 1 : stop + 1].max())
            here = columns[low:high]
            grids = evidence.grid(rows[first:stop], here, MOVES) if len(here) else []
            for row in range(start + 1, stop + 1):
                span = slice(int(band.low[row]), int(band.high[row]) + 1)
                kept = []
                for (a, b), cost, grid in zip(MOVES, COSTS, grids, strict=True) if grids else ():
                    line = np.full(span.stop - span.start, -np.inf)
                    skip = max(1 - span.start, 0)  # no step of columns ends before the first
                    line[skip:] = grid[row - 1 - first, span.start + skip - 1 - low : span.stop - 1 - low] + cost
                    if joined[0][row] < a - 1:
                        line[:] = -np.inf
                    if b > 1:
                        line[joined[1][span] < b - 1] = -np.inf
                    kept.append(line)
                self.steps[row] = kept or [np.full(span.stop - span.start, -np.inf) for _ in MOVES]

    def best(self) -> list[Step]:
        n, low, high = len(self.rows), self.band.low, self.band.high
        totals: list[Scores] = []
        chosen: list[NDArray[np.int8]] = []
        for row in range(n + 1):
            width = int(high[row] - low[row]) + 1
            best, which = np.full(width, -np.inf), np.full(width, -1, dtype=np.int8)
            if row == 0:
                best[0] = 0.0
            else:
                options = [self._from(totals, row, a, b) + self.steps[row][at] for at, (a, b) in enumerate(MOVES)]
                options.append(self._from(totals, row, 1, 0) + GAP)
                stacked = np.stack(options)
                which = stacked.argmax(axis=0).astype(np.int8)
                best = stacked.max(axis=0)
            along = GAP * np.arange(width)
            inserted = np.maximum.accumulate(best - along) + along
            better = inserted > best + _SAME
            which[better] = len(MOVES) + 1
            totals.append(np.where(better, inserted, best))
            chosen.append(which)
        return self._traced(chosen)

    def _from(self, totals: Sequence[Scores], row: int, a: int, b: int) -> Scores:
        """The totals of the cells from which a step (a, b) reaches each cell of a row."""
        low, high = int(self.band.low[row]), int(self.band.high[row])
        if row < a:
            return np.full(high - low + 1, -np.inf)
        return self._window(totals[row - a], row - a, low - b, high - b)

    def _window(self, line: Scores, row: int, first: int, last: int) -> Scores:
        """A row's values at the columns first to last, minus infinity outside its band."""
        found = np.full(last - first + 1, -np.inf)
        low, high = int(self.band.low[row]), int(self.band.high[row])
        start, stop = max(first, low), min(last, high)
        if start <= stop:
            found[start - first : stop - first + 1] = line[start - low : stop - low + 1]
        return found

    def _traced(self, chosen: Sequence[NDArray[np.int8]]) -> list[Step]:
        i, j = len(self.rows), len(self.columns)
        found = []
        while i or j:
            which = int(chosen[i][j - int(self.band.low[i])])
            a, b = (*MOVES, (1, 0), (0, 1))[which]
            score = float(self.steps[i][which][j - int(self.band.low[i])]) if which < len(MOVES) else 0.0
            left = tuple(int(self.rows[at]) for at in range(i - a, i))
            right = tuple(int(self.columns[at]) for at in range(j - b, j))
            found.append(Step(left, right, 1.0, score))
            i, j = i - a, j - b
        return found[::-1]

    def weighed(self, steps: Sequence[Step]) -> list[Step]:
        """The same steps, each with its share of all ways (forward and backward sums)."""
        ahead, behind = self._forward(), self._backward()
        whole = ahead[-1][len(self.columns) - int(self.band.low[-1])]
        alone = self._alone(ahead, behind, whole)
        found, i, j = [], 0, 0
        for step in steps:
            a, b = len(step.left), len(step.right)
            start = ahead[i][j - int(self.band.low[i])]
            i, j = i + a, j + b
            at = j - int(self.band.low[i])
            if a and b:
                own = SOFT * float(self.steps[i][MOVES.index((a, b))][at])
                share = float(np.exp(min(start + own + behind[i][at] - whole, 0.0)))
            else:
                share = float(alone[0][i - 1] if a else alone[1][j - 1])
            found.append(Step(step.left, step.right, share, step.score))
        return found

    def _alone(self, ahead: Sequence[Scores], behind: Sequence[Scores], whole: float) -> tuple[Scores, Scores]:
        """For each row and each column the share of all ways in which it has no answer, wherever it falls."""
        rows, columns = np.zeros(len(self.rows)), np.zeros(len(self.columns))
        for row in range(len(self.rows) + 1):
            low, high = int(self.band.low[row]), int(self.band.high[row])
            if row:
                before = self._window(ahead[row - 1], row - 1, low, high)
                rows[row - 1] = np.exp(np.minimum(before + SOFT * GAP + behind[row] - whole, 0.0)).sum()
            passing = ahead[row][:-1] + SOFT * GAP + behind[row][1:] - whole
            columns[low:high] += np.exp(np.minimum(passing, 0.0))
        return np.minimum(rows, 1.0), np.minimum(columns, 1.0)

    def _forward(self) -> list[Scores]:
        totals: list[Scores] = []
        for row in range(len(self.rows) + 1):
            if row == 0:
                here = np.full(int(self.band.high[0] - self.band.low[0]) + 1, -np.inf)
                here[0] = 0.0
            else:
                options = [
                    self._from(totals, row, a, b) + SOFT * self.steps[row][at] for at, (a, b) in enumerate(MOVES)
                ]
                options.append(self._from(totals, row, 1, 0) + SOFT * GAP)
                here = np.logaddexp.reduce(options, axis=0)
            totals.append(_flowing(here))
        return totals

    def _backward(self) -> list[Scores]:
        n = len(self.rows)
        totals: list[Scores] = [np.empty(0)] * (n + 1)
        for row in range(n, -1, -1):
            low, high = int(self.band.low[row]), int(self.band.high[row])
            here = np.full(high - low + 1, -np.inf)
            if row == n:
                here[len(self.columns) - low] = 0.0
            for at, (a, b) in enumerate((*MOVES, (1, 0))):
                if row + a <= n:
                    own = self.steps[row + a][at] if at < len(MOVES) else np.full(len(totals[row + a]), GAP)
                    here = np.logaddexp(here, self._window(totals[row + a] + SOFT * own, row + a, low + b, high + b))
            totals[row] = _flowing(here[::-1])[::-1]
        return totals


def _flowing(line: Scores) -> Scores:
    """A row's sums once steps that take columns only are added."""
    along = SOFT * GAP * np.arange(len(line))
    found: Scores = np.logaddexp.accumulate(line - along) + along
    return found


def _joined(places: Indices) -> Indices:
    """For each count of places done, how many places before the last one follow on without a hole."""
    found = np.zeros(len(places) + 1, dtype=np.int64)
    for at in range(1, len(places)):
        found[at + 1] = min(found[at] + 1, 5) if places[at] == places[at - 1] + 1 else 0
    return found
