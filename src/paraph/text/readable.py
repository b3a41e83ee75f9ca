"""From the fewest words changed to what a person can read: slide, then absorb.

*Slide*: an insertion or deletion that fits in several places is put where phrases begin and end
("[the] exporting Party and the" rather than "exporting Party and [the]").
*Absorb*: a short island of common words between two changes is drawn into one change, cheapest first, as long as
``economy`` allows. An island that holds a modal, a negation, a number or a defined term always stays visible.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from paraph.text.lexicon import STOPWORDS, protected
from paraph.text.subsequence import Blocks, joined

SMALL = 2
"""An island of up to so many stop-words is absorbed whatever its neighbours, if the economy allows."""

REACH = 2
"""Any other island may be so many times as long as the smaller change beside it, for each unit of economy above 1."""

_protected = lru_cache(maxsize=65536)(protected)


def readable(a: Sequence[str], b: Sequence[str], blocks: Blocks, economy: float, fixed: str = "") -> Blocks:
    """Fewer, better placed changes: blocks of common units after sliding and absorbing.

    ``a`` and ``b`` are the units of both sides (words, marks, atoms). At most ``economy`` times the units that
    ``blocks`` leaves outside are outside after. ``fixed`` is a unit that is never absorbed (a paragraph mark).

    >>> a, b = "the duty of a Party".split(), "any right of each Party".split()
    >>> readable(a, b, [(2, 2, 1), (4, 4, 1)], economy=2)
    [(4, 4, 1)]
    """
    blocks = slid(a, b, blocks)
    if len(blocks) < 2 and not (blocks and blocks[0][0] and blocks[0][1]):
        return blocks
    fewest = len(a) + len(b) - 2 * sum(n for _, _, n in blocks)
    return absorbed(a, b, blocks, (economy - 1) * fewest, economy, fixed)


def absorbed(
    a: Sequence[str], b: Sequence[str], blocks: Blocks, purse: float, economy: float, fixed: str = ""
) -> Blocks:
    """Leave out islands, the shortest first, spending at most ``purse`` units on both sides together."""
    for size in sorted({n for _, _, n in blocks}):
        kept: Blocks = []
        end_a = end_b = 0
        for place, (i, j, n) in enumerate(blocks):
            if n == size and 2 * n <= purse:
                after = blocks[place + 1] if place + 1 < len(blocks) else (len(a), len(b), 0)
                before = max(i - end_a, j - end_b)
                behind = max(after[0] - i - n, after[1] - j - n)
                if before and behind and _may_go(a[i : i + n], min(before, behind), economy, fixed):
                    purse -= 2 * n
                    continue
            kept.append((i, j, n))
            end_a, end_b = i + n, j + n
        blocks = kept
    return blocks


def _may_go(island: Sequence[str], neighbour: int, economy: float, fixed: str) -> bool:
    small = len(island) <= SMALL and all(word.lower() in STOPWORDS for word in island)
    if not small and len(island) > REACH * (economy - 1) * neighbour:
        return False
    return not any(word == fixed or _protected(word) for word in island)


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
