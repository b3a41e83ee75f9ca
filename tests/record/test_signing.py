"""An envelope opens as it was sealed, or not at all."""

from __future__ import annotations

import base64
import json
import string
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey, VerifyKey

from paraph.errors import BadSignature, CorruptEntry, ForeignEntry, InvalidContent, RecordDamaged
from paraph.record.charter import Charter, Participant, check_key
from paraph.record.entry import MAX_BYTES, Entry, encode
from paraph.record.signing import CHUNK, MAX_ENVELOPE, PAYLOAD_TYPE, Signed, open_, open_many, public_key, reopen, sign
from strategies import CHARTER, KEYS, PLAIN_ACT, Server, acts

NOW = "2025-05-19T13:00:00Z"
ACT = {"type": "RoundClosed", "round": "round:one"}


def entry_of(party: str, **changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "format": 1, "negotiation": CHARTER.id, "party": party, "sequence": 1, "previous": "", "seen": {},
        "time": NOW, "person": "chief", "act": ACT,
    }  # fmt: skip
    return msgspec.convert(fields | changes, Entry)


SIGNED = sign(entry_of("US"), KEYS["US"])


def altered(**changes: Any) -> bytes:
    """The envelope with members changed, written in canonical form."""
    value = json.loads(SIGNED.envelope) | changes
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def signature(**changes: Any) -> dict[str, Any]:
    return json.loads(SIGNED.envelope)["signatures"][0] | changes


@given(acts)
def test_what_was_sealed_opens_whatever_it_says(act: Any) -> None:
    signed = Server("VN").write(act, NOW)
    assert open_(signed.envelope, CHARTER) == reopen(signed.envelope) == signed
    assert signed.entry.act == act


def test_the_signature_is_plain_dsse() -> None:
    payload = encode(SIGNED.entry)
    message = b"DSSEv1 %d %b %d %b" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)
    envelope = json.loads(SIGNED.envelope)
    assert base64.b64decode(envelope["payload"]) == payload
    assert altered() == SIGNED.envelope
    VerifyKey(bytes(KEYS["US"].verify_key)).verify(message, base64.b64decode(signature()["sig"]))


