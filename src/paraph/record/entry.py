"""An entry: one act of one party, linked to what it had seen, in canonical bytes.

The signed bytes are kept and forwarded exactly as they are; an entry read from them is refused unless writing it again
gives the same bytes, so that there is one byte form, no duplicate key and no unknown field.
"""

from __future__ import annotations

import msgspec

from paraph.errors import CorruptEntry
from paraph.record.acts import AnyAct
from paraph.record.values import Hash, Moment, Name, Party, Value, canonical, digest

FORMAT = 1
MAX_BYTES = 1_000_000


class Entry(Value, frozen=True):
    """``sequence`` counts from 1 in the author's chain; ``previous`` is the id of the entry before ("" for the first).

    ``seen``: the last entry's id of every other chain that the author had read. ``person``: the member's key.
    ``time`` is claimed by the author and never earlier than that of what it has seen.
    """

    format: int
    negotiation: Hash
    party: Party
    sequence: int
    previous: str
    seen: dict[Party, Hash]
    time: Moment
    person: Name
    act: AnyAct


_decoder = msgspec.json.Decoder(Entry)
_encoder = msgspec.json.Encoder(order="sorted")


def encode(entry: Entry) -> bytes:
    """The canonical bytes (RFC 8785) that are signed, stored and sent."""
    return canonical(entry)


def entry_id(data: bytes) -> str:
    """An entry's id: SHA-256 of its bytes."""
    return digest(data)


def decode(data: bytes) -> Entry:
    """Read an entry from its bytes. Raises CorruptEntry when they are not the canonical bytes of a valid entry."""
    name = entry_id(data)[:12]
    if len(data) > MAX_BYTES:
        raise CorruptEntry(entry=name, detail=f"{len(data)} bytes, more than {MAX_BYTES}")
    try:
        entry = _decoder.decode(data)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CorruptEntry(entry=name, detail=str(error)) from None
    # Sorted msgspec output equals RFC 8785 for our values (ASCII keys, integers, strings); a law in the tests.
    if _encoder.encode(entry) != data:
        raise CorruptEntry(entry=name, detail="not in canonical form")
    if entry.format != FORMAT or entry.sequence < 1:
        raise CorruptEntry(entry=name, detail=f"format {entry.format}, sequence {entry.sequence}")
    return entry
