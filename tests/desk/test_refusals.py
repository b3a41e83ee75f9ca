"""A wrong act is refused with the reason and the way out, and nothing is half-applied."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.room import NOW, Room, words
from paraph.desk import Desk, Founder, found
from paraph.errors import (
    ActRefused,
    DeadlinePassed,
    InputRefused,
    InvalidContent,
    NothingChanged,
    NothingTabled,
    NotPermitted,
    NotYours,
    OutOfOrder,
    ParaphError,
    Superseded,
    TextRefused,
    UnknownParty,
    UnknownSubject,
)
from paraph.record.contents import Agenda, AgendaItem, Meeting, Round, Wording
from paraph.record.state import Standing

SHALL = words("Each Party shall publish its rates.", "Mỗi Bên phải công bố thuế suất của mình.")
MAY = words("Each Party may publish its rates.", "Mỗi Bên có thể công bố thuế suất của mình.")
WHY = {"en": "Under review.", "vi": "Đang rà soát."}
SUBJECT = "provision:a1"


def tabled(room: Room) -> None:
    room.us.table(SUBJECT, SHALL)
    room.vn.table(SUBJECT, MAY)


def asked(room: Room) -> None:
    tabled(room)
    room.us.ask("a1", {"en": "Which rates?"}, quote="its rates", language="en")


def undertook(room: Room) -> None:
    room.us.undertake("feedback", {"en": "Comments"}, NOW + timedelta(days=3))


def disclosed(room: Room) -> None:
    room.us.disclose(b"# Licensing", {"en": "Licensing"}, "text/markdown", to=["VN"])


def test_a_document_is_handed_over_only_by_an_act_that_is_not_refused(room: Room) -> None:
    room.present()
    for desk, title in ((room.desk("VN", "member"), {"en": "Ours"}), (room.vn, {"en": "Ours\u202e"})):
        with pytest.raises((NotPermitted, TextRefused)):
            desk.disclose(b"Not for them", title, "text/plain")
    assert not list(room.place.disclosures.folder.iterdir())


def agreed(room: Room) -> None:
    tabled(room)
    room.vn.accept("a1")


MEETING = Meeting(title={"en": "SPS"}, starts="2025-05-01T10:00:00Z", ends="2025-05-01T11:00:00Z", zone="UTC")

WRONG: dict[str, tuple[Callable[[Room], None], Callable[[Room], object], type[ParaphError]]] = {
    "accept what has moved on": (tabled, lambda r: r.vn.accept("a1", "0123abcd"), Superseded),
    "accept by too short a hash": (tabled, lambda r: r.vn.accept("a1", "01"), InvalidContent),
    "accept what nobody tabled": (
        lambda r: r.us.table(SUBJECT, SHALL),
        lambda r: r.us.accept("a1", of="VN"),
        NothingTabled,
    ),
    "accept one's own again": (agreed, lambda r: r.vn.accept("a1"), NothingChanged),
    "a subject that is not there": (tabled, lambda r: r.vn.accept("a9"), UnknownSubject),
    "a party that is not there": (tabled, lambda r: r.vn.accept("a1", of="AU"), UnknownParty),
    "table what stands already": (tabled, lambda r: r.us.table(SUBJECT, SHALL), NothingChanged),
    "table on a base that has moved": (tabled, lambda r: r.us.table(SUBJECT, MAY, base="0" * 64), Superseded),
    "table the wrong kind": (tabled, lambda r: r.us.table("agenda:1", SHALL), InvalidContent),
    "table no words": (tabled, lambda r: r.us.table(SUBJECT, words(" ")), InvalidContent),
    "table in a foreign language": (tabled, lambda r: r.us.table(SUBJECT, Wording(text={"fr": "Oui"})), InvalidContent),
    "table hidden characters": (tabled, lambda r: r.us.table(SUBJECT, words("sh\u202eall")), TextRefused),
    "table for a party as secretariat": (tabled, lambda r: r.sec.table(SUBJECT, SHALL), NotYours),
    "a place that is not there": (
        tabled,
        lambda r: r.us.table("provision:a2", words("Fees.", parent="zz")),
        UnknownSubject,
    ),
    "a place in itself": (tabled, lambda r: r.us.table("provision:a2", words("Fees.", parent="a2")), InvalidContent),
    "withdraw nothing": (lambda r: r.us.table(SUBJECT, SHALL), lambda r: r.vn.withdraw("a1"), NothingTabled),
    "lift no reservation": (tabled, lambda r: r.us.lift("a1"), OutOfOrder),
    "reserve pending the unknown": (tabled, lambda r: r.us.reserve("a1", WHY, pending="a7"), UnknownSubject),
    "park what is agreed": (agreed, lambda r: r.us.park("a1"), OutOfOrder),
    "reopen what is open": (tabled, lambda r: r.us.reopen("a1", WHY), OutOfOrder),
    "a round in the past": (
        tabled,
        lambda r: r.us.schedule_round(Round(number=1, starts="2025-05-01", ends="2025-05-02", zone="UTC")),
        DeadlinePassed,
    ),
    "a round that ends before it starts": (
        tabled,
        lambda r: r.us.schedule_round(Round(number=1, starts="2025-06-02", ends="2025-06-01", zone="UTC")),
        InvalidContent,
    ),
    "a zone that is none": (
        tabled,
        lambda r: r.us.schedule_round(Round(number=1, starts="2025-06-02", ends="2025-06-03", zone="Mars/Base")),
        InvalidContent,
    ),
    "a meeting in the past": (tabled, lambda r: r.us.schedule_meeting("sps", MEETING), DeadlinePassed),
    "open a round that is not agreed": (
        lambda r: r.us.schedule_round(Round(number=1, starts="2025-06-02", ends="2025-06-03", zone="UTC")) and None,
        lambda r: r.us.open_round("1"),
        OutOfOrder,
    ),
    "close a round that is not open": (
        lambda r: r.agreed_round() and None,
        lambda r: r.us.close_round("1"),
        OutOfOrder,
    ),
    "open a round twice": (
        lambda r: r.us.open_round(r.agreed_round()) and None,
        lambda r: r.vn.open_round("1"),
        OutOfOrder,
    ),
    "an agenda without items": (
        lambda r: r.agreed_round() and None,
        lambda r: r.us.propose_agenda("1", []),
        InvalidContent,
    ),
    "an agenda about the unknown": (
        lambda r: r.agreed_round() and None,
        lambda r: r.us.propose_agenda("round:1", [AgendaItem(name="x", title={"en": "X"}, about=["provision:a9"])]),
        UnknownSubject,
    ),
    "discuss an agenda that is not agreed": (
        lambda r: (
            r.us.table("agenda:1", Agenda(of=r.agreed_round(), items=[AgendaItem(name="x", title={"en": "X"})]))
            and None
        ),
        lambda r: r.us.discuss("x", of="1"),
        OutOfOrder,
    ),
    "ask oneself": (tabled, lambda r: r.us.ask("a1", {"en": "Why?"}, to="US"), InvalidContent),
    "quote what nobody says": (tabled, lambda r: r.us.ask("a1", {"en": "Why?"}, quote="must"), InvalidContent),
    "answer what was asked of another": (asked, lambda r: r.us.answer("us-q1", {"en": "All."}), NotYours),
    "answer no question": (asked, lambda r: r.vn.answer("us-q9", {"en": "All."}), UnknownSubject),
    "a deadline in the past": (
        tabled,
        lambda r: r.us.undertake("wording", {"en": "Text"}, r.now - timedelta(days=1)),
        DeadlinePassed,
    ),
    "discharge another's undertaking": (undertook, lambda r: r.vn.discharge("us-u1"), NotYours),
    "defer to the same hour": (
        undertook,
        lambda r: r.us.defer("us-u1", NOW + timedelta(days=3), WHY),
        NothingChanged,
    ),
    "receive one's own document": (disclosed, lambda r: r.us.receive("us-d1"), NotYours),
    "receive what was not sent": (disclosed, lambda r: r.vn.receive("us-d2"), UnknownSubject),
    "refer to the technical level": (tabled, lambda r: r.us.refer("a1", "technical", {"en": "?"}), InvalidContent),
    "instruct without a referral": (tabled, lambda r: r.us.instruct("us-r1", {"en": "Yes."}), UnknownSubject),
    "act as an observer": (tabled, lambda r: r.at().table(SUBJECT, SHALL), ActRefused),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_act_is_refused_and_changes_nothing(room: Room, wrong: str) -> None:
    before, act, expected = WRONG[wrong]
    before(room)
    entries, state = room.bytes, room.us.state.entries
    with pytest.raises(expected) as refusal:
        act(room)
    assert room.bytes == entries
    assert room.us.state.entries == state
    assert isinstance(refusal.value, ActRefused | InputRefused)
    assert "%(" not in str(refusal.value)
    assert len(str(refusal.value)) > 20


def test_one_wrong_act_of_several_stops_them_all(room: Room) -> None:
    room.us.table(SUBJECT, SHALL)
    before = room.bytes
    with pytest.raises(NothingChanged):
        room.us.table_all([("provision:a2", MAY), (SUBJECT, SHALL)])
    assert room.bytes == before
    assert "provision:a2" not in room.us.state.subjects


def test_a_rehearsal_checks_everything_and_leaves_nothing(room: Room) -> None:
    tabled(room)
    before = room.bytes
    rehearsal = room.desk("VN", rehearsing=True)
    receipt = rehearsal.accept("a1", of="US")
    assert not receipt.published
    assert receipt.acts[0].content == room.us.state.subjects[SUBJECT].positions["US"].content
    with pytest.raises(Superseded):
        rehearsal.accept("a1", "0123abcd")
    rehearsal.disclose(b"secret", {"en": "X"}, "text/plain")
    assert room.bytes == before
    assert not list((room.place.path / "disclosures").iterdir())


def test_roles_are_respected(room: Room) -> None:
    tabled(room)
    room.present()
    member = room.desk("VN", "member")
    member.ask("a1", {"en": "Which rates?"})
    for act in (
        lambda: member.table(SUBJECT, SHALL),
        lambda: member.accept("a1"),
        lambda: member.refer("a1", "ministers", {"en": "?"}),
        lambda: room.desk("VN", "lead").present_delegation([]),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(UnknownSubject):
        room.desk("VN", "stranger")
    room.desk("VN", "lead").accept("a1")
    assert room.us.state.standing(SUBJECT) is Standing.AGREED


def test_an_agreement_is_to_words_and_falls_with_them(room: Room) -> None:
    agreed(room)
    assert room.us.state.standing(SUBJECT) is Standing.AGREED
    room.us.table(SUBJECT, words("Each Party shall publish its rates promptly."))
    assert room.us.state.standing(SUBJECT) is Standing.DISPUTED
    with pytest.raises(NothingChanged):
        room.vn.accept("a1", of="VN")
    room.vn.accept("a1", of="US", ad_referendum=True)
    assert room.us.state.standing(SUBJECT) is Standing.AD_REFERENDUM
    room.vn.accept("a1", of="US")
    assert room.us.state.standing(SUBJECT) is Standing.AGREED


@pytest.mark.parametrize(
    "wrong", [{"languages": ["english"]}, {"key": "zz"}, {"key": "01" + "00" * 31}, {"code": "us"}]
)
def test_a_charter_that_could_not_be_read_again_is_never_written(tmp_path: Path, wrong: dict[str, Any]) -> None:
    founders = [
        Founder(wrong.get("code", "US"), {"en": "One"}, "UTC"),
        Founder("VN", {}, "UTC", key=wrong.get("key", "")),
    ]
    with pytest.raises(InvalidContent):
        found(tmp_path / "talks", "talks", {"en": "Talks"}, wrong.get("languages", ["en"]), founders)
    assert not (tmp_path / "talks").exists()


def test_two_desks_of_one_seat_never_take_one_name(room: Room) -> None:
    """Each with its own view of the record, as two processes have: every question is put, under a name of its own."""
    tabled(room)
    desks = [Desk(room.place, room.us.seat, clock=room.clock) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        receipts = [*pool.map(lambda desk: desk.ask("a1", {"en": f"Why {id(desk)}?"}), desks)]
    asked = {each.acts[0].name for each in receipts}
    assert asked == set(room.us.state.clarifications)
    assert len(asked) == 6
    assert not room.us.state.ineffective
    assert not any(each.without_effect for each in receipts)


def test_what_is_odd_but_not_wrong_is_said(room: Room) -> None:
    tabled(room)
    english = words("Each Party shall publish its rates at once.", "Mỗi Bên phải công bố thuế suất của mình.")
    (caution,) = room.us.table(SUBJECT, english).cautions
    assert caution.data == {"subject": SUBJECT, "changed": "en", "same": "vi"}
    (caution,) = room.us.table("provision:a2", words("Fees.")).cautions
    assert caution.data == {"subject": "provision:a2", "languages": "vi"}
    assert room.us.table("provision:a3", words("Fees.", "Phí.")).cautions == ()
    room.us.open_round(room.agreed_round())
    assert room.us.state.sittings["round:1"].opened
    room.us.park("a1")
    said = [each.message for each in room.vn.table(SUBJECT, words("None.", "Không.")).cautions]
    assert any("parked" in each for each in said)


def test_a_blank_is_not_accepted_in_silence(room: Room) -> None:
    room.us.table("provision:a2", words("Fees of ___ percent by [placeholder: a date].", "Phí ___ phần trăm."))
    (caution,) = room.vn.accept("provision:a2").cautions
    assert caution.data == {"blank": "___, [placeholder: a date]"}
    room.us.table("provision:a3", words("Fees [of 2 percent].", "Phí."))
    assert room.vn.accept("provision:a3").cautions == ()


def test_a_rehearsal_says_what_would_be_agreed_and_what_no_longer(room: Room) -> None:
    room.us.table("provision:a2", words("Fees.", "Phí."))
    vn, us = (room.desk(each, rehearsing=True) for each in ("VN", "US"))
    (would,) = vn.accept("provision:a2").cautions
    assert would.message.endswith("is agreed.")
    assert would.data == {"subject": "provision:a2"}
    assert vn.table("provision:a2", words("No fees.", "Không phí.")).cautions == ()
    assert room.us.state.standing("provision:a2") is Standing.DISPUTED, "a rehearsal changes nothing"
    room.vn.accept("provision:a2", ad_referendum=True)
    assert [each.message for each in us.reserve("provision:a2", {"en": "Pending."}).cautions] == [
        "With this, %(subject)s is no longer agreed."
    ]


def test_the_other_side_is_told_of_an_act_that_came_too_late(room: Room) -> None:
    """Both park at the same moment, neither knowing of the other: the second is on record, and its author is told."""
    tabled(room)
    late = Desk(room.place, room.vn.seat, clock=room.clock)
    made = late.park.__wrapped__(late, "a1")  # what it decided before the other side acted
    room.us.park("a1")
    receipt = late._publish(lambda: made)
    assert receipt.published
    assert receipt.without_effect == ("it is parked already, or unknown",)
