"""The numbers that Word prints before paragraphs: counted as Word counts them (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from paraph.documents.docx.markup import W
from paraph.documents.docx.numbering import roman

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
    restart: int | None
    legal: bool
    style: str


@dataclass
class Counter:
    """All lists of a file, counted as its paragraphs come."""

    levels: Mapping[str, Mapping[int, Level]]
    instances: Mapping[str, tuple[str, Mapping[int, int], Mapping[int, Level]]]
    unknown: set[str] = field(default_factory=set)
    """Ways to count that are not known here: their numbers are shown in digits, and the report says so."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: etree._Element | None) -> Counter:
        if numbering is None:
            return cls({}, {})
        levels = {
            _value(each, "abstractNumId"): {_ilvl(level): _level(level) for level in each.iterfind(_w("lvl"))}
            for each in numbering.iterfind(_w("abstractNum"))
        }
        return cls(levels, {_value(each, "numId"): _instance(each) for each in numbering.iterfind(_w("num"))})

    def label(self, instance: str, ilvl: int) -> str:
        """The number of the next paragraph of a list; "" for one that shows none or a bullet."""
        if instance not in self.instances:
            return ""
        abstract, starts, own = self.instances[instance]
        level = own.get(ilvl) or self.levels.get(abstract, {}).get(ilvl)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        fresh = (instance, ilvl) not in self._seen
        self._seen.add((instance, ilvl))
        if fresh and ilvl in starts:
            counts[ilvl] = starts[ilvl]
        elif ilvl in counts:
            counts[ilvl] += 1
        else:
            counts[ilvl] = level.start
        self._begin_deeper(abstract, own, ilvl)
        if level.form in ("bullet", "none") and not _PLACE.search(level.text):
            return "" if level.form == "bullet" and len(level.text.strip()) <= 1 else level.text.strip()
        return _PLACE.sub(lambda found: self._shown(abstract, own, int(found[1]) - 1, level), level.text).strip()

    def _begin_deeper(self, abstract: str, own: Mapping[int, Level], ilvl: int) -> None:
        for deeper in [each for each in self._counts[abstract] if each > ilvl]:
            level = own.get(deeper) or self.levels[abstract].get(deeper)
            if level is None or level.restart is None or (level.restart and ilvl < level.restart):
                del self._counts[abstract][deeper]

    def _shown(self, abstract: str, own: Mapping[int, Level], ilvl: int, asking: Level) -> str:
        level = own.get(ilvl) or self.levels[abstract].get(ilvl)
        if level is None:
            return ""
        value = self._counts[abstract].get(ilvl, level.start)
        form = "decimal" if asking.legal else level.form
        if form not in _ORDINARY:
            self.unknown.add(form)
        return FORMS.get(form, str)(value)


def _letter(value: int) -> str:
    """a ... z, then aa, bb ..., as Word goes on.

    >>> _letter(2), _letter(28)
    ('b', 'bb')
    """
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _value(element: etree._Element, name: str) -> str:
    return str(element.get(_w(name), ""))


def val(element: etree._Element | None, default: str = "") -> str:
    """The ``val`` of an element that says one thing."""
    return default if element is None else str(element.get(_w("val"), default))


def _ilvl(element: etree._Element) -> int:
    return int(_value(element, "ilvl") or 0)


def _level(element: etree._Element) -> Level:
    restart = element.find(_w("lvlRestart"))
    legal = element.find(_w("isLgl"))
    return Level(
        int(val(element.find(_w("start")), "0")),
        val(element.find(_w("numFmt")), "decimal"),
        val(element.find(_w("lvlText"))),
        None if restart is None else int(val(restart, "0")),
        legal is not None and val(legal, "1") not in ("0", "false"),
        val(element.find(_w("pStyle"))),
    )


def _instance(element: etree._Element) -> tuple[str, dict[int, int], dict[int, Level]]:
    starts, own = {}, {}
    for each in element.iterfind(_w("lvlOverride")):
        start, level = each.find(_w("startOverride")), each.find(_w("lvl"))
        if start is not None:
            starts[_ilvl(each)] = int(val(start, "1"))
        if level is not None:
            own[_ilvl(each)] = _level(level)
    return val(element.find(_w("abstractNumId"))), starts, own
