"""Acknowledged signed appends: group commit under one writer against the same without, on SQLite and PostgreSQL.

Sixteen writers, each with its own key and chain, sign a wording, append it and wait for the acknowledgement, which
comes when the entry is on the disk; then the next. Three ways to commit, interleaved in rounds so that all meet the
same disk: *group* (the ledger as it is), *single* (one writer, one commit for each append), and *separate* (each writer
has its own connection and commits for itself, as without a ledger's writer). Ratios are to *separate*.

Run: python bench/ledger.py [--writers 16] [--seconds 2] [--rounds 3] [--only sqlite|postgres]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nacl.signing import SigningKey

from paraph.record.acts import PositionTabled
from paraph.record.charter import Charter, Participant
from paraph.record.contents import Wording
from paraph.record.entry import Entry
from paraph.record.signing import Signed, public_key, sign
from paraph.record.values import canonical
from paraph.store.ledger import Ledger, Row
from paraph.store.postgres import PostgresLedger
from paraph.store.sqlite import SqliteLedger

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from postgres_server import binaries, server

WORDS = "Each Party shall publish its applied rates promptly and in a manner that traders can consult. "
VIETNAMESE = "Mỗi Bên phải công bố kịp thời các mức thuế áp dụng của mình để thương nhân có thể tra cứu. "
WAYS = ("group", "single", "separate")
Open = Callable[[int], Ledger]
"""Opens the ledger once more, with at most so many appends to a commit."""


@dataclass
class Measured:
    """One way to commit: milliseconds of every append, and what went through in how many seconds."""

    delays: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.delays) / self.seconds

    def percentile(self, of: int) -> float:
        return statistics.quantiles(self.delays, n=100)[of - 1]


class Author:
    """A party that signs one entry after another."""

    def __init__(self, party: str) -> None:
        self.party = party
        self.key = SigningKey.generate()
        self.last: Signed | None = None

    def next(self, charter: str) -> Signed:
        sequence = self.last.entry.sequence + 1 if self.last else 1
        wording = Wording(text={"en": WORDS * 3, "vi": VIETNAMESE * 3})
        entry = Entry(
            format=1,
            negotiation=charter,
            party=self.party,
            sequence=sequence,
            previous=self.last.id if self.last else "",
            seen={},
            time="2025-05-19T13:00:00Z",
            person="chief",
            act=PositionTabled(subject=f"provision:a{sequence}", content=wording),
        )
        self.last = sign(entry, self.key)
        return self.last


def write(ledger: Ledger, author: Author, until: float, delays: list[float]) -> None:
    while time.perf_counter() < until:
        head = author.last.id if author.last else ""
        row = Row.of(author.next(ledger.negotiation))
        start = time.perf_counter()
        ledger.append([row], {author.party: head})
        delays.append((time.perf_counter() - start) * 1000)


def run(way: str, open_ledger: Open, authors: list[Author], seconds: float, measured: Measured) -> None:
    """Let all authors write at once for so many seconds, in this way."""
    with contextlib.ExitStack() as stack:
        if way == "separate":
            ledgers = [stack.enter_context(open_ledger(1)) for _ in authors]
        else:
            ledgers = [stack.enter_context(open_ledger(256 if way == "group" else 1))] * len(authors)
        delays: list[list[float]] = [[] for _ in authors]
        start = time.perf_counter()
        threads = [
            threading.Thread(target=write, args=(ledger, author, start + seconds, own))
            for ledger, author, own in zip(ledgers, authors, delays, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        measured.seconds += time.perf_counter() - start
        measured.delays += [delay for own in delays for delay in own]


def compare(name: str, open_ledger: Open, authors: list[Author], seconds: float, rounds: int) -> None:
    with open_ledger(1) as ledger:
        print(f"\n{name}  " + ", ".join(f"{key} {value}" for key, value in ledger.durability().items()))
    found = {way: Measured() for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            run(way, open_ledger, authors, seconds, found[way])
    print(f"{'':10}{'appends/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'rate':>8}{'p99':>8}")
    base = found["separate"]
    for way, each in found.items():
        print(
            f"{way:10}{each.rate:10,.0f}{each.percentile(50):9.2f}{each.percentile(99):9.2f}{max(each.delays):9.1f}"
            f"{each.rate / base.rate:7.2f}x{each.percentile(99) / base.percentile(99):7.2f}x"
        )
    with open_ledger(1) as ledger:
        kept, faults = ledger.count(), ledger.check()
    acknowledged = sum(len(each.delays) for each in found.values())
    print(f"{kept:,} entries kept, {acknowledged:,} acknowledged, faults: {faults or 'none'}")
    if kept != acknowledged or faults:
        raise SystemExit("the ledger does not hold what it acknowledged")


def flush_time(folder: Path) -> float:
    """Median milliseconds to write and flush 4 KiB here: the least that one commit can take."""
    times = []
    with (folder / "flush").open("wb", buffering=0) as file:
        for _ in range(200):
            start = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


@contextlib.contextmanager
def places(only: str, charter: bytes, negotiation: str) -> Iterator[list[tuple[str, Open]]]:
    """A new ledger in each database that is to be measured."""
    with contextlib.ExitStack() as stack:
        found: list[tuple[str, Open]] = []
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-bench-")))
        print(f"one flush of 4 KiB in {folder.parent}: {flush_time(folder):.2f} ms (median of 200)")
        if only != "postgres":
            path = folder / "ledger.sqlite3"
            SqliteLedger.create(path, charter).close()
            found.append(("SQLite", lambda group: SqliteLedger(path, group)))
        bin = binaries()
        if only != "sqlite" and bin is None:
            print("PostgreSQL is not installed here; it is left out")
        elif only != "sqlite" and bin is not None:
            url = stack.enter_context(server(bin))
            PostgresLedger.create(url, charter).close()
            found.append(("PostgreSQL", lambda group: PostgresLedger(url, negotiation, group)))
        yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each way in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["sqlite", "postgres"], default="")
    given = parser.parse_args()

    def authors() -> list[Author]:
        return [Author(f"P{number:02}") for number in range(given.writers)]

    charter = Charter(
        name="bench",
        title={"en": "Bench"},
        languages=["en", "vi"],
        participants=[
            Participant(code=each.party, name={"en": each.party}, key=public_key(each.key), zone="Etc/UTC")
            for each in authors()
        ],
    )
    size = len(Author("P00").next(charter.id).envelope)
    print(f"{given.writers} writers, envelopes of {size:,} bytes, {os.cpu_count()} cores")
    with places(given.only, canonical(charter), charter.id) as found:
        for name, open_ledger in found:
            compare(name, open_ledger, authors(), given.seconds, given.rounds)


if __name__ == "__main__":
    main()
