"""Numbers that a word processor counts as it goes (ECMA-376 Part 1, 17.9): plain data, and the counting.

What a paragraph's number is depends on which paragraphs stand: a side that has not made another's insertions counts
without them. So a manuscript carries the lists, and each side of it is counted anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_PLACE = re.compile(r"%([1-9])")
_ORDINARY = frozenset(
    {"decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "none", "bullet"}
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list. ``restart``: after which level it begins anew; None is after any that is less deep."""

    start: int
    form: str
    text: str
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """A list as paragraphs name it: which kind it is of, where its levels start, and levels of its own."""

    kind: str
    starts: dict[int, int] = field(default_factory=dict)
    own: dict[int, Level] = field(default_factory=dict)


@dataclass(frozen=True)
class Lists:
    """All lists of a file: levels by kind of list, and instances by name."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)

    def unknown(self) -> list[str]:
        """Ways to count that are not known here: such numbers are shown in digits, and the report says so."""
        found = {each.form for levels in self.levels.values() for each in levels.values()}
        found |= {each.form for instance in self.instances.values() for each in instance.own.values()}
        return sorted(found - _ORDINARY)


@dataclass
class Counting:
    """The counters of one reading, from the first paragraph to the last."""

    lists: Lists
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def label(self, instance: str, ilvl: int) -> str:
        """The number of the next paragraph of a list; "" for one that shows none or a bullet.

        >>> count = Counting(Lists({"a": {0: Level(1, "decimal", "Article %1.")}}, {"1": Instance("a")}))
        >>> count.label("1", 0), count.label("1", 0)
        ('Article 1.', 'Article 2.')
        """
        found = self.lists.instances.get(instance)
        level = self._level(found, ilvl) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.kind, {})
        fresh = (instance, ilvl) not in self._seen
        self._seen.add((instance, ilvl))
        if fresh and ilvl in found.starts:
            counts[ilvl] = found.starts[ilvl]
        elif ilvl in counts:
            counts[ilvl] += 1
        else:
            counts[ilvl] = level.start
        self._begin_deeper(found, ilvl)
        if level.form in ("bullet", "none") and not _PLACE.search(level.text):
            return "" if level.form == "bullet" and len(level.text.strip()) <= 1 else level.text.strip()
        return _PLACE.sub(lambda place: self._shown(found, int(place[1]) - 1, level), level.text).strip()

    def _level(self, instance: Instance, ilvl: int) -> Level | None:
        return instance.own.get(ilvl) or self.lists.levels.get(instance.kind, {}).get(ilvl)

    def _begin_deeper(self, instance: Instance, ilvl: int) -> None:
        for deeper in [each for each in self._counts[instance.kind] if each > ilvl]:
            level = self._level(instance, deeper)
            if level is None or level.restart is None or (level.restart and ilvl < level.restart):
                del self._counts[instance.kind][deeper]

    def _shown(self, instance: Instance, ilvl: int, asking: Level) -> str:
        level = self._level(instance, ilvl)
        if level is None:
            return ""
        value = self._counts[instance.kind].get(ilvl, level.start)
        return FORMS.get("decimal" if asking.legal else level.form, str)(value)


def letters(value: int) -> str:
    """a ... z, then aa, bb ..., as Word goes on.

    >>> letters(2), letters(28)
    ('b', 'bb')
    """
    if not 0 < value <= _MOST_LETTERS:
        return str(value) if value > 0 else ""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def roman(value: int) -> str:
    """A whole number from 1 in lower-case Roman numerals.

    >>> roman(49)
    'xlix'
    """
    if value > _MOST_ROMAN:
        return str(value)
    found = ""
    for size, sign in _ROMAN:
        found, value = found + sign * (value // size), value % size
    return found


_MOST_LETTERS, _MOST_ROMAN = 780, 3999
"""Beyond these no reader would count letters: digits are shown, as Word does for Roman numbers."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
