"""Verifying finds what was altered behind the record's back, also where every signature still holds."""

from __future__ import annotations

import apsw
import msgspec

from desk.room import Room, words
from paraph.desk import Desk, Register
from paraph.desk.register import FORMAT
from paraph.record import acts
from paraph.record.contents import content_hash
from paraph.record.fold import restore, snapshot
from paraph.record.signing import sign
from paraph.store.ledger import Row, Snapshot
from paraph.store.place import Place

SUBJECT = "provision:a1"


def opened_again(room: Room) -> Desk:
    place = Place(room.place.path)
    return Desk(place, room.vn.seat, clock=room.clock, register=Register(place))


def test_a_snapshot_that_says_something_else(room: Room) -> None:
    room.us.table(SUBJECT, words("Each Party shall."))
    room.vn.table(SUBJECT, words("Each Party may."))
    assert room.vn.verify().sound
    register = room.register
    register._keep()
    assert opened_again(room).verify().sound
    kept = room.place.ledger.snapshot(FORMAT)
    assert kept is not None
    record, state = _halves(kept)
    false = restore(state)
    theirs = words("Viet Nam shall.")
    key = content_hash(SUBJECT, theirs)
    false.contents[key] = theirs
    held = false.subjects[SUBJECT].positions
    held["VN"] = msgspec.structs.replace(held["VN"], content=key)
    room.place.ledger.put_snapshot(kept._replace(data=msgspec.msgpack.encode((record, snapshot(false)))))
    desk = opened_again(room)
    assert desk.state.content(SUBJECT, "VN") == theirs
    assert not desk.verify().sound


def test_entries_filed_under_each_others_names(room: Room) -> None:
    room.us.table(SUBJECT, words("Each Party shall."))
    room.vn.table(SUBJECT, words("Each Party may."))
    one, other = (filed.row.id for filed in room.place.ledger.entries())
    room.place.close()
    with apsw.Connection(str(room.place.path / "ledger.sqlite3")) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for new, old in (("", one), (one, other), (other, "")):
            database.execute("UPDATE entry SET id = ? WHERE id = ?", (new, old))
    assert len(opened_again(room).verify().refused) == 2


def _halves(kept: Snapshot) -> tuple[bytes, bytes]:
    record, state = msgspec.msgpack.decode(kept.data)
    return record, state


def test_an_entry_dated_far_ahead_waits_and_moves_no_clock(room: Room) -> None:
    """A party with a program of its own signs for the year 9999: nobody else has to follow it there."""
    room.us.table("provision:a1", words("Fees.", "Phí."))
    record, key = room.register._record, room.place.key("US")
    entry = record.next_entry("US", "chief", acts.RoundOpened(round="round:1"), "9999-12-31T00:00:00Z")
    room.place.ledger.append([Row.of(sign(entry, key.signer))])
    room.vn.table("provision:a1", words("Charges.", "Lệ phí."))
    assert room.vn.state.time.startswith("2025")
    audit = room.vn.verify()
    assert (audit.waiting, audit.refused, audit.database) == (1, (), ())
    assert "round:1" not in room.vn.state.sittings
