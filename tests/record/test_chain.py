"""The record does not depend on who told whom first."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.errors import BrokenChain, ChainForked, ForeignEntry, RecordDamaged, UnknownParty
from paraph.record.chain import Record, restore, snapshot
from paraph.record.charter import Charter
from paraph.record.forks import proves_fork
from paraph.record.signing import Signed, sign
from strategies import CHARTER, KEYS, PLAIN_ACT, Server, histories

NOW = "2025-05-19T13:00:00Z"


def seen_alike(record: Record) -> tuple[Any, ...]:
    """All that a record says, to compare two."""
    return (
        record.order(),
        record.heads(),
        record.forks,
        set(record.pending),
        {name: type(error) for name, (_, error) in record.refused.items()},
        record.wanted(),
    )


def told(batches: list[list[Signed]]) -> Record:
    record = Record(CHARTER)
    for batch in batches:
        record.add(batch)
    return record


def forged(record: Record, party: str, **changes: Any) -> Signed:
    """An entry signed with the party's own key that says what honest software would not."""
    return sign(msgspec.structs.replace(record.next_entry(party, "chief", PLAIN_ACT, NOW), **changes), KEYS[party])


@st.composite
def arrivals(draw: st.DrawFn, parties: tuple[str, ...]) -> tuple[list[Signed], list[list[Signed]]]:
    """Some of a history, with rule-breakers among it, and the same in another order and other batches."""
    held = draw(histories(parties))
    record = told([held])
    for party in draw(st.lists(st.sampled_from(sorted(set(parties) - set(record.forks)) or ["SEC"]), max_size=2)):
        bad = forged(record, party, time="2025-01-01T00:00:00Z", seen={})
        held.append(bad)
        follower = {"sequence": bad.entry.sequence + 1, "previous": bad.id, "seen": {}}
        held.append(forged(record, party, **follower))
    kept = [each for each in held if draw(st.integers(0, 7))]
    shuffled = draw(st.permutations(kept))
    cuts = sorted(draw(st.lists(st.integers(0, len(shuffled)), max_size=4)))
    batches = [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
    return kept, batches


@given(arrivals(("US", "VN", "AU")))
def test_any_arrival_gives_the_same_record(case: tuple[list[Signed], list[list[Signed]]]) -> None:
    kept, batches = case
    assert seen_alike(told(batches)) == seen_alike(told([kept]))


@given(arrivals(("US", "US", "VN", "VN", "AU")))
def test_any_arrival_gives_the_same_record_when_parties_fork(case: tuple[list[Signed], list[list[Signed]]]) -> None:
    kept, batches = case
    assert seen_alike(told(batches)) == seen_alike(told([kept]))


@given(histories(("US", "US", "VN", "AU")))
def test_adding_again_changes_nothing(history: list[Signed]) -> None:
    record = told([history])
    before = seen_alike(record)
    plan = record.add(history)
    assert not plan.taken
    assert seen_alike(record) == before


@given(arrivals(("US", "US", "VN", "AU")))
def test_a_plan_changes_nothing_until_it_is_taken(case: tuple[list[Signed], list[list[Signed]]]) -> None:
    held, batches = case
    record = told(batches[:1])
    before = seen_alike(record)
    plan = record.plan(held)
    assert seen_alike(record) == before
    record.take(plan)
    assert seen_alike(record) == seen_alike(told([*batches[:1], held]))
    with pytest.raises(ValueError, match="changed since"):
        record.take(plan)


@given(arrivals(("US", "US", "VN", "AU")))
def test_everything_told_is_taken_waits_or_is_refused(case: tuple[list[Signed], list[list[Signed]]]) -> None:
    record = told(case[1])
    parts = [set(record.links), set(record.pending), set(record.refused)]
    assert sum(map(len, parts)) == len(set.union(*parts))
    assert set.union(*parts) == {each.id for each in case[0]}
    assert len(record.waiting()) == len(record.pending)
    for each in record.pending.values():
        causes = {each.entry.previous, *each.entry.seen.values()} - {""}
        assert causes & (record.wanted() | record.pending.keys())


@given(arrivals(("US", "US", "VN", "AU")), arrivals(("VN", "AU")))
def test_a_restored_record_is_the_record(
    case: tuple[list[Signed], list[list[Signed]]], more: tuple[list[Signed], list[list[Signed]]]
) -> None:
    record = told(case[1])
    again = restore(CHARTER, snapshot(record))
    assert seen_alike(again) == seen_alike(record)
    again.add(more[0])
    record.add(more[0])
    assert seen_alike(again) == seen_alike(record)
    other = Charter(name="other", title={}, languages=["en"], participants=CHARTER.participants)
    with pytest.raises(ForeignEntry):
        restore(other, snapshot(record))


@given(histories(("US", "US", "VN", "AU")), st.sampled_from(["VN", "AU", "SEC"]))
def test_honest_parties_can_always_go_on(history: list[Signed], party: str) -> None:
    record = told([history])
    signed = sign(record.next_entry(party, "chief", PLAIN_ACT, "2025-01-01T00:00:00Z"), KEYS[party])
    assert record.add([signed]).taken == (signed,)
    assert record.order()[-1] == signed.id


# Rules


def talks() -> tuple[Record, list[Signed]]:
    """US, VN having seen it, US again, and SEC having seen all."""
    record, made = Record(CHARTER), []
    for minute, party in enumerate(("US", "VN", "US", "SEC")):
        entry = record.next_entry(party, "chief", PLAIN_ACT, f"2025-05-19T13:0{minute}:00Z")
        made.append(sign(entry, KEYS[party]))
        record.add(made[-1:])
    return record, made


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda made: {"negotiation": "0" * 64}, ForeignEntry),
        (lambda made: {"party": "NZ"}, ForeignEntry),
        (lambda made: {"seen": {"NZ": made[0].id}}, ForeignEntry),
        (lambda made: {"seen": {"VN": made[1].id}}, BrokenChain),
        (lambda made: {"sequence": 3}, BrokenChain),
        (lambda made: {"sequence": 1}, BrokenChain),
        (lambda made: {"previous": ""}, BrokenChain),
        (lambda made: {"previous": made[2].id}, BrokenChain),
        (lambda made: {"seen": {"US": made[3].id}}, BrokenChain),
        (lambda made: {"seen": {"US": made[2].id, "SEC": made[3].id, "VN": made[1].id}}, BrokenChain),
        (lambda made: {"seen": {}}, BrokenChain),
        (lambda made: {"seen": {"SEC": made[3].id}}, BrokenChain),
        (lambda made: {"seen": {"US": made[2].id}, "time": "2025-05-19T13:01:59Z"}, BrokenChain),
        (lambda made: {"seen": {"US": made[0].id}, "time": "2025-05-19T13:00:59Z"}, BrokenChain),
    ],
)
def test_a_rule_that_is_broken(change: Any, error: type[RecordDamaged]) -> None:
    record, made = talks()
    before = seen_alike(record)
    wrong = forged(record, "VN", time="2025-05-19T14:00:00Z")
    assert record.plan([wrong]).taken
    entry = msgspec.structs.replace(wrong.entry, **change(made))
    bad = sign(entry, KEYS["VN"])
    plan = record.add([bad])
    assert type(plan.refused[bad.id][1]) is error
    assert not plan.taken
    assert record.order() == before[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda made: {"seen": {"US": made[1].id}},
        lambda made: {"seen": {}, "sequence": 2, "previous": made[0].id},
    ],
)
def test_nobodys_entry_passes_for_anothers(change: Any) -> None:
    record, made = talks()
    bad = forged(record, "AU", **change(made))
    assert record.add([bad]).refused.keys() == {bad.id}


