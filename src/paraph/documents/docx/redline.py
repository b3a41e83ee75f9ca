"""A redline as tracked changes: accept all of them and one has the new text, reject all and one has the old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from lxml import etree

from paraph.documents.docx.markup import Look, Revision, numbered, paragraph, run, w
from paraph.documents.docx.numbering import Lists
from paraph.documents.docx.write import Line, Page, Stream, file_of, lines_of
from paraph.text.align import Kind
from paraph.text.provision import Draft
from paraph.text.redline import ECONOMY, Change, Op, Redline, Section, redline


def redlined(old: Draft, new: Draft, page: Page, revision: Revision, economy: float = ECONOMY) -> bytes:
    """The changes that lead from one draft to another, under their author's name.

    A paragraph that moved is written as two whole halves, where it was and where it is. Numbers are not wording: one
    that changed is a tracked change of its paragraph's format.
    """
    writer = _Writer(lines_of(old), lines_of(new), new.language, revision)
    return file_of(writer.body(redline(writer.old_words, writer.new_words, economy)), writer.lists, page, tracked=True)


class _Writer:
    def __init__(self, old: Sequence[Line], new: Sequence[Line], language: str, revision: Revision) -> None:
        self.old, self.new = old, new
        self.old_words, self.new_words = ([_text(line) for line in side] for side in (old, new))
        self.look = Look(language)
        self.revision = revision
        self.lists = Lists()
        # Three counts, so that each number is right whether changes are accepted or rejected: of what both texts have,
        # of what the old one alone has, of what the new one alone has.
        self.kept, self.was, self.now = (Stream(self.lists, name) for name in ("kept", "old", "new"))
        self._ids = count(1)
        self._moves: dict[int, int] = {}

    def body(self, compared: Redline) -> Iterator[etree._Element]:
        """All paragraphs in the order of the new text, what left standing where it stood."""
        gone = compared.departures()
        self._moves = {section.group.left[0]: place for place, section in enumerate(compared.moves(), 1)}
        for place in range(-1, len(compared.sections)):
            if place >= 0:
                yield from self._section(compared.sections[place])
            for section in gone.get(place, ()):
                yield self._moved(section, "moveFrom")

    def _section(self, section: Section) -> Iterator[etree._Element]:
        if section.group.kind is Kind.MOVED:
            yield self._moved(section, "moveTo")
        elif not section.group.right:
            for index in section.group.left:
                content = [self._change("del", self._words(self.old[index], deleted=True))]
                yield self._paragraph(content, self.old[index], self.was, self._mark("del"))
        elif not section.group.left:
            for index in section.group.right:
                content = [self._change("ins", self._words(self.new[index]))]
                yield self._paragraph(content, self.new[index], self.now, self._mark("ins"))
        else:
            yield from self._changed(section)

    def _changed(self, section: Section) -> Iterator[etree._Element]:
        """A group's paragraphs: those of the new text, and those old ones whose marks were deleted between them."""
        left, right = list(section.group.left), list(section.group.right)
        content: list[etree._Element] = []
        for op in section.ops:
            if not op.mark:
                content += self._op(op)
            elif op.kind is Change.EQUAL:
                yield self._kept(content, left.pop(0), right.pop(0))
                content = []
            elif op.kind is Change.INSERT:
                index = right.pop(0)
                yield self._paragraph(content, self.new[index], self.now, self._mark("ins"))
                content = []
            else:
                index = left.pop(0)
                yield self._paragraph(content, self.old[index], self.was, self._mark("del"))
                content = []
        yield self._kept(content, left.pop(0), right.pop(0))

    def _kept(self, content: list[etree._Element], old: int, new: int) -> etree._Element:
        """A paragraph of both texts; where its number or style changed, as it was before stands in its properties."""
        one, two = self.old[old], self.new[new]
        if (one.label, one.style, one.depth) == (two.label, two.style, two.depth):
            return self._paragraph(content, two, self.kept)
        style = w("pStyle", val=one.style) if one.style else None
        properties = w("pPr", style, numbered(self.was.number(one)))
        before = self.revision.wrap("pPrChange", next(self._ids), properties)
        return self._paragraph(content, two, self.now, None, before)

    def _op(self, op: Op) -> list[etree._Element]:
        if op.kind is Change.EQUAL:
            return [run(op.right, self.look)]
        made = []
        if op.left:
            made.append(self._change("del", [run(op.left, self.look, deleted=True)]))
        if op.right:
            made.append(self._change("ins", [run(op.right, self.look)]))
        return made

    def _moved(self, section: Section, tag: str) -> etree._Element:
        """One half of a move, whole: the old words where they were, the new ones where they are."""
        leaving = tag == "moveFrom"
        index = section.group.left[0] if leaving else section.group.right[0]
        line = self.old[index] if leaving else self.new[index]
        place, name = next(self._ids), f"move{self._moves[section.group.left[0]]}"
        opened = self.revision.wrap(f"{tag}RangeStart", place, name=name)
        content = [opened, self._change(tag, self._words(line)), w(f"{tag}RangeEnd", id=str(place))]
        return self._paragraph(content, line, self.was if leaving else self.now, self._mark(tag))

    def _words(self, line: Line, deleted: bool = False) -> list[etree._Element]:
        return [run(_text(line), self.look, deleted)]

    def _change(self, tag: str, content: list[etree._Element]) -> etree._Element:
        return self.revision.wrap(tag, next(self._ids), *content)

    def _mark(self, tag: str) -> etree._Element:
        return self.revision.wrap(tag, next(self._ids))

    def _paragraph(
        self,
        content: list[etree._Element],
        line: Line,
        counted: Stream,
        mark: etree._Element | None = None,
        before: etree._Element | None = None,
    ) -> etree._Element:
        return paragraph(content, line.style, number=counted.number(line), mark=mark, before=before)


def _text(line: Line) -> str:
    """The words of a line of a draft, which has no brackets."""
    return "".join(each for each in line.words if isinstance(each, str))
