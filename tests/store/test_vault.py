"""The vault: versions, clearance, and erasing that erases."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.errors import NegotiationExists, OutOfOrder, StoreFailed
from paraph.store.vault import Clearance, Vault

NOW = "2025-05-19T13:00:00Z"
SECRET = b"not below 20 per cent under any circumstances"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "VN.sqlite3") as vault:
        yield vault


def keep(
    vault: Vault, name: str, body: bytes, clearance: Clearance, expecting: int | None = None, up_to: Clearance = "chief"
) -> int:
    item = vault.put(
        "red_line", name, body, up_to=up_to, clearance=clearance, author="chief", time=NOW, expecting=expecting
    )
    return item.version


def test_items_come_back_in_versions(vault: Vault, tmp_path: Path) -> None:
    assert [keep(vault, "rates", body, "delegation") for body in (b"one", b"two")] == [1, 2]
    vault.put("note", "rates", b"\0", up_to="chief", clearance="delegation", author="economist", time=NOW)
    with Vault(tmp_path / "VN.sqlite3") as again:
        latest = again.get("red_line", "rates", up_to="delegation")
        assert latest is not None
        assert (latest.body, latest.version, latest.author, latest.time) == (b"two", 2, "chief", NOW)
        assert [item.body for item in again.items("red_line", up_to="delegation")] == [b"two"]
        assert [item.body for item in again.history("red_line", "rates", up_to="delegation")] == [b"one", b"two"]
        assert again.check() == []
    assert stat.S_IMODE((tmp_path / "VN.sqlite3").stat().st_mode) == 0o600
    with pytest.raises(NegotiationExists):
        Vault.create(tmp_path / "VN.sqlite3")


@pytest.mark.parametrize(
    ("reader", "sees"),
    [("delegation", ["a"]), ("restricted", ["a", "b"]), ("chief", ["a", "b", "c"])],
)
def test_each_reads_up_to_their_clearance_and_the_rest_is_as_if_it_were_not(
    vault: Vault, reader: Clearance, sees: list[str]
) -> None:
    for name, clearance in (("a", "delegation"), ("b", "restricted"), ("c", "chief")):
        keep(vault, name, b"x", clearance)  # type: ignore[arg-type]
    assert [item.name for item in vault.items("red_line", up_to=reader)] == sees
    for name in ("a", "b", "c", "no such item"):
        assert (vault.get("red_line", name, up_to=reader) is not None) == (name in sees)
        assert (vault.history("red_line", name, up_to=reader) != []) == (name in sees)
        if name not in sees:
            assert vault.withdraw("red_line", name, up_to=reader, author="member", time=NOW) is None
            assert vault.erase("red_line", name, up_to=reader) == 0


def test_what_was_closed_hides_its_past_and_what_was_opened_does_not_reveal_it(vault: Vault) -> None:
    keep(vault, "closed", b"open once", "delegation")
    keep(vault, "closed", b"then not", "chief")
    assert vault.get("red_line", "closed", up_to="restricted") is None
    assert vault.history("red_line", "closed", up_to="restricted") == []
    keep(vault, "opened", b"secret once", "chief")
    keep(vault, "opened", b"then not", "delegation")
    assert [item.body for item in vault.history("red_line", "opened", up_to="delegation")] == [b"then not"]


def test_nobody_overwrites_what_they_have_not_read_or_may_not_read(vault: Vault) -> None:
    assert keep(vault, "rates", b"one", "delegation", expecting=0) == 1
    for stale in (0, 2):
        with pytest.raises(OutOfOrder):
            keep(vault, "rates", b"two", "delegation", expecting=stale)
    assert keep(vault, "rates", b"two", "chief", expecting=1) == 2
    with pytest.raises(OutOfOrder):
        keep(vault, "rates", b"three", "delegation", up_to="restricted")
    assert [item.body for item in vault.history("red_line", "rates", up_to="chief")] == [b"one", b"two"]


def test_what_is_withdrawn_is_history_and_what_is_erased_is_gone_from_the_disk(vault: Vault, tmp_path: Path) -> None:
    keep(vault, "rates", SECRET, "chief")
    keep(vault, "rates", SECRET * 300, "chief")  # over several pages
    keep(vault, "other", b"stays", "chief")
    withdrawn = vault.withdraw("red_line", "rates", up_to="chief", author="chief", time=NOW)
    assert withdrawn is not None
    assert (withdrawn.version, withdrawn.body) == (3, None)
    assert vault.get("red_line", "rates", up_to="chief") is None
    assert [item.name for item in vault.items("red_line", up_to="chief")] == ["other"]
    assert len(vault.history("red_line", "rates", up_to="chief")) == 3

    def on_disk() -> bool:
        return any(SECRET in path.read_bytes() for path in tmp_path.iterdir())

    assert on_disk()
    assert vault.erase("red_line", "rates", up_to="chief") == 3
    assert not on_disk()
    assert vault.history("red_line", "rates", up_to="chief") == []
    assert [item.name for item in vault.items("red_line", up_to="chief")] == ["other"]


def test_other_files_are_not_taken_for_a_vault(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed):
        Vault(tmp_path / "absent")
    (tmp_path / "text").write_text("not a database, but long enough to look like one " * 100)
    with pytest.raises(StoreFailed):
        Vault(tmp_path / "text")
