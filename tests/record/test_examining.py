"""An entry under the glass: every check says yes of what is sound, and the right one says no of what is not."""

from __future__ import annotations

import base64
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.record import acts
from paraph.record.chain import Record
from paraph.record.entry import Entry
from paraph.record.examining import Examination, Rule, examine
from paraph.record.signing import Signed, sign
from strategies import CHARTER, KEYS

TIME = "2025-05-19T13:00:00Z"


def entry(**fields: Any) -> Entry:
    plain: dict[str, Any] = {
        "format": 1,
        "negotiation": CHARTER.id,
        "party": "US",
        "sequence": 1,
        "previous": "",
        "seen": {},
        "time": TIME,
        "person": "chief",
        "act": acts.SubjectParked(subject="provision:a1", reason={"en": "Later."}),
    }
    return Entry(**{**plain, **fields})


def talks() -> tuple[Record, list[Signed]]:
    record = Record(CHARTER)
    first = sign(entry(), KEYS["US"])
    second = sign(entry(party="VN", seen={"US": first.id}), KEYS["VN"])
    record.add([first, second])
    return record, [first, second]


def looked_at(record: Record, envelope: bytes, name: str) -> Examination:
    return examine(envelope, name, CHARTER, record.links.get, record.refused)


def wrong(found: Examination) -> set[Rule]:
    return {each.rule for each in found.findings if each.holds is False}


def test_what_is_sound_passes_every_check() -> None:
    record, signed = talks()
    for each in signed:
        found = looked_at(record, each.envelope, each.id)
        assert found.sound
        assert [finding.rule for finding in found.findings] == list(Rule)
        assert found.entry == each.entry
        assert json.loads(found.pretty)["person"] == "chief"


@given(st.integers(0, 5000), st.integers(1, 255))
def test_no_byte_can_be_changed_without_a_check_that_says_no(place: int, change: int) -> None:
    record, signed = talks()
    each = signed[0]
    place %= len(each.envelope)
    envelope = bytearray(each.envelope)
    envelope[place] ^= change
    found = looked_at(record, bytes(envelope), each.id)
    assert not found.sound
    assert found.pretty


def test_the_check_that_fails_names_the_fault() -> None:
    record, (first, *_) = talks()
    other = sign(entry(person="lead"), KEYS["US"])
    assert wrong(looked_at(record, other.envelope, first.id)) == {Rule.ID}
    foreign = sign(entry(), KEYS["VN"])
    assert wrong(looked_at(record, foreign.envelope, foreign.id)) == {Rule.AUTHOR}
    parts = json.loads(first.envelope)
    parts["signatures"][0]["sig"] = base64.b64encode(bytes(64)).decode()
    envelope = msgspec.json.encode(parts)
    assert wrong(looked_at(record, envelope, first.id)) == {Rule.SIGNATURE}
    early = sign(entry(party="VN", seen={"US": first.id}, time="2025-05-19T12:00:00Z"), KEYS["VN"])
    assert wrong(looked_at(record, early.envelope, early.id)) == {Rule.LINK}
    assert wrong(looked_at(record, b"{}", first.id)) == {Rule.FORM}


@pytest.mark.parametrize("seen", [{"VN": "0" * 64}])
def test_what_builds_on_something_that_is_not_here_is_not_known_to_hold(seen: dict[str, str]) -> None:
    record, _ = talks()
    waiting = sign(entry(seen=seen), KEYS["US"])
    found = looked_at(record, waiting.envelope, waiting.id)
    assert not found.sound
    assert not wrong(found)
    assert found.findings[-1].holds is None
