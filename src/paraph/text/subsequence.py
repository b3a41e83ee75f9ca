"""What two sequences of words have in common, as blocks ``(i, j, n)``: ``a[i:i+n] == b[j:j+n]``, rising on both sides.

Exact (a longest common subsequence, by rapidfuzz) wherever its table fits the memory; beyond that, words that occur
once on either side divide the problem first, and a piece that still does not fit counts as wholly different.
"""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import LCSseq

from paraph.text.chains import heaviest

Blocks = list[tuple[int, int, int]]

TABLE = 1 << 30
"""The largest product of lengths that is solved exactly (bits of rapidfuzz's table: 128 MB)."""


def common_blocks(a: str, b: str) -> Blocks:
    """Blocks of a longest common subsequence of two code strings.

    >>> common_blocks("each may act", "each shall act")
    [(0, 0, 5), (6, 7, 1), (8, 10, 4)]
    """
    if not a or not b:
        return []
    if len(a) * len(b) <= TABLE:
        found = LCSseq.opcodes(a, b)
        return [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal"]
    return _divided(a, b)


def _divided(a: str, b: str) -> Blocks:
    """Solve between the words that occur once on either side."""
    once_a = {code for code, n in Counter(a).items() if n == 1}
    place_b = {code: j for j, code in enumerate(b) if code in once_a}
    once_b = {code for code, n in Counter(b).items() if n == 1}
    pairs = [(i, place_b[code], 1.0) for i, code in enumerate(a) if code in place_b and code in once_b]
    blocks: Blocks = []
    i = j = 0
    for i_next, j_next in [*heaviest(pairs), (len(a), len(b))]:
        if (i_next - i) * (j_next - j) <= TABLE:
            blocks += [(i + p, j + q, n) for p, q, n in common_blocks(a[i:i_next], b[j:j_next])]
        if i_next < len(a):
            blocks.append((i_next, j_next, 1))
        i, j = i_next + 1, j_next + 1
    return joined(blocks)


def joined(blocks: Blocks) -> Blocks:
    """The same blocks with those that touch on both sides made one, empty ones left out.

    >>> joined([(0, 0, 2), (2, 2, 1), (5, 4, 0), (6, 5, 1)])
    [(0, 0, 3), (6, 5, 1)]
    """
    done: Blocks = []
    for i, j, n in blocks:
        if done and (done[-1][0] + done[-1][2], done[-1][1] + done[-1][2]) == (i, j):
            done[-1] = (done[-1][0], done[-1][1], done[-1][2] + n)
        elif n:
            done.append((i, j, n))
    return done
