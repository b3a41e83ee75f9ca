"""The record does not depend on who told whom first."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from paraph.record.chain import Record
from paraph.record.entry import Entry
from paraph.record.signing import Signed, sign
from strategies import CHARTER, KEYS, PLAIN_ACT, histories

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
    entry = record.next_entry(party, "chief", PLAIN_ACT, NOW)
    fields = {name: getattr(entry, name) for name in entry.__struct_fields__}
    return sign(Entry(**fields | changes), KEYS[party])


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
