"""A process that appends to a ledger, for tests that need one to race with or to kill.

usage: appender.py sqlite PATH PARTY COUNT  |  appender.py postgres URL NEGOTIATION PARTY COUNT

It continues PARTY's chain by COUNT rows, one by one, reading again where another process was first, and prints the id
of each row after it was acknowledged.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from paraph.errors import OutOfOrder
from paraph.store.ledger import Ledger
from paraph.store.postgres import PostgresLedger
from paraph.store.sqlite import SqliteLedger
from store.rows import row


def open_ledger(kind: str, *where: str) -> Ledger:
    return SqliteLedger(Path(where[0])) if kind == "sqlite" else PostgresLedger(*where)


def main(*arguments: str) -> None:
    *where, party, count = arguments
    with open_ledger(*where) as ledger:
        for _ in range(int(count)):
            while True:
                last = max(ledger.chain(party), key=lambda filed: filed.row.sequence, default=None)
                sequence, head = (last.row.sequence, last.row.id) if last else (0, "")
                following = row(ledger, party, sequence + 1, head, mark=str(os.getpid()), size=600)
                try:
                    ledger.append([following], {party: head})
                except OutOfOrder:
                    continue
                print(following.id, flush=True)
                break


if __name__ == "__main__":
    main(*sys.argv[1:])
