"""Silence: with the same shared record and different vaults, every byte that the other side can receive is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.room import Room, words
from paraph.errors import NotPermitted, OutOfOrder, ParaphError
from paraph.samples.vietnam_us import prepare

SECRET = "zebrafish"
notes = st.lists(
    st.tuples(st.sampled_from(["mandate", "red_line", "landing_zone", "note"]), st.text("abcđế ", min_size=1)),
    max_size=4,
)


def negotiate(room: Room, private: list[tuple[str, str]]) -> None:
    """The same talks, whatever lies in the vaults; private things are kept before, between and after."""
    for kind, text in private:
        room.us.keep(kind, "provision:a1", {"en": text}, "chief")
        room.vn.keep(kind, "provision:a1", {"vi": text + text}, "delegation")
    room.us.table("provision:a1", words("Each Party shall act.", "Mỗi Bên phải hành động."))
    for number, (_, text) in enumerate(private):
        room.us.draft(f"provision:draft-{number}", words(text + "."))
    room.vn.table("provision:a1", words("Each Party may act.", "Mỗi Bên có thể hành động."))
    room.vn.reserve("a1", {"en": "Under review."})
    room.us.ask("a1", {"en": "Why?"})
    for kind, text in private:
        room.vn.keep(kind, f"provision:a{len(text)}", {"vi": text}, "restricted")


def told(room: Room) -> list[object]:
    """What the other seats can be told, by every query."""
    answers: list[object] = [room.bytes]
    for desk in (room.vn, room.sec, room.at()):
        answers += [desk.state, desk.text(), desk.play(), desk.deadlines(), desk.calendar(), desk.log()]
        answers += [desk.draft_of("US", "en"), desk.changes(desk.as_of("2025-05-01"))]
    return answers


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=notes, other=notes)
def test_what_lies_in_the_vaults_changes_no_byte_that_leaves(
    one: list[tuple[str, str]], other: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rooms = [Room(tmp_path_factory.mktemp("silence") / "room") for _ in range(2)]
    try:
        for room, private in zip(rooms, (one, other), strict=True):
            # The private acts take time on the clock too: it is set before each shared one.
            start = room.now
            room.clock = lambda room=room, start=start: start  # type: ignore[method-assign]
            for desk in (room.us, room.vn, room.sec):
                desk.clock = room.clock
            negotiate(room, private)
        first, second = (told(room) for room in rooms)
        assert first == second
    finally:
        for room in rooms:
            room.place.close()


def test_a_planted_secret_stays_in_its_vault(room: Room) -> None:
    room.us.keep("red_line", "provision:a1", {"en": f"never {SECRET}"}, "chief")
    room.us.draft("provision:a1", words(f"Each Party shall {SECRET}."))
    negotiate(room, [])
    assert SECRET not in repr(told(room))
    holders = [path for path in room.place.path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert [path.relative_to(room.place.path).as_posix() for path in holders] == ["vaults/US.sqlite3"]


def test_a_vault_opens_only_to_its_own_delegation_and_clearance(room: Room) -> None:
    room.us.keep("red_line", "provision:a1", {"en": SECRET}, "chief")
    room.present()
    assert [text for _, text, _ in room.desk("US", "chief").kept("red_line")] == [{"en": SECRET}]
    assert room.desk("US", "member").kept("red_line") == []
    assert room.desk("US", "lead").kept("red_line") == []
    assert room.vn.kept("red_line") == []
    with pytest.raises(NotPermitted):
        room.at().kept("red_line")
    with pytest.raises(ParaphError):
        room.sec.kept("red_line")


def test_a_draft_leaves_only_when_it_is_tabled(room: Room) -> None:
    room.us.draft("provision:a1", words("Each Party shall act."))
    assert room.vn.state.subjects == {}
    assert [each.subject for each in room.us.drafts()] == ["provision:a1"]
    room.vn.table("provision:a1", words("Each Party may act."))
    assert room.us.drafts()[0].moved == ("VN",)
    room.us.table_drafts()
    assert room.us.drafts() == []
    assert room.vn.state.content("provision:a1", "US") == words("Each Party shall act.")


def test_the_sample_keeps_its_secrets(tmp_path: Path) -> None:
    """Each vault of the sample has a word that stands nowhere else; it must stay there."""
    with prepare(tmp_path / "sample") as place:
        marks = {"vaults/US.sqlite3": b"Heron", "vaults/VN.sqlite3": "Sếu".encode()}
        place.ledger.close()
        for path in place.path.rglob("*"):
            if path.is_file():
                name, data = path.relative_to(place.path).as_posix(), path.read_bytes()
                assert [home for home, mark in marks.items() if mark in data] == [name] * (name in marks), name


def test_a_draft_written_while_another_is_tabled_stays(room: Room) -> None:
    room.us.draft("provision:a1", words("Each Party shall act."))
    read = room.us.drafts()[0]
    room.us.draft("provision:a1", words("Each Party shall act at once."))
    with pytest.raises(OutOfOrder):
        room.us.discard("provision:a1", read.version)
    assert room.us.drafts()[0].content == words("Each Party shall act at once.")
