"""Provisions and drafts: what a party's text is made of.

A *draft* is one party's whole text in one language: provisions in document order, each with its depth, so that the
order is the tree. Its printed form is plain text with Markdown headings, and printing is exact: reading it back
gives the same draft (``documents.plain``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a provision is. Its number is shown, never used as its identity."""

    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    POINT = "point"
    FOOTNOTE = "footnote"
    ANNEX = "annex"

    @property
    def titled(self) -> bool:
        """Whether it is a container with a heading (chapter, article ...) rather than words of its own."""
        return self in _TITLED


_TITLED = frozenset({Kind.PREAMBLE, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE, Kind.ANNEX})


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision as one party words it, in one language.

    ``id``: stable, never its number. ``depth``: 0 for a chapter, and so on down; a container's children follow it,
    deeper. ``number``: as shown with its punctuation ("Article 2.3", "1.", "(a)", "3 bis"), "" where it has none.
    ``text``: the heading of a container, else the words.
    """

    id: str
    kind: Kind
    depth: int
    number: str
    text: str

    @property
    def lead(self) -> str:
        """What is printed before the text: a heading's Markdown marks by depth, the number, and what joins them.

        >>> Provision("a1", Kind.ARTICLE, 1, "Article 1", "Aims").lead, Provision("p", Kind.POINT, 2, "(a)", "x").lead
        ('## Article 1. ', '(a) ')
        """
        marks = "#" * min(self.depth + 1, 6) + " " if self.kind.titled else ""
        joint = (". " if self.kind.titled else " ") if self.number and self.text else ""
        return marks + self.number + joint


@dataclass(frozen=True, slots=True)
class Draft:
    """One party's whole text in one language (``language`` is a BCP 47 tag)."""

    language: str
    provisions: tuple[Provision, ...]

    def __len__(self) -> int:
        return len(self.provisions)

    def parents(self) -> Mapping[str, str]:
        """Map each provision's id to its container's id ("" at the top)."""
        return dict(_parents(self.provisions))

    def texts(self) -> list[str]:
        return [provision.text for provision in self.provisions]


def _parents(provisions: tuple[Provision, ...]) -> Iterator[tuple[str, str]]:
    path: list[Provision] = []
    for provision in provisions:
        while path and path[-1].depth >= provision.depth:
            path.pop()
        yield provision.id, path[-1].id if path else ""
        path.append(provision)
