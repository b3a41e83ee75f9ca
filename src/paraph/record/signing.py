"""Signatures: an entry in its envelope, signed with its author's key.

The envelope is DSSE (Dead Simple Signing Envelope, protocol 1.0): the payload is the entry's canonical bytes, the
signature (Ed25519, RFC 8032, by libsodium) covers the type and the exact payload, and nothing is parsed before it is
verified. An envelope is refused unless writing it again gives the same bytes: one signature, one base64 form, no
spare member. Keys are passed in; who makes and keeps them is no concern of this module.

>>> from nacl.signing import SigningKey
>>> from paraph.record.acts import RoundOpened
>>> from paraph.record.charter import Charter, Participant
>>> key = SigningKey(b"a seed of thirty-two bytes, no more!"[:32])
>>> charter = Charter(name="demo", title={"en": "Demo"}, languages=["en"], participants=[
...     Participant(code="US", name={"en": "US"}, key=public_key(key), zone="America/New_York")])
>>> entry = Entry(format=1, negotiation=charter.id, party="US", sequence=1, previous="", seen={},
...     time="2025-05-19T13:00:00Z", person="chief", act=RoundOpened(round="round:two"))
>>> signed = sign(entry, key)
>>> open_(signed.envelope, charter) == signed
True
>>> open_(signed.envelope.replace(b'"sig":"', b'"sig":"A'), charter)
Traceback (most recent call last):
paraph.errors.CorruptEntry: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Annotated, Literal

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from paraph.errors import N_, BadSignature, CorruptEntry, ForeignEntry, InvalidContent, RecordDamaged
from paraph.record.charter import Charter, Participant, PublicKey, check_key
from paraph.record.entry import MAX_BYTES, Entry, decode, decode_trusted, encode, entry_id

PAYLOAD_TYPE: Literal["application/vnd.paraph.entry+json"] = "application/vnd.paraph.entry+json"
MAX_ENVELOPE = MAX_BYTES * 4 // 3 + 400
"""Bytes: the largest entry in base64, and what stands around it."""


class Signed(msgspec.Struct, frozen=True, gc=False):
    """An entry whose signature holds. ``id``: of the entry; ``envelope``: the bytes that are kept and forwarded."""

    id: str
    entry: Entry
    envelope: bytes


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keyid: PublicKey
    sig: Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """DSSE's fields in canonical order. ``keyid``, a hint in DSSE, is the public key itself here, and binding."""

    payload: Annotated[bytes, msgspec.Meta(max_length=MAX_BYTES)]
    payloadType: Literal["application/vnd.paraph.entry+json"]  # noqa: N815 - DSSE's name
    signatures: Annotated[list[_Signature], msgspec.Meta(min_length=1, max_length=1)]


_decoder = msgspec.json.Decoder(_Envelope)
_encoder = msgspec.json.Encoder()


def public_key(key: SigningKey) -> str:
    """The public half of a key, as the charter names it."""
    return bytes(key.verify_key).hex()


def sign(entry: Entry, key: SigningKey) -> Signed:
    """Sign an entry, and check first that what is signed can be read: raises CorruptEntry."""
    payload = encode(entry)
    entry = decode(payload)
    signature = key.sign(_pre_authentication(payload)).signature
    envelope = _Envelope(payload, PAYLOAD_TYPE, [_Signature(public_key(key), signature)])
    return Signed(entry_id(payload), entry, _encoder.encode(envelope))


def open_(envelope: bytes, charter: Charter) -> Signed:
    """Read and verify an envelope.

    Raises CorruptEntry when envelope or entry is not in its one canonical form, ForeignEntry when it belongs to
    another negotiation or to nobody in this one, BadSignature when the signature is not its author's.
    """
    read = _read(envelope)
    identity = entry_id(read.payload)
    name = identity[:12]
    signature = read.signatures[0]
    signer = _signer(charter, signature.keyid, name)
    try:
        _verifier(signature.keyid).verify(_pre_authentication(read.payload), signature.sig)
    except BadSignatureError:
        raise BadSignature(entry=name, party=signer.code) from None
    entry = decode(read.payload)
    if entry.negotiation != charter.id:
        raise ForeignEntry(entry=name, detail=N_("it is of another negotiation"))
    if entry.party != signer.code:
        raise BadSignature(entry=name, party=entry.party)
    return Signed(identity, entry, envelope)


