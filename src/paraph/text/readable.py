"""From the fewest words changed to what a person can read: slide, then absorb.

*Slide*: an insertion or deletion that fits in several places is put where phrases begin and end
("[the] exporting Party and the" rather than "exporting Party and [the]").

*Absorb*: an island of common words between two changes is drawn into one change if it weighs too little to be worth
another bracket, the lightest first, as long as ``economy`` allows. A word weighs 1, a small word or a mark half, a
modal, a negation or a number 3, so that what decides rights and duties stays in sight between small changes. What an
island must weigh to stay depends on what is around it: more than a word; more where words were replaced by words on
either side, as many as at the smaller of the two places; and more where a passage has more changes than a person takes
in at once. Between words that only one side has, a long island therefore always stays: nothing rivals it. Two passages
that share next to nothing stand whole against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import inf

from paraph.text.lexicon import STOPWORDS, weight
from paraph.text.subsequence import Blocks, joined

AT_ONCE = 4
"""So many changes in one passage a person takes in at once (N. Cowan, "The magical number 4", 2001). In a passage with
k times as many, an island must weigh k times as much to stay."""

REPLACED = 0.75
"""Between words replaced by others an island stays if it weighs more than so much of the smaller side of either."""

RIVALS = 0.25
"""Passages whose common words weigh less than this share of the words that are not, on the shorter side, are rivals."""

_weight = lru_cache(maxsize=65536)(weight)


def readable(a: Sequence[str], b: Sequence[str], blocks: Blocks, economy: float, fixed: str = "") -> Blocks:
    """Fewer, better placed changes: blocks of common units after sliding and absorbing.

    ``a`` and ``b`` are the units of both sides (words, marks, atoms). At most ``economy`` times the units that
    ``blocks`` leaves outside are outside after. ``fixed`` is a unit that is never absorbed (a paragraph mark).

    >>> a, b = "the duty of a Party to the Agreement".split(), "any right of each Party to the Agreement".split()
    >>> readable(a, b, [(2, 2, 1), (4, 4, 4)], economy=2)
    [(4, 4, 4)]
    """
    blocks = slid(a, b, blocks)
    if len(blocks) < 2 and not (blocks and blocks[0][0] and blocks[0][1]):
        return blocks
    most = economy * (len(a) + len(b) - 2 * _size(blocks))
    blocks = absorbed(a, b, blocks, most, fixed)
    return [] if len(a) + len(b) <= most and _rivals(a, b, blocks, fixed) else blocks


def absorbed(a: Sequence[str], b: Sequence[str], blocks: Blocks, most: float, fixed: str = "") -> Blocks:
    """Leave out islands, the lightest first, as long as at most ``most`` units on both sides stand outside blocks."""
    common = _size(blocks)
    purse = most - len(a) - len(b) + 2 * common
    scale = max(1.0, (len(blocks) + 1 - _at_ends(a, b, blocks)) / AT_ONCE)
    heaviest = scale * max(1.0, REPLACED * (min(len(a), len(b)) - common))
    islands = [
        (i, j, n, _weigh(a[i : i + n], fixed) if n <= 2 * heaviest and 2 * n <= purse else inf) for i, j, n in blocks
    ]
    for lightest in sorted({island[3] for island in islands} - {inf}):
        kept: list[tuple[int, int, int, float]] = []
        end_a = end_b = 0
        for place, (i, j, n, own) in enumerate(islands):
            if own == lightest and 2 * n <= purse:
                after_a, after_b = islands[place + 1][:2] if place + 1 < len(islands) else (len(a), len(b))
                before, behind = (i - end_a, j - end_b), (after_a - i - n, after_b - j - n)
                if any(before) and any(behind) and own <= scale * max(1.0, REPLACED * min(*before, *behind)):
                    purse -= 2 * n
                    continue
            kept.append((i, j, n, own))
            end_a, end_b = i + n, j + n
        islands = kept
    return [(i, j, n) for i, j, n, _ in islands]


def _at_ends(a: Sequence[str], b: Sequence[str], blocks: Blocks) -> int:
    """How many of the two ends are common."""
    (i, j, _), (p, q, n) = blocks[0], blocks[-1]
    return (i == j == 0) + (p + n == len(a) and q + n == len(b))


def _weigh(island: Iterable[str], fixed: str) -> float:
    return sum(inf if word == fixed else _weight(word) for word in island)


def _rivals(a: Sequence[str], b: Sequence[str], blocks: Blocks, fixed: str) -> bool:
    """Whether what is common weighs next to nothing beside the changed units of the shorter side."""
    common = _size(blocks)
    least = RIVALS * (min(len(a), len(b)) - common)
    return common <= 2 * least and sum(_weigh(a[i : i + n], fixed) for i, _, n in blocks) < least


def _size(blocks: Blocks) -> int:
    return sum(n for _, _, n in blocks)


def slid(a: Sequence[str], b: Sequence[str], blocks: Blocks) -> Blocks:
    """Put each insertion or deletion that fits in several places where it reads best."""
    blocks = [(0, 0, 0), *joined(blocks), (len(a), len(b), 0)]
    for k in range(1, len(blocks)):
        (i, j, n), (p, q, m) = blocks[k - 1], blocks[k]
        if i + n == p and j + n < q:
            shift = _best_shift(b, j + n, q, n, m)
        elif j + n == q and i + n < p:
            shift = _best_shift(a, i + n, p, n, m)
        else:
            continue
        blocks[k - 1], blocks[k] = (i, j, n + shift), (p + shift, q + shift, m - shift)
    return joined(blocks)


def _best_shift(units: Sequence[str], start: int, end: int, room_before: int, room_after: int) -> int:
    """How far to slide the change ``units[start:end]`` (negative: towards the head)."""
    low = high = 0
    while -low < room_before and units[start + low - 1] == units[end + low - 1]:
        low -= 1
    while high < room_after and units[start + high] == units[end + high]:
        high += 1
    if low == high:
        return 0
    # Closing a block altogether makes two changes one.
    closes: Callable[[int], int] = lambda by: 8 * (by == -room_before or by == room_after)  # noqa: E731
    return max(range(low, high + 1), key=lambda by: (closes(by) + _fit(units, start + by, end + by), by == 0, -abs(by)))


_CLOSES = {mark: weight for marks, weight in ((".;:\u2029", 4), (",", 2), (")”’", 1)) for mark in marks}


def _fit(units: Sequence[str], start: int, end: int) -> int:
    """How well a change stands there: after or with a phrase's end, beginning on a small word or an opening mark."""
    before = units[start - 1] if start else "."
    first, last = units[start], units[end - 1]
    score = 2 * min(_CLOSES.get(before, 0), _CLOSES.get(last, 0))
    score -= 1 if first in _CLOSES and last not in _CLOSES else 0
    score += 1 if first.lower() in STOPWORDS and before.lower() not in STOPWORDS else 0
    return score + (first in "(“‘[" and last in ")”’]")
