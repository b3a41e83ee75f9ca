"""A delegation's vault: what is never shared. Another file, another connection, no way from here to the ledger.

Mandates, red lines, valuations, drafts not yet tabled, internal notes: each an *item* with a kind, a name and a
clearance, kept in versions. Nothing is read without saying up to which clearance the reader may see.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

import apsw

from paraph.errors import N_, OutOfOrder, StoreFailed
from paraph.store.database import connect, create, faults, kind_of, said

Clearance = Literal["delegation", "restricted", "chief"]
"""Who of the delegation may see an item: all of it; some; the chief negotiator only."""

_RANK: dict[str, int] = {"delegation": 0, "restricted": 1, "chief": 2}
_NAMES: tuple[Clearance, ...] = ("delegation", "restricted", "chief")

APPLICATION = 0x50617276  # "Parv"
VERSION = 1
SETTINGS: dict[str, str | int] = {
    # A rollback journal is removed at every commit, and with secure_delete what is erased is overwritten with zeros:
    # no copy stays behind in a log. EXTRA also flushes the journal's removal.
    "journal_mode": "DELETE",
    "synchronous": "EXTRA",
    "secure_delete": 1,
}

SCHEMA = """
CREATE TABLE item (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    clearance INTEGER NOT NULL CHECK (clearance BETWEEN 0 AND 2),
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    body BLOB,
    PRIMARY KEY (kind, name, version)
) STRICT;
CREATE VIEW latest AS
    SELECT * FROM item AS one
    WHERE version = (SELECT max(version) FROM item AS every WHERE every.kind = one.kind AND every.name = one.name);
"""

_FIELDS = "kind, name, version, clearance, author, time, body"


@dataclass(frozen=True, slots=True)
class Item:
    """One version of a private item. ``body`` is None in the version that withdrew it; ``time``: RFC 3339, UTC."""

    kind: str
    name: str
    version: int
    clearance: Clearance
    author: str
    time: str
    body: bytes | None


class Vault:
    """One delegation's vault. Safe to use from several threads and processes; a context manager.

    An item's latest version governs: who may not see that sees none of its history. ``up_to`` is the reader's
    clearance. What may not be seen and what is not there look the same.
    """

    def __init__(self, path: Path) -> None:
        """Open a vault. Raises StoreFailed when there is none or the file is not one."""
        if not path.is_file():
            raise StoreFailed(detail=N_("there is no vault for this seat here"))
        self._lock = threading.RLock()
        with self._telling():
            self._database = connect(path, SETTINGS)
            fits = kind_of(self._database) == (APPLICATION, VERSION)
        if not fits:
            self._database.close()
            raise StoreFailed(detail=N_("the file is not a vault of this version"))

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make the file, readable by its owner only. Raises NegotiationExists when there is a file already."""
        with create(path, SETTINGS, (APPLICATION, VERSION), SCHEMA):
            pass
        return cls(path)

    # Writing

    def put(
        self,
        kind: str,
        name: str,
        body: bytes,
        *,
        up_to: Clearance,
        clearance: Clearance,
        author: str,
        time: str,
        expecting: int | None = None,
    ) -> Item:
        """Keep a new version; earlier ones stay. ``up_to``: what the author may see; ``clearance``: who may see it.

        ``expecting``: the version that the author has read (0 for none), so that two members do not overwrite each
        other unseen. Raises OutOfOrder when it is no longer the latest, or when the name is taken by an item that the
        author may not see.
        """
        return self._add(Item(kind, name, 0, clearance, author, time, body), up_to, expecting)

    def withdraw(
        self, kind: str, name: str, *, up_to: Clearance, author: str, time: str, expecting: int | None = None
    ) -> Item | None:
        """Set an item aside: it is no longer listed; its history stays. None when there is nothing to withdraw."""
        with self._lock, self._changing():
            standing = self.get(kind, name, up_to=up_to)
            if standing is None:
                return None
            return self._add(Item(kind, name, 0, standing.clearance, author, time, None), up_to, expecting)

    def erase(self, kind: str, name: str, *, up_to: Clearance) -> int:
        """Remove an item and its history for good; how many versions there were.

        Their bytes are overwritten in the file. What the disk's own wear levelling, snapshots of the file system or
        backups have kept is beyond this.
        """
        with self._lock, self._changing() as database:
            latest = self._latest(kind, name)
            if latest is None or _RANK[latest.clearance] > _RANK[up_to]:
                return 0
            database.execute("DELETE FROM item WHERE kind = ? AND name = ?", (kind, name))
            return database.changes()

    def _add(self, item: Item, up_to: Clearance, expecting: int | None) -> Item:
        with self._lock, self._changing() as database:
            latest = self._latest(item.kind, item.name)
            if latest is not None and _RANK[latest.clearance] > _RANK[up_to]:
                raise OutOfOrder(detail=N_("This name is taken in the vault"), hint=N_("Choose another name."))
            version = latest.version if latest else 0
            if expecting is not None and expecting != version:
                raise OutOfOrder(
                    detail=N_("Somebody has written a newer version meanwhile"),
                    hint=N_("Read it and decide again; nothing was changed."),
                )
            item = replace(item, version=version + 1)
            row = (item.kind, item.name, item.version, _RANK[item.clearance], item.author, item.time, item.body)
            database.execute(f"INSERT INTO item ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
            return item

    # Reading

    def get(self, kind: str, name: str, *, up_to: Clearance) -> Item | None:
        """The latest version; None when there is none, when it is withdrawn or above the reader's clearance."""
        item = self._latest(kind, name)
        if item is None or item.body is None or _RANK[item.clearance] > _RANK[up_to]:
            return None
        return item

    def items(self, kind: str, *, up_to: Clearance) -> list[Item]:
        """The latest versions of this kind, by name, without those withdrawn or above the reader's clearance."""
        where = "latest WHERE kind = ? AND body IS NOT NULL AND clearance <= ? ORDER BY name"
        return self._read(where, kind, _RANK[up_to])

    def history(self, kind: str, name: str, *, up_to: Clearance) -> list[Item]:
        """All versions that the reader may see, oldest first; none when the latest is above the reader's clearance."""
        versions = self._read("item WHERE kind = ? AND name = ? ORDER BY version", kind, name)
        if not versions or _RANK[versions[-1].clearance] > _RANK[up_to]:
            return []
        return [item for item in versions if _RANK[item.clearance] <= _RANK[up_to]]

    def _latest(self, kind: str, name: str) -> Item | None:
        return next(
            iter(self._read("item WHERE kind = ? AND name = ? ORDER BY version DESC LIMIT 1", kind, name)), None
        )

    def _read(self, where: str, *bindings: str | int) -> list[Item]:
        with self._lock, self._telling():
            found: Any = self._database.execute(f"SELECT {_FIELDS} FROM {where}", bindings)  # noqa: S608
            return [
                Item(kind, name, version, _NAMES[rank], author, time, body)
                for kind, name, version, rank, author, time, body in found
            ]

    @property
    def version(self) -> tuple[int, int]:
        """Another one whenever anything in the vault has changed, by whatever process."""
        with self._lock, self._telling():
            others: Any = self._database.pragma("data_version")
            return int(others), self._database.total_changes()

    def check(self) -> list[str]:
        """What the database finds wrong with its file; empty when all is well."""
        with self._lock, self._telling():
            return faults(self._database)

    @contextmanager
    def _changing(self) -> Iterator[apsw.Connection]:
        with self._telling(), self._database:
            yield self._database

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except apsw.Error as error:
            raise StoreFailed(detail=said(error)) from error

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