def reopen(envelope: bytes) -> Signed:
    """Read an envelope from one's own ledger, where only verified ones are kept, without verifying it again."""
    payload = _read(envelope).payload
    return Signed(entry_id(payload), decode_trusted(payload), envelope)


class Apart(msgspec.Struct, frozen=True):
    """An envelope taken apart, nothing of it verified. ``signed``: the very bytes that the signature covers."""

    payload: bytes
    key: str
    signature: bytes
    signed: bytes


def take_apart(envelope: bytes) -> Apart:
    """The parts of an envelope, to be looked at. Raises CorruptEntry when it is not in its one canonical form."""
    read = _read(envelope)
    first = read.signatures[0]
    return Apart(read.payload, first.keyid, first.sig, _pre_authentication(read.payload))


def signature_holds(apart: Apart) -> bool:
    """Whether the signature was made with the key that is named, whoever's that is."""
    try:
        _verifier(apart.key).verify(apart.signed, apart.signature)
    except (BadSignatureError, InvalidContent):
        return False
    return True


CHUNK = 256
"""Envelopes verified by a thread at a time: large enough to keep it busy, small enough to show progress."""


def open_many(
    envelopes: Sequence[bytes],
    charter: Charter,
    *,
    threads: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> list[Signed | RecordDamaged]:
    """Open envelopes in parallel: for each, in place, what ``open_`` returns or the error that it raises.

    libsodium runs without Python's lock, so threads help; they live within this call, and the result does not depend
    on their number. ``progress`` is called in the caller's thread with how many are done, of how many.
    """
    results: list[Signed | RecordDamaged] = []
    for opened in _spread(envelopes, charter, threads):
        results += opened
        if progress is not None:
            progress(len(results), len(envelopes))
    return results


def _spread(envelopes: Sequence[bytes], charter: Charter, threads: int) -> Iterator[list[Signed | RecordDamaged]]:
    chunks = [envelopes[start : start + CHUNK] for start in range(0, len(envelopes), CHUNK)]
    if threads == 1 or len(chunks) < 2:
        yield from (_open_chunk(chunk, charter) for chunk in chunks)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(_open_chunk, chunks, [charter] * len(chunks))


def _open_chunk(envelopes: Sequence[bytes], charter: Charter) -> list[Signed | RecordDamaged]:
    results: list[Signed | RecordDamaged] = []
    for envelope in envelopes:
        try:
            results.append(open_(envelope, charter))
        except RecordDamaged as error:
            results.append(error)
    return results


def _read(envelope: bytes) -> _Envelope:
    if len(envelope) > MAX_ENVELOPE:
        raise CorruptEntry(entry="?", detail=N_("its envelope is too large"))
    try:
        read = _decoder.decode(envelope)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CorruptEntry(entry="?", detail=N_("its envelope cannot be read")) from None
    if _encoder.encode(read) != envelope:
        raise CorruptEntry(entry=entry_id(read.payload)[:12], detail=N_("its envelope is not in canonical form"))
    return read


def _signer(charter: Charter, keyid: str, name: str) -> Participant:
    for each in charter.participants:
        if each.key == keyid:
            return each
    raise ForeignEntry(entry=name, detail=N_("its key is nobody's in this negotiation"))


@lru_cache(maxsize=256)
def _verifier(key: str) -> VerifyKey:
    check_key(key)
    return VerifyKey(bytes.fromhex(key))


def _pre_authentication(payload: bytes) -> bytes:
    """What is signed in DSSE: the type and the payload with their lengths, so that neither can pass for the other.

    >>> _pre_authentication(b"hello")
    b'DSSEv1 33 application/vnd.paraph.entry+json 5 hello'
    """
    return b"DSSEv1 %d %b %d %b" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)
