"""What only the SQLite ledger has: a file, its mode, its marks, its settings."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import apsw
import pytest

from paraph.errors import NegotiationExists, NoNegotiation, StoreFailed
from paraph.store.sqlite import SqliteLedger
from store.rows import rows


def test_the_file_is_its_owners_alone_and_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    before = os.umask(0)
    try:
        with SqliteLedger.create(path, b"charter") as ledger:
            ledger.append(rows(ledger, "US", 1))
            modes = {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {0o600}
    assert path.read_bytes()[68:72] == b"Para"
    with pytest.raises(NegotiationExists):
        SqliteLedger.create(path, b"another charter")


def test_the_writer_flushes_every_commit(tmp_path: Path) -> None:
    with SqliteLedger.create(tmp_path / "ledger.sqlite3", b"charter") as ledger:
        assert (ledger.durability()["journal"], ledger.durability()["flush"]) == ("wal", "FULL")
        assert ledger._writer_connection().pragma("synchronous") == 2


def test_other_files_are_not_taken_for_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(NoNegotiation):
        SqliteLedger(tmp_path / "absent.sqlite3")
    (tmp_path / "text").write_text("not a database, but long enough to look like one " * 100)
    with pytest.raises(StoreFailed):
        SqliteLedger(tmp_path / "text")
    apsw.Connection(str(tmp_path / "other.sqlite3")).execute("CREATE TABLE entry (x)")
    with pytest.raises(StoreFailed):
        SqliteLedger(tmp_path / "other.sqlite3")


def test_a_creation_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph.store.sqlite.SCHEMA", "CREATE TABLE entry (")
    with pytest.raises(StoreFailed):
        SqliteLedger.create(tmp_path / "ledger.sqlite3", b"charter")
    assert list(tmp_path.iterdir()) == []


def test_damage_to_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with SqliteLedger.create(path, b"charter") as ledger:
        ledger.append(rows(ledger, "US", 40, size=2000))
        assert ledger.check() == []
    data = bytearray(path.read_bytes())
    page = data.index(rows(ledger, "US", 40)[20].id.encode()) // 4096
    data[page * 4096 : page * 4096 + 64] = bytes(64)
    path.write_bytes(data)
    with SqliteLedger(path) as ledger:
        assert ledger.check() != []
