"""Segments and pairs: what two language versions are made of, and which answers which.

A *segment* is a heading, a paragraph, a point, a footnote or a sentence, with its number apart from its words. A *pair*
names segments of two lists by their places: none, one or several on each side. Whatever is aligned or checked here is
two lists of segments and a list of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paraph.text.provision import Draft, Kind, Provision


@dataclass(frozen=True, slots=True)
class Segment:
    """``language``: a BCP 47 tag. ``number``: as shown ("1.", "(a)", "Article 2.3"), "" for none; it is no part of
    ``text``. ``path``: what it stands in, the outermost first, each by its number or, without one, its heading.
    """

    text: str
    language: str
    number: str = ""
    path: tuple[str, ...] = ()
    kind: Kind = Kind.PARAGRAPH

    @property
    def place(self) -> str:
        """Where it stands, for a person: path and number.

        >>> Segment("goods", "en", "(a)", ("Chapter 2", "Article 2.3", "1.")).place
        'Chapter 2 > Article 2.3 > 1. > (a)'
        """
        return " > ".join(filter(None, (*self.path, self.number)))


@dataclass(frozen=True, slots=True)
class Pair:
    """Places of segments (from 0, ascending) in the left list and in the right; one of them may be empty.

    ``confidence``: 0 to 1 that these and no others answer each other.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    confidence: float

    def swapped(self) -> Pair:
        return Pair(self.right, self.left, self.confidence)


def segments_of(draft: Draft) -> list[Segment]:
    """A draft as segments, one a provision, in document order.

    >>> draft = Draft("vi", (Provision("a", Kind.ARTICLE, 0, "Điều 1", "Mục tiêu"),
    ...                      Provision("b", Kind.PARAGRAPH, 1, "1.", "Mỗi Bên phải công bố.")))
    >>> [(each.path, each.number, each.text) for each in segments_of(draft)]
    [((), 'Điều 1', 'Mục tiêu'), (('Điều 1',), '1.', 'Mỗi Bên phải công bố.')]
    """
    found: list[Segment] = []
    path: list[Provision] = []
    for each in draft.provisions:
        while path and path[-1].depth >= each.depth:
            path.pop()
        names = tuple(holder.number or holder.text for holder in path if holder.number or holder.kind.titled)
        found.append(Segment(each.text, draft.language, each.number, names, each.kind))
        if each.kind is not Kind.FOOTNOTE:
            path.append(each)
    return found


def words_of(segments: Sequence[Segment], places: Sequence[int]) -> str:
    """The words of some segments as one text, numbers left out."""
    return " ".join(segments[place].text for place in places if segments[place].text)
