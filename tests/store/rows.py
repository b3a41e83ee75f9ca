"""Rows to append: unlike those of a real record, but just as opaque to a ledger."""

from __future__ import annotations

from paraph.record.values import digest
from paraph.store.ledger import Ledger, Row


def row(ledger: Ledger, party: str, sequence: int, previous: str = "", mark: str = "", size: int = 64) -> Row:
    """A row that looks signed. ``mark`` tells two with the same place in the chain apart; ``size``: of the envelope."""
    id = digest(f"{party} {sequence} {previous} {mark}".encode())
    envelope = bytes.fromhex(id) * (size // 32 + 1)
    return Row(ledger.negotiation, party, sequence, id, previous, envelope)


def rows(ledger: Ledger, party: str, count: int, size: int = 64) -> list[Row]:
    """The first ``count`` rows of a chain."""
    made: list[Row] = []
    for sequence in range(1, count + 1):
        made.append(row(ledger, party, sequence, made[-1].id if made else "", size=size))
    return made
