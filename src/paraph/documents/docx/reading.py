"""Reading a Word file that somebody else made, whole: what is shown, what was changed by whom, what was remarked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from paraph.documents.docx.counting import Counter as Numbers
from paraph.documents.docx.counting import val
from paraph.documents.docx.markup import W
from paraph.documents.docx.opening import Package, opened
from paraph.documents.gateway import admit
from paraph.documents.manuscript import Cell, Change, Comment, Manuscript, Note, Paragraph, Revision, Stretch

_X = "http://schemas.microsoft.com/office/word/2012/wordml"
_P = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_CHANGES = {
    "ins": Change.INSERTED,
    "del": Change.DELETED,
    "moveTo": Change.MOVED_HERE,
    "moveFrom": Change.MOVED_AWAY,
}
_PLAIN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_WITHIN = frozenset(
    {"hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
)
_SILENT = frozenset({
    "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "sectPr",
    "lastRenderedPageBreak", "softHyphen", "customXmlPr", "smartTagPr", "rt", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator", "fldData",
    "continuationSeparator", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "rubyPr", "commentRangeEnd",
})  # fmt: skip
"""What bears no words."""
_PICTURES = frozenset({"drawing", "pict", "object"})


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def read(data: bytes, where: str = "docx") -> Manuscript:
    """A Word file as a manuscript. Raises UnreadableFile and TextRefused with the place."""
    return _Reader(opened(data, where)).manuscript()


@dataclass
class _Look:
    """What a stretch inherits from what it stands in."""

    revisions: tuple[Revision, ...] = ()


@dataclass
class _Reader:
    package: Package
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.numbers = Numbers.of(self.package.xml("word/numbering.xml"))
        self.styles = _Styles(self.package.xml("word/styles.xml"))
        self.found: list[Paragraph] = []
        self.anchors: dict[str, list[str]] = {}
        self._open: set[str] = set()
        self._in_code = False
        self._tables = 0

    def manuscript(self) -> Manuscript:
        root = self.package.xml("word/document.xml")
        assert root is not None  # noqa: S101 - opened() has seen it
        body = root.find(w("body"))
        for each in body if body is not None else ():
            self._block(each, None)
        comments, notes = tuple(self._comments()), tuple(self._notes())
        for form in sorted(self.numbers.unknown):
            self.left_out[f"numbering in {form}"] += 1
        return Manuscript(tuple(self.found), comments, notes, self.counts, self.left_out)

    # Blocks

    def _block(self, element: etree._Element, cell: Cell | None) -> None:
        name = _name(element)
        if name == "p":
            self.found.append(self._paragraph(element, cell))
        elif name == "tbl":
            self._table(element, cell)
        elif name in ("sdt", "sdtContent", "customXml"):
            if name == "sdt":
                self.counts["content controls"] += 1
            for each in element:
                self._block(each, cell)
        elif name in _CHANGES:
            for each in element:
                self._block(each, cell)
        elif name not in _SILENT:
            self._leave_out(element)

    def _table(self, element: etree._Element, outer: Cell | None) -> None:
        """A table's paragraphs, row by row; of a table within a table each keeps the place in the outer one."""
        number, self._tables = self._tables, self._tables + 1
        self.counts["tables"] += 1
        for row, line in enumerate(each for each in element.iter(w("tr")) if _owner(each, "tbl") is element):
            column = 0
            for each in (cell for cell in line.iter(w("tc")) if _owner(cell, "tr") is line):
                place = outer or Cell(number, row, column)
                for block in each:
                    self._block(block, place)
                column += int(val(each.find(f"{w('tcPr')}/{w('gridSpan')}"), "1") or 1)

    def _paragraph(self, element: etree._Element, cell: Cell | None) -> Paragraph:
        properties = element.find(w("pPr"))
        name = val(properties.find(w("pStyle")) if properties is not None else None)
        style = self.styles.of(name)
        level, number = style.level, style.number
        if properties is not None:
            level = _outline(properties, level)
            number = _numbering(properties, number)
        label = self.numbers.label(*number) if number else ""
        stretches = tuple(_joined(self._inside(element, _Look())))
        mark = tuple(self._marks(properties)) if properties is not None else ()
        where = f"{self.package.where}, {len(self.found) + 1}"
        clean = tuple(replace(each, text=admit(each.text, where)) for each in stretches)
        self.counts["paragraphs"] += 1
        return Paragraph(clean, admit(label, where), level, mark, cell, _language(element), style.name)

    def _marks(self, properties: etree._Element) -> Iterator[Revision]:
        for each in properties.iterfind(f"{w('rPr')}/*"):
            if _name(each) in _CHANGES:
                yield _revision(each)

    # Inside a paragraph

    def _inside(self, element: etree._Element, look: _Look) -> Iterator[Stretch]:
        for each in element:
            name = _name(each)
            if name == "r":
                yield from self._run(each, look)
            elif name in _CHANGES:
                self.counts[_CHANGES[name]] += 1
                yield from self._inside(each, _Look((*look.revisions, _revision(each))))
            elif name in _WITHIN:
                self.counts["content controls"] += name == "sdt"
                self.counts["fields"] += name == "fldSimple"
                yield from self._inside(each, look)
            elif name == "commentRangeStart":
                self._open.add(_id(each))
                self.anchors.setdefault(_id(each), [])
            elif name == "commentRangeEnd":
                self._open.discard(_id(each))
            elif name not in _SILENT:
                self._leave_out(each)

    def _run(self, element: etree._Element, look: _Look) -> Iterator[Stretch]:
        properties = element.find(w("rPr"))
        color, hidden = _color(properties), _on(properties, "vanish")
        for each in element:
            text = self._text(each)
            if text is None:
                yield from self._boxed(each, look)
                continue
            if not text:
                continue
            if hidden:
                self.counts["hidden characters"] += len(text)
            for anchor in self._open:
                self.anchors[anchor].append(text)
            yield Stretch(text, look.revisions, color, hidden)

    def _text(self, element: etree._Element) -> str | None:
        """The words of a child of a run; "" for one that has none, None for one that is to be looked into."""
        name = _name(element)
        if name == "fldChar":
            kind = element.get(w("fldCharType"))
            self.counts["fields"] += kind == "begin"
            self._in_code = kind == "begin" or (self._in_code and kind not in ("separate", "end"))
            return ""
        if name in ("instrText", "delInstrText"):
            self.left_out["field codes"] += 1
            return ""
        if name in ("t", "delText"):
            return "" if self._in_code else element.text or ""
        if name in _PLAIN:
            page = name == "br" and element.get(w("type")) in ("page", "column")
            return "" if page else _PLAIN[name]
        if name == "sym":
            return self._symbol(element)
        if name in ("footnoteReference", "endnoteReference"):
            self.counts[f"{name.removesuffix('Reference')}s"] += 1
            return ""
        if name in ("commentReference", *_SILENT):
            return ""
        return None

    def _symbol(self, element: etree._Element) -> str:
        """A letter of a symbol font has no meaning elsewhere: it is left out, and counted."""
        self.left_out[f"symbols of the font {element.get(w('font'), '?')}"] += 1
        return ""

    def _boxed(self, element: etree._Element, look: _Look) -> Iterator[Stretch]:
        """The words of text boxes, which stand where their anchor is; pictures are counted."""
        if _name(element) == "AlternateContent":
            chosen = element.find(f"{{{_MC}}}Choice")
            for each in chosen if chosen is not None else ():
                yield from self._boxed(each, look)
            return
        boxes = [each for each in element.iter(w("txbxContent")) if not _within(each, w("txbxContent"), element)]
        for box in boxes:
            self.counts["text boxes"] += 1
            for paragraph in box.iter(w("p")):
                yield Stretch("\n", look.revisions)
                yield from self._inside(paragraph, look)
        if not boxes:
            self._leave_out(element)

    def _leave_out(self, element: etree._Element) -> None:
        name = _name(element)
        said = "pictures" if name in _PICTURES else "formulas" if _space(element) == _MATH else name
        self.left_out[said] += 1

    # Beside the text

    def _comments(self) -> Iterator[Comment]:
        root = self.package.xml("word/comments.xml")
        if root is None:
            return
        answers = _answers(self.package.xml("word/commentsExtended.xml"))
        by_paragraph = {
            _para(each): _id(comment) for comment in root.iter(w("comment")) for each in comment.iter(w("p"))
        }
        for comment in root.iter(w("comment")):
            last = next((_para(each) for each in reversed(list(comment.iter(w("p"))))), "")
            text = "\n".join(_plain(each) for each in comment.iter(w("p")))
            author, date = str(comment.get(w("author"), "")), str(comment.get(w("date"), ""))
            about = "".join(self.anchors.get(_id(comment), ()))
            answered = by_paragraph.get(answers.get(last, ""), "")
            self.counts["comments"] += 1
            where = self.package.where
            yield Comment(_id(comment), admit(author, where), date, admit(text, where), admit(about, where), answered)

    def _notes(self) -> Iterator[Note]:
        for kind in ("footnote", "endnote"):
            root = self.package.xml(f"word/{kind}s.xml")
            for each in root.iter(w(kind)) if root is not None else ():
                if each.get(w("type")) is None:
                    text = "\n".join(_plain(paragraph) for paragraph in each.iter(w("p")))
                    yield Note(f"{kind}-{_id(each)}", admit(text.strip(), self.package.where))


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    level: int = 0
    number: tuple[str, int] | None = None


