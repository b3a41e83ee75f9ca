"""One byte form: what is signed can be written in no other way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from paraph.errors import CorruptEntry, RecordDamaged, TextRefused
from paraph.record.entry import MAX_BYTES, Entry, decode, encode
from paraph.record.values import Day, Moment, canonical
from strategies import acts, entries


@given(acts)
def test_canonical_is_rfc_8785(act: Any) -> None:
    assert canonical(act) == rfc8785.dumps(msgspec.to_builtins(act))


@given(entries)
def test_what_is_written_reads_back(entry: Entry) -> None:
    assert decode(encode(entry)) == entry


@given(st.text(), st.characters(categories=["Cs"]), st.text())
def test_half_a_surrogate_pair_is_no_text(before: str, half: str, after: str) -> None:
    with pytest.raises(TextRefused):
        canonical({"en": before + half + after})


ENTRY = (
    b'{"act":{"note":{"en":"Done, \\"all\\" of it."},"item":"tariffs","agenda":"agenda:r2",'
    b'"type":"AgendaItemDiscussed"},'
    b'"format":1,"negotiation":"%b","party":"US","person":"chief","previous":"","seen":{"VN":"%b"},"sequence":1,'
    b'"time":"2025-05-19T13:00:00Z"}'
) % (b"a" * 64, b"b" * 64)
GOOD = encode(msgspec.json.decode(ENTRY, type=Entry))


def test_the_good_one_is_good() -> None:
    assert encode(decode(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"format":1', b'"format":1.0'),
        (b'"format":1', b'"format":2'),
        (b'"format":1,', b'"format":1,"format":1,'),
        (b'"format":1,', b'"format": 1,'),
        (b'"format":1,', b'"format":1,"note":"",'),
        (b'"sequence":1', b'"sequence":0'),
        (b'"sequence":1', b'"sequence":9007199254740993'),
        (b'"previous":""', b'"previous":"x"'),
        (b"Done", b"\\u0044one"),
        (b"Done", b"D\xc3"),
        (b"Done", b"\\ud800"),
        (b'"note":{"en":"Done, \\"all\\" of it."},', b'"note":{},'),
        (b"13:00:00Z", b"25:00:00Z"),
        (b"2025-05-19T", b"2025-02-29T"),
        (b"2025-05-19T", "٢٠٢٥-05-19T".encode()),
        (b"AgendaItemDiscussed", b"AgendaItemForgotten"),
        (b"}", b"}}"),
    ],
)
def test_any_other_form_is_refused(old: bytes, new: bytes) -> None:
    assert old in GOOD
    with pytest.raises(CorruptEntry):
        decode(GOOD.replace(old, new))


def test_an_order_of_its_own_and_excess_are_refused() -> None:
    with pytest.raises(CorruptEntry):
        decode(ENTRY)
    with pytest.raises(CorruptEntry):
        decode(GOOD.replace(b"Done", b"x" * MAX_BYTES))


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_what_is_nested_too_deeply_is_refused_and_stops_nobody(opening: bytes, closing: bytes) -> None:
    depth = 100_000
    with pytest.raises(CorruptEntry):
        decode(b'{"act":{"note":' + opening * depth + b"1" + closing * depth + b',"type":"AgendaItemDiscussed"}}')


@given(st.binary() | st.text().map(str.encode))
def test_rubbish_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(RecordDamaged):
        decode(data)


@given(st.integers(1000, 9999), st.integers(0, 13), st.integers(0, 32), st.integers(0, 25), st.integers(0, 61))
def test_moments_and_days_are_in_the_calendar(year: int, month: int, day: int, hour: int, minute: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"
    for kind, value in ((Moment, text), (Day, text[:10])):
        try:
            datetime.fromisoformat(value)
            expected = True
        except ValueError:
            expected = False
        try:
            msgspec.convert(value, kind)
            taken = True
        except msgspec.ValidationError:
            taken = False
        assert taken == expected
