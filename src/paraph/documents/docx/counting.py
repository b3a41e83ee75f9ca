"""Word's numbering part as plain lists (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

from lxml import etree

from paraph.documents.docx.markup import W
from paraph.documents.lists import Instance, Level, Lists


def lists_of(numbering: etree._Element | None) -> Lists:
    """All lists of a file; none where it has no such part."""
    if numbering is None:
        return Lists()
    levels = {
        _value(each, "abstractNumId"): {_ilvl(level): _level(level) for level in each.iterfind(_w("lvl"))}
        for each in numbering.iterfind(_w("abstractNum"))
    }
    _linked(numbering, levels)
    return Lists(levels, {_value(each, "numId"): _instance(each) for each in numbering.iterfind(_w("num"))})


def _linked(numbering: etree._Element, levels: dict[str, dict[int, Level]]) -> None:
    """A list that only names a style of lists has the levels of the one that defines it."""
    defined = {
        val(each.find(_w("styleLink"))): _value(each, "abstractNumId")
        for each in numbering.iterfind(_w("abstractNum"))
        if each.find(_w("styleLink")) is not None
    }
    for each in numbering.iterfind(_w("abstractNum")):
        source = defined.get(val(each.find(_w("numStyleLink"))))
        if source and not levels[_value(each, "abstractNumId")]:
            levels[_value(each, "abstractNumId")] = levels[source]


def val(element: etree._Element | None, default: str = "") -> str:
    """The ``val`` of an element that says one thing."""
    return default if element is None else str(element.get(_w("val"), default))


def number(text: str, otherwise: int = 0) -> int:
    """A whole number as a part writes it; ``otherwise`` for anything else.

    >>> number("3"), number("-1"), number("three")
    (3, -1, 0)
    """
    bare = text.removeprefix("-")
    return int(text) if bare.isascii() and bare.isdecimal() and len(bare) < 10 else otherwise


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _value(element: etree._Element, name: str) -> str:
    return str(element.get(_w(name), ""))


def _ilvl(element: etree._Element) -> int:
    return number(_value(element, "ilvl"))


def _level(element: etree._Element) -> Level:
    restart = element.find(_w("lvlRestart"))
    legal = element.find(_w("isLgl"))
    return Level(
        number(val(element.find(_w("start")), "0")),
        val(element.find(_w("numFmt")), "decimal"),
        val(element.find(_w("lvlText"))),
        None if restart is None else number(val(restart, "0")),
        legal is not None and val(legal, "1") not in ("0", "false"),
    )


def _instance(element: etree._Element) -> Instance:
    starts, own = {}, {}
    for each in element.iterfind(_w("lvlOverride")):
        start, level = each.find(_w("startOverride")), each.find(_w("lvl"))
        if start is not None:
            starts[_ilvl(each)] = number(val(start, "1"), 1)
        if level is not None:
            own[_ilvl(each)] = _level(level)
    return Instance(val(element.find(_w("abstractNumId"))), starts, own)
