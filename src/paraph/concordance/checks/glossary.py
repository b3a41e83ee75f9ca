"""Names that have their form in each language: institutions, agreements, places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.passage import Couple, Passage, Place
from paraph.errors import N_

NAME = "glossary"
_SHORT = 2
"""An abbreviation of so many letters may answer, but is too short to ask."""
_FILE = Path(__file__).parent / "words" / "glossary.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name: its forms by language, the preferred one first. ``answers``: words of any language that may stand for
    it ("Vietnamese") without asking for it themselves; what is found inside a word will do."""

    forms: Mapping[str, Sequence[str]]
    answers: Sequence[str] = ()


@cache
def shipped() -> tuple[Entry, ...]:
    """The names that come with the program.

    >>> next(each.forms["vi"][0] for each in shipped() if "WTO" in each.forms["en"])
    'Tổ chức Thương mại Thế giới'
    """
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["entry"]
    return tuple(Entry(each, each.pop("answers", ())) for each in entries)


def check(couple: Couple, entries: Sequence[Entry] = ()) -> Iterator[Finding]:
    """A name that stands in one version and in no form in the other."""
    for entry in entries or shipped():
        left, right = _found(couple.left, entry), _found(couple.right, entry)
        if left is None or right is None or bool(left) == bool(right):
            continue
        passage, places = (couple.left, left) if left else (couple.right, right)
        other = couple.right if left else couple.left
        words = max((passage.text[slice(*place)] for place in places), key=len)
        if len(words) <= _SHORT or any(answer in other.text for answer in entry.answers):
            continue
        message = N_("“%(words)s” is expected as “%(expected)s” in the other language")
        said = {"words": words, "expected": entry.forms[other.language.code][0]}
        yield couple.find(NAME, Severity.SERIOUS, 0.75, message, said, left, right)


def _found(passage: Passage, entry: Entry) -> list[Place] | None:
    """Where a name stands; None where the glossary does not know it in this language."""
    forms = tuple(entry.forms.get(passage.language.code, ()))
    return [match.span() for match in _pattern(forms).finditer(passage.text)] if forms else None


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    shapes = (re.escape(form).replace(r"\ ", r"\s+") for form in ordered)
    return re.compile(rf"(?<![\w$])(?:{'|'.join(shapes)})(?![\w$])")