class _Styles:
    """Which styles are headings, and which number their paragraphs; each inherits what it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._all = {} if root is None else {str(each.get(w("styleId"), "")): each for each in root.iter(w("style"))}
        self._known: dict[str, _Style] = {}

    def of(self, name: str, seen: frozenset[str] = frozenset()) -> _Style:
        if name not in self._all or name in seen:
            return _Style()
        if name not in self._known:
            element = self._all[name]
            base = self.of(val(element.find(w("basedOn"))), seen | {name})
            called = val(element.find(w("name"))).casefold()
            level = base.level
            if called.startswith("heading ") and called[8:].isdecimal():
                level = int(called[8:])
            properties = element.find(w("pPr"))
            number = base.number
            if properties is not None:
                level, number = _outline(properties, level), _numbering(properties, number)
            self._known[name] = _Style(called, level, number)
        return self._known[name]


def _outline(properties: etree._Element, otherwise: int) -> int:
    said = val(properties.find(w("outlineLvl")))
    return otherwise if not said.isdecimal() else 0 if int(said) > 8 else int(said) + 1


def _numbering(properties: etree._Element, otherwise: tuple[str, int] | None) -> tuple[str, int] | None:
    found = properties.find(w("numPr"))
    if found is None:
        return otherwise
    instance = val(found.find(w("numId")), otherwise[0] if otherwise else "0")
    level = val(found.find(w("ilvl")), str(otherwise[1]) if otherwise else "0")
    return None if instance == "0" else (instance, int(level))


def _revision(element: etree._Element) -> Revision:
    return Revision(_CHANGES[_name(element)], str(element.get(w("author"), "")), str(element.get(w("date"), "")))


def _color(properties: etree._Element | None) -> str:
    """What tells a stretch from the rest: the colour behind it, or that of its letters unless it is black."""
    if properties is None:
        return ""
    mark = val(properties.find(w("highlight")))
    letters = val(properties.find(w("color"))).upper()
    return mark if mark not in ("", "none") else "" if letters in ("", "AUTO", "000000") else letters


def _on(properties: etree._Element | None, name: str) -> bool:
    found = properties.find(w(name)) if properties is not None else None
    return found is not None and val(found, "1") not in ("0", "false", "off")


def _language(paragraph: etree._Element) -> str:
    said = Counter(val(each).partition("-")[0] for each in paragraph.iter(w("lang")) if val(each))
    return said.most_common(1)[0][0] if said else ""


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind as one."""
    last: Stretch | None = None
    for each in stretches:
        if last is not None and replace(each, text="") == replace(last, text=""):
            last = replace(last, text=last.text + each.text)
        else:
            if last is not None:
                yield last
            last = each
    if last is not None:
        yield last


def _plain(paragraph: etree._Element) -> str:
    return "".join(_PLAIN.get(_name(each), each.text or "") for each in paragraph.iter(w("t"), w("tab"), w("br")))


def _answers(extended: etree._Element | None) -> dict[str, str]:
    """{paragraph of a comment: paragraph of the one that it answers}, by Word's ids of paragraphs."""
    if extended is None:
        return {}
    return {
        str(each.get(f"{{{_X}}}paraId")): str(each.get(f"{{{_X}}}paraIdParent"))
        for each in extended.iter(f"{{{_X}}}commentEx")
        if each.get(f"{{{_X}}}paraIdParent")
    }


def _para(paragraph: etree._Element) -> str:
    return str(paragraph.get(f"{{{_P}}}paraId", ""))


def _id(element: etree._Element) -> str:
    return str(element.get(w("id"), ""))


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _space(element: etree._Element) -> str:
    return str(etree.QName(element).namespace)


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(w(name)), None)


def _within(element: etree._Element, tag: str, top: etree._Element) -> bool:
    """Whether it stands in another of its kind below ``top``."""
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag == tag:
            return True
    return False
