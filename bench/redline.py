"""The redline kernel against its peers, on whole treaties in memory.

    python bench/redline.py [--slow] [--pairs P1,P5]

Every kernel runs in a process of its own, on the same wording, which is in memory as one string a paragraph. Ours ends
with spans of characters, white space included; the peers compare lists of words and end with blocks of words.

``all``: seconds from the strings to the result; for a peer the making of its word lists, and of one character a word
where it needs that, is inside, as the splitting into words is for ours. ``ours/it``: our seconds over the peer's.
``alone``: a peer's seconds when its word lists lie ready, which gives it a start; ``ours/it`` once more. ``/fewest``:
words changed, deleted and inserted (a moved paragraph counts in full at both ends), over the fewest possible
(whole-text longest common subsequence). ``changes``: unbroken runs of changed words in one linear reading of both
texts; a paragraph shown as moved is one change, where it stands now, whatever was edited in it, and the place that it
left is none (``at both ends`` is the number when it is one there too, as for tools that have no moves). ``small``:
islands of one or two words between changes. ``moves``: planted moves shown as moves. ``exact``: accepting gives the one
text and rejecting the other, byte for byte. ``MB``: peak over that of a process that has loaded the same texts.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from peers import SHARED, apart, peak, planted, timed, treaty

Run = tuple[str, int]  # "=" or "x" and a number of words
PAIRS = {
    "P1": (156, 342), "P5": (449, 0), "148/393": (148, 393), "156/449": (156, 449), "393/449": (393, 449),
    "148/449": (148, 449), "449/450": (449, 450),
}  # fmt: skip
KERNELS = ("paraph", "patiencediff", "fast-diff-match-patch", "rapidfuzz, whole texts", "difflib")
SLOW = {"difflib"}


def pair(name: str) -> tuple[list[str], list[str], set[tuple[int, int]]]:
    left, right = PAIRS[name]
    a = treaty(left)
    if right:
        return a, treaty(right), set()
    return a, *planted(a)


def ours(a: list[str], b: list[str], moves: set[tuple[int, int]]) -> dict[str, Any]:
    from paraph.text.redline import redline

    seconds, found = timed(lambda: redline(a, b))
    shown = {(section.group.left[0], section.group.right[0]) for section in found.moves()}
    exact = found.reject() == a and found.accept() == b
    both = measured(("x" if kind == "-" else kind, words) for kind, words in found.linear())["changes"]
    result = {
        "all": seconds,
        "alone": seconds,
        "exact": exact,
        "moves": len(shown & moves),
        "shown": len(found.moves()),
    }
    return {**result, "both": both, **measured(found.linear())}


def blocks_of(kernel: str, a: list[str], b: list[str]) -> tuple[float, list[tuple[int, int, int]]]:
    """Seconds and matching blocks of a peer on word lists."""
    if kernel == "patiencediff":
        from patiencediff import PatienceSequenceMatcher

        return timed(lambda: PatienceSequenceMatcher(None, a, b).get_matching_blocks())
    if kernel == "difflib":
        return timed(lambda: difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks(), 1)
    if kernel == "fast-diff-match-patch":
        import fast_diff_match_patch

        options = {"timelimit": 0, "checklines": False, "cleanup": "Semantic"}
        seconds, found = timed(lambda: fast_diff_match_patch.diff(*coded(a, b), **options))
        return seconds, list(blocks_from(found))
    from rapidfuzz.distance import LCSseq

    seconds, opcodes = timed(lambda: LCSseq.opcodes(*coded(a, b)), 1)
    return seconds, [(o.src_start, o.dest_start, o.src_end - o.src_start) for o in opcodes if o.tag == "equal"]


def coded(a: list[str], b: list[str]) -> tuple[str, str]:
    """Each word as one character, lone surrogates and controls left out."""
    table: dict[str, str] = {}
    for word in [*a, *b]:
        if word not in table:
            place = len(table) + 256
            table[word] = chr(place if place < 0xD800 else place + 0x800)
    return "".join(table[word] for word in a), "".join(table[word] for word in b)


def blocks_from(operations: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int, int]]:
    i = j = 0
    for sign, n in operations:
        if sign == "=":
            yield i, j, n
        i, j = i + n * (sign != "+"), j + n * (sign != "-")


def linear(blocks: Iterable[tuple[int, int, int]], lengths: tuple[int, int]) -> Iterator[Run]:
    i = j = 0
    for p, q, n in [*blocks, (*lengths, 0)]:
        yield "x", p - i + q - j
        yield "=", n
        i, j = p + n, q + n


def measured(runs: Iterable[Run]) -> dict[str, int]:
    """Words changed, changes, and small islands of a linear reading; what left ("-") counts for words only."""
    joined: list[tuple[str, int]] = []
    left = 0
    for kind, words in runs:
        if kind == "-":
            left += words
        elif words and joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + words)
        elif words:
            joined.append((kind, words))
    changes = [words for kind, words in joined if kind == "x"]
    small = sum(kind == "=" and words <= 2 for kind, words in joined[1:-1])
    return {"words": sum(changes) + left, "changes": len(changes), "small": small}


def one(kernel: str, name: str) -> dict[str, Any]:
    """What a process of its own measures."""
    a, b, moves = pair(name)
    before = peak()
    if kernel == "paraph":
        result = ours(a, b, moves)
    else:
        from paraph.text.tokens import words

        left, right = ([word for text in side for word in words(text)] for side in (a, b))
        before = peak()
        seconds, blocks = blocks_of(kernel, left, right)
        exact = all(left[i : i + n] == right[j : j + n] for i, j, n in blocks)
        runs = linear(blocks, (len(left), len(right)))
        held = {"mb": peak() - before, "total_mb": peak()}
        lists, _ = timed(lambda: [word for side in (a, b) for text in side for word in words(text)], 3)
        result = {
            **held,
            "all": seconds + lists,
            "alone": seconds,
            "lists": lists,
            "exact": exact,
            "moves": 0,
            **measured(runs),
        }
    return {"mb": peak() - before, "total_mb": peak(), "planted": len(moves), **result}


def report(name: str, slow: bool) -> None:
    fewest = apart(__file__, "--one", "rapidfuzz, whole texts", "--pairs", name)
    if "failed" in fewest:
        sys.exit(f"{name}: the fewest possible could not be worked out: {fewest['failed']}")
    print(f"\n{name}: fewest possible {fewest['words']:,} words changed; word lists take {fewest['lists']:.3f} s")
    print(
        f"{'':24}{'all':>8}{'ours/it':>9}{'alone':>8}{'ours/it':>9}{'/fewest':>9}{'changes':>9}{'small':>7}{'moves':>8}"
        f"{'exact':>7}{'MB':>6}{'total':>7}"
    )
    mine = 0.0
    for kernel in KERNELS:
        if kernel in SLOW and not slow:
            continue
        found = fewest if kernel.startswith("rapidfuzz") else apart(__file__, "--one", kernel, "--pairs", name)
        if "failed" in found:
            print(f"{kernel:24}  {found['failed']}")
            continue
        mine = mine or found["all"]
        moves = f"{found['moves']}/{found['planted']}" if found["planted"] else "-"
        print(
            f"{kernel:24}{found['all']:8.3f}{mine / found['all']:9.2f}{found['alone']:8.3f}{mine / found['alone']:9.2f}"
            f"{found['words'] / fewest['words']:9.3f}{found['changes']:9}{found['small']:7}{moves:>8}"
            f"{'yes' if found['exact'] else 'NO':>7}{found['mb']:6.0f}{found['total_mb']:7.0f}"
        )
        if found.get("shown"):
            print(f"{'':24}  ({found['shown']} paragraphs are shown as moved; {found['both']} changes at both ends)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--slow", action="store_true", help="difflib too (minutes)")
    parser.add_argument("--pairs", default="P1,P5,148/393,393/449", help="of " + ", ".join(PAIRS) + " or 'all'")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"the treaty texts of {SHARED} are not on this machine")
    if options.one:
        print(json.dumps(one(options.one, options.pairs)))
        return
    for name in list(PAIRS) if options.pairs == "all" else options.pairs.split(","):
        report(name, options.slow)


if __name__ == "__main__":
    main()
