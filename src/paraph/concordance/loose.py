"""What stands in another order: segments left alone on both sides that answer each other after all.

Definitions come in the alphabetical order of each language, an article is put elsewhere: in order such segments have no
answer. Those left alone are assigned to each other by evidence, so that the sum is the greatest; what stands beside a
pair found so may then be joined to it on weaker evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from paraph.concordance.evidence import Evidence, Scores
from paraph.concordance.path import SOFT, Step

LEAST = 7.0
"""Evidence (nats) from which two segments answer each other wherever they stand."""
BESIDE = 2.0
"""Evidence that is enough where those before them, or after them, answer each other too."""
_WEAK = 1.0
"""Below this evidence two segments that only the order puts together may still find another answer."""
_MOST = 3000
"""More segments than this left alone on a side are not two versions of one text: nothing is looked for."""


def out_of_order(evidence: Evidence, steps: Sequence[Step]) -> list[Step]:
    """The steps, with those of one segment alone joined where they answer each other, and two crossed ones parted."""
    steps = [part for step in steps for part in _uncrossed(evidence, step)]
    rows, columns = (_free(steps, side) for side in (0, 1))
    if not len(rows) or not len(columns) or max(len(rows), len(columns)) > _MOST:
        return list(steps)
    (score,) = evidence.grid(rows, columns, [(1, 1)])
    after = {step.left[-1] + 1: step.right[-1] + 1 for step in steps if step.left and step.right}
    before = {step.left[0] - 1: step.right[0] - 1 for step in steps if step.left and step.right}
    found = [
        Step((int(rows[i]),), (int(columns[j]),), _sure(score, i, j), float(score[i, j]))
        for i, j in zip(*linear_sum_assignment(-np.maximum(score, 0.0)), strict=True)
        if score[i, j] >= (BESIDE if int(columns[j]) in (after.get(int(rows[i])), before.get(int(rows[i]))) else LEAST)
    ]
    joined = ({step.left[0] for step in found}, {step.right[0] for step in found})
    return [part for step in steps for part in _kept(step, joined)] + found


def _free(steps: Sequence[Step], side: int) -> NDArray[np.int64]:
    """Segments of a side that are alone, or beside one that only the order puts there."""
    places = [(step.left, step.right)[side] for step in steps if not (step.left and step.right) or _weak(step)]
    return np.array([each[0] for each in places if len(each) == 1], dtype=np.int64)


def _weak(step: Step) -> bool:
    return len(step.left) == len(step.right) == 1 and step.score < _WEAK


def _kept(step: Step, joined: tuple[set[int], set[int]]) -> list[Step]:
    """A step without those of its segments that were joined elsewhere."""
    gone = joined[0].intersection(step.left), joined[1].intersection(step.right)
    if not gone[0] and not gone[1]:
        return [step]
    if gone[0] and not gone[1] and step.right:
        return [Step((), step.right, step.sure, 0.0)]
    return [Step(step.left, (), step.sure, 0.0)] if gone[1] and not gone[0] and step.left else []


def _uncrossed(evidence: Evidence, step: Step) -> list[Step]:
    """Two that answer two, one to one but in the other order (a footnote on the page before), as two steps."""
    if len(step.left) != 2 or len(step.right) != 2 or not np.isfinite(step.score):
        return [step]
    (score,) = evidence.grid(np.array(step.left), np.array(step.right), [(1, 1)])
    if score[0, 1] + score[1, 0] <= step.score:
        return [step]
    one = Step(step.left[:1], step.right[1:], step.sure, float(score[0, 1]))
    return [one, Step(step.left[1:], step.right[:1], step.sure, float(score[1, 0]))]


def _sure(score: Scores, i: int, j: int) -> float:
    rival = max(np.delete(score[i], j).max(initial=0.0), np.delete(score[:, j], i).max(initial=0.0))
    return 1.0 / (1.0 + float(np.exp(-np.clip(SOFT * (score[i, j] - rival), -30, 30))))
