"""Reading Akoma Ntoso 3.0 (OASIS LegalDocML): its hierarchy as provisions, insertions, deletions and notes as they are.

Words are read as they stand, brackets and all. An element of the hierarchy that has no name here is a section where it
has a heading, else a paragraph; the report counts what was read so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from paraph.documents.docx.naming import name_of
from paraph.documents.docx.opening import parsed
from paraph.documents.gateway import admit, check_size
from paraph.documents.manuscript import Aside, Change, Comment, Found, Manuscript, Note, Paragraph, Revision, Stretch
from paraph.errors import N_, UnreadableFile
from paraph.text.provision import Kind

_KINDS = {
    "part": Kind.PART, "book": Kind.PART, "title": Kind.PART, "chapter": Kind.CHAPTER, "subchapter": Kind.CHAPTER,
    "section": Kind.SECTION, "subsection": Kind.SECTION, "article": Kind.ARTICLE, "rule": Kind.ARTICLE,
    "paragraph": Kind.PARAGRAPH, "subparagraph": Kind.PARAGRAPH, "clause": Kind.PARAGRAPH, "point": Kind.POINT,
    "indent": Kind.POINT, "item": Kind.POINT,
}  # fmt: skip
_HIERARCHY = frozenset({
    *_KINDS, "hcontainer", "subpart", "subtitle", "division", "subdivision", "alinea", "level", "list", "sublist",
    "proviso", "subclause", "subrule", "tome", "transitional", "crossHeading",
})  # fmt: skip
_LANGUAGES = {"eng": "en", "vie": "vi", "spa": "es", "fra": "fr", "deu": "de", "por": "pt", "rus": "ru", "zho": "zh"}
_CHANGES = {"ins": Change.INSERTED, "del": Change.DELETED}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_BESIDE = frozenset({"meta", "coverPage", "conclusions", "preface"})


def read(data: bytes, where: str = "akn") -> Manuscript:
    """A document, or a collection of one for each language. Raises UnreadableFile, TextRefused."""
    check_size(data, where)
    return read_root(parsed(data, where), where)


def read_root(root: etree._Element, where: str) -> Manuscript:
    """Like ``read``, of XML that was parsed."""
    if name_of(root) != "akomaNtoso":
        raise UnreadableFile(path=where, detail=N_("it is XML, but not Akoma Ntoso"))
    return _Reader(where).read(root)


def is_one(data: bytes) -> bool:
    """Whether XML looks like Akoma Ntoso, by how it begins.

    >>> is_one(b"<akomaNtoso/>"), is_one(b"<treaty/>")
    (True, False)
    """
    return b"akomaNtoso" in data[:4096]


@dataclass
class _Reader:
    where: str
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    found: list[Paragraph] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    asides: list[Found] = field(default_factory=list)
    remarks: list[Comment] = field(default_factory=list)
    language: str = ""
    ours: bool = False

    def read(self, root: etree._Element) -> Manuscript:
        languages = [_LANGUAGES.get(str(each.get("language")), "") for each in root.iter("{*}FRBRlanguage")]
        self.language = next(filter(None, languages), "")
        # What Paraph itself notes at a provision stands there as a note, and is no footnote of the text.
        self.ours = any(each.get("href") == "#paraph" for each in root.iter("{*}FRBRauthor"))
        self._block(root, 0)
        self.counts["footnotes"] = len(self.notes)
        self.counts["paragraphs"] = len(self.found)
        declared = self.language if len(set(filter(None, languages))) == 1 else ""
        return Manuscript(
            tuple(self.found),
            tuple(self.remarks),
            tuple(self.notes),
            self.counts,
            self.left_out,
            tuple(self.asides),
            language=declared,
        )

    def _block(self, element: etree._Element, depth: int) -> None:
        said = str(element.get(f"{_XML}lang", "")).partition("-")[0]
        before, self.language = self.language, said or self.language
        name = name_of(element)
        if name in _BESIDE:
            self._tell(element, name)
        elif name in _HIERARCHY:
            self._provision(element, depth)
        elif name == "preamble":
            self._add(Kind.PREAMBLE, "", (), depth)
            self._inner(element, depth + 1)
        elif name in ("p", "block", "heading", "subheading", "longTitle", "listIntroduction", "listWrapUp", "num"):
            self._add(Kind.PARAGRAPH, "", self._words(element), depth)
        elif name == "tr":
            cells = [self._words(each) for each in element]
            row = [part for at, each in enumerate(cells) for part in ((Stretch("\t"),) if at else ()) + each]
            self._add(Kind.PARAGRAPH, "", tuple(row), depth)
        else:
            self._inner(element, depth)
        self.language = before

    def _inner(self, element: etree._Element, depth: int) -> None:
        for each in element:
            self._block(each, depth)

    def _provision(self, element: etree._Element, depth: int) -> None:
        name = name_of(element)
        number, heading = element.find("{*}num"), element.find("{*}heading")
        said = str(element.get("name", "")) if name == "hcontainer" else ""
        kind = _KINDS.get(name) or next((each for each in Kind if each.value == said), None)
        if kind is None:
            kind = Kind.SECTION if heading is not None else Kind.PARAGRAPH
            self.counts[name] += 1
        label = " ".join("".join(map(str, number.itertext())).split()) if number is not None else ""
        words = self._words(heading) if heading is not None else ()
        rest = [each for each in element if each is not number and each is not heading]
        if not kind.titled and not words and rest and name_of(rest[0]) in ("content", "intro"):
            lead = list(rest[0])
            words = self._words(lead[0]) if lead else self._words(rest[0])
            self._add(kind, admit(label, self.where), words, depth)
            for each in lead[1:]:
                self._block(each, depth + 1)
            rest = rest[1:]
        else:
            self._add(kind, admit(label, self.where), words, depth)
        for each in rest:
            self._block(each, depth + 1)

    def _add(self, kind: Kind, label: str, words: tuple[Stretch, ...], depth: int) -> None:
        if label or kind is Kind.PREAMBLE or any(each.text.strip() or each.note for each in words):
            self.found.append(Paragraph(words, label, language=self.language, kind=kind, depth=depth))

    def _words(self, element: etree._Element) -> tuple[Stretch, ...]:
        text = list(self._inside(element, ()))
        return tuple(replace(each, text=admit(each.text, self.where)) for each in _trimmed(text))

    def _inside(self, element: etree._Element, revisions: tuple[Revision, ...]) -> Iterator[Stretch]:
        name = name_of(element)
        if name in _CHANGES:
            self.counts[_CHANGES[name]] += 1
            revisions = (
                *revisions,
                Revision(_CHANGES[name], admit(str(element.get("refersTo", "")).lstrip("#"), self.where)),
            )
        if element.text:
            yield Stretch(_spaced(element.text), revisions)
        for each in element:
            kind = name_of(each)
            if kind == "authorialNote":
                words = self._words(each)
                if self.ours:
                    said = "".join(part.text for part in words)
                    self.remarks.append(
                        Comment(f"note-{len(self.remarks) + 1}", "", "", said, paragraph=len(self.found))
                    )
                    if each.tail:
                        yield Stretch(_spaced(each.tail), revisions)
                    continue
                self.notes.append(Note(f"note-{len(self.notes) + 1}", words))
                yield Stretch("", revisions, note=self.notes[-1].id)
            elif kind in ("img", "remark", "noteRef"):
                self._tell(each, kind)
            elif kind in ("br", "eol"):
                yield Stretch("\n", revisions)
            else:
                yield from self._inside(each, revisions)
            if each.tail:
                yield Stretch(_spaced(each.tail), revisions)

    def _tell(self, element: etree._Element, name: str) -> None:
        words = " ".join("".join(map(str, element.itertext())).split())
        if words:
            self.asides.append(Found(Aside.UNREAD, admit(words, self.where), name, len(self.found)))
            self.left_out[name] += 1


def _spaced(text: str) -> str:
    """White space of the markup as single spaces."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return (" " if text[:1].isspace() else "") + words + (" " if text[-1:].isspace() else "")


def _trimmed(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Without white space at both ends, and without double spaces where stretches meet."""
    before = " "
    kept: list[Stretch] = []
    for each in stretches:
        text = each.text.lstrip(" ") if before.endswith((" ", "\n")) else each.text
        if text or each.note:
            kept.append(replace(each, text=text))
            before = text or before
    while kept and not kept[-1].note and not kept[-1].text.strip():
        kept.pop()
    if kept and not kept[-1].note:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    yield from kept
