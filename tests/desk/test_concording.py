"""What is found between the languages of positions, and what the parties make of it, on the shared record."""

from __future__ import annotations

import pytest

from desk.room import Room, words
from paraph.concordance.checks import Severity
from paraph.errors import InvalidContent, NothingChanged, NotPermitted, UnknownSubject
from paraph.record.values import Text

WHY: Text = {"en": "Agreed between the lawyer-linguists."}


def test_a_difference_is_found_in_whoever_holds_it(room: Room) -> None:
    room.us.table("provision:a1", words("within 30 days", "trong vòng 60 ngày"))
    room.vn.table("provision:a1", words("within 60 days", "trong vòng 60 ngày"))
    (each,) = room.vn.concerns()
    assert (each.subject, each.parties, each.finding.check) == ("provision:a1", ("US",), "figures")
    assert each.finding.severity is Severity.SEVERE
    assert room.us.concerns() == room.vn.concerns() == room.at().concerns()
    assert room.us.severe() == [each]
    room.vn.accept("provision:a1", room.vn.state.subjects["provision:a1"].positions["US"].content)
    assert [each.parties for each in room.vn.concerns() if each.finding.check == "figures"] == [("US", "VN")]


def test_a_dismissal_stands_with_its_reason_until_the_words_change(room: Room) -> None:
    room.us.table("provision:a1", words("within 30 days", "trong vòng 60 ngày"))
    (each,) = room.us.concerns()
    with pytest.raises(InvalidContent):
        room.vn.settle("a1", each.finding.key, "dismissed", {"en": " "})
    with pytest.raises(UnknownSubject):
        room.vn.settle("a1", "0" * 16, "dismissed", WHY)
    room.vn.settle("a1", each.finding.key, "dismissed", WHY)
    (each,) = room.us.concerns()
    assert (each.open, each.settled["VN"].reason) == (False, WHY)
    assert room.us.severe() == []
    with pytest.raises(NothingChanged):
        room.vn.settle("a1", each.finding.key, "dismissed", WHY)
    room.us.table("provision:a1", words("shall act within 30 days", "phải hành động trong vòng 90 ngày"))
    assert [each.open for each in room.us.concerns()] == [True]


def test_one_language_that_has_not_followed_the_other(room: Room) -> None:
    room.us.table("provision:a1", words("Each Party shall act promptly.", "Mỗi Bên phải hành động kịp thời."))
    assert room.us.concerns() == []
    room.us.table("provision:a1", words("Each Party shall act diligently.", "Mỗi Bên phải hành động kịp thời."))
    (each,) = room.us.concerns()
    assert (each.finding.check, each.finding.data["behind"]) == ("stale", "Vietnamese")
    room.us.table("provision:a1", words("Each Party shall act diligently.", "Mỗi Bên phải hành động cẩn trọng."))
    assert room.us.concerns() == []


def test_a_lawyer_linguist_settles_and_a_member_does_not(room: Room) -> None:
    room.present()
    room.us.table("provision:a1", words("within 30 days", "trong vòng 60 ngày"))
    (each,) = room.us.concerns()
    with pytest.raises(NotPermitted):
        room.desk("US", "member").settle("a1", each.finding.key, "dismissed", WHY)
    room.desk("US", "legal").settle("a1", each.finding.key, "accepted", WHY)
    (each,) = room.us.concerns()
    assert (each.open, each.settled["US"].verdict) == (True, "accepted")
