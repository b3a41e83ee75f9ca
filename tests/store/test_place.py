"""A negotiation's folder: whole or not at all, closed to others, and its files where they belong."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec
import pytest

from paraph.errors import (
    CorruptEntry,
    InvalidContent,
    KeyLocked,
    KeyMissing,
    NegotiationExists,
    NoNegotiation,
    StoreFailed,
    UnknownParty,
)
from paraph.record.charter import Charter, Participant
from paraph.record.values import digest
from paraph.store.disclosures import Disclosures
from paraph.store.keys import SeatKey
from paraph.store.place import Place, Seat
from store.rows import rows

KEYS = {party: SeatKey.generate(party) for party in ("US", "VN")}
CHARTER = Charter(
    name="demo",
    title={"en": "Demo"},
    languages=["en", "vi"],
    participants=[
        Participant(code=party, name={"en": party}, key=key.public, zone="Asia/Ho_Chi_Minh")
        for party, key in KEYS.items()
    ],
)
SEAT = Seat("VN", "chief")


def test_a_folder_holds_what_its_seats_need_and_nobody_else_can_look_in(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Place.create(tmp_path / "talks", CHARTER, KEYS.values(), seat=SEAT) as place:
            place.ledger.append(rows(place.ledger, "VN", 2))
            place.disclosures.put(b"a policy")
    finally:
        os.umask(before)
    found = [tmp_path / "talks", *(tmp_path / "talks").rglob("*")]
    assert {stat.S_IMODE(each.stat().st_mode) for each in found if each.is_dir()} == {0o700}
    assert {stat.S_IMODE(each.stat().st_mode) for each in found if each.is_file()} == {0o600}
    (tmp_path / "talks" / "papers" / "deep").mkdir(parents=True)
    with Place.find(tmp_path / "talks" / "papers" / "deep") as place:
        assert (place.charter, place.path, place.seat) == (CHARTER, tmp_path / "talks", SEAT)
        assert place.ledger.negotiation == CHARTER.id
        assert place.ledger.count() == 2
        assert place.held == ["US", "VN"]
        assert place.key("US").public == KEYS["US"].public
        assert place.vault("VN").items("note", up_to="chief") == []


def test_a_sovereign_folder_holds_one_seat_only(tmp_path: Path) -> None:
    passphrases = {"VN": "mật khẩu"}
    with Place.create(tmp_path / "vn", CHARTER, [KEYS["VN"]], passphrases=passphrases, effort="interactive") as place:
        assert (place.held, place.seat) == (["VN"], None)
        with pytest.raises(KeyLocked):
            place.key("VN")
        assert place.key("VN", "mật khẩu").public == KEYS["VN"].public
        for elsewhere in (lambda: place.key("US"), lambda: place.take_seat(Seat("US", "chief"))):
            with pytest.raises(KeyMissing):
                elsewhere()
        with pytest.raises(StoreFailed):
            place.vault("US")
        with pytest.raises(UnknownParty):
            place.vault("../keys/VN")
        place.take_seat(SEAT)
        assert Place(tmp_path / "vn").seat == SEAT


def test_a_negotiation_is_not_overwritten_nor_put_among_other_files(tmp_path: Path) -> None:
    Place.create(tmp_path / "talks", CHARTER, KEYS.values()).close()
    with pytest.raises(NegotiationExists):
        Place.create(tmp_path / "talks", CHARTER, KEYS.values())
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter").write_text("")
    for taken in (tmp_path / "papers", tmp_path / "papers" / "letter"):
        with pytest.raises(StoreFailed):
            Place.create(taken, CHARTER, KEYS.values())
    with pytest.raises(NoNegotiation):
        Place.find(tmp_path / "papers")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["papers", "talks"]


@pytest.mark.parametrize("there", [False, True], ids=["new", "an empty folder"])
@pytest.mark.parametrize("step", ["keys.save", "Vault.create", "flush_folder"])
def test_a_creation_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool, step: str
) -> None:
    home = tmp_path / "talks"
    if there:
        home.mkdir()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"paraph.store.place.{step}", fail)
    with pytest.raises(StoreFailed, match="No space left"):
        Place.create(home, CHARTER, KEYS.values(), seat=SEAT)
    assert list(tmp_path.rglob("*")) == ([home] if there else [])
    monkeypatch.undo()
    Place.create(home, CHARTER, KEYS.values(), seat=SEAT).close()
    assert Place(home).seat == SEAT


def test_an_empty_folder_is_filled_so_that_who_stands_in_it_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Place.create(Path(), CHARTER, KEYS.values()).close()
    assert Path("charter.json").is_file()
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]
    assert Place.find(Path()).charter == CHARTER


def test_keys_and_charter_must_fit_each_other(tmp_path: Path) -> None:
    with pytest.raises(InvalidContent):
        Place.create(tmp_path / "talks", CHARTER, [SeatKey.generate("VN")])
    with pytest.raises(UnknownParty):
        Place.create(tmp_path / "talks", CHARTER, [SeatKey.generate("XX")])
    assert list(tmp_path.iterdir()) == []
    home = Place.create(tmp_path / "talks", CHARTER, KEYS.values()).path
    (home / "keys" / "VN.key").write_bytes((home / "keys" / "US.key").read_bytes())
    with pytest.raises(StoreFailed):
        Place(home).key("VN")
    (home / "charter.json").write_bytes((home / "charter.json").read_bytes() + b"\n")
    with pytest.raises(CorruptEntry):
        Place(home)


def test_a_ledger_of_other_talks_is_not_taken_for_this_ones(tmp_path: Path) -> None:
    others = msgspec.structs.replace(CHARTER, name="others")
    for name, charter in (("one", CHARTER), ("two", others)):
        Place.create(tmp_path / name, charter, []).close()
    (tmp_path / "two" / "ledger.sqlite3").replace(tmp_path / "one" / "ledger.sqlite3")
    with pytest.raises(StoreFailed):
        _ = Place(tmp_path / "one").ledger


@pytest.mark.xdist_group("postgres")
def test_the_ledger_may_lie_on_a_server(tmp_path: Path, postgres_url: str) -> None:
    for name, party in (("vn", "VN"), ("us", "US")):
        with Place.create(tmp_path / name, CHARTER, [KEYS[party]], ledger=postgres_url) as place:
            place.ledger.append(rows(place.ledger, party, 1))
    assert not (tmp_path / "vn" / "ledger.sqlite3").exists()
    with Place(tmp_path / "vn") as place:
        assert sorted(place.ledger.heads()) == ["US", "VN"]


def test_disclosed_files_are_known_by_their_hash_and_checked_when_read(tmp_path: Path) -> None:
    files = Disclosures(tmp_path / "disclosures")
    data = os.urandom(5000)
    assert files.get(digest(data)) is None
    sha256 = files.put(data)
    assert sha256 == digest(data)
    assert files.put(data) == sha256
    assert [each.name for each in files.folder.iterdir()] == [sha256]
    assert (files.get(sha256), sha256 in files) == (data, True)
    (files.folder / sha256).write_bytes(data[:-1])
    with pytest.raises(StoreFailed):
        files.get(sha256)
    files.put(data)
    assert files.get(sha256) == data
    for odd in ("../keys/VN.key", "", "0" * 63, "0" * 64):
        assert files.get(odd) is None
        assert odd not in files