def test_what_builds_on_a_refused_entry_is_refused_though_more_is_missing() -> None:
    record, _ = talks()
    bad = forged(record, "VN", time="2025-01-01T00:00:00Z")
    on_it = forged(record, "AU", seen={"US": "f" * 64, "VN": bad.id})
    beside_it = forged(record, "AU", seen={"VN": bad.id}, sequence=2, previous="f" * 64)
    for batch in ([on_it, beside_it, bad], [bad, on_it, beside_it]):
        assert talks()[0].add(batch).refused.keys() == {bad.id, on_it.id, beside_it.id}


def test_seen_never_goes_back() -> None:
    record, made = talks()
    bad = forged(record, "SEC", seen={"US": made[0].id, "VN": made[1].id})
    assert type(record.add([bad]).refused[bad.id][1]) is BrokenChain


def test_one_refusal_does_not_keep_the_others_out() -> None:
    record, _ = talks()
    good = forged(record, "US", time="2025-05-19T14:00:00Z")
    bad = forged(record, "VN", time="2025-01-01T00:00:00Z")
    later = sign(
        msgspec.structs.replace(bad.entry, sequence=3, previous=bad.id, time="2025-05-19T15:00:00Z"), KEYS["VN"]
    )
    plan = record.add([later, bad, good])
    assert plan.taken == (good,)
    assert set(plan.refused) == {bad.id, later.id}
    assert set(record.add([later]).refused) == {later.id}


def test_an_entry_from_the_future_waits_for_its_time() -> None:
    record, _ = talks()
    ahead = forged(record, "US", time="2099-01-01T00:00:00Z")
    record.take(record.plan([ahead], until="2025-05-20T00:00:00Z"))
    assert record.pending == {ahead.id: ahead}
    assert [error.data["entry"] for error in record.waiting()] == [ahead.id[:12]]
    assert record.wanted() == set()
    record = restore(CHARTER, snapshot(record))
    assert record.pending == {ahead.id: ahead}
    record.take(record.plan([], until="2099-01-01T00:00:00Z"))
    assert record.order()[-1] == ahead.id


