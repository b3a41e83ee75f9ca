"""The small vocabulary that acts and contents are made of, and their canonical form.

Values are immutable msgspec structs: decoding checks every field and refuses unknown ones. Fields that hold their
default are left out when written, so a field can be added later without changing the bytes of what is signed today.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import msgspec
import rfc8785

Party = Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Z0-9]{1,7}\Z")]
"""A party's code as it stands in brackets: "US", "VN"."""

Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")]
"""A BCP 47 tag: "en", "vi"."""

Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}\Z")]
"""A stable name chosen by who brings a thing into the record: "a2.1-1", "round-2"."""

Subject = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+:[a-z0-9][a-z0-9._-]{0,79}\Z")]
"""What parties take positions on, as "kind:name": "provision:a2.1-1", "agenda:round-2"."""

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A SHA-256, in lower-case hexadecimal."""

Moment = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")]
"""A moment in UTC to the second, RFC 3339, so that text order is time order: "2025-05-19T13:00:00Z"."""

Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")]
"""A calendar day, ISO 8601: "2025-05-19"."""

Zone = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*\Z")]
"""An IANA time zone: "Asia/Ho_Chi_Minh"."""

Text = dict[Language, str]
"""The same words in each language: {"en": "shall", "vi": "phải"}."""


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Base of everything that is signed or hashed."""


def canonical(value: Any) -> bytes:
    """The one byte form of a value: JSON Canonicalization Scheme (RFC 8785).

    >>> canonical({"b": 1, "a": "ế"}).decode()
    '{"a":"ế","b":1}'
    """
    return rfc8785.dumps(msgspec.to_builtins(value))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
