"""What lies in a Word file beside its text: comments, notes, headers, feet, its makers, its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from paraph.documents.docx.inheriting import w
from paraph.documents.docx.naming import author_of, date_of, id_of, name_of
from paraph.documents.docx.opening import Package
from paraph.documents.gateway import admit
from paraph.documents.manuscript import Aside, Comment, Found, Note, Stretch

_X = "http://schemas.microsoft.com/office/word/2012/wordml"
_P = "http://schemas.microsoft.com/office/word/2010/wordml"
_PLAIN = {"tab": "\t", "br": "\n"}
_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml")
_READ = re.compile(
    r"word/(?:document|styles|numbering|comments|commentsExtended|footnotes|endnotes|(?:header|footer)\d*)\.xml"
    r"|docProps/(?:core|app|custom)\.xml|\[Content_Types\]\.xml|.*\.rels"
)
_MADE_BY = frozenset({
    "creator", "lastModifiedBy", "Company", "Manager", "title", "subject", "keywords", "description", "category",
    "Template", "lpwstr",
})  # fmt: skip
"""What a file says about its makers, by the names of elements in docProps."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a comment is about: where that begins, and its words."""

    paragraph: int
    words: list[str] = field(default_factory=list)


def comments(package: Package, anchors: Mapping[str, Anchor]) -> Iterator[Comment]:
    root = package.xml("word/comments.xml")
    if root is None:
        return
    extended = package.xml("word/commentsExtended.xml")
    answers, settled = _threads(extended)
    by_paragraph = {_para(each): id_of(comment) for comment in root.iter(w("comment")) for each in comment.iter(w("p"))}
    where = package.where
    for comment in root.iter(w("comment")):
        last = next((_para(each) for each in reversed(list(comment.iter(w("p"))))), "")
        anchor = anchors.get(id_of(comment), Anchor(-1))
        yield Comment(
            id_of(comment),
            author_of(comment, where),
            date_of(comment),
            admit("\n".join(_plain(each) for each in comment.iter(w("p"))), where),
            admit("".join(anchor.words), where),
            by_paragraph.get(answers[last], "") if last in answers else "",
            admit(str(comment.get(w("initials"), "")), where),
            anchor.paragraph,
            last in settled,
        )


def notes(package: Package, words: Callable[[etree._Element], tuple[Stretch, ...]]) -> Iterator[Note]:
    """Footnotes, then endnotes; ``words``: of an element with paragraphs."""
    for kind in ("footnote", "endnote"):
        root = package.xml(f"word/{kind}s.xml")
        for each in root.iter(w(kind)) if root is not None else ():
            if each.get(w("type")) is None:
                yield Note(f"{kind}-{id_of(each)}", words(each))


def around(package: Package) -> Iterator[Found]:
    """Headers and feet, and what the file says about who made it."""
    for name in sorted(package.parts):
        if _AROUND.fullmatch(name):
            root = package.xml(name)
            lines = (_plain(each).strip() for each in root.iter(w("p"))) if root is not None else ()
            if words := "\n".join(filter(None, lines)):
                yield Found(Aside.HEADER, admit(words, package.where), name.removeprefix("word/"))
        elif name.startswith("docProps/") and name.endswith(".xml"):
            root = package.xml(name)
            for each in root.iter(etree.Element) if root is not None else ():
                if name_of(each) in _MADE_BY and (each.text or "").strip():
                    yield Found(Aside.METADATA, admit(str(each.text).strip(), package.where), name_of(each))


def parts(package: Package) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the parts that were read, and of those that were not."""
    names = sorted(admit(each, package.where) for each in package.parts)
    return tuple(each for each in names if _READ.fullmatch(each)), tuple(
        each for each in names if not _READ.fullmatch(each)
    )


def _threads(extended: etree._Element | None) -> tuple[dict[str, str], set[str]]:
    """{paragraph of a comment: paragraph of the one that it answers} and those done, by Word's ids of paragraphs."""
    found = list(extended.iter(f"{{{_X}}}commentEx")) if extended is not None else []
    answers = {
        str(each.get(f"{{{_X}}}paraId")): str(each.get(f"{{{_X}}}paraIdParent"))
        for each in found
        if each.get(f"{{{_X}}}paraIdParent")
    }
    return answers, {str(each.get(f"{{{_X}}}paraId")) for each in found if each.get(f"{{{_X}}}done") in ("1", "true")}


def _plain(paragraph: etree._Element) -> str:
    return "".join(_PLAIN.get(name_of(each), each.text or "") for each in paragraph.iter(w("t"), w("tab"), w("br")))


def _para(paragraph: etree._Element) -> str:
    return str(paragraph.get(f"{{{_P}}}paraId", ""))
