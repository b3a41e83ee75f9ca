"""Comments in the margin of a Word file: a party's words beside what they are about, answers as replies.

A comment stands at the words that it quotes where the text as printed has them in one piece, else at the whole
provision. The file names the party and the moment that the record has, nobody's person and no computer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from paraph.documents.docx.markup import Look, Revision, Xml, root, run, w
from paraph.documents.docx.package import Part
from paraph.documents.paper import Comment

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"

Piece = tuple[str, Look]
"""Words of one look, before they are XML."""


@dataclass
class Margin:
    """The comments of one document, numbered as their anchors come."""

    language: str
    _comments: list[Xml] = field(default_factory=list)
    _threads: list[Xml] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._comments)

    def beside(self, pieces: Iterable[Piece], said: Sequence[Comment]) -> Iterator[Xml]:
        """A paragraph's words with the anchors of what is said of them."""
        found = list(pieces)
        printed = "".join(text for text, _ in found)
        opened: dict[int, list[Xml]] = {}
        closed: dict[int, list[Xml]] = {}
        for each in said:
            at = max(printed.find(each.quote), 0) if each.quote else 0
            end = at + len(each.quote) if each.quote and each.quote in printed else len(printed)
            for number in self._numbered(each):
                opened.setdefault(at, []).append(w("commentRangeStart", id=number))
                reference = w("r", w("commentReference", id=number))
                closed.setdefault(end, []).append(w("commentRangeEnd", id=number) + reference)
        yield from _laid(found, opened, closed)

    def _numbered(self, said: Comment) -> list[str]:
        """Take a comment in, with its answers; their numbers."""
        first = len(self._comments) + 1
        for place, each in enumerate([said, *said.answers]):
            number = len(self._comments) + 1
            content = w("p", run(each.words, Look(self.language))).replace("<w:p>", f'<w:p w14:paraId="{number:08X}">')
            by = Revision(each.author, each.time)
            self._comments.append(by.wrap("comment", number, content, initials=each.code))
            over = f' w15:paraIdParent="{first:08X}"' if place else ""
            self._threads.append(f'<w15:commentEx w15:paraId="{number:08X}"{over} w15:done="0"/>')
        return [str(number) for number in range(first, len(self._comments) + 1)]

    def parts(self) -> list[Part]:
        """The parts of the file in which the comments stand; none where nothing was said."""
        if not self._comments:
            return []
        spaces = f' xmlns:w14="{_W14}" xmlns:mc="{_MC}" mc:Ignorable="w14"'
        made = root("comments", *self._comments).replace("<w:comments", f"<w:comments{spaces}", 1)
        threads = f'<w15:commentsEx xmlns:w15="{_W15}">{"".join(self._threads)}</w15:commentsEx>'
        return [Part("comments", made), Part("commentsExtended", threads)]


def _laid(pieces: Sequence[Piece], opened: dict[int, list[Xml]], closed: dict[int, list[Xml]]) -> Iterator[Xml]:
    """The pieces, cut where an anchor begins or ends; an anchor ends before another begins at the same place."""
    cuts, at = sorted({*opened, *closed}), 0
    done: set[int] = set()

    def anchors(place: int) -> Iterator[Xml]:
        if place not in done:
            done.add(place)
            ends = [] if place in opened and place == 0 else closed.get(place, [])
            yield from (*ends, *opened.get(place, []), *(closed.get(place, []) if not ends else []))

    for text, look in pieces:
        start = at
        for cut in [each for each in cuts if at <= each <= at + len(text)]:
            yield run(text[start - at : cut - at], look)
            yield from anchors(cut)
            start = cut
        yield run(text[start - at :], look)
        at += len(text)
    for cut in cuts:
        yield from anchors(cut)
