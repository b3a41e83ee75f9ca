"""Elements of WordprocessingML, in the order that its schema wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, *children: etree._Element | None, text: str = "", **attributes: str) -> etree._Element:
    """An element of the main namespace; its attributes too. Children that are None are left out."""
    made = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R})
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name.rstrip('_')}", value)
    for child in children:
        if child is not None:
            made.append(child)
    if text:
        made.text = text
        made.set(_SPACE, "preserve")
    return made


@dataclass(frozen=True, slots=True)
class Look:
    """How words look and in what language they are. ``color``: six hexadecimal digits; ``underline``: Word's name."""

    language: str = ""
    bold: bool = False
    color: str = ""
    underline: str = ""

    def properties(self) -> etree._Element | None:
        children = [
            w("b") if self.bold else None,
            w("color", val=self.color) if self.color else None,
            w("u", val=self.underline, color=self.color or "auto") if self.underline else None,
            w("lang", val=self.language) if self.language else None,
        ]
        return w("rPr", *children) if any(each is not None for each in children) else None

    def strong(self) -> Look:
        return replace(self, bold=True, underline="")


def run(text: str, look: Look, deleted: bool = False) -> etree._Element:
    """Words of one look. A tab or line break in them is one in Word."""
    made = w("r", look.properties())
    tag = "delText" if deleted else "t"
    for index, line in enumerate(text.split("\n")):
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

    def wrap(self, tag: str, number: int, *children: etree._Element, **more: str) -> etree._Element:
        when = {"date": self.date} if self.date else {}
        return w(tag, *children, id=str(number), author=self.author, **when, **more)


def paragraph(
    content: Iterable[etree._Element],
    style: str = "",
    *,
    number: tuple[int, int] | None = None,
    mark: etree._Element | None = None,
    before: etree._Element | None = None,
) -> etree._Element:
    """A paragraph. ``number``: (numbering instance, level). ``mark``: what happened to its mark (``ins``, ``del`` ...);
    ``before``: its properties as they were, for a change that is tracked."""
    properties = w(
        "pPr",
        w("pStyle", val=style) if style else None,
        numbered(number),
        w("rPr", mark) if mark is not None else None,
        before,
    )
    made = w("p", properties if len(properties) else None)
    made.extend(content)
    return made


def numbered(number: tuple[int, int] | None) -> etree._Element | None:
    if number is None:
        return None
    instance, level = number
    return w("numPr", w("ilvl", val=str(level)), w("numId", val=str(instance)))


def table(
    rows: Sequence[Sequence[Iterable[etree._Element]]], widths: Sequence[int], *, fixed: bool = True
) -> etree._Element:
    """A table without lines, its first row repeated on each page; each cell is a list of paragraphs.

    ``widths`` in twentieths of a point; columns that are not ``fixed`` are as wide as their words want.
    """
    made = w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="Columns" if fixed else "Figures"),
            w("tblW", w=str(sum(widths)), type="dxa"),
            w("tblLayout", type="fixed" if fixed else "autofit"),
        ),
        w("tblGrid", *(w("gridCol", w=str(width)) for width in widths)),
    )
    for index, cells in enumerate(rows):
        row = w("tr", w("trPr", w("cantSplit"), w("tblHeader")) if not index else None)
        for width, cell in zip(widths, cells, strict=True):
            content = list(cell) or [w("p")]
            row.append(w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), *content))
        made.append(row)
    return made


def field(code: str, look: Mapping[str, str] | None = None) -> list[etree._Element]:
    """A field that Word works out, such as PAGE."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", text=f" {code} ")),
        w("r", w("fldChar", fldCharType="end")),
    ]
