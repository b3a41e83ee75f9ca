"""Agreed, narrowed, open: by provision and container, against an earlier close, with what holds a subject back."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paraph.record import acts
from paraph.record.contents import Statement, TariffLine
from paraph.record.state_of_play import StateOfPlay, previous_close, state_of_play
from paraph.text.convergence import Status
from world import World

WORDS = st.lists(st.sampled_from(("each", "party", "shall", "may", "act", "now")), max_size=6).map(" ".join)


def play(world: World, language: str = "") -> StateOfPlay:
    return state_of_play(world.state, world.charter.languages, previous_close(world.state), language)


def two_chapters() -> World:
    world = World()
    for party in ("US", "VN"):
        world.tables(party, "c1", "Tariffs", kind="chapter").tables(party, "c2", "Rules", kind="chapter", after="c1")
        world.tables(party, "a1", "Duties", kind="article", parent="c1")
        world.tables(party, "a2", "Quotas", kind="article", parent="c1", after="a1")
    world.tables("US", "p1", "Viet Nam shall remove all duties at once.", parent="a1")
    world.tables("VN", "p1", "Viet Nam may remove certain duties over seven years.", parent="a1")
    world.tables("US", "p2", "Quotas shall grow by ten percent.", parent="a2").accepts("VN", "p2")
    return world


def test_first_nothing_has_narrowed_then_fewer_words_stand_in_brackets() -> None:
    world = two_chapters().opens(1).closes(1).opens(2)
    assert play(world).items["provision:p1"].status is Status.OPEN
    world.tables("VN", "p1", "Viet Nam shall remove all duties over seven years.", parent="a1")
    found = play(world)
    item = found.items["provision:p1"]
    assert item.status is Status.NARROWED
    assert item.progress.before.disputed > item.words.disputed == item.words.narrowed > 0
    assert [found.tallies[name].status for name in ("c1", "a1", "a2", "c2", "")] == [
        Status.NARROWED,
        Status.NARROWED,
        Status.AGREED,
        Status.AGREED,
        Status.NARROWED,
    ]
    assert found.counts("article") == {Status.NARROWED: 1, Status.AGREED: 1}
    assert found.tallies[""].change.agreed > 0 > found.tallies[""].change.open


def test_the_same_words_do_not_make_agreement_while_a_party_holds_back() -> None:
    world = two_chapters()
    world.does("VN", acts.PositionReserved(subject="provision:p2", reason={"en": "pending"}, pending="provision:p1"))
    found = play(world)
    assert found.items["provision:p2"].status is Status.OPEN
    assert found.items["provision:p2"].words.disputed == 0
    assert found.items["provision:p2"].reservations["VN"].pending == "provision:p1"
    assert found.tallies["a2"].status is Status.OPEN


def test_ad_referendum_counts_as_agreed_and_says_whose_capital_must_confirm() -> None:
    world = World().tables("US", "p", "So.").accepts("VN", "p", ad_referendum=True)
    item = play(world).items["provision:p"]
    assert (item.status, item.waits_for) == (Status.AGREED, ("VN",))


def test_a_subject_sent_up_lies_there_with_all_that_stands_in_it_until_the_sender_has_its_answer() -> None:
    world = two_chapters()
    world.does("US", acts.SubjectReferred(name="r1", subject="provision:a1", level="ministers", question={"en": "?"}))
    found = play(world)
    assert [found.items[f"provision:{n}"].level for n in ("c1", "a1", "p1", "p2")] == [
        "technical",
        "ministers",
        "ministers",
        "technical",
    ]
    assert (found.tallies["c1"].level, found.tallies["a2"].level) == ("ministers", "technical")
    world.does("VN", acts.InstructionReturned(referral="r1", instruction={"en": "Wait."}))
    assert play(world).items["provision:p1"].level == "ministers"
    world.does("US", acts.InstructionReturned(referral="r1", instruction={"en": "Go."}, level="chief_negotiators"))
    assert play(world).items["provision:p1"].level == "chief_negotiators"
    assert play(world).items["provision:a1"].referrals == ()


def test_words_can_be_counted_in_either_language() -> None:
    world = (
        World()
        .tables("US", "p", {"en": "It shall.", "vi": "Phải."})
        .tables("VN", "p", {"en": "It may.", "vi": "Phải."})
    )
    assert play(world).items["provision:p"].words.disputed == 2
    assert play(world, "vi").items["provision:p"].words.disputed == 0
    assert play(world, "vi").items["provision:p"].status is Status.OPEN


def test_a_tariff_line_narrows_when_the_offers_come_closer() -> None:
    def line(rate: str) -> TariffLine:
        return TariffLine(description={"en": "Footwear"}, base_rate="46", rate=rate)

    world = World().takes("US", "tariff:6403", line("46")).takes("VN", "tariff:6403", line("10"))
    world.opens(1).closes(1).opens(2).takes("VN", "tariff:6403", line("12.5"))
    item = play(world).items["tariff:6403"]
    assert (item.status, item.progress.gap_before, item.progress.gap) == (
        Status.NARROWED,
        Decimal(36),
        Decimal("33.5"),
    )
    assert play(world.takes("VN", "tariff:6403", line("10"))).items["tariff:6403"].status is Status.OPEN
    assert play(world.takes("US", "tariff:6403", line("about 40"))).items["tariff:6403"].status is Status.OPEN


def test_a_statement_is_compared_paragraph_by_paragraph() -> None:
    def statement(*paragraphs: str) -> Statement:
        return Statement(title={"en": "Joint statement"}, paragraphs=[{"en": each} for each in paragraphs])

    world = World().takes("US", "statement:s", statement("We met.", "Much is open."))
    world.takes("VN", "statement:s", statement("We met.")).opens(1).closes(1).opens(2)
    world.takes("VN", "statement:s", statement("We met.", "Much is agreed."))
    item = play(world).items["statement:s"]
    assert (item.status, item.words.disputed, item.progress.before.disputed) == (Status.NARROWED, 2, 4)


def test_progress_is_measured_against_the_round_before_the_latest() -> None:
    world = World().tables("US", "p", "So.")
    assert previous_close(world.state) is None
    assert previous_close(world.opens(1).state) is None
    assert previous_close(world.closes(1).state) is None
    assert previous_close(world.opens(2).state).round == "round:1"
    assert previous_close(world.closes(2).state).round == "round:1"
    assert previous_close(world.opens(3).state).round == "round:2"


@given(st.lists(st.tuples(st.sampled_from(("US", "VN")), st.sampled_from(("p", "q", "r")), WORDS), max_size=12))
def test_the_words_of_the_whole_are_those_of_all_provisions(moves: list[tuple[str, str, str]]) -> None:
    world = World().tables("US", "a", "Fees", kind="article")
    for index, (party, name, words) in enumerate(moves):
        world.tables(party, name, words, parent="a")
        if index == 5:
            world.opens(1).closes(1).opens(2)
    found = play(world)
    provisions = [item for item in found.items.values() if item.kind == "provision"]
    whole = found.tallies[""]
    assert whole.words.words == sum(item.words.words for item in provisions) == found.tallies["a"].words.words
    assert whole.provisions == len(provisions)
    assert (whole.status is Status.AGREED) == all(item.status is Status.AGREED for item in provisions)
