"""Elements of WordprocessingML, in the order that its schema wants them, written as text: a long treaty has 100,000.

``w`` is where words become XML: whatever stands in an element or an attribute is escaped there, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Xml = str
"""An element, or several: what ``w`` has made."""


def w(tag: str, *children: Xml | None, text: str = "", relation: str = "", **attributes: str) -> Xml:
    """An element of the main namespace; its attributes too. Children that are None are left out.

    >>> w("p", w("r", w("t", text="R&D ")), None), w("ind", left="<0>")
    ('<w:p><w:r><w:t xml:space="preserve">R&amp;D </w:t></w:r></w:p>', '<w:ind w:left="&lt;0>"/>')
    """
    said = "".join([f' w:{name.rstrip("_")}="{_quoted(value)}"' for name, value in attributes.items()])
    if relation:
        said += f' r:id="{_quoted(relation)}"'
    if text:
        return f'<w:{tag}{said} xml:space="preserve">{_escaped(text)}</w:{tag}>'
    held = "".join(filter(None, children))
    return f"<w:{tag}{said}>{held}</w:{tag}>" if held else f"<w:{tag}{said}/>"


def root(tag: str, *children: Xml | None) -> Xml:
    """The outermost element of a part."""
    return w(tag, *children).replace(f"<w:{tag}", f'<w:{tag} xmlns:w="{W}" xmlns:r="{R}"', 1)


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def _quoted(value: str) -> str:
    if value.isalnum():
        return value
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return value.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


@dataclass(frozen=True, slots=True)
class Look:
    """How words look and in what language they are. ``color``: six hexadecimal digits; ``underline``: Word's name."""

    language: str = ""
    bold: bool = False
    color: str = ""
    underline: str = ""

    def properties(self) -> Xml | None:
        return _properties(self)

    def strong(self) -> Look:
        return replace(self, bold=True, underline="")


@cache
def _properties(look: Look) -> Xml | None:
    children = [
        w("b") if look.bold else None,
        w("color", val=look.color) if look.color else None,
        w("u", val=look.underline, color=look.color or "auto") if look.underline else None,
        w("lang", val=look.language) if look.language else None,
    ]
    return w("rPr", *children) if any(children) else None


def run(text: str, look: Look, deleted: bool = False) -> Xml:
    """Words of one look; nothing where there are none. A tab or line break in them is one in Word."""
    return w("r", look.properties(), *_words(text, "delText" if deleted else "t")) if text else ""


def _words(text: str, tag: str) -> list[Xml]:
    """A page's end within a text, which XML cannot hold, is written as a line's."""
    made: list[Xml] = []
    for index, line in enumerate(text.replace("\f", "\n").split("\n")):
        if index:
            made.append(w("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(w("tab"))
            if piece:
                made.append(w(tag, text=piece))
    return made


@dataclass(frozen=True, slots=True)
class Revision:
    """Who changed something, and when (RFC 3339, as the record writes it); "" where that is not to be said."""

    author: str
    date: str = ""

    def wrap(self, tag: str, number: int, *children: Xml, **more: str) -> Xml:
        when = {"date": self.date} if self.date else {}
        return w(tag, *children, id=str(number), author=self.author, **when, **more)


def paragraph(
    content: Iterable[Xml],
    style: str = "",
    *,
    number: tuple[int, int] | None = None,
    mark: Xml | None = None,
    before: Xml | None = None,
) -> Xml:
    """A paragraph. ``number``: (numbering instance, level). ``mark``: what happened to its mark (``ins``, ``del`` ...);
    ``before``: its properties as they were, for a change that is tracked."""
    properties = [*formatted(style, number), w("rPr", mark) if mark else None, before]
    return w("p", w("pPr", *properties) if any(properties) else None, *content)


def formatted(style: str, number: tuple[int, int] | None) -> list[Xml]:
    """What a paragraph is: its style and its place in a list."""
    made = [w("pStyle", val=style)] if style else []
    if number:
        instance, level = number
        made.append(w("numPr", w("ilvl", val=str(level)), w("numId", val=str(instance))))
    return made


def table(
    rows: Sequence[Sequence[Iterable[Xml]]], widths: Sequence[int], *, fixed: bool = True, headed: bool = True
) -> Xml:
    """A table, its first row repeated on each page where it is ``headed``; each cell is a list of paragraphs.

    ``widths`` in twentieths of a point; columns that are not ``fixed`` are as wide as their words want.
    """
    lines = [
        w(
            "tr",
            None if index or not headed else w("trPr", w("cantSplit"), w("tblHeader")),
            *(
                w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), *(list(cell) or [w("p")]))
                for width, cell in zip(widths, cells, strict=True)
            ),
        )
        for index, cells in enumerate(rows)
    ]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="Columns" if fixed else "Figures"),
            w("tblW", w=str(sum(widths)), type="dxa"),
            w("tblLayout", type="fixed" if fixed else "autofit"),
        ),
        w("tblGrid", *(w("gridCol", w=str(width)) for width in widths)),
        *lines,
    )


def field(code: str) -> list[Xml]:
    """A field that Word works out, such as PAGE."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", text=f" {code} ")),
        w("r", w("fldChar", fldCharType="end")),
    ]
