"""Numbers as shown become Word's own: lists that count, and that show exactly what is on record.

"Article 2.3." is the third of a list that prints "Article 2." before its count and "." after; "(b)" the second of one
in letters. A number that continues its list is counted on; one that does not (a gap, a renumbering, a number out of
order) begins a new list at its own value; and what no list can count ("3 bis") is a list of its own words. So what is
printed is always what was said, and a paragraph that is added later in Word renumbers those that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from paraph.documents.docx.markup import w

_NUMBER = re.compile(r"^(?P<prefix>.*?)(?P<count>\d+|[ivxl]+|[IVXL]+|[a-z]|[A-Z])(?P<suffix>[.):\]]*)$", re.DOTALL)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
FIRST_LEVEL = 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """One kind of list: what stands before and after the count, how it counts, and how deep it is set.

    ``stream``: whose numbers they are. Word counts all lists of one scheme with one counter, so columns that stand side
    by side, and what a tracked change takes away, are counted by schemes of their own.
    """

    stream: str
    prefix: str
    format: str
    suffix: str
    depth: int
    heading: bool


def counted(label: str) -> tuple[str, list[tuple[str, int]], str] | None:
    """A label's prefix, the ways to count to it [(Word's name of the format, value)], and its suffix.

    >>> counted("Article 2.3."), counted("(i)")[1], counted("3 bis")
    (('Article 2.', [('decimal', 3)], '.'), [('lowerRoman', 1), ('lowerLetter', 9)], None)
    """
    found = _NUMBER.match(label)
    if not found or found["prefix"][-1:].isalnum():
        return None
    count = found["count"]
    ways: list[tuple[str, int]] = []
    if count.isdecimal():
        if str(int(count)) == count and count != "0":
            ways.append(("decimal", int(count)))
    else:
        case = "lower" if count.islower() else "upper"
        value = _roman(count.lower())
        if value:
            ways.append((f"{case}Roman", value))
        if len(count) == 1:
            ways.append((f"{case}Letter", ord(count.lower()) - ord("a") + 1))
    return (found["prefix"], ways, found["suffix"]) if ways else None


def _roman(text: str) -> int:
    """The value of a Roman number up to 89; 0 for letters that are none in its proper form.

    >>> [_roman(each) for each in ("i", "iv", "xix", "iix", "a")]
    [1, 4, 19, 0, 0]
    """
    if any(letter not in _ROMAN for letter in text):
        return 0
    values = [_ROMAN[letter] for letter in text]
    total = sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
    return total if roman(total) == text else 0


def roman(value: int) -> str:
    """A whole number from 1 in lower-case Roman numerals."""
    found = ""
    for size, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        found, value = found + letters * (value // size), value % size
    return found


@dataclass
class Lists:
    """The lists of one document, as its paragraphs come. ``number`` gives each its place: (instance, level)."""

    schemes: dict[Scheme, int] = field(default_factory=dict)
    instances: list[tuple[int, int]] = field(default_factory=list)
    """(number of the scheme, value at which the instance begins)."""
    _open: dict[tuple[object, Scheme], tuple[int, int]] = field(default_factory=dict)

    def number(
        self, label: str, depth: int, *, heading: bool = False, stream: str = "", within: object = None
    ) -> tuple[int, int] | None:
        """The place of the next paragraph of a stream, which shows this label; None for one without.

        ``within``: what it is counted in; another begins anew.
        """
        if not label:
            return None
        parsed = counted(label)
        if parsed is None:
            return self._begin(None, Scheme(stream, label, "none", "", depth, heading), 1)
        prefix, ways, suffix = parsed
        for way, value in ways:
            scheme = Scheme(stream, prefix, way, suffix, depth, heading)
            instance, last = self._open.get((within, scheme), (0, 0))
            if instance and value == last + 1:
                self._open[(within, scheme)] = (instance, value)
                return instance, FIRST_LEVEL
        way, value = ways[0]
        return self._begin((within, Scheme(stream, prefix, way, suffix, depth, heading)), None, value)

    def _begin(self, key: tuple[object, Scheme] | None, literal: Scheme | None, value: int) -> tuple[int, int]:
        scheme = key[1] if key else literal
        assert scheme is not None  # noqa: S101 - one of the two is given
        known = self.schemes.setdefault(scheme, len(self.schemes) + 1)
        self.instances.append((known, value))
        if key:
            self._open[key] = (len(self.instances), value)
        return len(self.instances), FIRST_LEVEL

    def part(self) -> etree._Element:
        """The numbering part: the schemes, then the instances."""
        return w(
            "numbering",
            *(_definition(number, scheme) for scheme, number in self.schemes.items()),
            *(_instance(place, scheme, start) for place, (scheme, start) in enumerate(self.instances, 1)),
        )


INDENT = 400
"""Twentieths of a point by which each level of paragraphs is set in."""


def _definition(number: int, scheme: Scheme) -> etree._Element:
    literal = scheme.format == "none"
    text = scheme.prefix.replace("%", "%%") + ("" if literal else "%1" + scheme.suffix)
    left = 0 if scheme.heading else INDENT * (scheme.depth + 1)
    return w(
        "abstractNum",
        w("multiLevelType", val="singleLevel"),
        w(
            "lvl",
            w("start", val="1"),
            w("numFmt", val=scheme.format),
            w("suff", val="space") if scheme.heading else None,
            w("lvlText", val=text),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=str(left), hanging=str(0 if scheme.heading else INDENT))),
            ilvl="0",
        ),
        abstractNumId=str(number),
    )


def _instance(place: int, scheme: int, start: int) -> etree._Element:
    return w(
        "num",
        w("abstractNumId", val=str(scheme)),
        w("lvlOverride", w("startOverride", val=str(start)), ilvl="0"),
        numId=str(place),
    )
