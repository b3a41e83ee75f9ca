"""An entry: one act of one party, linked to what it had seen, in canonical bytes.

The signed bytes are kept and forwarded exactly as they are; an entry read from them is refused unless writing it again
gives the same bytes, so that there is one byte form, no duplicate key and no unknown field.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from paraph.errors import N_, CorruptEntry
from paraph.record.acts import AnyAct
from paraph.record.values import Hash, Moment, Name, Party, Value, canonical, digest
from paraph.text.characters import fit_json

FORMAT: Literal[1] = 1

MAX_BYTES = 1_000_000


class Entry(Value, frozen=True):
    """``sequence`` counts from 1 in the author's chain; ``previous`` is the id of the entry before ("" for the first).

    ``seen``: the last entry's id of every other chain that the author had read. ``person``: the member's key.
    ``time`` is claimed by the author and never earlier than that of what it has seen.
    """

    format: Literal[1]
    negotiation: Hash
    party: Party
    sequence: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
    previous: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]
    seen: dict[Party, Hash]
    time: Moment
    person: Name
    act: AnyAct


_decoder = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """The canonical bytes (RFC 8785) that are signed, stored and sent."""
    return canonical(entry)


def entry_id(data: bytes) -> str:
    """An entry's id: SHA-256 of its bytes."""
    return digest(data)


def decode(data: bytes) -> Entry:
    """Read an entry from its bytes. Raises CorruptEntry when they are not the canonical bytes of a valid entry."""
    if len(data) > MAX_BYTES:
        raise _corrupt(data, f"{len(data)} bytes, more than {MAX_BYTES}")
    try:
        entry = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _corrupt(data, str(error)) from None
    except RecursionError:  # brackets within brackets, by the hundred thousand
        raise _corrupt(data, N_("it is nested too deeply")) from None
    if encode(entry) != data:
        raise _corrupt(data, N_("it is not in canonical form"))
    if not fit_json(data.decode()):
        raise _corrupt(data, N_("it holds a character that may not stand in a text, or text that is not NFC"))
    return entry


def decode_trusted(data: bytes) -> Entry:
    """Read an entry that ``decode`` accepted before, without checking its form again."""
    return _decoder.decode(data)


def _corrupt(data: bytes, detail: str) -> CorruptEntry:
    return CorruptEntry(entry=entry_id(data)[:12], detail=detail)
