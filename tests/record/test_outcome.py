"""The outcome of a round: compiled from two states, nothing typed, nothing left out."""

from __future__ import annotations

import pytest

from paraph.errors import UnknownSubject
from paraph.record import acts
from paraph.record.contents import Agenda, AgendaItem, Meeting, Round
from paraph.record.findings import Outcome
from paraph.record.outcome import compile_outcome
from paraph.record.reference import References
from paraph.record.state_of_play import Status
from paraph.text.brackets import show
from world import World


def negotiated() -> World:
    """Two chapters; in round two one is closed, one provision narrows, one goes up to ministers."""
    world = World().at("2025-05-01 13:00")
    for party in world.state.parties:
        world.tables(party, "c0", "General", kind="chapter")
        world.tables(party, "a0", "Aims", kind="article", parent="c0")
        world.tables(party, "c1", "Tariffs", kind="chapter", after="c0", number="Chapter 1.")
        world.tables(party, "a1", "Duties", kind="article", parent="c1", number="Article 1.1.")
        world.tables(party, "c2", "Customs", kind="chapter", after="c1", number="Chapter 2.")
        world.tables(party, "a2", "Fees", kind="article", parent="c2", number="Article 2.1.")
    world.tables("US", "p1", "Viet Nam shall remove all duties at once.", parent="a1", number="1.")
    world.tables("VN", "p1", "Viet Nam may remove certain duties over seven years.", parent="a1", number="1.")
    world.tables("US", "p2", "The ceiling shall be 20 percent.", parent="a1", after="p1", number="2.")
    world.tables("VN", "p2", "The ceiling shall be 10 percent.", parent="a1", after="p1", number="2.", reason="Parity")
    world.tables("US", "p3", "Fees shall be low.", parent="a2", number="1.")
    world.tables("VN", "p3", "Fees may be low.", parent="a2", number="1.")
    world.tables("US", "p4", "No fees.", parent="a2", after="p3", number="2.")
    world.at("2025-05-07 13:00").opens(1, "2025-05-07", "2025-05-07").closes(1)
    agenda = Agenda(of="round:2", items=[AgendaItem(name=name, title={"en": name}) for name in ("tariffs", "customs")])
    world.agree("round:2", Round(number=2, starts="2025-05-19", ends="2025-05-22", zone="America/New_York"))
    world.agree("agenda:3", Agenda(of="round:3", items=agenda.items))
    world.agree("agenda:2", agenda).at("2025-05-19 13:00").opens(2)
    world.does("US", acts.AgendaItemDiscussed(agenda="agenda:2", item="customs"))
    world.accepts("VN", "p3").refuses("US", "p4").refuses("VN", "p4")
    world.tables("VN", "p1", "Viet Nam shall remove all duties over five years.", parent="a1", number="1.")
    question = {"en": "Which ceiling?"}
    world.does("VN", acts.SubjectReferred(name="r", subject="provision:p2", level="ministers", question=question))
    world.does("US", acts.UndertakingGiven(name="u", kind="wording", what=question, deadline="2025-05-30T21:00:00Z"))
    world.agree("round:3", Round(number=3, starts="2025-06-04", ends="2025-06-06", zone="Asia/Ho_Chi_Minh"))
    return world.at("2025-05-22 20:00").closes(2)


def outcome(world: World, number: int = 2) -> Outcome:
    ends = {close.round: close.entries for close in world.state.closes}
    before = world.as_of(ends.get(f"round:{number - 1}", 0))
    return compile_outcome(world.charter, before, world.as_of(ends[f"round:{number}"]), f"round:{number}")


def test_the_headline_is_what_the_state_of_play_counts() -> None:
    headline = outcome(negotiated()).headline
    assert headline.chapters == {Status.NARROWED: 1, Status.AGREED: 2}
    assert headline.provisions == {Status.AGREED: 7, Status.NARROWED: 1, Status.OPEN: 1}
    assert (headline.agreed_before, headline.agenda) == (6, (1, 2))
    assert headline.by_level == {"technical": 1, "chief_negotiators": 0, "ministers": 1}
    assert headline.words_agreed > headline.words_agreed_before
    assert headline.brackets.by > 0


def test_what_was_agreed_stands_under_its_chapter_and_what_was_dropped_is_said() -> None:
    found = outcome(negotiated())
    general, tariffs, customs = found.chapters
    assert (general.closed, general.newly, general.articles, general.provisions) == (True, False, (), ())
    assert (tariffs.closed, tariffs.newly, tariffs.articles, tariffs.provisions) == (False, False, (), ())
    assert (customs.closed, customs.newly) == (True, True)
    assert [each.name for each in customs.articles] == ["a2"]
    assert customs.provisions == ()
    assert [each.name for each in found.dropped] == ["p4"]
    assert [step.number["en"] for step in found.dropped[0].steps] == ["Chapter 2.", "Article 2.1.", "2."]


def test_what_narrowed_says_by_how_much_and_what_is_open_says_where_and_why() -> None:
    found = outcome(negotiated())
    (closer,) = found.narrowed
    assert closer.reference.name == "p1"
    assert closer.percent == pytest.approx((closer.shift.before - closer.shift.now) / closer.shift.before)
    ceiling = found.points("ministers")[0]
    assert show(ceiling.words["en"]) == "The ceiling shall be [US: 20][VN: 10] percent."
    assert (ceiling.question, ceiling.reasons) == ({"en": "Which ceiling?"}, {"VN": {"en": "Parity"}})


def test_each_round_is_measured_against_the_one_before() -> None:
    first = outcome(negotiated(), 1)
    assert (first.previous, outcome(negotiated()).previous) == ("", "round:1")
    assert first.headline.words_agreed_before is None
    assert [each.reference.name for each in first.chapters] == ["c0", "c1", "c2"]


def test_what_comes_next_is_what_was_not_held() -> None:
    world = negotiated()
    meeting = Meeting(
        title={"en": "Online"}, starts="2025-05-27T12:00:00Z", ends="2025-05-27T13:00:00Z", zone="Etc/UTC"
    )
    before = world.as_of(world.state.closes[0].entries)
    world.agree("meeting:m", meeting)
    assert [e.subject for _, e in compile_outcome(world.charter, before, world.state, "round:2").to_come] == [
        "meeting:m",
        "round:3",
    ]
    world.does("US", acts.MeetingHeld(meeting="meeting:m", minutes={"en": "Held."}))
    found = compile_outcome(world.charter, before, world.state, "round:2")
    assert [each.subject for _, each in found.to_come] == ["round:3"]
    assert [each.minutes for each in found.meetings] == [{"en": "Held."}]


def test_there_is_no_outcome_of_a_round_that_is_not_in_the_record() -> None:
    with pytest.raises(UnknownSubject):
        compile_outcome(World().charter, World().state, World().state, "round:9")


def test_what_bears_no_number_is_counted_among_its_siblings() -> None:
    world = World()
    for name, after in (("r1", ""), ("r2", "r1"), ("r3", "r2")):
        world.tables("US", name, "Recalling", parent="pre", after=after)
    world.tables("US", "pre", "Preamble", kind="preamble")
    references = References(world.state, world.text)
    assert [references[f"provision:r{n}"].steps[-1].ordinal for n in (1, 2, 3)] == [1, 2, 3]
