"""The charter: who negotiates what, in which languages, and whose key signs for whom.

A negotiation's id is the hash of its charter, and every entry names that id; so no entry can be carried from one
negotiation to another, and no key can be swapped, without every hash showing it.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from paraph.errors import UnknownParty
from paraph.record.values import Language, Name, Party, Text, Value, Zone, canonical, digest

PublicKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""An Ed25519 public key (RFC 8032), 32 bytes in hexadecimal."""


class Participant(Value, frozen=True):
    """Who writes a chain. A ``party`` takes positions; the ``secretariat`` keeps calendar and attendance."""

    code: Party
    name: Text
    key: PublicKey
    zone: Zone
    role: Literal["party", "secretariat"] = "party"


class Charter(Value, frozen=True):
    name: Name
    title: Text
    languages: list[Language]
    participants: list[Participant]
    illustrative: bool = False

    @property
    def id(self) -> str:
        """The negotiation's id: SHA-256 of the canonical charter."""
        return digest(canonical(self))

    @property
    def parties(self) -> tuple[str, ...]:
        """Codes of those who take positions, in the order in which brackets name them."""
        return tuple(each.code for each in self.participants if each.role == "party")

    def participant(self, code: str) -> Participant:
        """Raises UnknownParty when nobody has that code."""
        for each in self.participants:
            if each.code == code:
                return each
        raise UnknownParty(party=code, known=", ".join(each.code for each in self.participants))
