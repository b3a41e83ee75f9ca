"""What paragraphs and words take from their styles: headings, numbers, what is hidden, colours (ECMA-376-1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from paraph.documents.docx.counting import number, val
from paraph.documents.docx.markup import W
from paraph.documents.manuscript import Counted

_DARK = 0x40
"""Letters whose every part is darker than this are black to a reader."""

_LIGHT = 0xF5
"""Letters whose every part is lighter than this cannot be told from the paper."""
_TINY = 4
"""Half points up to which words are a hair's breadth, and no words to a reader."""
_PAPER = ("background1", "light1")
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class Style:
    name: str = ""
    level: int = 0
    counted: Counted | None = None
    color: str = ""
    hidden: bool = False


class Styles:
    """Which styles are headings, which number their paragraphs, which hide or colour words; each inherits its base."""

    def __init__(self, root: etree._Element | None) -> None:
        self._all = {} if root is None else {str(each.get(w("styleId"), "")): each for each in root.iter(w("style"))}
        self._known: dict[str, Style] = {}

    def of(self, name: str, seen: frozenset[str] = frozenset()) -> Style:
        """A style by its id; one without anything where there is none."""
        if name not in self._all or name in seen or len(seen) > 50:
            return Style()
        if name not in self._known:
            element = self._all[name]
            base = self.of(val(element.find(w("basedOn"))), seen | {name})
            called = val(element.find(w("name"))).casefold()
            level, counted = base.level, base.counted
            if called.startswith("heading ") and called[8:].isdecimal():
                level = number(called[8:])
            properties = element.find(w("pPr"))
            if properties is not None:
                level, counted = outline(properties, level), numbering(properties, counted)
            run = element.find(w("rPr"))
            hidden = base.hidden if run is None or run.find(w("vanish")) is None else on(run, "vanish")
            hidden = hidden or unseen(run)
            self._known[name] = Style(called, level, counted, color(run) or base.color, hidden)
        return self._known[name]


def outline(properties: etree._Element, otherwise: int) -> int:
    """The level of a heading that a paragraph's properties say."""
    said = val(properties.find(w("outlineLvl")))
    return otherwise if not said else 0 if number(said, 9) > 8 else number(said) + 1


def numbering(properties: etree._Element, otherwise: Counted | None) -> Counted | None:
    found = properties.find(w("numPr"))
    if found is None:
        return otherwise
    instance = val(found.find(w("numId")), otherwise[0] if otherwise else "0")
    level = val(found.find(w("ilvl")), str(otherwise[1]) if otherwise else "0")
    return None if instance == "0" else (instance, number(level))


def color(properties: etree._Element | None) -> str:
    """What tells words from the rest: the colour behind them, or that of their letters unless it is nearly black."""
    if properties is None:
        return ""
    mark = val(properties.find(w("highlight")))
    if mark not in ("", "none"):
        return mark
    shade = properties.find(w("shd"))
    fill = "" if shade is None else str(shade.get(w("fill"), "")).upper()
    if fill not in ("", "AUTO", "FFFFFF"):
        return fill
    letters = val(properties.find(w("color"))).upper()
    return "" if letters in ("", "AUTO") or _black(letters) else letters


def unseen(properties: etree._Element | None) -> bool:
    """Whether words are there and cannot be seen: of the colour of what lies behind them, without any, or tiny.

    A theme's colour goes before the one beside it (ECMA-376-1, 17.3.2.6): "black" that is the theme's background is
    white on the page.
    """
    if properties is None:
        return False
    if properties.find(f"{{{_W14}}}textFill/{{{_W14}}}noFill") is not None:
        return True
    size = val(properties.find(w("sz")))
    if size and number(size, _TINY + 1) <= _TINY:
        return True
    said = properties.find(w("color"))
    letters, theme = val(said).upper(), "" if said is None else str(said.get(w("themeColor"), ""))
    shade, mark = properties.find(w("shd")), val(properties.find(w("highlight")))
    fill = "" if shade is None else str(shade.get(w("fill"), "")).upper()
    if mark in ("", "none") and fill and fill == letters:
        return True
    plain = mark == "white" or (mark in ("", "none") and fill in ("", "AUTO", "FFFFFF"))
    paper = theme in _PAPER and said is not None and not said.get(w("themeShade"))
    return plain and (paper or (not theme and _white(letters)))


def _white(letters: str) -> bool:
    try:
        return len(letters) == 6 and all(int(letters[at : at + 2], 16) > _LIGHT for at in (0, 2, 4))
    except ValueError:
        return False


def _black(letters: str) -> bool:
    try:
        return all(int(letters[at : at + 2], 16) < _DARK for at in (0, 2, 4))
    except ValueError:
        return False


def on(properties: etree._Element | None, name: str) -> bool:
    found = properties.find(w(name)) if properties is not None else None
    return found is not None and val(found, "1") not in ("0", "false", "off")
