"""The ledger in one SQLite file, through APSW: write-ahead log, flushed at every commit, one writer, many readers.

Several processes may open the same file; SQLite's own lock lets one of them write at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar, Self

import apsw

from paraph.errors import N_, NoNegotiation, StoreFailed, Unacknowledged
from paraph.record.values import digest
from paraph.store.database import connect, create, faults, kind_of, one, said
from paraph.store.ledger import KEPT, LAST, PAGE, Filed, Found, Heads, Ledger, Row, Snapshot
from paraph.store.pool import Pool
from paraph.store.writer import GROUP

APPLICATION = 0x50617261  # "Para", so that file(1) and others can tell whose database it is
VERSION = 1

SCHEMA = """
CREATE TABLE charter (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    negotiation TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    party TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    id TEXT NOT NULL UNIQUE,
    previous TEXT NOT NULL,
    envelope BLOB NOT NULL
) STRICT;
CREATE INDEX entry_by_chain ON entry (party, sequence);
CREATE INDEX entry_by_link ON entry (party, previous);
CREATE TABLE snapshot (
    format TEXT NOT NULL,
    heads TEXT NOT NULL,
    position INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (format, heads)
) STRICT;
CREATE TRIGGER entry_stands BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
CREATE TRIGGER charter_stands BEFORE UPDATE ON charter BEGIN SELECT RAISE(ABORT, 'a charter never changes'); END;
CREATE TRIGGER charter_stays BEFORE DELETE ON charter BEGIN SELECT RAISE(ABORT, 'a charter is never removed'); END;
"""

_FIELDS = "position, party, sequence, id, previous, envelope"


class SqliteLedger(Ledger):
    """A ledger in a file. ``group``: the most appends that share a commit (1 gives each its own)."""

    vfs: ClassVar[str | None] = None
    pragmas: ClassVar[Mapping[str, str | int]] = {"journal_mode": "WAL", "synchronous": "FULL"}

    def __init__(self, path: Path, group: int = GROUP) -> None:
        """Open a ledger. Raises NoNegotiation when there is no file, StoreFailed when it is not a ledger's."""
        self.path = path
        self._readers: Pool[apsw.Connection] = Pool(self._connect)
        self._lock = threading.Lock()
        self._own: apsw.Connection | None = None
        if not path.is_file():
            raise NoNegotiation(path=str(path))
        with self._reading() as database:
            if kind_of(database) != (APPLICATION, VERSION):
                raise StoreFailed(detail=N_("the file is not a ledger of this version"))
            negotiation, charter = one(database, "SELECT negotiation, data FROM charter")
        super().__init__(negotiation, charter, group)

    @classmethod
    def create(cls, path: Path, charter: bytes, group: int = GROUP) -> Self:
        """Make the file, readable by its owner only. Raises NegotiationExists when there is a file already."""
        with create(path, cls.pragmas, (APPLICATION, VERSION), SCHEMA) as database:
            database.execute("INSERT INTO charter VALUES (1, ?, ?)", (digest(charter), charter))
        return cls(path, group)

    # Connections

    def _connect(self) -> apsw.Connection:
        return connect(self.path, self.pragmas, self.vfs)

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        try:
            with self._readers.lend() as database:
                yield database
        except apsw.Error as error:
            raise StoreFailed(detail=said(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[_Transaction]:
        with self._lock:
            try:
                database = self._writer_connection()
                database.execute("BEGIN IMMEDIATE")
                yield _Transaction(database)
            except apsw.Error as error:
                self._abandon()
                raise StoreFailed(detail=said(error)) from error
            except BaseException:
                self._abandon()
                raise
            try:
                database.execute("COMMIT")
            except apsw.Error as error:
                # What a failed flush left behind is unknown: begin again from what is on the disk.
                self._abandon()
                raise Unacknowledged(detail=said(error)) from error

    def _writer_connection(self) -> apsw.Connection:
        """The connection that writes; opening it first makes durable whatever is to be seen.

        A process killed between writing a commit and flushing it leaves entries that the next one reads but that a
        power cut would still take; without the checkpoint, appending them again would be acknowledged as "known".
        """
        if self._own is None:
            database = self._connect()
            database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._own = database
        return self._own

    def _abandon(self) -> None:
        """Drop the writing connection, which undoes what it had not committed."""
        database, self._own = self._own, None
        if database is not None:
            database.close(force=True)

    # Reading

    def _arrived_between(self, after: int, until: int) -> list[Filed]:
        return self._page("position > ? AND position <= ? ORDER BY position LIMIT ?", after, until, PAGE)

    def _chained_after(self, party: str, place: tuple[int, int]) -> list[Filed]:
        where = "party = ? AND (sequence, position) > (?, ?) ORDER BY sequence, position LIMIT ?"
        return self._page(where, party, *place, PAGE)

    def entry(self, id: str) -> Filed | None:
        return next(iter(self._page("id = ?", id)), None)

    def _page(self, where: str, *bindings: str | int) -> list[Filed]:
        with self._reading() as database:
            found: Any = database.execute(f"SELECT {_FIELDS} FROM entry WHERE {where}", bindings)  # noqa: S608
            return [Filed(position, Row(self.negotiation, *rest)) for position, *rest in found]

    def heads(self) -> Heads:
        with self._reading() as database:
            found: Any = database.execute(
                "SELECT party, id FROM entry AS last WHERE NOT EXISTS"
                " (SELECT 1 FROM entry AS next WHERE next.party = last.party AND next.previous = last.id)"
                " ORDER BY party, id"
            ).fetchall()
        return {party: tuple(id for _, id in group) for party, group in groupby(found, key=lambda pair: pair[0])}

    def count(self) -> int:
        with self._reading() as database:
            return _last(database)

    # Snapshots

    def put_snapshot(self, snapshot: Snapshot) -> None:
        with self._writing() as transaction:
            transaction.database.execute("REPLACE INTO snapshot VALUES (?, ?, ?, ?)", snapshot)
            transaction.database.execute(
                "DELETE FROM snapshot WHERE format = ?1 AND position <= (SELECT position FROM snapshot"
                " WHERE format = ?1 ORDER BY position DESC LIMIT 1 OFFSET ?2)",
                (snapshot.format, KEPT),
            )

    def snapshot(self, format: str, until: int | None = None) -> Snapshot | None:
        end = LAST if until is None else until
        return self._snapshot("format = ? AND position <= ? ORDER BY position DESC LIMIT 1", format, end)

    def snapshot_of(self, format: str, heads: str) -> Snapshot | None:
        return self._snapshot("format = ? AND heads = ?", format, heads)

    def _snapshot(self, where: str, *bindings: str | int) -> Snapshot | None:
        with self._reading() as database:
            sql = f"SELECT format, heads, position, data FROM snapshot WHERE {where}"  # noqa: S608
            found = database.execute(sql, bindings).fetchone()
        return Snapshot(*found) if found else None

    def drop_snapshots(self) -> None:
        with self._writing() as transaction:
            transaction.database.execute("DELETE FROM snapshot")

    # Care

    def check(self) -> list[str]:
        with self._reading() as database:
            if found := faults(database):
                return found
            (count,) = one(database, "SELECT count(*) FROM entry")
            last = _last(database)
        return [] if count == last else [f"{count} entries, but the last position is {last}"]

    def durability(self) -> dict[str, str]:
        with self._reading() as database:
            level = ("OFF", "NORMAL", "FULL", "EXTRA")[database.pragma("synchronous")]
            return {"SQLite": apsw.sqlite_lib_version(), "journal": database.pragma("journal_mode"), "flush": level}

    def close(self) -> None:
        super().close()
        with self._lock:
            self._abandon()
        self._readers.close()


class _Transaction:
    def __init__(self, database: apsw.Connection) -> None:
        self.database = database

    def find(self, ids: Sequence[str], links: Sequence[tuple[str, str]]) -> Found:
        places = self._each("SELECT id, position FROM entry WHERE id = ?", ((id,) for id in ids))
        followed = self._each("SELECT party, previous FROM entry WHERE party = ? AND previous = ? LIMIT 1", links)
        return Found(_last(self.database), dict(places), set(followed))

    def insert(self, rows: Sequence[Filed]) -> None:
        self.database.executemany(
            f"INSERT INTO entry ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            ((position, *row[1:]) for position, row in rows),
        )

    def _each(self, sql: str, bindings: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        return iter(self.database.executemany(sql, bindings))


def _last(database: apsw.Connection) -> int:
    (position,) = one(database, "SELECT coalesce(max(position), 0) FROM entry")
    return int(position)
