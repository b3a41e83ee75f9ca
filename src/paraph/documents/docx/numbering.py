"""Numbers as shown become Word's own: lists that count, and that show exactly what is on record.

"Article 2.3." is the third of a list that prints "Article 2." before its count and "." after; "(b)" the second of one
in letters. A number that continues its list is counted on; one that does not (a gap, a renumbering, a number out of
order) begins a new list at its own value; and what no list can count ("3 bis") is a list of its own words. So what is
printed is always what was said, and a paragraph that is added later in Word renumbers those that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from paraph.documents.docx.markup import Xml, root, w

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

    instances: list[tuple[Scheme, int]] = field(default_factory=list)
    """(what is counted, from which value)."""
    alone: set[int] = field(default_factory=set)
    """Instances that share their definition with no other. LibreOffice keeps where an instance begins with its first
    paragraph, and loses that when a tracked change takes away the paragraph or its format."""
    _open: dict[tuple[object, Scheme], tuple[int, int]] = field(default_factory=dict)

    def number(
        self, label: str, depth: int, *, heading: bool = False, stream: str = "", within: object = None
    ) -> tuple[int, int] | None:
        """The place of the next paragraph of a stream, which shows this label; None for one without.

        ``within``: what it is counted in; another begins anew.
        """
        return (self._place(label, depth, heading, stream, within), FIRST_LEVEL) if label else None

    def _place(self, label: str, depth: int, heading: bool, stream: str, within: object) -> int:
        parsed = counted(label)
        if parsed is None:
            self.instances.append((Scheme(stream, label, "none", "", depth, heading), 1))
            return len(self.instances)
        prefix, ways, suffix = parsed
        for way, value in ways:
            scheme = Scheme(stream, prefix, way, suffix, depth, heading)
            instance, last = self._open.get((within, scheme), (0, 0))
            if instance and value == last + 1:
                self._open[(within, scheme)] = (instance, value)
                return instance
        way, value = ways[0]
        scheme = Scheme(stream, prefix, way, suffix, depth, heading)
        self.instances.append((scheme, value))
        self._open[(within, scheme)] = (len(self.instances), value)
        return len(self.instances)

    def part(self) -> Xml:
        """The numbering part: the definitions, then the instances."""
        definitions: dict[tuple[Scheme, int], int] = {}
        instances = []
        for place, (scheme, value) in enumerate(self.instances, 1):
            own = place in self.alone
            number = definitions.setdefault((scheme, place if own else 0), len(definitions) + 1)
            instances.append(_instance(place, number, None if own else value))
        starts = [(scheme, self.instances[place - 1][1] if place else 1) for scheme, place in definitions]
        return root(
            "numbering",
            *(_definition(number, scheme, start) for number, (scheme, start) in enumerate(starts, 1)),
            *instances,
        )


INDENT = 400
"""Twentieths of a point by which each level of paragraphs is set in."""


def _definition(number: int, scheme: Scheme, start: int) -> Xml:
    literal = scheme.format == "none"
    text = scheme.prefix.replace("%", "%%") + ("" if literal else "%1" + scheme.suffix)
    left = 0 if scheme.heading else INDENT * max(scheme.depth, 1)
    return w(
        "abstractNum",
        w("multiLevelType", val="singleLevel"),
        w(
            "lvl",
            w("start", val=str(start)),
            w("numFmt", val=scheme.format),
            w("suff", val="space") if scheme.heading else None,
            w("lvlText", val=text),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=str(left), hanging=str(0 if scheme.heading else INDENT))),
            ilvl="0",
        ),
        abstractNumId=str(number),
    )


def _instance(place: int, definition: int, start: int | None) -> Xml:
    override = None if start is None else w("lvlOverride", w("startOverride", val=str(start)), ilvl="0")
    return w("num", w("abstractNumId", val=str(definition)), override, numId=str(place))
