"""The order is causal, the same for all, and can be continued."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraph.record.chain import Record
from paraph.record.order import Link, as_of, continuing
from paraph.record.signing import Signed
from strategies import CHARTER, PLAIN_ACT, Server, histories, moments


def record_of(signed: list[Signed]) -> Record:
    record = Record(CHARTER)
    record.add(signed)
    return record


@given(histories(("US", "US", "VN", "AU")))
def test_causes_come_first(history: list[Signed]) -> None:
    record = record_of(history)
    place = {name: at for at, name in enumerate(record.order())}
    for name, at in place.items():
        assert all(place[cause] < at for cause in record.links[name].causes if cause in place)


@given(histories(), moments)
def test_who_has_seen_all_comes_last(history: list[Signed], now: str) -> None:
    server = Server("SEC")
    server.hear(history)
    before = server.record.order()
    last = server.write(PLAIN_ACT, now)
    assert server.record.order() == [*before, last.id]


@given(histories(("US", "US", "VN", "AU")), moments)
def test_what_was_there_at_a_moment_has_its_causes(history: list[Signed], moment: str) -> None:
    record = record_of(history)
    then = record.as_of(moment)
    assert then == [name for name in record.order() if record.links[name].time <= moment]
    everything = set(record.order())
    for name in then:
        assert all(cause in then for cause in record.links[name].causes if cause in everything)


@given(histories(("US", "US", "VN", "AU")), st.data())
def test_a_fold_goes_on_exactly_when_nothing_belongs_inside_it(history: list[Signed], data: st.DataObject) -> None:
    record = Record(CHARTER)
    record.add(data.draw(st.lists(st.sampled_from(history), unique_by=lambda each: each.id)) if history else [])
    folded, heads = record.order(), record.heads()
    record.add(history)
    after, new = record.order(), record.since(heads)
    if after[: len(folded)] == folded:
        assert new == after[len(folded) :]
    else:
        assert new is None


def test_a_late_entry_and_a_lost_head_call_for_a_new_fold() -> None:
    early = Link("a", "AU", 1, "", {}, "2025-05-19T13:00:00Z", 1)
    first = Link("u", "US", 1, "", {}, "2025-05-19T13:00:00Z", 1)
    second = Link("v", "VN", 1, "", {"US": "u"}, "2025-05-19T13:01:00Z", 2)
    chains = {"US": [first], "VN": [second], "AU": [early]}
    assert continuing(chains, {"US": "u"}) is None
    assert continuing(chains, {"AU": "a", "US": "u"}) == [second]
    assert continuing(chains, {"AU": "gone"}) is None
    assert continuing(chains, {"NZ": "n"}) is None
    assert continuing(chains, {}) == [early, first, second]
    assert as_of([early, first, second], "2025-05-19T13:00:00Z") == [early, first]
