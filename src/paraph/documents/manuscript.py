"""What a word processor's file holds, as it stands: paragraphs with numbers, changes with authors, comments.

A manuscript is what was read, before anybody has said which words are whose. ``paragraphs_of`` is one side of it: with
the changes of some authors made and those of all others not. ``tongues`` tells its languages apart, ``shaping`` makes
drafts of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from paraph.documents.lists import Counting, Lists
from paraph.text.provision import Draft, Kind


class Change(StrEnum):
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"
    FORMATTED = "formatted"

    @property
    def adds(self) -> bool:
        """Whether its words are in the text once it is made, and not before."""
        return self in (Change.INSERTED, Change.MOVED_HERE)


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: what, by whom, when (as the file says; "" where it does not)."""

    change: Change
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one kind. ``revisions``: those they stand in, the outermost first. ``color``: of the letters, or of what
    is behind them ("yellow", "0B5394"), "" for the usual. ``hidden``: not shown on the page. ``note``: the id of the
    footnote whose mark stands here; there are no words then."""

    text: str
    revisions: tuple[Revision, ...] = ()
    color: str = ""
    hidden: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a paragraph stands in a table: which table of the file, row and column, all from 0."""

    table: int
    row: int
    column: int


Counted = tuple[str, int]
"""A place in a list: its name and the level."""


@dataclass(frozen=True, slots=True)
class Before:
    """How a paragraph was counted and headed before ``author`` changed that."""

    author: str
    level: int = 0
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``label``: the number that the word processor prints before it. ``level``: of a heading, from 1; 0 for none.

    ``style``: its style's name in small letters ("title", "toc 1"). ``mark``: what happened to its end. ``cell``: where
    it stands in a table. ``language``: of most of its words. ``counted``: its place in a list of the file. ``before``:
    what a tracked change made of it. ``kind``, ``depth``: what it is, where the file says so itself; else read from it.
    """

    stretches: tuple[Stretch, ...]
    label: str = ""
    level: int = 0
    mark: tuple[Revision, ...] = ()
    cell: Cell | None = None
    language: str = ""
    style: str = ""
    counted: Counted | None = None
    before: Before | None = None
    kind: Kind | None = None
    depth: int = 0

    @property
    def front(self) -> bool:
        """Whether it stands before or beside the text: a title, a table of contents, a note of the editor's."""
        return self.style in ("title", "subtitle", "note") or self.style.startswith("toc ")

    @property
    def text(self) -> str:
        """All its words, whatever becomes of them."""
        return "".join(each.text for each in self.stretches)


@dataclass(frozen=True, slots=True)
class Comment:
    """``about``: the words it is anchored to; ``answers``: the id of the comment that it answers, "" for none.

    ``paragraph``: where its anchor begins, -1 where it has none in the text; ``settled``: marked as done.
    """

    id: str
    author: str
    date: str
    text: str
    about: str = ""
    answers: str = ""
    initials: str = ""
    paragraph: int = -1
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote."""

    id: str
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.stretches)


class Aside(StrEnum):
    """What a file holds beside its text, or in it without showing it."""

    HIDDEN = "hidden"
    FIELD = "field"
    PLACEHOLDER = "placeholder"
    HEADER = "header"
    METADATA = "metadata"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Found:
    """Something to be told of: ``text``: its words; ``detail``: a field's code, an element's or property's name."""

    aside: Aside
    text: str
    detail: str = ""
    paragraph: int = -1


