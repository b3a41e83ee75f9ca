"""Every file of the corpus of hostile and odd files through the gateway, each in a process of its own.

    python bench/corpus.py [--only WORDS]

For each group of files: how many, how many came out as they should, the longest and the mean time on the clock, and how
many were stopped by a limit rather than refused with a reason of their own. ``MB``: the most memory that any reader
held. Meanwhile the process that asks goes on answering (``pause``: the longest time that a tick of 10 ms took in it), a
listener waits for whatever the files would fetch, and the folder it all happens in stays empty.
"""

from __future__ import annotations

import argparse
import os
import resource
import socket
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from documents.corpus import CASES, Case
from documents.test_corpus import outcome

LIMITS = {"seconds": 10.0, "MB": 512.0}


class Ticks(threading.Thread):
    """What else the process does: the longest pause between two ticks."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest = 0.0

    def run(self) -> None:
        last = time.monotonic()
        while True:
            time.sleep(0.01)
            now = time.monotonic()
            self.longest, last = max(self.longest, now - last), now


def measured(case: Case, address: str) -> tuple[float, str]:
    start = time.monotonic()
    found = outcome(case, address, apart=True)
    return time.monotonic() - start, found


def group_of(case: Case) -> str:
    return f"{Path(case.path).suffix or 'none'}, {'heavy' if case.heavy else 'light'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", default="", help="cases whose name holds these words")
    options = parser.parse_args()
    cases = [case for name, case in CASES.items() if options.only in name]
    ticks, seconds, wrong = Ticks(), defaultdict(list), []
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        os.chdir(folder)
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        ticks.start()
        for case in cases:
            spent, found = measured(case, address)
            seconds[group_of(case)].append(spent)
            if found != case.outcome or spent > LIMITS["seconds"]:
                wrong.append(f"{case.name}: {spent:.1f} s, {found}")
        listener.setblocking(False)
        try:
            listener.accept()
            wrong.append("something was fetched")
        except BlockingIOError:
            pass
        wrong += [f"{each.name} was written" for each in Path(folder).iterdir()]
        os.chdir("/")
    print(f"{'':16}{'files':>7}{'mean s':>9}{'longest':>9}")
    for group, spent in sorted(seconds.items()):
        print(f"{group:16}{len(spent):7}{sum(spent) / len(spent):9.2f}{max(spent):9.2f}")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(cases)} files, {len(wrong)} not as they should be; {most:.0f} MB; pause {ticks.longest:.3f} s")
    share = max(map(max, seconds.values())) / LIMITS["seconds"]
    print(f"of the limits: time {share:.2f}, memory {most / LIMITS['MB']:.2f}")
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
