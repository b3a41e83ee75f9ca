"""A finding: what two versions do not say alike, and where; data that is put into words later."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from paraph.i18n import Speech

_AROUND = 24
"""Characters on each side of a finding that its key remembers."""


class Severity(StrEnum):
    """``SEVERE``: rights and duties may differ. ``SERIOUS``: the versions differ in what they say. ``MINOR``: style."""

    SEVERE = "severe"
    SERIOUS = "serious"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of segment ``segment``; an empty one is a place where something is missing."""

    segment: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """``check``: which check, by its name. ``left``, ``right``: where, in the segments of the two versions. ``sure``:
    0 to 1. ``message``: a message key, an English sentence with fields that ``data`` fills. ``key``: the same after
    edits elsewhere, so that what was dismissed stays so."""

    check: str
    severity: Severity
    sure: float
    message: str
    data: Mapping[str, Any] = field(default_factory=dict)
    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    key: str = ""


def key_of(check: str, *contexts: str) -> str:
    """A short hash of a check and of the words around what it found; white space and case do not count.

    >>> key_of("figures", "within 30  days", "60 ngày") == key_of("figures", "Within 30 days", "60 ngày")
    True
    """
    plain = "\\0".join(" ".join(each.lower().split()) for each in (check, *contexts))
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def context(text: str, start: int, end: int) -> str:
    """The words of a finding with some around them, whole words only."""
    begin, finish = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while begin and text[begin - 1].isalnum():
        begin -= 1
    while finish < len(text) and text[finish].isalnum():
        finish += 1
    return text[begin:finish]


_KEYS = frozenset({"kind", "left_class", "right_class", "small_word", "behind", "ahead"})
"""Fields of the data that are words of the program, and not of the texts."""


def tell(finding: Finding, speech: Speech) -> str:
    """What was found, in the reader's language; what stands in the texts is quoted as it is."""
    data = {name: speech.say(value) if name in _KEYS else value for name, value in finding.data.items()}
    return speech.say(finding.message, **data)