@dataclass(frozen=True)
class Manuscript:
    """A file as it was read. ``counts``: what was met, by name; ``left_out``: what is not in the text, by name.

    Nothing is lost in silence: every character that the file shows is in a paragraph, a note or a comment, or is
    told of in ``asides`` or counted as left out. ``read``, ``skipped``: parts of the file. ``wanting``: how far the
    reading goes, a message key, where a format cannot be read for sure.
    """

    paragraphs: tuple[Paragraph, ...]
    comments: tuple[Comment, ...] = ()
    notes: tuple[Note, ...] = ()
    counts: dict[str, int] = field(default_factory=Counter)
    left_out: dict[str, int] = field(default_factory=Counter)
    asides: tuple[Found, ...] = ()
    lists: Lists = field(default_factory=Lists)
    read: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    wanting: str = ""
    language: str = ""

    @property
    def authors(self) -> list[str]:
        """Who has changed something, in the order in which they first appear."""
        return list(dict.fromkeys(each.author for each in self.revisions()))

    def revisions(self) -> Iterator[Revision]:
        for paragraph in self.paragraphs:
            for stretch in paragraph.stretches:
                yield from stretch.revisions
            yield from paragraph.mark
            if paragraph.before:
                yield Revision(Change.FORMATTED, paragraph.before.author)
        for note in self.notes:
            for stretch in note.stretches:
                yield from stretch.revisions

    def columns(self) -> int:
        """How many columns the widest table has; 0 without a table."""
        return max((each.cell.column + 1 for each in self.paragraphs if each.cell), default=0)


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph as one side has it: its words, and ``of`` which paragraph of the file its number and place are.

    ``place``: of that paragraph in the file, from 0.
    """

    pieces: tuple[Stretch, ...]
    of: Paragraph
    place: int = 0

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.pieces)


def paragraphs_of(manuscript: Manuscript, authors: Collection[str]) -> list[Read]:
    """The paragraphs with the changes of these authors made, and those of all others not. Hidden words are left out.

    A paragraph whose end is not there is one with the next, which keeps its own number and place. Numbers that the word
    processor counts are counted over the paragraphs that stand.
    """
    found: list[Read] = []
    carried: list[Stretch] = []
    counting = Counting(manuscript.lists)
    for place, each in enumerate(manuscript.paragraphs):
        carried += [part for part in each.stretches if stands(part.revisions, authors) and not part.hidden]
        if stands(each.mark, authors):
            found.append(Read(tuple(carried), _as_counted(each, authors, counting), place))
            carried = []
    if any(each.text or each.note for each in carried):
        found.append(Read(tuple(carried), manuscript.paragraphs[-1], len(manuscript.paragraphs) - 1))
    return found


def _as_counted(paragraph: Paragraph, authors: Collection[str], counting: Counting) -> Paragraph:
    """The paragraph with the number and the heading's level that it has on this side."""
    was = paragraph.before
    if was is not None and was.author not in authors:
        paragraph = replace(paragraph, level=was.level, counted=was.counted, label="" if was.counted is None else "?")
    if paragraph.counted is None:
        return paragraph
    label = counting.label(*paragraph.counted)
    return paragraph if label == paragraph.label else replace(paragraph, label=label)


def stands(revisions: Collection[Revision], authors: Collection[str]) -> bool:
    """Whether words that stand in these changes are in the text of these authors.

    >>> added = Revision(Change.INSERTED, "VN")
    >>> stands([added], {"VN"}), stands([added], {"US"}), stands([added, Revision(Change.DELETED, "US")], {"VN"})
    (True, False, True)
    """
    return all(each.change.adds == (each.author in authors) for each in revisions)


def manuscript_of(draft: Draft, *, declared: bool = False) -> Manuscript:
    """A draft as a file would hold it that says of each paragraph what it is. ``declared``: its language, too.

    >>> from paraph.text.provision import Provision
    >>> manuscript_of(Draft("en", (Provision("a", Kind.POINT, 1, "(a)", "x"),))).paragraphs[0].kind
    <Kind.POINT: 'point'>
    """
    paragraphs = tuple(
        Paragraph((Stretch(each.text),) if each.text else (), each.number, kind=each.kind, depth=each.depth)
        for each in draft.provisions
    )
    counts = Counter({"paragraphs": len(paragraphs)})
    return Manuscript(paragraphs, counts=counts, language=draft.language if declared else "")
