"""How every SQLite file of ours is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from paraph.errors import N_, NegotiationExists, StoreFailed
from paraph.store.files import make_private

BUSY = 10_000
"""Milliseconds to wait for another process that is writing."""

COMMON: dict[str, str | int] = {
    "fullfsync": 1,  # macOS: ask the drive itself
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}


def connect(path: Path, pragmas: Mapping[str, str | int], vfs: str | None = None) -> apsw.Connection:
    """Open a file that exists, with these settings beside the common ones. Raises apsw.Error."""
    database = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs)
    database.set_busy_timeout(BUSY)
    database.transaction_mode = "IMMEDIATE"
    for name, value in {**COMMON, **pragmas}.items():
        database.pragma(name, value)
    return database


@contextmanager
def create(
    path: Path, pragmas: Mapping[str, str | int], kind: tuple[int, int], schema: str
) -> Iterator[apsw.Connection]:
    """Make a new file of this kind, mode 600, and lend it for its first rows, which are committed on leaving.

    Raises NegotiationExists when the name is taken, StoreFailed; what could not be finished is removed.
    """
    try:
        make_private(path)
    except FileExistsError:
        raise NegotiationExists(path=str(path)) from None
    try:
        database = connect(path, pragmas)
        try:
            with database:
                database.pragma("application_id", kind[0])
                database.pragma("user_version", kind[1])
                database.execute(schema)
                yield database
        finally:
            database.close()
    except BaseException as error:
        path.unlink()
        if isinstance(error, apsw.Error):
            raise StoreFailed(detail=said(error)) from error
        raise


def kind_of(database: apsw.Connection) -> tuple[Any, Any]:
    """The application's number and version that the file bears."""
    return database.pragma("application_id"), database.pragma("user_version")


def one(database: apsw.Connection, sql: str) -> tuple[Any, ...]:
    """The one row that this query has."""
    row: tuple[Any, ...] = next(database.execute(sql))
    return row


def said(error: apsw.Error) -> str:
    """What an error of the database means to a reader."""
    if isinstance(error, apsw.BusyError):
        return N_("another process is writing and has not finished")
    return str(error)


def faults(database: apsw.Connection) -> list[str]:
    """What SQLite finds wrong with the file; empty when all is well."""
    try:
        return [str(line) for (line,) in database.execute("PRAGMA integrity_check") if line != "ok"]
    except apsw.CorruptError as error:  # too damaged even to be examined
        return [str(error)]
