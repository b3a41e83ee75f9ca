"""The fold: replaying gives the same state, an act that does not fit changes nothing, agreement is by hash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect

from paraph.record import acts
from paraph.record.acts import AnyAct
from paraph.record.contents import (
    Agenda,
    AgendaItem,
    Package,
    PackagePart,
    Statement,
    TariffLine,
    Wording,
    content_hash,
)
from paraph.record.fold import _steps, advance, begin, fold, restore, snapshot
from paraph.record.state import Standing
from paraph.record.values import Hash, Language, Moment, Name, Party, Subject
from world import World

# Acts of every kind over a small vocabulary, so that they meet.

PARTIES = ("US", "VN", "AU")
SUBJECTS = ("provision:p", "provision:q", "package:d", "agenda:1", "round:1", "meeting:m", "tariff:t", "statement:s")
TITLE = {"en": "T"}
POOL = {
    "provision": [Wording(text={"en": "shall"}), Wording(text={"en": "may"}), Wording(absent=True)],
    "agenda": [Agenda(of="round:1", items=[AgendaItem(name="i", title=TITLE)])],
    "tariff": [TariffLine(description=TITLE, base_rate="46", rate="10")],
    "statement": [Statement(title=TITLE, paragraphs=[TITLE])],
}
HASHES = [content_hash(subject, content) for subject in SUBJECTS for content in POOL.get(subject.partition(":")[0], [])]
_PATTERNS: dict[str, st.SearchStrategy[str]] = {
    inspect.type_info(alias).pattern: st.sampled_from(values)
    for alias, values in (
        (Subject, SUBJECTS),
        (Name, ("i", "n", "o")),
        (Party, (*PARTIES, "SEC")),
        (Hash, HASHES),
        (Language, ("en", "vi")),
        (Moment, ("2025-05-30T21:00:00Z", "2025-06-30T21:00:00Z")),
    )
}


def small(info: Any) -> st.SearchStrategy[Any]:
    return _SMALL[type(info)](info)


def _struct(info: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({each.name: small(each.type) for each in info.fields}).map(
        lambda values: info.cls(**values)
    )


_SMALL: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    inspect.StrType: lambda info: _PATTERNS.get(info.pattern, st.sampled_from(("", "x"))),
    inspect.IntType: lambda info: st.integers(1, 2),
    inspect.BoolType: lambda info: st.booleans(),
    inspect.NoneType: lambda info: st.none(),
    inspect.LiteralType: lambda info: st.sampled_from(info.values),
    inspect.ListType: lambda info: st.lists(small(info.item_type), max_size=2),
    inspect.DictType: lambda info: st.just({"en": "x"}),
    inspect.UnionType: lambda info: st.one_of([small(each) for each in info.types]),
    inspect.StructType: lambda info: _TABLED if info.cls is acts.PositionTabled else _struct(info),
}
_CONTENTS = [(s, content) for s in SUBJECTS for content in POOL.get(s.partition(":")[0], [])]
_PACKAGES = st.lists(
    st.builds(PackagePart, subject=st.sampled_from(SUBJECTS), content=st.sampled_from(HASHES)), max_size=2
).map(lambda parts: ("package:d", Package(title=TITLE, parts=parts)))
_TABLED = st.one_of(st.sampled_from(_CONTENTS), _PACKAGES).map(
    lambda pair: acts.PositionTabled(subject=pair[0], content=pair[1])
)
DATES = ("2025-05-19", "2025-05-22")
ACTS = small(inspect.type_info(AnyAct))
HISTORIES = st.lists(st.tuples(st.sampled_from((*PARTIES, "SEC")), ACTS), max_size=30)


def play(history: list[tuple[str, Any]]) -> World:
    world = World(*PARTIES, secretariat="SEC")
    for party, act in history:
        world.does(party, act)
    return world


@given(HISTORIES, st.integers(0, 30))
def test_replay_from_nothing_and_from_a_snapshot_are_the_same(history: list[tuple[str, Any]], cut: int) -> None:
    world = play(history)
    whole = fold(world.charter, world.entries)
    kept = restore(snapshot(fold(world.charter, world.entries[:cut])))
    advance(kept, world.entries[cut:])
    assert snapshot(whole) == snapshot(kept) == snapshot(world.state)


@given(HISTORIES)
def test_an_act_that_does_not_fit_changes_nothing_and_is_listed(history: list[tuple[str, Any]]) -> None:
    world = play([])
    for party, act in history:
        before = snapshot(_bare(world))
        listed = len(world.state.ineffective)
        world.does(party, act)
        if len(world.state.ineffective) > listed:
            assert world.state.ineffective[-1].reason
            assert snapshot(_bare(world)) == before
    assert world.state.entries == len(history)


def _bare(world: World) -> Any:
    """The state without what every entry moves."""
    return msgspec.structs.replace(world.state, heads={}, entries=0, time="", ineffective=[])


@given(HISTORIES)
def test_every_position_is_of_a_content_that_was_tabled_on_that_subject(history: list[tuple[str, Any]]) -> None:
    state = play(history).state
    for subject, held in state.subjects.items():
        for position in held.positions.values():
            assert content_hash(subject, state.contents[position.content]) == position.content


@given(HISTORIES)
def test_agreed_means_that_every_party_holds_the_same_and_nobody_holds_back(history: list[tuple[str, Any]]) -> None:
    state = play(history).state
    for subject, held in state.subjects.items():
        keys = {held.positions[party].content if party in held.positions else "" for party in PARTIES}
        back = held.reservations or held.reopened or held.parked
        unsure = any(held.positions[party].ad_referendum for party in PARTIES if party in held.positions)
        agreed = len(keys) == 1 and "" not in keys and not back and not unsure
        assert (state.standing(subject) is Standing.AGREED) == agreed


def test_every_kind_of_act_has_its_step() -> None:
    assert set(_steps) == {info.cls for info in inspect.type_info(AnyAct).types}


def test_a_changed_position_reopens_what_was_agreed() -> None:
    world = World().tables("US", "p", "shall").accepts("VN", "p")
    assert world.standing("p") is Standing.AGREED
    assert world.tables("US", "p", "may").standing("p") is Standing.DISPUTED
    assert world.accepts("VN", "p").standing("p") is Standing.AGREED


def test_who_reopens_holds_back_until_it_acts() -> None:
    world = World().tables("US", "p", "shall").accepts("VN", "p")
    world.does("VN", acts.SubjectReopened(subject="provision:p", reason=TITLE))
    assert world.standing("p") is Standing.DISPUTED
    assert world.tables("US", "p", "shall").standing("p") is Standing.DISPUTED
    assert world.accepts("VN", "p", of="US").standing("p") is Standing.AGREED


def package(world: World, *parts: tuple[str, str]) -> Package:
    positions = {name: world.state.subjects[f"provision:{name}"].positions[of].content for name, of in parts}
    return Package(
        title=TITLE, parts=[PackagePart(subject=f"provision:{name}", content=key) for name, key in positions.items()]
    )


def test_a_package_settles_all_its_parts_when_the_last_party_accepts() -> None:
    world = World("US", "VN", "AU")
    for name in ("p", "q"):
        for party in PARTIES:
            world.tables(party, name, f"{party} wants {name}")
    world.takes("US", "package:d", package(world, ("p", "US"), ("q", "AU"))).accepts("VN", "package:d")
    assert [world.standing(name) for name in ("p", "q")] == [Standing.DISPUTED] * 2
    world.accepts("AU", "package:d", ad_referendum=True)
    assert [world.standing(name) for name in ("p", "q")] == [Standing.DISPUTED] * 2
    world.accepts("AU", "package:d")
    assert [world.standing(name) for name in ("p", "q")] == [Standing.AGREED] * 2
    assert [world.reads("p"), world.reads("q")] == ["US wants p", "AU wants q"]


@pytest.mark.parametrize("subject", ["provision:q", "provision:unknown"])
def test_a_package_with_a_part_that_nobody_tabled_there_is_refused_whole(subject: str) -> None:
    world = World().tables("US", "p", "shall").tables("VN", "p", "may").tables("US", "q", "now")
    known = package(world, ("p", "US")).parts
    foreign = PackagePart(subject=subject, content=known[0].content)
    world.takes("US", "package:d", Package(title=TITLE, parts=[*known, foreign]))
    assert "package:d" not in world.state.subjects
    assert world.state.ineffective[-1].act == "PositionTabled"


def test_what_one_side_has_said_the_other_cannot_overwrite() -> None:
    world = World()
    world.does("US", acts.ClarificationAsked(name="q", subject="provision:p", to="VN", question=TITLE))
    world.does("VN", acts.ClarificationAnswered(name="q", answer={"en": "first"}))
    world.does("VN", acts.ClarificationAnswered(name="q", answer={"en": "second"}))
    cited = acts.FigureCited(name="f", title=TITLE, value="1", unit="", period="", source={})
    world.does("US", cited).does("VN", msgspec.structs.replace(cited, value="2"))
    assert world.state.clarifications["q"].answer == {"en": "first"}
    assert world.state.figures["f"].value == "1"
    assert [each.act for each in world.state.ineffective] == ["ClarificationAnswered", "FigureCited"]


def test_the_close_of_a_round_keeps_the_positions_of_that_moment() -> None:
    world = World().opens(1).tables("US", "p", "shall").closes(1)
    close = world.tables("US", "p", "may").state.closes[0]
    assert close.positions["provision:p"] == world.as_of(close.entries).closes[0].positions["provision:p"]
    assert (
        world.as_of(close.entries).subjects["provision:p"].positions["US"].content
        in close.positions["provision:p"].values()
    )
    assert begin(world.charter).closes == []


def test_a_snapshot_between_rounds_keeps_every_close() -> None:
    world = World().tables("US", "p", "shall").opens(1).closes(1).opens(2).tables("VN", "p", "may").closes(2)
    for cut in range(world.state.entries + 1):
        state = restore(snapshot(world.as_of(cut)))
        advance(state, world.entries[cut:])
        assert [close.round for close in state.closes] == ["round:1", "round:2"]
        assert state == world.state


def test_a_content_of_one_subject_cannot_be_accepted_on_another() -> None:
    world = World().tables("US", "p", "shall").tables("US", "q", "may")
    key = world.state.subjects["provision:p"].positions["US"].content
    world.does("VN", acts.ContentAccepted(subject="provision:q", content=key))
    assert [each.act for each in world.state.ineffective] == ["ContentAccepted"]
    assert "VN" not in world.state.subjects["provision:q"].positions


def _packaged(world: World) -> Package:
    """Both sides differ on p; the package would settle it as the US has it."""
    world.tables("US", "p", "It shall be so.").tables("VN", "p", "It may be so.")
    part = PackagePart(subject="provision:p", content=world.state.subjects["provision:p"].positions["US"].content)
    return Package(title={"en": "All"}, parts=[part])


def test_a_package_never_overrules_what_a_party_has_said_since() -> None:
    world = World("US", "VN")
    package = _packaged(world)
    world.agree("package:d", package)
    assert world.standing("p") is Standing.AGREED
    world.tables("VN", "p", "It need not be so.")
    held = world.state.subjects["package:d"].positions["US"].content
    world.does("US", acts.PositionWithdrawn(subject="package:d"))
    world.does("US", acts.ContentAccepted(subject="package:d", content=held))
    assert world.state.content("provision:p", "VN") == Wording(text={"en": "It need not be so."})
    assert world.standing("p") is Standing.DISPUTED


@pytest.mark.parametrize("hold", ["reserve", "park"])
def test_a_package_settles_when_the_last_obstacle_goes(hold: str) -> None:
    world = World("US", "VN")
    package = _packaged(world)
    world.takes("US", "package:d", package)
    if hold == "reserve":
        world.does("VN", acts.PositionReserved(subject="package:d", reason={"en": "Not yet."}))
    else:
        world.does("VN", acts.SubjectParked(subject="package:d"))
    world.does("VN", acts.ContentAccepted(subject="package:d", content=content_hash("package:d", package)))
    assert world.standing("p") is Standing.DISPUTED
    if hold == "reserve":
        world.does("VN", acts.ReservationLifted(subject="package:d"))
    else:
        world.does("VN", acts.SubjectReopened(subject="package:d", reason={"en": "Now."}))
    assert world.standing("p") is Standing.AGREED


def test_a_package_holds_each_subject_once_and_no_package() -> None:
    world = World("US", "VN")
    package = _packaged(world)
    world.takes("US", "package:d", package)
    twice = Package(title={"en": "Twice"}, parts=[*package.parts, *package.parts])
    inner = PackagePart(subject="package:d", content=content_hash("package:d", package))
    for name, wrong in (("e", twice), ("f", Package(title={"en": "Nested"}, parts=[inner]))):
        world.takes("US", f"package:{name}", wrong)
        assert f"package:{name}" not in world.state.subjects
    assert len(world.state.ineffective) == 2