@given(st.integers(0, len(SIGNED.envelope) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed(place: int, flip: int) -> None:
    envelope = bytearray(SIGNED.envelope)
    envelope[place] ^= flip
    with pytest.raises(RecordDamaged):
        open_(bytes(envelope), CHARTER)


@given(st.integers(0, len(SIGNED.envelope)), st.binary(max_size=3), st.integers(0, 3))
def test_nothing_can_be_put_in_or_left_out(place: int, more: bytes, less: int) -> None:
    envelope = SIGNED.envelope[:place] + more + SIGNED.envelope[place + less :]
    if envelope != SIGNED.envelope:
        with pytest.raises(RecordDamaged):
            open_(envelope, CHARTER)


def test_unused_bits_of_base64_are_zero() -> None:
    sig = signature()["sig"]
    assert sig.endswith("==")
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    twin = sig[:-3] + alphabet[alphabet.index(sig[-3]) + 1] + "=="
    assert base64.b64decode(twin) == base64.b64decode(sig)
    with pytest.raises(CorruptEntry):
        open_(altered(signatures=[signature(sig=twin)]), CHARTER)


@pytest.mark.parametrize(
    "envelope",
    [
        altered(signatures=[]),
        altered(signatures=[signature(), signature()]),
        altered(signatures=[signature(extra=1)]),
        altered(signatures=[signature(keyid="")]),
        altered(payloadType="application/json"),
        altered(extra=""),
        SIGNED.envelope + b" ",
        SIGNED.envelope.replace(b'"keyid"', b'"keyid" '),
        SIGNED.envelope[:-1] + b',"payload":""}',
        b'"' + b"x" * MAX_ENVELOPE + b'"',
    ],
)
def test_an_envelope_of_another_form_is_refused(envelope: bytes) -> None:
    with pytest.raises(CorruptEntry):
        open_(envelope, CHARTER)


def test_the_key_must_be_the_authors() -> None:
    with pytest.raises(BadSignature):
        open_(sign(entry_of("US"), KEYS["VN"]).envelope, CHARTER)
    with pytest.raises(BadSignature):
        open_(altered(signatures=[signature(keyid=public_key(KEYS["VN"]))]), CHARTER)
    with pytest.raises(ForeignEntry):
        open_(sign(entry_of("US"), SigningKey(b"s" * 32)).envelope, CHARTER)


def test_an_entry_of_another_negotiation_is_foreign() -> None:
    other = Charter(name="other", title={}, languages=["en"], participants=CHARTER.participants)
    with pytest.raises(ForeignEntry):
        open_(SIGNED.envelope, other)


@pytest.mark.parametrize("wrong", [{"sequence": 0}, {"person": "A B"}, {"seen": {"VN": "x"}}, {"time": "yesterday"}])
def test_what_could_not_be_read_is_not_signed(wrong: dict[str, Any]) -> None:
    with pytest.raises(CorruptEntry):
        sign(msgspec.structs.replace(SIGNED.entry, **wrong), KEYS["US"])


def test_many_are_opened_as_each_would_be_in_place_and_with_progress() -> None:
    server = Server("US")
    good = [server.write(PLAIN_ACT, NOW).envelope for _ in range(2 * CHUNK)]
    envelopes = [*good[:7], b"rubbish", *good[7:], altered(payloadType="x")]
    for threads in (1, 2, 3):
        told: list[tuple[int, int]] = []
        results = open_many(envelopes, CHARTER, threads=threads, progress=lambda *each: told.append(each))  # noqa: B023
        assert [each.envelope for each in results if isinstance(each, Signed)] == good
        assert [at for at, each in enumerate(results) if isinstance(each, CorruptEntry)] == [7, len(envelopes) - 1]
        assert told[-1] == (len(envelopes), len(envelopes))
        assert told == sorted(told)
    assert open_many([], CHARTER) == []


SMALL_ORDER = [
    "00" * 32,
    "01" + "00" * 31,
    "ec" + "ff" * 30 + "7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]
NOT_CANONICAL = ["ed" + "ff" * 30 + "7f", "ee" + "ff" * 30 + "7f", "01" + "00" * 30 + "80", "ff" * 32]
OFF_THE_CURVE = ["02" + "00" * 31]


@pytest.mark.parametrize("key", SMALL_ORDER + NOT_CANONICAL + OFF_THE_CURVE)
def test_unsafe_keys_are_refused(key: str) -> None:
    with pytest.raises(InvalidContent):
        check_key(key)
    with pytest.raises(InvalidContent):
        Charter(name="bad", title={}, languages=["en"], participants=[participant("US", key)]).check()


def participant(code: str, key: str) -> Participant:
    return Participant(code=code, name={}, key=key, zone="UTC")


def test_a_charter_gives_everyone_a_code_and_key_of_its_own() -> None:
    us, vn = public_key(KEYS["US"]), public_key(KEYS["VN"])
    CHARTER.check()
    for participants in ([("US", us), ("US", vn)], [("US", us), ("VN", us)], []):
        with pytest.raises(InvalidContent):
            Charter(
                name="bad", title={}, languages=["en"], participants=[participant(*each) for each in participants]
            ).check()


def test_the_largest_entry_fits_its_envelope() -> None:
    act = {"type": "FigureCited", "name": "x", "title": {"en": ""}, "value": "", "unit": "", "period": "", "source": {}}
    room = MAX_BYTES - len(encode(entry_of("US", act=act)))
    largest = sign(entry_of("US", act=act | {"title": {"en": "x" * room}}), KEYS["US"])
    assert len(encode(largest.entry)) == MAX_BYTES
    assert open_(largest.envelope, CHARTER) == largest
    with pytest.raises(CorruptEntry):
        sign(entry_of("US", act=act | {"title": {"en": "x" * (room + 1)}}), KEYS["US"])
