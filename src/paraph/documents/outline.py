"""The outline of an agreement: what a line's head says it is, and how provisions stand inside one another.

Shared by the readers of plain text and of XML corpora. English and Vietnamese headings are known: Part/Phần,
Chapter/Chương, Section/Mục, Article/Điều, Annex/Phụ lục, Preamble/Lời nói đầu; paragraphs "1.", "2.1", "3 bis.";
points "(a)", "(iv)", "a)", "đ)".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from paraph.text.provision import Kind, Provision

_NAMES = {
    Kind.PART: "part|phần",
    Kind.CHAPTER: "chapter|chương|capítulo",
    Kind.SECTION: "section|mục|sección",
    Kind.ARTICLE: "article|điều|artículo",
    Kind.ANNEX: "annex|appendix|phụ lục|anexo",
    Kind.PREAMBLE: "preamble|lời nói đầu|lời mở đầu|preámbulo",
}
_LATIN = r"(?:[ ]?(?:bis|ter|quater|alt))?"
_HEADING = re.compile(
    "(?P<number>(?:"
    + "|".join(f"(?P<{kind.value}>{names})" for kind, names in _NAMES.items())
    + rf")(?(preamble)|(?:[ ](?:\d+(?:[.\-](?:\d+|[a-z]\b))*|[ivxlc]+|[a-z](?:-?\d+)?){_LATIN})(?![\w.]*\w)))"
    + r"(?P<between>[ ]?[.:–—-][ ]+|[.:]?$)(?P<text>.*)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?P<paragraph>"
    rf"\d{{1,3}}(?:\.\d{{1,3}})*{_LATIN}\.|\d{{1,3}}(?:\.\d{{1,3}})+{_LATIN}|\d{{1,3}}[ ](?:bis|ter|quater|alt)"
    r")|(?P<point>\((?:[a-zđ]|[a-z]{2}|[ivxl]{1,6}|\d{1,2})\)|[a-zđ]\)))(?=\s|$)"
)
_ROMAN = re.compile(r"\(?[ivxl]+\)")
_TITLE_LIMIT = 160
_RANK = {
    Kind.PREAMBLE: 1,
    Kind.ANNEX: 0,
    Kind.PART: 0,
    Kind.CHAPTER: 1,
    Kind.SECTION: 2,
    Kind.ARTICLE: 3,
    Kind.PARAGRAPH: 4,
    Kind.POINT: 5,
    Kind.FOOTNOTE: 6,
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a line begins with: ``number + between + text`` is the line."""

    kind: Kind
    number: str
    between: str
    text: str


def heading(line: str) -> Head | None:
    """Read a line as the heading of a container, or None: sentences that begin with "Article 5" are not headings.

    >>> heading("Điều 5. Quy tắc xuất xứ")
    Head(kind=<Kind.ARTICLE: 'article'>, number='Điều 5', between='. ', text='Quy tắc xuất xứ')
    >>> heading("Article 5 applies to goods.") is None
    True
    """
    if len(line) > _TITLE_LIMIT or line.endswith((".", ";", ",")):
        return None
    found = _HEADING.fullmatch(line)
    if not found:
        return None
    kind = next(kind for kind in _NAMES if found[kind.value])
    return Head(kind, found["number"], found["between"], found["text"])


def label(line: str) -> Head:
    """Split the label from a paragraph or point; a line without one is a paragraph with number "".

    >>> label("(a) originating goods")
    Head(kind=<Kind.POINT: 'point'>, number='(a)', between=' ', text='originating goods')
    >>> label("3 bis. Each Party").number, label("46% of goods").number
    ('3 bis.', '')
    """
    found = _LABEL.match(line)
    if not found:
        return Head(Kind.PARAGRAPH, "", "", line)
    rest = line[found.end() :]
    text = rest.lstrip()
    kind = Kind.PARAGRAPH if found["paragraph"] else Kind.POINT
    return Head(kind, found.group(), rest[: len(rest) - len(text)], text)


@dataclass(slots=True)
class Outline:
    """Gathers provisions in document order and gives each its depth and an id ("p1", "p2" ... in that order)."""

    provisions: list[Provision] = field(default_factory=list)
    _path: list[tuple[float, str]] = field(default_factory=list)

    def add(self, kind: Kind, number: str, text: str) -> Provision:
        rank = self._rank(kind, number)
        while self._path and self._path[-1][0] >= rank:
            self._path.pop()
        provision = Provision(f"p{len(self.provisions) + 1}", kind, len(self._path), number, text)
        self.provisions.append(provision)
        if kind is not Kind.FOOTNOTE:  # points go on after a footnote: nothing stands in one
            self._path.append((rank, number))
        return provision

    def _rank(self, kind: Kind, number: str) -> float:
        """A point's rank tells "(a)" from "(i)" and "2.1" from "2."; "(i)" after "(h)" is a letter."""
        if kind is Kind.PARAGRAPH:
            return 4 + min(number.rstrip(".").count("."), 9) / 10
        if kind is not Kind.POINT:
            return _RANK[kind]
        bare = number.strip("()")
        letters = [before.strip("()") for rank, before in self._path if rank == 5]
        if bare.isdigit():
            return 5.4
        if _ROMAN.fullmatch(number) and not (letters and _next(letters[-1]) == bare):
            return 5.2
        return 5


def _next(letter: str) -> str:
    return chr(ord(letter) + 1) if len(letter) == 1 else ""