def test_a_clock_that_is_behind_is_put_right() -> None:
    record, _ = talks()
    assert record.next_entry("VN", "chief", PLAIN_ACT, "2001-01-01T00:00:00Z").time == "2025-05-19T13:03:00Z"
    with pytest.raises(UnknownParty):
        record.next_entry("NZ", "chief", PLAIN_ACT, NOW)


# Forks


def write(*servers: Server) -> list[Signed]:
    return [server.write(PLAIN_ACT, NOW) for server in servers]


def meet(*servers: Server) -> None:
    for one in servers:
        for other in servers:
            other.hear(list(one.held.values()))


def test_a_fork_freezes_the_chain_and_is_its_own_proof() -> None:
    us, twin, vn = Server("US"), Server("US"), Server("VN")
    first = us.write(PLAIN_ACT, NOW)
    meet(us, twin, vn)
    one, other = us.write(PLAIN_ACT, NOW), twin.write(PLAIN_ACT, "2025-05-19T13:30:00Z")
    assert not vn.record.forks
    meet(us, twin, vn)
    assert proves_fork(one, other)
    assert not proves_fork(one, one)
    assert not proves_fork(first, one)
    for server in (us, twin, vn):
        fork = server.record.forks["US"]
        assert (fork.party, fork.sequence, fork.entries) == ("US", 2, tuple(sorted((one.id, other.id))))
        assert server.record.order() == [first.id]
    with pytest.raises(ChainForked, match="two entries with sequence number 2"):
        us.write(PLAIN_ACT, NOW)
    honest = vn.write(PLAIN_ACT, NOW)
    assert vn.record.order() == [first.id, honest.id]


def test_a_fork_cannot_unsay_what_others_built_on() -> None:
    us, twin, vn = Server("US"), Server("US"), Server("VN")
    told_vn = write(us, us)
    meet(us, vn)
    answer = vn.write(PLAIN_ACT, NOW)
    unheard = us.write(PLAIN_ACT, NOW)
    twin.write(PLAIN_ACT, "2025-05-19T13:30:00Z")
    meet(us, twin, vn)
    assert vn.record.forks["US"].sequence == 1
    assert vn.record.order() == [*(each.id for each in told_vn), answer.id]
    assert unheard.id in vn.record.links
    later = vn.write(PLAIN_ACT, NOW)
    assert later.entry.seen["US"] == told_vn[-1].id


def test_where_others_built_on_different_branches_neither_stands() -> None:
    us, twin, vn, au = Server("US"), Server("US"), Server("VN"), Server("AU")
    common = us.write(PLAIN_ACT, NOW)
    meet(us, twin, vn, au)
    (shown_vn,) = write(us)
    shown_au = twin.write(PLAIN_ACT, "2025-05-19T13:30:00Z")
    meet(us, vn)
    meet(twin, au)
    both = [vn.write(PLAIN_ACT, NOW), au.write(PLAIN_ACT, NOW)]
    meet(us, twin, vn, au)
    for server in (us, twin, vn, au):
        assert server.record.order()[0] == common.id
        assert set(server.record.order()) == {common.id, *(each.id for each in both)}
    assert vn.write(PLAIN_ACT, NOW).entry.seen["US"] == shown_vn.id
    assert au.write(PLAIN_ACT, NOW).entry.seen["US"] == shown_au.id
    meet(vn, au)
    assert seen_alike(vn.record) == seen_alike(au.record)


def test_a_branch_stands_again_when_it_turns_out_that_others_built_on_it() -> None:
    us, twin, vn, au = Server("US"), Server("US"), Server("VN"), Server("AU")
    common = us.write(PLAIN_ACT, NOW)
    meet(us, twin, vn, au)
    shown = us.write(PLAIN_ACT, NOW)
    meet(us, vn, au)
    twin.write(PLAIN_ACT, "2025-05-19T13:30:00Z")
    meet(twin, vn)
    assert vn.record.order() == [common.id]
    heads = vn.record.heads()
    answer = au.write(PLAIN_ACT, NOW)
    plan = vn.record.add([answer])
    assert plan.taken == (answer,)
    assert vn.record.since(heads) == [shown.id, answer.id]


def test_a_rival_that_waits_is_a_fork_already() -> None:
    record, made = talks()
    rival = forged(record, "US", sequence=2, previous="f" * 64)
    record.add([rival])
    assert record.forks["US"].entries == tuple(sorted((rival.id, made[2].id)))
    assert record.wanted() == {"f" * 64}
    assert record.order() == [each.id for each in made]


def test_a_rival_that_was_refused_is_a_fork_too() -> None:
    record, made = talks()
    bad = forged(record, "VN", time="2025-01-01T00:00:00Z")
    good = forged(record, "VN", time="2025-05-19T14:00:00Z")
    record.add([bad])
    assert not record.forks
    record.add([good])
    assert record.forks["VN"].entries == tuple(sorted((bad.id, good.id)))
    assert record.order() == [each.id for each in made]
