"""Reading a Word file that somebody else made, whole: what is shown, what was changed by whom, what was remarked.

``inheriting`` is what words take from styles, ``beside`` what lies in other parts of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from paraph.documents.docx import beside
from paraph.documents.docx.counting import lists_of, number, val
from paraph.documents.docx.inheriting import Styles, color, numbering, on, outline, unseen, w
from paraph.documents.docx.naming import CHANGES, id_of, name_of, revision, space_of
from paraph.documents.docx.opening import Package, opened
from paraph.documents.gateway import admit
from paraph.documents.lists import Counting
from paraph.documents.manuscript import Aside, Before, Cell, Found, Manuscript, Paragraph, Revision, Stretch

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_WITHIN = frozenset(
    {"hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
)
_SILENT = frozenset({
    "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "sectPr",
    "lastRenderedPageBreak", "softHyphen", "customXmlPr", "smartTagPr", "rt", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator", "fldData",
    "continuationSeparator", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "rubyPr", "commentReference",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
})  # fmt: skip
"""What bears no words."""
_PICTURES = frozenset({"drawing", "pict", "object"})
_FORMATTED = tuple(map(w, (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
    "tblPrExChange", "numberingChange",
)))  # fmt: skip
_WHITE = "FFFFFF"


def read(data: bytes, where: str = "docx") -> Manuscript:
    """A Word file as a manuscript. Raises UnreadableFile and TextRefused with the place."""
    return _Reader(opened(data, where)).manuscript()


@dataclass(frozen=True, slots=True)
class _Look:
    """What a stretch inherits from what it stands in."""

    revisions: tuple[Revision, ...] = ()
    hidden: bool = False
    placeholder: bool = False
    row_hidden: bool = False


@dataclass
class _Field:
    """A field that is open: its code, and once that is over, what it shows."""

    code: str = ""
    shown: str = ""
    in_code: bool = True


@dataclass
class _Reader:
    package: Package
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.lists = lists_of(self.package.xml("word/numbering.xml"))
        self.counting = Counting(self.lists)
        self.styles = Styles(self.package.xml("word/styles.xml"))
        self.found: list[Paragraph] = []
        self.asides: list[Found] = []
        self.anchors: dict[str, beside.Anchor] = {}
        self._open: set[str] = set()
        self._fields: list[_Field] = []
        self._tables = 0

    def manuscript(self) -> Manuscript:
        root = self.package.xml("word/document.xml")
        assert root is not None  # noqa: S101 - opened() has seen it
        body = root.find(w("body"))
        for each in body if body is not None else ():
            self._block(each, None, _Look())
        self._close_fields()
        comments = tuple(beside.comments(self.package, self.anchors))
        notes = tuple(beside.notes(self.package, self._words_of_note))
        self.counts["comments"] += len(comments)
        for form in self.lists.unknown():
            self.left_out[f"numbering in {form}"] += 1
        self.counts["formatting changes"] += sum(1 for _ in root.iter(*_FORMATTED))
        asides = (*self.asides, *beside.around(self.package))
        parts, skipped = beside.parts(self.package)
        return Manuscript(
            tuple(self.found), comments, notes, +self.counts, +self.left_out, asides, self.lists, parts, skipped
        )

    # Blocks

    def _block(self, element: etree._Element, cell: Cell | None, look: _Look) -> None:
        name = name_of(element)
        if name == "p":
            self.found.append(self._paragraph(element, cell, look))
        elif name == "tbl":
            self._table(element, cell, look)
        elif name in ("sdt", "sdtContent", "customXml"):
            self.counts["content controls"] += name == "sdt"
            for each in element:
                self._block(each, cell, self._controlled(element, look))
        elif name in CHANGES:
            changed = replace(look, revisions=(*look.revisions, revision(element, self.package.where)))
            for each in element:
                self._block(each, cell, changed)
        elif not self._anchored(element) and name not in _SILENT:
            self._leave_out(element)

    def _table(self, element: etree._Element, outer: Cell | None, look: _Look) -> None:
        """A table's paragraphs, row by row; of a table within a table each keeps the place in the outer one."""
        table, self._tables = self._tables, self._tables + 1
        self.counts["tables"] += 1
        for row, line in enumerate(each for each in element.iter(w("tr")) if _owner(each, "tbl") is element):
            changes = tuple(
                revision(each, self.package.where)
                for each in line.iterfind(f"{w('trPr')}/*")
                if name_of(each) in ("ins", "del")
            )
            self.counts["rows changed"] += bool(changes)
            concealed = on(line.find(w("trPr")), "hidden")
            inner = replace(look, revisions=(*look.revisions, *changes), row_hidden=look.row_hidden or concealed)
            column = 0
            for each in (cell for cell in line.iter(w("tc")) if _owner(cell, "tr") is line):
                place = outer or Cell(table, row, column)
                for block in each:
                    self._block(block, place, inner)
                column += max(number(val(each.find(f"{w('tcPr')}/{w('gridSpan')}"), "1"), 1), 1)

    def _paragraph(self, element: etree._Element, cell: Cell | None, look: _Look) -> Paragraph:
        properties = element.find(w("pPr"))
        style = self.styles.of(val(properties.find(w("pStyle")) if properties is not None else None))
        level, counted, before = style.level, style.counted, None
        if properties is not None:
            level, counted = outline(properties, level), numbering(properties, counted)
            before = self._before(properties, Before("", level, counted))
        label = self.counting.label(*counted) if counted else ""
        where = f"{self.package.where}, {len(self.found) + 1}"
        if style.hidden:
            look = replace(look, hidden=True)
        stretches = tuple(_admitted(_joined(self._inside(element, look)), where))
        mark = (*look.revisions, *(self._marks(properties) if properties is not None else ()))
        self.counts["paragraphs"] += 1
        self._tell_of_hidden(stretches)
        language = _language(element)
        name = admit(style.name, where)
        return Paragraph(stretches, admit(label, where), level, mark, cell, language, name, counted, before)

    def _before(self, properties: etree._Element, now: Before) -> Before | None:
        """How the paragraph was counted before a tracked change of its properties; None where that is the same."""
        change = properties.find(w("pPrChange"))
        old = change.find(w("pPr")) if change is not None else None
        if change is None or old is None:
            return None
        style = self.styles.of(val(old.find(w("pStyle"))))
        was = Before("", outline(old, style.level), numbering(old, style.counted))
        author = admit(str(change.get(w("author"), "")), self.package.where)
        return None if was == now else replace(was, author=author)

    def _marks(self, properties: etree._Element) -> Iterator[Revision]:
        for each in properties.iterfind(f"{w('rPr')}/*"):
            if name_of(each) in CHANGES:
                self.counts[f"paragraph ends {CHANGES[name_of(each)]}"] += 1
                yield revision(each, self.package.where)

    def _tell_of_hidden(self, stretches: tuple[Stretch, ...]) -> None:
        for each in stretches:
            if each.hidden:
                self.counts["hidden characters"] += len(each.text)
                self.asides.append(Found(Aside.HIDDEN, each.text, "", len(self.found)))

    # Inside a paragraph

    def _inside(self, element: etree._Element, look: _Look) -> Iterator[Stretch]:
        for each in element:
            name = name_of(each)
            if name == "r":
                yield from self._run(each, look)
            elif name in CHANGES:
                self.counts[CHANGES[name]] += 1
                made = (*look.revisions, revision(each, self.package.where))
                yield from self._inside(each, replace(look, revisions=made))
            elif name == "fldSimple":
                yield from self._simple_field(each, look)
            elif name in _WITHIN:
                self.counts["content controls"] += name == "sdt"
                yield from self._inside(each, self._controlled(each, look))
            elif not self._anchored(each) and name not in _SILENT:
                self._leave_out(each)

    def _controlled(self, element: etree._Element, look: _Look) -> _Look:
        """Within a content control that shows a prompt ("Click here to enter text"), and no words of anybody's."""
        shows = element.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
        return look if shows is None or val(shows, "1") in ("0", "false") else replace(look, placeholder=True)

    def _anchored(self, element: etree._Element) -> bool:
        """Whether it begins or ends what a comment is about."""
        name, identity = name_of(element), id_of(element)
        if name == "commentRangeStart":
            self._open.add(identity)
            self.anchors.setdefault(identity, beside.Anchor(len(self.found)))
        elif name == "commentRangeEnd":
            self._open.discard(identity)
        return name in ("commentRangeStart", "commentRangeEnd")

    def _run(self, element: etree._Element, look: _Look) -> Iterator[Stretch]:
        properties = element.find(w("rPr"))
        style = self.styles.of(val(properties.find(w("rStyle")) if properties is not None else None))
        paint = color(properties) or style.color
        says = properties is not None and properties.find(w("vanish")) is not None
        hidden = on(properties, "vanish") if says else style.hidden or look.hidden
        if paint == _WHITE:  # white on white: there, and not to be seen
            paint, hidden = "", True
        hidden = hidden or unseen(properties) or look.row_hidden
        for each in element:
            if name_of(each) in ("footnoteReference", "endnoteReference"):
                yield self._note_mark(each, look)
                continue
            text = self._text(each)
            if text is None:
                yield from self._boxed(each, look)
            elif text:
                yield self._shown(text, look, paint, hidden)

    def _shown(self, text: str, look: _Look, paint: str, hidden: bool) -> Stretch:
        for anchor in self._open:
            self.anchors[anchor].words.append(text)
        for each in self._fields:
            each.shown += text
        if look.placeholder:
            self.counts["prompts"] += 1
            self.asides.append(Found(Aside.PLACEHOLDER, text, "", len(self.found)))
        return Stretch(text, look.revisions, paint, hidden)

    def _note_mark(self, element: etree._Element, look: _Look) -> Stretch:
        kind = name_of(element).removesuffix("Reference")
        self.counts[f"{kind}s"] += 1
        return Stretch("", look.revisions, note=f"{kind}-{id_of(element)}")

    def _text(self, element: etree._Element) -> str | None:
        """The words of a child of a run; "" for one that has none, None for one that is to be looked into."""
        name = name_of(element)
        if name == "fldChar":
            self._field(str(element.get(w("fldCharType"), "")))
            return ""
        if name in ("instrText", "delInstrText"):
            if self._fields:
                self._fields[-1].code += element.text or ""
            return ""
        if name in ("t", "delText"):
            return "" if self._fields and self._fields[-1].in_code else element.text or ""
        if name in _PLAIN:
            page = name == "br" and element.get(w("type")) in ("page", "column")
            return "" if page else _PLAIN[name]
        if name == "sym":
            return self._symbol(element)
        return "" if name in _SILENT else None

    def _field(self, mark: str) -> None:
        """The words of a field's code are no words of the text; what it shows is, and the report says what made it."""
        if mark == "begin":
            self._fields.append(_Field())
        elif mark == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif mark == "end" and self._fields:
            self._tell_of_field(self._fields.pop())

    def _simple_field(self, element: etree._Element, look: _Look) -> Iterator[Stretch]:
        self._fields.append(_Field(str(element.get(w("instr"), "")), in_code=False))
        yield from self._inside(element, look)
        self._tell_of_field(self._fields.pop())

    def _tell_of_field(self, found: _Field) -> None:
        self.counts["fields"] += 1
        where = self.package.where
        told = Found(Aside.FIELD, admit(found.shown, where), admit(found.code.strip(), where), len(self.found))
        self.asides.append(told)

    def _close_fields(self) -> None:
        while self._fields:
            self._tell_of_field(self._fields.pop())

    def _symbol(self, element: etree._Element) -> str:
        """A letter of a symbol font has no meaning elsewhere: it is left out, and counted."""
        self.left_out[f"symbols of the font {admit(element.get(w('font'), '?'), self.package.where)}"] += 1
        return ""

    def _boxed(self, element: etree._Element, look: _Look) -> Iterator[Stretch]:
        """The words of text boxes, which stand where their anchor is; pictures are counted."""
        if name_of(element) == "AlternateContent":
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
        name = name_of(element)
        said = "pictures" if name in _PICTURES else "formulas" if space_of(element) == _MATH else name
        self.left_out[said] += 1
        words = " ".join("".join(map(str, element.itertext())).split())
        if words:
            where = f"{self.package.where}, {len(self.found) + 1}"
            self.asides.append(Found(Aside.UNREAD, admit(words, where), said, len(self.found)))

    def _words_of_note(self, note: etree._Element) -> tuple[Stretch, ...]:
        found: list[Stretch] = []
        for each in note.iter(w("p")):
            if found:
                found.append(Stretch("\n"))
            found += self._inside(each, _Look())
        words = tuple(_admitted(_joined(iter(found)), self.package.where))
        self._tell_of_hidden(words)
        return words


def _admitted(stretches: Iterator[Stretch], where: str) -> Iterator[Stretch]:
    return (replace(each, text=admit(each.text, where)) for each in stretches)


def _language(paragraph: etree._Element) -> str:
    said = Counter(val(each).partition("-")[0] for each in paragraph.iter(w("lang")) if val(each))
    return said.most_common(1)[0][0] if said else ""


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind as one."""
    last: Stretch | None = None
    for each in stretches:
        if last is not None and not each.note and replace(each, text="") == replace(last, text=""):
            last = replace(last, text=last.text + each.text)
        else:
            if last is not None:
                yield last
            last = each
    if last is not None:
        yield last


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
