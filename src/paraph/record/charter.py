"""The charter: who negotiates what, in which languages, and whose key signs for whom.

A negotiation's id is the hash of its charter, and every entry names that id; so no entry can be carried from one
negotiation to another, and no key can be swapped, without every hash showing it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal

import msgspec
from nacl.bindings import crypto_core_ed25519_is_valid_point

from paraph.errors import N_, InvalidContent, UnknownParty
from paraph.record.values import Language, Name, Party, Text, Value, Zone, canonical, digest

PublicKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""An Ed25519 public key (RFC 8032), 32 bytes in hexadecimal."""


def check_key(key: str) -> None:
    """Raises InvalidContent unless ``key`` is the one encoding of a point of the large prime order.

    A key of small order verifies signatures that nobody made, and a key with two encodings passes for two keys.

    >>> check_key("01" + "00" * 31)
    Traceback (most recent call last):
    paraph.errors.InvalidContent: 010000000000: it is not a safe Ed25519 public key...
    """
    if not re.fullmatch("[0-9a-f]{64}", key) or not crypto_core_ed25519_is_valid_point(bytes.fromhex(key)):
        raise InvalidContent(field=key[:12] or "?", detail=N_("it is not a safe Ed25519 public key"))


class Participant(Value, frozen=True):
    """Who writes a chain. A ``party`` takes positions; the ``secretariat`` keeps calendar and attendance."""

    code: Party
    name: Text
    key: PublicKey
    zone: Zone
    role: Literal["party", "secretariat"] = "party"


class Charter(Value, frozen=True, dict=True, gc=True):
    name: Name
    title: Text
    languages: list[Language]
    participants: list[Participant]
    illustrative: bool = False

    @cached_property
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

    def check(self) -> None:
        """Raises InvalidContent unless every field fits, and every participant has a code and a safe key of its own.

        To be called on each charter that is made or comes from outside, before anything is verified against it.
        """
        try:
            msgspec.convert(msgspec.to_builtins(self), Charter)
        except msgspec.ValidationError as error:
            raise InvalidContent(field=N_("charter"), detail=str(error)) from None
        for field in ("code", "key"):
            given = [getattr(each, field) for each in self.participants]
            if twice := sorted({value for value in given if given.count(value) > 1}):
                raise InvalidContent(field=twice[0][:12], detail=N_("two participants have the same code or key"))
        for each in self.participants:
            check_key(each.key)
        if not self.parties or not self.languages:
            raise InvalidContent(field=N_("charter"), detail=N_("a negotiation needs a party and a language"))
