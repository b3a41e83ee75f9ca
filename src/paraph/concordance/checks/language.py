"""A language as the checks know it: a data file (``words/xx.toml``) and the patterns made from it.

Another language is another file; nothing else names one. Words stand in the file as regular expressions without
capturing groups, and are looked for whole and in any case.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from paraph.errors import N_, InvalidContent

_WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Language:
    """``code``: its BCP 47 primary subtag. ``data``: the file, as read."""

    code: str
    data: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash(self.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and other.code == self.code

    @cached_property
    def modality(self) -> Mapping[str, re.Pattern[str]]:
        """Classes of what binds, in the order in which they are looked for."""
        return {kind: whole(words) for kind, words in self.data["modality"].items() if words}

    @cached_property
    def words(self) -> Mapping[str, re.Pattern[str]]:
        """Small words that decide: negation, inter alia, including ..."""
        return {each: whole(words) for each, words in self.data["words"].items()}

    @cached_property
    def units(self) -> re.Pattern[str]:
        return _named(self.data["units"])

    @cached_property
    def currencies(self) -> re.Pattern[str]:
        return _named(self.data["currencies"])

    @cached_property
    def scales(self) -> Mapping[str, Decimal]:
        return {words: Decimal(10) ** power for words, power in self.data["scales"].items()}


@cache
def language(tag: str) -> Language:
    """The language of a BCP 47 tag, with any region left aside.

    >>> language("vi-VN").code
    'vi'

    Raises: InvalidContent for a language without a data file.
    """
    code = tag.partition("-")[0].lower()
    if code not in known():
        raise InvalidContent(field=tag, detail=N_("the checks know no such language"))
    source = (_WORDS / f"{code}.toml").read_text(encoding="utf-8")
    return Language(code, tomllib.loads(source))


@cache
def known() -> tuple[str, ...]:
    """The languages that have a data file.

    >>> known()
    ('en', 'es', 'fr', 'vi')
    """
    found = (each.name for each in _WORDS.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if len(name) == len("xx.toml")))


def either(words: Iterable[str]) -> str:
    """One pattern for any of these, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def whole(words: Sequence[str]) -> re.Pattern[str]:
    """Any of these as a whole word, in any case."""
    return re.compile(rf"(?<!\w){either(words)}(?!\w)", re.IGNORECASE)


def _named(table: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """A group for every word; those that stand first in the file are tried first."""
    entries = [(word, name) for name, words in table.items() for word in words]
    seen: dict[str, int] = {}
    parts = []
    for word, name in entries:
        group = name.replace("-", "_")
        seen[group] = seen.get(group, 0) + 1
        end = r"(?!\w)" if word[-1].isalnum() or word[-1] in "?)" else ""
        parts.append(f"(?P<{group}__{seen[group]}>{word}){end}")
    return re.compile("|".join(parts), re.IGNORECASE)


def name_of(match: re.Match[str]) -> str:
    """Which name of a table matched."""
    return (match.lastgroup or "").rpartition("__")[0].replace("_", "-")
