"""Shared by the benches: the real texts, what was planted in them, the peers, and how a measurement is taken."""

from __future__ import annotations

import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from paraph.text.provision import Draft

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def treaty(number: int) -> list[str]:
    """The wording of a ToTA treaty, one string a provision (labels and numbers are not wording)."""
    from paraph.documents import tota

    data = (SHARED / "treaties" / f"pta_{number}.xml").read_bytes()
    return [text for text in tota.read(data).texts() if text]


def planted(text: list[str], seed: int = 20250519) -> tuple[list[str], set[tuple[int, int]]]:
    """A text with some 3% of its words edited in short phrases, 67 paragraphs moved, 16 of those edited too.

    Returns the edited text and the moves as pairs (index before, index after).
    """
    order, moved = _planted(text, seed)
    moves = {(before, now) for now, (before, _) in enumerate(order) if before in moved}
    return [paragraph for _, paragraph in order], moves


def planted_draft(draft: Draft, seed: int = 20250519) -> tuple[Draft, list[str]]:
    """The same edits and moves in a draft, whose provisions keep their numbers; and the words of what was moved."""
    order, moved = _planted(draft.texts(), seed)
    made = tuple(replace(draft.provisions[before], text=text) for before, text in order)
    return Draft(draft.language, made), [text for before, text in order if before in moved]


def _planted(text: list[str], seed: int) -> tuple[list[tuple[int, str]], set[int]]:
    """The edited text as pairs (index before, words), and the indices of what was moved."""
    chance = random.Random(seed)
    pool = [word for paragraph in text for word in re.findall(r"[a-z]+", paragraph)]
    long = [place for place, paragraph in enumerate(text) if len(paragraph.split()) >= 12]
    moved = chance.sample(long, 67)
    rates = dict.fromkeys(range(len(text)), 0.0125) | dict.fromkeys(moved, 0.0) | dict.fromkeys(moved[:16], 0.05)
    edited = [(place, _edited(paragraph, rates[place], chance, pool)) for place, paragraph in enumerate(text)]
    gone = set(moved)
    order = [item for item in edited if item[0] not in gone]
    for place in moved:
        order.insert(chance.randrange(len(order)), edited[place])
    return order, gone


def _edited(paragraph: str, rate: float, chance: random.Random, pool: list[str]) -> str:
    """Replace, delete or insert phrases of one to four words, beginning at a share ``rate`` of the words."""
    words = paragraph.split(" ")
    out: list[str] = []
    while words:
        if chance.random() >= rate:
            out.append(words.pop(0))
            continue
        kind, length = chance.randrange(3), chance.randint(1, 4)
        if kind != 2:
            del words[:length]
        if kind != 1:
            out += [chance.choice(pool) for _ in range(chance.randint(1, 4))]
    return " ".join(out)


def processor(work: Callable[[], Any], repeat: int = 5) -> tuple[float, Any]:
    """The median of the processor seconds that the same work takes, and what it found."""
    seconds, found = [], None
    for _ in range(repeat):
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), found


def timed(call: Callable[[], Any], repeat: int = 5, limit: float = 10.0) -> tuple[float, Any]:
    """The median of the seconds that a call takes, and its result; fewer repeats once ``limit`` seconds are spent."""
    seconds: list[float] = []
    result = None
    while len(seconds) < repeat and sum(seconds) < limit:
        start = time.perf_counter()
        result = call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def apart(script: str, *arguments: str, limit: float = 600.0) -> dict[str, Any]:
    """Run ``script`` (a bench file) with arguments in a process of its own; what it prints last is JSON."""
    command = [sys.executable, script, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": f"over {limit:.0f} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["no message"])[-1][:70]}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
