"""The ledger: every signed entry of one negotiation, in the order in which it arrived here. The contract.

- *Acknowledged means durable.* ``append`` returns when its rows would survive a power cut, not before.
- *All or nothing.* The rows of one call are kept together or not at all.
- *Nothing changes.* A row is never altered or removed; the databases themselves refuse it.
- *Once.* An entry is known by its id and kept once; appending it again is reported, not refused.
- *Forks are kept.* Two entries with one sequence number are proof against their author, and no ledger's to hide.
- *Positions count 1, 2, 3 ... without gaps*, so the last position is also the number of entries.

One process or many may hold the same ledger open, from as many threads as they like.
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple, Protocol, Self

from paraph.errors import N_, ForeignEntry, OutOfOrder
from paraph.record.signing import Signed
from paraph.record.values import canonical, digest
from paraph.store.writer import GROUP, GroupWriter

PAGE = 500
"""Rows read at a time; between two pages no lock is held."""

KEPT = 8
"""How many snapshots of one format are kept."""

LAST = 2**62
"""A position and a sequence number above all."""

Heads = dict[str, tuple[str, ...]]
"""For each party that has written, the ids of the entries that none of its own follows: one, or more after a fork."""


class Row(NamedTuple):
    """One signed entry: the exact bytes of its envelope, and the keys by which it is found.

    ``id`` is the SHA-256 of the signed bytes; ``previous`` that of the entry before in the party's chain, "" for the
    first; ``sequence`` counts from 1. The ledger trusts these: who reads an envelope checks them against it.
    """

    negotiation: str
    party: str
    sequence: int
    id: str
    previous: str
    envelope: bytes

    @classmethod
    def of(cls, signed: Signed) -> Row:
        """The row of an entry whose signature was checked or just made."""
        entry = signed.entry
        return cls(entry.negotiation, entry.party, entry.sequence, signed.id, entry.previous, signed.envelope)


class Filed(NamedTuple):
    """A row and the position at which it arrived here."""

    position: int
    row: Row


class Receipt(NamedTuple):
    """The acknowledgement: where each row lies, in the order given, and the ids of those that lay there already."""

    positions: tuple[int, ...]
    known: frozenset[str]

    @property
    def position(self) -> int:
        """The last of the positions; 0 when no row was given."""
        return max(self.positions, default=0)


class Snapshot(NamedTuple):
    """A folded state kept to save time: ``format`` names who can read it, ``heads`` the entries that it holds."""

    format: str
    heads: str
    position: int
    data: bytes


def heads_hash(heads: Mapping[str, Sequence[str]]) -> str:
    """One hash for a set of heads, and so for all the entries behind them.

    >>> heads_hash({"US": ("a",), "VN": ("b",)}) == heads_hash({"VN": ("b",), "US": ("a",)})
    True
    """
    return digest(canonical({party: sorted(ids) for party, ids in heads.items()}))


class Found(NamedTuple):
    """What a group of appends needs to know of what is here already."""

    last: int
    """The last position, 0 when empty."""
    places: dict[str, int]
    """Where those of the ids lie that are here."""
    followed: set[tuple[str, str]]
    """Those of the (party, id) links that an entry of that party names as its previous one."""


class Transaction(Protocol):
    """What ``append`` needs of a database, inside one writing transaction that excludes every other writer."""

    def find(self, ids: Sequence[str], links: Sequence[tuple[str, str]]) -> Found: ...

    def insert(self, rows: Sequence[Filed]) -> None: ...


@dataclass(slots=True)
class Job:
    """One call of ``append``, waiting for the writer."""

    rows: tuple[Row, ...]
    expecting: Mapping[str, str]
    done: Future[Receipt] = field(default_factory=Future)


class Ledger(ABC):
    """See the module for what it promises. A context manager: leaving it closes it."""

    POLL: ClassVar[float] = 0.05
    """Seconds between two looks at what other processes have appended."""

    negotiation: str
    """The negotiation's id, which is the hash of the charter's bytes."""
    charter: bytes
    """The charter, put once when the ledger was made."""

    def __init__(self, negotiation: str, charter: bytes, group: int = GROUP) -> None:
        self.negotiation = negotiation
        self.charter = charter
        self._arrived = threading.Condition()
        self._writer: GroupWriter[Job] = GroupWriter(self._commit, group)

    # Writing

    def append(self, rows: Iterable[Row], expecting: Mapping[str, str] | None = None) -> Receipt:
        """Keep these rows, all or none, and return when they are durable.

        ``expecting``: for each party named, the id of the last entry of its chain as the caller has read it ("" for
        none). Who writes a chain gives its own, so that two processes of one seat cannot fork it between them.

        Raises OutOfOrder when such a chain has grown meanwhile (read it again and retry), ForeignEntry for a row of
        another negotiation, StoreFailed when nothing was kept, and Unacknowledged when it is not known whether the
        rows were kept; in that case appending the same rows again is always safe.
        """
        job = Job(tuple(rows), expecting or {})
        for row in job.rows:
            if row.negotiation != self.negotiation:
                raise ForeignEntry(entry=row.id[:12], detail=N_("it names another negotiation"))
            if row.sequence < 1 or not row.id:
                raise ValueError(f"not a row: sequence {row.sequence}, id {row.id!r}")
        self._writer.submit(job)
        return job.done.result()

    def _commit(self, jobs: list[Job]) -> None:
        """Append the rows of all jobs in one transaction; a job that is refused leaves the others untouched."""
        with self._writing() as database:
            outcomes, fresh = _plan(database, jobs)
            if fresh:
                database.insert(fresh)
        for job, outcome in zip(jobs, outcomes, strict=True):
            if isinstance(outcome, Receipt):
                job.done.set_result(outcome)
            else:
                job.done.set_exception(outcome)
        with self._arrived:
            self._arrived.notify_all()

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Transaction]:
        """A transaction that is durable when the block has been left without an error.

        Raises StoreFailed when nothing was written and Unacknowledged when the commit itself failed.
        """

    # Reading

    def entries(self, after: int = 0, until: int | None = None) -> Iterator[Filed]:
        """Rows in the order of arrival, those after position ``after`` up to ``until``, read as they are asked for.

        What arrives while it is read may be among them; nothing is skipped and no writer waits for the reader.
        """
        end = LAST if until is None else until
        while page := self._arrived_between(after, end):
            yield from page
            after = page[-1].position

    def chain(self, party: str, after: int = 0) -> Iterator[Filed]:
        """One party's rows with a sequence number above ``after``, by sequence number; a fork shows as a repetition."""
        place = after, LAST
        while page := self._chained_after(party, place):
            yield from page
            place = page[-1].row.sequence, page[-1].position

    @abstractmethod
    def _arrived_between(self, after: int, until: int) -> list[Filed]:
        """The next PAGE rows after a position."""

    @abstractmethod
    def _chained_after(self, party: str, place: tuple[int, int]) -> list[Filed]:
        """The next PAGE rows of a chain after this (sequence, position)."""

    @abstractmethod
    def entry(self, id: str) -> Filed | None:
        """The row with this entry id."""

    @abstractmethod
    def heads(self) -> Heads:
        """The ends of all chains, parties in alphabetical order."""

    @abstractmethod
    def count(self) -> int:
        """How many entries there are, which is also the last position."""

    def wait(self, after: int, timeout: float) -> int:
        """Sleep until there is an entry after this position, at most ``timeout`` seconds; the last position then.

        What this process appends wakes it at once, what others append within ``POLL`` seconds.
        """
        deadline = time.monotonic() + timeout
        while (last := self.count()) <= after and (left := deadline - time.monotonic()) > 0:
            with self._arrived:
                self._arrived.wait(min(left, self.POLL))
        return last

    # Snapshots: a cache of folded states, never evidence

    @abstractmethod
    def put_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a folded state; one of the same format and heads is replaced, only the last KEPT stay."""

    @abstractmethod
    def snapshot(self, format: str, until: int | None = None) -> Snapshot | None:
        """The latest state kept in this format, at position ``until`` or before."""

    @abstractmethod
    def snapshot_of(self, format: str, heads: str) -> Snapshot | None:
        """The state kept in this format for these very heads."""

    @abstractmethod
    def drop_snapshots(self) -> None:
        """Throw the cache away; nothing is lost but time."""

    # Care

    @abstractmethod
    def check(self) -> list[str]:
        """What the database itself finds wrong with its file and its keys; empty when all is well.

        It does not read envelopes: verifying signatures is the record's part.
        """

    @abstractmethod
    def durability(self) -> dict[str, str]:
        """The settings on which durability rests, as the database reports them."""

    def close(self) -> None:
        """Commit what is queued and let go of the database. Safe to call twice."""
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _plan(database: Transaction, jobs: Sequence[Job]) -> tuple[list[Receipt | OutOfOrder], list[Filed]]:
    """Decide each job in turn as if it were alone, and gather the rows to insert: one look-up for the whole group."""
    ids = {row.id for job in jobs for row in job.rows}
    expected = {link for job in jobs for link in job.expecting.items()}
    last, places, followed = database.find(sorted(ids | {head for _, head in expected if head}), sorted(expected))
    outcomes: list[Receipt | OutOfOrder] = []
    fresh: list[Filed] = []
    for job in jobs:
        known = frozenset(row.id for row in job.rows if row.id in places)
        # A retry of what is here already is answered before its expectation, which it has itself made untrue.
        refusal = None if all(row.id in places for row in job.rows) else _moved(job.expecting, places, followed)
        if refusal is not None:
            outcomes.append(refusal)
            continue
        for row in job.rows:
            if row.id not in places:
                last += 1
                places[row.id] = last
                followed.add((row.party, row.previous))
                fresh.append(Filed(last, row))
        outcomes.append(Receipt(tuple(places[row.id] for row in job.rows), known))
    return outcomes, fresh


def _moved(
    expecting: Mapping[str, str], places: Mapping[str, int], followed: set[tuple[str, str]]
) -> OutOfOrder | None:
    for party, head in expecting.items():
        if (party, head) in followed or (head and head not in places):
            return OutOfOrder(
                party=party,
                detail=N_("The chain of this seat has grown since it was read"),
                hint=N_("Read it again and repeat the act; nothing was changed."),
            )
    return None
