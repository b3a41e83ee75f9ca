"""Reading HTML that somebody else made: its blocks as paragraphs, ``ins`` and ``del`` as changes, notes, hidden words.

Scripts, styles, pictures and whatever runs are never followed; they are counted, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as parser

from paraph.documents.gateway import admit, decode
from paraph.documents.lists import letters, roman
from paraph.documents.manuscript import (
    Aside,
    Cell,
    Change,
    Comment,
    Found,
    Manuscript,
    Note,
    Paragraph,
    Revision,
    Stretch,
)
from paraph.errors import N_, UnreadableFile

DEPTH = 100
_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "pre", "dt", "dd", "section",
    "article", "main", "ul", "ol", "table", "tr", "tbody", "thead", "header", "footer", "body", "address", "caption",
    "figure", "figcaption", "nav", "aside", "form", "fieldset", "details", "summary", "hr",
})  # fmt: skip
_UNREAD = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "img", "video", "audio",
    "math", "input", "select", "textarea", "button", "link", "meta",
})  # fmt: skip
_CHANGES = {"ins": Change.INSERTED, "del": Change.DELETED, "s": Change.DELETED, "strike": Change.DELETED}
_COLOR = re.compile(r"(?:^|;)\s*(?:background(?:-color)?|color)\s*:\s*([#\w]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FORMS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": letters,
    "A": lambda n: letters(n).upper(),
    "i": roman,
    "I": lambda n: roman(n).upper(),
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?")


def read(data: bytes, where: str = "html") -> Manuscript:
    """An HTML file in UTF-8 as a manuscript. Raises UnreadableFile, TextRefused."""
    text = decode(data, where)
    try:
        root = parser.document_fromstring(text, parser=parser.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableFile(path=where, detail=N_("it is no HTML, or an empty one")) from None
    return _Reader(where, root).manuscript()


@dataclass(frozen=True, slots=True)
class _Look:
    """What words inherit from what they stand in."""

    revisions: tuple[Revision, ...] = ()
    color: str = ""
    hidden: bool = False
    language: str = ""
    level: int = 0
    style: str = ""
    cell: Cell | None = None


@dataclass
class _Reader:
    where: str
    root: etree._Element
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.found: list[Paragraph] = []
        self.asides: list[Found] = []
        self.words: list[Stretch] = []
        self.label = ""
        self.title = " ".join((self.root.findtext(".//title") or "").split())
        self.notes = self._notes()
        self.ours: dict[str, int] = {}
        self._tables = 0

    def manuscript(self) -> Manuscript:
        language = str(self.root.get("lang", "")).partition("-")[0]
        body = self.root.find("body")
        self._into(body if body is not None else self.root, _Look(language=language), 0)
        self._close(_Look())
        self.counts["paragraphs"] = len(self.found)
        self.counts["footnotes"] = len(self.notes)
        made = tuple(note for _, note in self.notes.values() if note.id not in self.ours)
        remarks = tuple(
            Comment(note.id, "", "", note.text, paragraph=self.ours[note.id])
            for _, note in self.notes.values()
            if note.id in self.ours
        )
        return Manuscript(tuple(self.found), remarks, made, self.counts, self.left_out, tuple(self.asides))

    def _notes(self) -> dict[str, tuple[etree._Element, Note]]:
        """Elements to which a raised link leads, by their ids: footnotes."""
        by_id = {str(each.get("id")): each for each in self.root.iter(etree.Element) if each.get("id")}
        found = {}
        for link in self.root.iterfind(".//sup/a"):
            name = str(link.get("href", "")).removeprefix("#")
            if name in by_id and by_id[name].tag in ("li", "p", "div", "aside"):
                words = _spaced("".join(map(str, by_id[name].itertext()))).strip().removesuffix("↑").strip()
                found[name] = by_id[name], Note(f"note-{name}", (Stretch(admit(words, self.where)),))
        return found

    def _into(self, element: etree._Element, look: _Look, depth: int) -> None:
        if depth > DEPTH:
            raise UnreadableFile(path=self.where, detail=N_("it is nested too deeply, or has too many elements"))
        self._say(element.text, look)
        for each in element:
            if isinstance(each.tag, str):
                self._child(each, look, depth)
            elif isinstance(each, etree._Comment):
                self._tell(str(each.text or ""), "comment")
            self._say(each.tail, look)

    def _child(self, element: etree._Element, look: _Look, depth: int) -> None:
        tag = str(element.tag)
        if tag in _UNREAD:
            self.left_out["pictures" if tag in ("img", "svg", "canvas") else tag] += tag not in ("link", "meta")
            self._tell("" if tag in ("script", "style") else "".join(map(str, element.itertext())), tag)
        elif any(element is note for note, _ in self.notes.values()):
            return
        elif tag == "br":
            self.words.append(Stretch("\n", look.revisions, look.color, look.hidden))
        elif tag == "sup" and (name := self._noted(element)):
            own = f"to-{name.removeprefix('note-')}"  # a note of Paraph's, none of the text
            if any(each.get("id") == own for each in element.iterfind("a")):
                self.ours[f"note-{name}"] = len(self.found)
                return
            self.words.append(Stretch("", look.revisions, note=f"note-{name}"))
        elif tag in ("header", "footer", "nav"):
            self._tell("".join(map(str, element.itertext())), tag, Aside.HEADER)
        elif tag in _BLOCKS:
            inner = self._block_look(element, look)
            self._close(look)
            self.label = self._label(element)
            if tag == "table":
                self._table(element, inner, depth)
            else:
                self._into(element, inner, depth + 1)
            self._close(inner)
        else:
            self._into(element, self._inline_look(element, look), depth + 1)

    def _noted(self, element: etree._Element) -> str:
        names = (str(each.get("href", "")).removeprefix("#") for each in element.iterfind("a"))
        return next((each for each in names if each in self.notes), "")

    def _table(self, element: etree._Element, look: _Look, depth: int) -> None:
        number, self._tables = self._tables, self._tables + 1
        self.counts["tables"] += 1
        for row, line in enumerate(element.iter("tr")):
            for column, cell in enumerate(each for each in line if each.tag in ("td", "th")):
                inner = replace(self._block_look(cell, look), cell=look.cell or Cell(number, row, column))
                self._into(cell, inner, depth + 1)
                self._close(inner)

    def _block_look(self, element: etree._Element, look: _Look) -> _Look:
        tag = str(element.tag)
        level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        quiet = bool({"quiet", "names"} & set(str(element.get("class", "")).split()))  # as Paraph writes it
        title = level == 1 and self.title and " ".join("".join(map(str, element.itertext())).split()) == self.title
        style = "title" if title else "note" if quiet else look.style
        language = str(element.get("lang", "")).partition("-")[0] or look.language
        return replace(self._inline_look(element, look), level=0 if title else level, style=style, language=language)

    def _inline_look(self, element: etree._Element, look: _Look) -> _Look:
        tag, style = str(element.tag), str(element.get("style", ""))
        if element.get("hidden") is not None or _HIDDEN.search(style):
            look = replace(look, hidden=True)
        painted = _COLOR.search(style)
        color = painted[1] if painted else "yellow" if tag == "mark" else str(element.get("color", ""))
        if color:
            look = replace(look, color=color.lstrip("#").upper() if color.startswith("#") else color.lower())
        if tag in _CHANGES:
            said = str(element.get("datetime", ""))
            who = admit(str(element.get("data-author") or element.get("title") or ""), self.where).strip()
            change = Revision(_CHANGES[tag], who, said if _DATE.fullmatch(said) else "")
            self.counts[change.change] += 1
            look = replace(look, revisions=(*look.revisions, change))
        return look

    def _label(self, element: etree._Element) -> str:
        """The number that a browser prints before an item of a list."""
        over = element.getparent()
        if element.tag != "li" or over is None or over.tag != "ol":
            return ""
        before = [each for each in over if each.tag == "li"].index(element)
        value = str(element.get("value") or "")
        start = str(over.get("start") or "1")
        number = int(value) if value.isdecimal() else (int(start) if start.isdecimal() else 1) + before
        return f"{_FORMS.get(str(over.get('type') or '1'), str)(number)}."

    def _say(self, text: str | None, look: _Look) -> None:
        if text:
            said = _spaced(text)
            if look.hidden and said.strip():
                self.counts["hidden characters"] += len(said)
                self.asides.append(Found(Aside.HIDDEN, said.strip(), "", len(self.found)))
            self.words.append(Stretch(said, look.revisions, look.color, look.hidden))

    def _close(self, look: _Look) -> None:
        """End a paragraph, if there is one."""
        words, label, self.words, self.label = self.words, self.label, [], ""
        while words and not words[0].note and not words[0].text.strip():
            words.pop(0)
        while words and not words[-1].note and not words[-1].text.strip():
            words.pop()
        if words:
            self.found.append(Paragraph(tuple(words), label, look.level, (), look.cell, look.language, look.style))
        else:
            self.label = label

    def _tell(self, text: str, what: str, aside: Aside = Aside.UNREAD) -> None:
        words = " ".join(text.split())
        if words:
            self.asides.append(Found(aside, admit(words, self.where), what, len(self.found)))


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text)
