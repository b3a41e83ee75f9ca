"""Reading the bracket notation: MB/s on two real negotiating drafts, beside a plain Markdown parser in the same run.

The peer, markdown-it-py, knows nothing of brackets, attributions or options; it shows what reading a text of this size
into a tree costs. Time must grow with the text: the last lines read it 10 and 40 times over, and a text of brackets
nested 10,000 deep.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from paraph.text.convention import TPP, UNFCCC
from paraph.text.markup import unparse
from paraph.text.notation import parse
from paraph.text.reading import runs
from paraph.text.tally import tally

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def seconds(work: Callable[[], object], times: int = 7) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    text = "".join(path.read_bytes().decode() for path in sorted((SHARED / "bracketed").glob("*.md")))
    size = len(text.encode()) / 1e6
    markdown = MarkdownIt()
    peer = seconds(lambda: markdown.parse(text))
    parsed = parse(text, UNFCCC)
    assert unparse(parsed) == text
    print(f"{size:.2f} MB of real drafts, {tally(parsed).brackets} brackets\n")
    print(f"{'':32}{'ms':>8}{'MB/s':>8}{'x peer':>8}")

    def row(name: str, taken: float) -> None:
        print(f"{name:32}{taken * 1e3:8.1f}{size / taken:8.1f}{peer / taken:8.2f}")

    row("markdown-it-py, parse", peer)
    row("parse", seconds(lambda: parse(text, UNFCCC)))
    row("parse, parties known", seconds(lambda: parse(text, TPP, parties=["US", "VN"])))
    row("unparse", seconds(lambda: unparse(parsed)))
    row("runs", seconds(lambda: runs(parsed)))
    row("tally", seconds(lambda: tally(parsed)))
    print()
    for times in (1, 10, 40):
        taken = seconds(lambda: parse(text * times, UNFCCC), 1)  # noqa: B023 - called at once
        print(
            f"{times:3} times over: {size * times:6.2f} MB in {taken:5.2f} s, {taken / size / times * 1e3:5.0f} ms/MB"
        )
    deep = "[US: a " * 10_000 + "b" + "]" * 10_000
    print(f"10,000 deep: {seconds(lambda: runs(parse(deep, TPP)), 1) * 1e3:.0f} ms, read and turned into runs")


if __name__ == "__main__":
    main()
