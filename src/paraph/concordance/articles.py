"""Articles against articles: an assignment by content, in which number, heading and place are evidence only.

An article is a heading with what stands under it, up to the next heading; so is a chapter's heading by itself. Their
order is not kept: a language version may have its articles in another order, and definitions always are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from paraph.concordance.evidence import Evidence
from paraph.concordance.segments import Segment
from paraph.concordance.words import Side

ENOUGH = 3
"""From this many headings on each side a document is taken article by article."""
LEAST = 2.0
"""Below this evidence (nats) two articles are not assigned to each other."""
_PLACE = 6.0
"""What standing at the same place of both documents counts for, at most (nats)."""

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Assigned:
    """Ranges of segments that answer each other as a whole, and how sure that is."""

    left: Indices
    right: Indices
    sure: float


def articles(segments: Sequence[Segment]) -> list[range]:
    """Ranges of segments, each with at most one heading, at its beginning.

    >>> from paraph.text.provision import Kind
    >>> heading = Segment("Aims", "en", kind=Kind.ARTICLE)
    >>> articles([Segment("Preamble", "en"), heading, Segment("Trade.", "en"), heading])
    [range(0, 1), range(1, 3), range(3, 4)]
    """
    starts = [place for place, each in enumerate(segments) if each.kind.titled or place == 0]
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(segments)], strict=True)]


def assigned(evidence: Evidence) -> list[Assigned]:
    """Assign the articles of two sides to each other, the sum of evidence being the greatest; in the left order.

    Empty where one side has too few headings to go by.
    """
    ranges = [articles(side.segments) for side in (evidence.left, evidence.right)]
    if min(map(len, ranges)) < ENOUGH:
        return []
    sides = [_as_articles(side, parts) for side, parts in zip((evidence.left, evidence.right), ranges, strict=True)]
    starts = [np.array([part.start for part in parts]) for parts in ranges]
    numbers = (evidence.numbers[0][starts[0]], evidence.numbers[1][starts[1]])
    whole = replace(evidence, left=sides[0], right=sides[1], numbers=numbers, vectors=None)
    rows, columns = (np.arange(len(parts)) for parts in ranges)
    (score,) = whole.grid(rows, columns, [(1, 1)])
    apart = np.abs((rows / max(len(rows) - 1, 1))[:, None] - (columns / max(len(columns) - 1, 1))[None, :])
    score = score + _PLACE * np.exp(-20.0 * apart)
    found = []
    for i, j in zip(*linear_sum_assignment(-np.maximum(score, 0.0)), strict=True):
        if score[i, j] >= LEAST:
            rival = max(np.delete(score[i], j).max(initial=0.0), np.delete(score[:, j], i).max(initial=0.0))
            sure = 1.0 / (1.0 + float(np.exp(-np.clip(0.35 * (score[i, j] - rival), -30, 30))))
            found.append(Assigned(np.array(ranges[0][i]), np.array(ranges[1][j]), max(sure, 0.5)))
    return found


def _as_articles(side: Side, parts: Sequence[range]) -> Side:
    """The same side with articles for segments."""
    owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    gather = sparse.csr_matrix((np.ones(len(owner)), (owner, np.arange(len(owner)))), shape=(len(parts), len(owner)))
    first = np.array([part.start for part in parts])
    none = np.zeros(len(parts), dtype=np.int64)
    return replace(
        side,
        segments=[side.segments[place] for place in first],
        counts=(gather @ side.counts).tocsr(),
        sizes=gather @ side.sizes,
        lengths=gather @ side.lengths,
        endings=none,
        beginnings=none,
    )
