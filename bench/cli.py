"""What a call of the command line costs, the whole process, beside bare Python, ``import typer`` and ``git --help``.

The best of several runs each, taken in turn, so that a busy machine weighs on all alike. Help has to be there in under
0.3 s; the verbs are measured on the sample negotiation (some 720 signed entries).
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
COMPILED = Path(tempfile.gettempdir()) / "paraph-bench-compiled"
TIMES = 15
LIMIT = 0.3
"""Seconds in which help has to be there."""


def paraph(*words: str) -> list[str]:
    """A call through the real entry point; ``-P`` and the like would change what is measured, so none is given."""
    return [sys.executable, "-c", "from paraph.cli import main; main()", *words]


def environment() -> dict[str, str]:
    """As where the program is installed: compiled modules are kept, from the first run on."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(SOURCE), "PYTHONPYCACHEPREFIX": str(COMPILED)}


def best(calls: Mapping[str, Sequence[str]], times: int, folder: Path) -> dict[str, tuple[float, float]]:
    """Seconds on the clock and of the processor, the least of ``times`` runs of each call, taken in turn."""
    clock, processor = dict.fromkeys(calls, float("inf")), dict.fromkeys(calls, float("inf"))
    for _ in range(times):
        for name, call in calls.items():
            start, used = time.perf_counter(), spent()
            subprocess.run(call, env=environment(), cwd=folder, capture_output=True, check=True)
            clock[name] = min(clock[name], time.perf_counter() - start)
            processor[name] = min(processor[name], spent() - used)
    return {name: (clock[name], processor[name]) for name in calls}


def spent() -> float:
    """Processor seconds of all processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(passing)
        subprocess.run(paraph("demo", "--json"), env=environment(), cwd=folder, capture_output=True, check=True)
        helps = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import typer'": [sys.executable, "-c", "import typer"],
            **({"git --help": ["git", "--help"]} if shutil.which("git") else {}),
            "paraph --help": paraph("--help"),
            "paraph --lang vi --help": paraph("--lang", "vi", "--help"),
            "paraph accept --help": paraph("accept", "--help"),
            "paraph nonsense (refused)": [
                sys.executable, "-c", "from paraph.cli import main\ntry: main()\nexcept SystemExit: pass", "nonsense",
            ],
        }  # fmt: skip
        verbs = {
            f"paraph {' '.join(words)}": paraph(*words)
            for words in (
                ("seat",),
                ("state",),
                ("text", "a2.3"),
                ("show", "a2.3-1"),
                ("log", "--last", "5"),
                ("outcome",),
            )
        }
        taken = best(helps, TIMES, folder) | best(verbs, 3, folder / "vietnam-us")
    peer = taken["python -c 'import typer'"][1]
    print(f"{'whole process':34}{'ms':>7}{'ms of CPU':>11}{'x import typer':>16}")
    for name, (clock, processor) in taken.items():
        print(f"{name:34}{clock * 1e3:7.0f}{processor * 1e3:11.0f}{processor / peer:16.2f}")
    slow = [name for name, (clock, _) in taken.items() if name.endswith("--help") and clock > LIMIT]
    print(f"\nhelp under {LIMIT} s: {'no: ' + ', '.join(slow) if slow else 'yes'}")


if __name__ == "__main__":
    main()
