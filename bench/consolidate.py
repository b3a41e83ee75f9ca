"""Consolidation of many parties' drafts: time, words outside brackets, the largest bracket; peers in the same run.

The drafts are made from one treaty text by seeded edits, so that it is known which words no party touched: each party
changes 3% of the words, removes, adds and moves 1% of the paragraphs each, and in 40 places all parties edit
neighbouring words of one sentence. Peers: ``git merge-file`` with a word per line (three-way, as far as it goes), and
rapidfuzz on whole texts, each draft against the original, for the fewest words that could be marked.

    python bench/consolidate.py

Seconds are of processor time, children's included. ``outside``: the share of the treaty's words outside brackets, and
in ``of untouched`` their number over that of the words which no party touched. ``largest``: words in the largest
bracket within a provision, all alternatives together. ``moved``: places to which provisions moved.
"""

from __future__ import annotations

import gc
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import TypeVar

from rapidfuzz.distance import Indel

from paraph.documents import tota
from paraph.text import tokens
from paraph.text.brackets import Runs, brackets, disputed
from paraph.text.clauses import ConsolidatedText
from paraph.text.consolidate import weave
from paraph.text.drafts import consolidate_by_id, consolidate_drafts
from paraph.text.provision import Draft, Provision
from paraph.text.redline import redline
from peers import SHARED

TREATIES = SHARED / "treaties"
NEW = [
    "promptly",
    "reasonable",
    "applicable",
    "competent",
    "relevant",
    "annual",
    "bilateral",
    "electronic",
    "written",
    "domestic",
]
HOT = 40
INDENT = " " * 9
first = itemgetter(0)
T = TypeVar("T")


def timed(work: Callable[[], T], cold: bool = True) -> tuple[float, T]:
    """Seconds of processor time, children's included, and what came of it; ``cold`` empties the caches first."""
    if cold:
        weave.cache_clear()
        tokens.split.cache_clear()
    gc.collect()
    children, own = sum(os.times()[2:4]), time.process_time()
    found = work()
    return time.process_time() - own + sum(os.times()[2:4]) - children, found


class Editor:
    """Makes variants of a draft and remembers which words of it were touched by any."""

    def __init__(self, base: Draft) -> None:
        self.base = base
        long = [p.id for p in base.provisions if len(p.text.split()) >= 40]
        self.hot = set(Random(0).sample(long, HOT))
        self.touched: dict[str, set[int]] = {}

    def variant(self, seed: int) -> Draft:
        chance = Random(seed)
        provisions: list[Provision] = []
        moved: list[Provision] = []
        for provision in self.base.provisions:
            size = len(provision.text.split())
            lot = chance.random()
            if lot < 0.01:
                self.touched.setdefault(provision.id, set()).update(range(size))
            elif lot < 0.02 and size >= 10:
                self.touched.setdefault(provision.id, set()).update(range(size))
                moved.append(provision)
            else:
                provisions.append(self.edited(provision, chance, seed))
            if chance.random() < 0.01:
                words = " ".join(chance.choices(provision.text.split() or NEW, k=25))
                provisions.append(replace(provision, id=f"{provision.id}-{seed}", text=f"{words} {seed}."))
        for provision in moved:
            provisions.insert(chance.randrange(len(provisions)), provision)
        return Draft(self.base.language, tuple(provisions))

    def edited(self, provision: Provision, chance: Random, seed: int) -> Provision:
        words = provision.text.split()
        touched = self.touched.setdefault(provision.id, set())
        result: list[str] = []
        for place, word in enumerate(words):
            hot = provision.id in self.hot and place == 15 + seed % 10
            lot = chance.random() if not hot else 0.0
            if lot >= 0.03:
                result.append(word)
                continue
            touched.add(place)
            if lot < 0.02:
                result.append(chance.choice(NEW))
            elif lot < 0.025:
                result += [word, chance.choice(NEW)]
        return replace(provision, text=" ".join(result))

    def untouched(self) -> int:
        return sum(len(p.text.split()) - len(self.touched.get(p.id, ())) for p in self.base.provisions if p.text)


def outside(text: ConsolidatedText) -> int:
    """Words, without punctuation, outside all brackets."""
    return sum(len(run.split()) for clause in text.clauses for run in text.runs(clause) if isinstance(run, str))


def largest(text: ConsolidatedText) -> int:
    """The words of the largest bracket within a provision, all alternatives together."""
    found = (bracket for clause in text.clauses for bracket in brackets(clause.runs))
    return max((words_inside((bracket,)) for bracket in found), default=0)


def words_inside(runs: Runs) -> int:
    return sum(len(one.split()) for one in disputed(runs))


def exact(text: ConsolidatedText, drafts: dict[str, Draft]) -> str:
    return "exact" if all(text.project(party) == draft for party, draft in drafts.items()) else "NOT EXACT"


