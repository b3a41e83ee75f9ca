"""What a word processor's file holds, as it stands: paragraphs with numbers, changes with authors, comments.

A manuscript is what was read, before anybody has said which words are whose. ``draft_of`` makes the text of one side of
it: with the changes of some authors made and those of all others not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from paraph.documents.outline import Outline, heading, label
from paraph.text.provision import Draft, Kind


class Change(StrEnum):
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"

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
    is behind them ("yellow", "0B5394"), "" for the usual. ``hidden``: not shown on the page."""

    text: str
    revisions: tuple[Revision, ...] = ()
    color: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a paragraph stands in a table: which table of the file, row and column, all from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``label``: the number that the word processor prints before it. ``level``: of a heading, from 1; 0 for none.

    ``style``: its style's name in small letters ("title", "toc 1"). ``mark``: what happened to its end. ``cell``: where
    it stands in a table. ``language``: of most of its words.
    """

    stretches: tuple[Stretch, ...]
    label: str = ""
    level: int = 0
    mark: tuple[Revision, ...] = ()
    cell: Cell | None = None
    language: str = ""
    style: str = ""

    @property
    def front(self) -> bool:
        """Whether it stands before or beside the text: a title, a table of contents, a note of the editor's."""
        return self.style in ("title", "subtitle", "note") or self.style.startswith("toc ")


@dataclass(frozen=True, slots=True)
class Comment:
    """``about``: the words it is anchored to; ``answers``: the id of the comment that it answers, "" for none."""

    id: str
    author: str
    date: str
    text: str
    about: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote."""

    id: str
    text: str


@dataclass(frozen=True)
class Manuscript:
    """A file as it was read. ``counts``: what was met, by name; ``left_out``: what is not in the text, by name.

    Nothing is lost in silence: every character that the file shows is in a paragraph, a note or a comment, or is
    counted as left out.
    """

    paragraphs: tuple[Paragraph, ...]
    comments: tuple[Comment, ...] = ()
    notes: tuple[Note, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def authors(self) -> list[str]:
        """Who has changed something, in the order in which they first appear."""
        return list(dict.fromkeys(each.author for each in self.revisions()))

    def revisions(self) -> Iterator[Revision]:
        for paragraph in self.paragraphs:
            for stretch in paragraph.stretches:
                yield from stretch.revisions
            yield from paragraph.mark

    def columns(self) -> int:
        """How many columns the widest table has; 0 without a table."""
        return max((each.cell.column + 1 for each in self.paragraphs if each.cell), default=0)


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph as one side has it: ``text``, and ``of`` which paragraph of the file its number and place are."""

    text: str
    of: Paragraph


def paragraphs_of(manuscript: Manuscript, authors: Collection[str]) -> list[Read]:
    """The paragraphs with the changes of these authors made, and those of all others not. Hidden words are left out.

    A paragraph whose end is not there is one with the next, which keeps its own number and place.
    """
    found: list[Read] = []
    before = ""
    for each in manuscript.paragraphs:
        text = before + "".join(
            part.text for part in each.stretches if stands(part.revisions, authors) and not part.hidden
        )
        if stands(each.mark, authors):
            found.append(Read(text, each))
            before = ""
        else:
            before = text
    if before:
        found.append(Read(before, manuscript.paragraphs[-1]))
    return found


def stands(revisions: Collection[Revision], authors: Collection[str]) -> bool:
    """Whether words that stand in these changes are in the text of these authors.

    >>> added = Revision(Change.INSERTED, "VN")
    >>> stands([added], {"VN"}), stands([added], {"US"}), stands([added, Revision(Change.DELETED, "US")], {"VN"})
    (True, False, True)
    """
    return all(each.change.adds == (each.author in authors) for each in revisions)


def draft_of(manuscript: Manuscript, authors: Collection[str], language: str, column: int | None = None) -> Draft:
    """The text of these authors as a draft. ``column``: of the tables, where each holds a language; else all there is.

    Headings are known by their style or by their words ("Article 2.3"), numbers as the word processor prints them or as
    they were typed. Paragraphs without words, titles and tables of contents are left out.
    """
    outline = Outline()
    for each in paragraphs_of(manuscript, authors):
        beside = column is not None and (each.of.cell is None or each.of.cell.column != column)
        line = " ".join(filter(None, (each.of.label, each.text.strip())))
        if line and not beside and not each.of.front:
            _add(outline, each, line)
    return Draft(language, tuple(outline.provisions))


def column_of(manuscript: Manuscript, language: str) -> int | None:
    """Which column of a file in two columns is in this language; None where the tables have not two.

    Told by the letters: Vietnamese has some that no other language of treaties has.
    """
    if manuscript.columns() != 2:
        return None
    words = ["", ""]
    for each in manuscript.paragraphs:
        if each.cell:
            words[each.cell.column] += "".join(part.text for part in each.stretches)
    marked = [len(_VIETNAMESE.findall(text)) / max(len(text), 1) for text in words]
    vietnamese = 0 if marked[0] > marked[1] else 1
    return vietnamese if language == "vi" else 1 - vietnamese


_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_TITLE = 160
"""Characters of the longest title."""
_BY_LEVEL = {1: Kind.CHAPTER, 2: Kind.ARTICLE, 3: Kind.SECTION}


def _add(outline: Outline, each: Read, line: str) -> None:
    """One more provision. A heading that names no kind of container takes the one of its level."""
    text = each.text.strip()
    counted = heading(each.of.label)  # "Article 2.3" that the word processor counts, and a title beside it
    head = heading(line)
    if head:
        outline.add(head.kind, head.number, head.text)
    elif counted and len(text) <= _TITLE and not text.endswith((".", ";", ",")):
        outline.add(counted.kind, counted.number, text)
    elif each.of.level:
        outline.add(_BY_LEVEL.get(each.of.level, Kind.ARTICLE), each.of.label.rstrip("."), text)
    else:
        found = label(line)
        typed = found.number or each.of.label
        outline.add(found.kind, typed, found.text if found.number else text)