def git_merge(base: Draft, ours: Draft, theirs: Draft) -> tuple[float, int, int]:
    """Seconds, conflicts, and words in conflict of git's three-way merge of texts with a word per line."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, draft in zip(paths, (ours, base, theirs), strict=True):
            path.write_text("\n".join(word for text in draft.texts() for word in [*text.split(), "¶"]) + "\n")
        command = ["git", "merge-file", "-p", "--diff3", *map(str, paths)]
        seconds, done = timed(lambda: subprocess.run(command, capture_output=True, text=True, check=False))
    conflicts = words = 0
    inside = False
    for line in done.stdout.splitlines():
        conflicts += line.startswith("<<<<<<<")
        inside = inside or line.startswith("<<<<<<<")
        words += inside
        inside = inside and not line.startswith(">>>>>>>")
    return seconds, conflicts, words


def fewest(base: Draft, drafts: dict[str, Draft]) -> tuple[float, int]:
    """Seconds and words marked when each draft is compared with the original on its own, whole texts, exactly."""
    book = tokens.Vocabulary()

    def work() -> int:
        codes = ["".join(book.encode_all(draft.texts())) for draft in (base, *drafts.values())]
        return sum(Indel.distance(codes[0], code) for code in codes[1:])

    return timed(work)


def many(base: Draft) -> None:
    print("parties  seconds  s/party  outside  of untouched  brackets  largest  moved  projection")
    per_party = 0.0
    for count in (2, 3, 5, 20):
        editor = Editor(base)
        drafts = {f"P{number}": editor.variant(number) for number in range(1, count + 1)}
        seconds, text = timed(lambda drafts=drafts: consolidate_drafts(drafts))
        total = sum(len(words.split()) for words in base.texts())
        found = sum(1 for clause in text.clauses for _ in brackets(text.runs(clause)))
        moved = sum(clause.moved is not None for clause in text.clauses)
        print(
            f"{count:7}  {seconds:7.2f}  {seconds / count:7.3f}  {outside(text) / total:7.1%}"
            f"  {outside(text) / editor.untouched():12.1%}  {found:8}  {largest(text):7}  {moved:5}"
            f"  {exact(text, drafts)}"
        )
        per_party = seconds / count if count == 3 else per_party
        if count == 20:
            print(f"{INDENT}20 parties cost {seconds / count / per_party:.2f} times as much per party as 3")
        if count in (2, 3):
            peers(base, drafts, seconds, text)


def peers(base: Draft, drafts: dict[str, Draft], seconds: float, text: ConsolidatedText) -> None:
    marked = sum(words_inside(text.runs(clause)) for clause in text.clauses if clause.moved is None)
    taken, words = fewest(base, drafts)
    print(
        f"{INDENT}rapidfuzz, each whole draft with the original: {taken:.2f} s ({taken / seconds:.1f} x ours),"
        f" {words} words marked at least; ours {marked} in brackets ({marked / words:.2f} x)"
    )
    if len(drafts) == 2:
        taken, conflicts, held = git_merge(base, *drafts.values())
        print(
            f"{INDENT}git merge-file by word: {taken:.2f} s ({taken / seconds:.2f} x ours), {conflicts} conflicts"
            f" with {held} words; what it merges without a conflict names no owner, and moves are lost"
        )


def near_twins() -> None:
    peru, colombia = (tota.read((TREATIES / f"pta_{number}.xml").read_bytes()) for number in (156, 342))
    for name, third in (("one paragraph in fifty", replace_some(peru)), ("3% of all words", Editor(peru).variant(7))):
        drafts = {"PE": peru, "CO": colombia, "XX": third}
        seconds, text = min((timed(lambda drafts=drafts: consolidate_drafts(drafts)) for _ in range(3)), key=first)
        alone, _ = min((timed(lambda: redline(peru.texts(), colombia.texts())) for _ in range(3)), key=first)
        print(
            f"three drafts of 77,000 words, two near twins and one with {name} edited: {seconds:.2f} s"
            f" ({seconds / alone:.1f} x the redline of the twins), {exact(text, drafts)}"
        )


def replace_some(draft: Draft) -> Draft:
    chance = Random(1)
    editor = Editor(draft)
    return Draft(
        draft.language,
        tuple(editor.edited(p, chance, 1) if chance.random() < 0.02 else p for p in draft.provisions),
    )


def incremental(base: Draft) -> None:
    editor = Editor(base)
    chance = Random(3)
    drafts = {
        f"P{seed}": Draft(base.language, tuple(editor.edited(p, chance, seed) for p in base.provisions))
        for seed in (1, 2, 3)
    }
    whole, text = timed(lambda: consolidate_by_id(drafts))
    own = drafts["P1"]
    times = []
    for place in chance.sample(range(len(own)), 50):
        old = own.provisions[place]
        words = f"{old.text} within 30 days"
        seconds, changed = timed(lambda old=old, words=words: text.with_words("P1", old.id, words), cold=False)
        times.append(seconds)
    fresh = Draft(base.language, tuple(replace(p, text=words) if p.id == old.id else p for p in own.provisions))
    again, anew = timed(lambda: consolidate_by_id({**drafts, "P1": fresh}), cold=False)
    print(
        f"one changed paragraph of {sum(len(t.split()) for t in base.texts()):,} words, three parties:"
        f" median {sorted(times)[25] * 1e3:.2f} ms, worst {max(times) * 1e3:.2f} ms (to reach 10);"
        f" from nothing {whole:.2f} s, from nothing but the cache {again * 1e3:.0f} ms;"
        f" {'equal' if anew == changed else 'NOT EQUAL'}"
    )


def main() -> None:
    base = tota.read((TREATIES / "pta_449.xml").read_bytes())
    near_twins()
    incremental(base)
    many(base)
    try:
        import collatex  # noqa: F401
    except ImportError:
        print("CollateX is not installed here; it took 118 s for three parties of 2,000 words where it was.")


if __name__ == "__main__":
    main()
