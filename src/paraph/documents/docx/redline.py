"""A redline as tracked changes: accept all of them and one has the new text, reject all and one has the old.

Word, LibreOffice and the standard differ in what becomes of a paragraph whose end is taken away: the one keeps the
properties of the first of the two that are joined, the other of the second. So both are given the same, each beside
what it was before, and the result is one everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count, zip_longest

from paraph.documents.docx.markup import Look, Revision, Xml, formatted, paragraph, run, w
from paraph.documents.docx.numbering import Lists
from paraph.documents.docx.write import Stream, file_of, style_of
from paraph.documents.paper import Line, Page, lines_of
from paraph.text.align import Kind
from paraph.text.provision import Draft
from paraph.text.redline import ECONOMY, Change, Op, Redline, Section, redline


def redlined(old: Draft, new: Draft, page: Page, revision: Revision, economy: float = ECONOMY) -> bytes:
    """The changes that lead from one draft to another, under their author's name.

    A paragraph that moved is written as two whole halves, where it was and where it is. Numbers are not wording: one
    that changed is a tracked change of its paragraph's format.
    """
    before, after = lines_of(old), lines_of(new)
    compared = redline([_text(line) for line in before], [_text(line) for line in after], economy)
    laid = list(_told_apart(_with_moves(list(_laid_out(compared)))))
    writer = _Writer(before, after, laid, Look(new.language), revision)
    body = [writer.write(each) for each in laid]  # all of them, before the lists that they make are written
    return file_of(body, writer.lists, page, tracked=True)


class _Fate(Enum):
    """What becomes of a paragraph's end, as Word names it."""

    STAYS = ""
    COMES = "ins"
    GOES = "del"
    MOVES_HERE = "moveTo"
    MOVES_AWAY = "moveFrom"


@dataclass(frozen=True, slots=True)
class _Laid:
    """A paragraph to be written. ``old``, ``new``: the lines whose properties it has before and after, where both are
    there to be had; for one whose end goes or comes the other is the line it is joined to."""

    fate: _Fate
    old: int
    new: int
    ops: tuple[Op, ...]
    move: int = 0

    @property
    def whole(self) -> bool:
        """Whether all of it comes or goes, and it has no part in another paragraph."""
        kind = Change.DELETE if self.fate is _Fate.GOES else Change.INSERT
        return self.fate is not _Fate.STAYS and all(op.kind is kind for op in self.ops)

    def settled(self) -> _Laid:
        """What comes or goes whole is joined to nothing."""
        if not self.whole:
            return self
        return replace(self, new=-1) if self.fate is _Fate.GOES else replace(self, old=-1)

    @property
    def words(self) -> str:
        return "".join(op.left or op.right for op in self.ops)


def _laid_out(compared: Redline) -> Iterator[_Laid]:
    """All paragraphs in the order of the new text, what left standing where it stood."""
    gone = compared.departures()
    moves = {section.group.left[0]: place for place, section in enumerate(compared.moves(), 1)}
    for place in range(-1, len(compared.sections)):
        section = compared.sections[place] if place >= 0 else None
        if section and section.group.kind is Kind.MOVED:
            yield _Laid(_Fate.MOVES_HERE, -1, section.group.right[0], section.ops, moves[section.group.left[0]])
        elif section:
            yield from _group(section)
        for moved in gone.get(place, ()):
            yield _Laid(_Fate.MOVES_AWAY, moved.group.left[0], -1, moved.ops, moves[moved.group.left[0]])


def _group(section: Section) -> Iterator[_Laid]:
    """A group's paragraphs: those of the new text, and those old ones whose ends were deleted between them."""
    left, right = section.group.left, section.group.right
    if not left or not right:
        fate, change = (_Fate.COMES, Change.INSERT) if right else (_Fate.GOES, Change.DELETE)
        for text, index in zip(section.right() or section.left(), right or left, strict=True):
            op = Op(change, "" if right else text, text if right else "")
            yield _Laid(fate, -1 if right else index, index if right else -1, (op,) if text else ())
        return
    i, j = left[0], right[0]
    found: list[_Laid] = []
    ops: list[Op] = []
    for op in (*section.ops, Op(Change.EQUAL, "\n", "\n", mark=True)):
        if not op.mark:
            ops.append(op)
            continue
        found.append(_Laid(_FATES[op.kind], i, j, tuple(ops)).settled())
        i, j, ops = i + (op.kind is not Change.INSERT), j + (op.kind is not Change.DELETE), []
    yield from found


_FATES = {Change.EQUAL: _Fate.STAYS, Change.INSERT: _Fate.COMES, Change.DELETE: _Fate.GOES}
_MOVABLE = 6
"""Characters of the shortest words that LibreOffice takes for moved when they go in one place and come in another."""
_LAST, _FIRST = re.compile(r"(?:\w+|[^\w\s])\s*\Z"), re.compile(r"\s*(?:\w+|[^\w\s])")


def _with_moves(laid: list[_Laid]) -> list[_Laid]:
    """What goes whole and comes whole with the same words is a move, too, however short."""
    going: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(laid):
        if each.fate is _Fate.GOES and each.whole and _movable(each.words):
            going[each.words.strip()].append(place)
    moves = max((each.move for each in laid), default=0)
    for place, each in enumerate(laid):
        places = going.get(each.words.strip()) if each.fate is _Fate.COMES and each.whole else None
        if places:
            moves += 1
            away = places.pop(0)
            laid[away] = replace(laid[away], fate=_Fate.MOVES_AWAY, move=moves)
            laid[place] = replace(each, fate=_Fate.MOVES_HERE, move=moves)
    return laid


def _movable(words: str) -> bool:
    return len(words.strip()) >= _MOVABLE and " " in words.strip()


def _told_apart(laid: list[_Laid]) -> Iterator[_Laid]:
    """Changes that LibreOffice would run together are kept apart by a word that is typed once more.

    It takes words that come inside a paragraph, and are those of a paragraph that goes, for a move, and then gives that
    paragraph's format to the next one. And it makes one of two insertions that only the end of a paragraph parts, so
    that rejecting them takes that end away.
    """
    whole = {each.words.strip() for each in laid if each.whole and _movable(each.words)}
    for each, after in zip_longest(laid, laid[1:]):
        if each.whole or each.move:
            yield each
            continue
        ops = each.ops
        for at in reversed(range(len(ops))):
            if ops[at].kind is not Change.EQUAL and {ops[at].left.strip(), ops[at].right.strip()} & whole:
                ops = _retyped(ops, at)
        if each.fate is _Fate.STAYS and after is not None and _ends_in_insertion(ops) and _begins_with_one(after):
            ops = _retyped(ops, len(ops) - 1)
        yield replace(each, ops=ops)


def _ends_in_insertion(ops: tuple[Op, ...]) -> bool:
    return bool(ops) and ops[-1].kind in (Change.INSERT, Change.REPLACE)


def _begins_with_one(laid: _Laid) -> bool:
    return laid.fate is _Fate.MOVES_HERE or (bool(laid.ops) and laid.ops[0].kind is Change.INSERT)


def _retyped(ops: tuple[Op, ...], at: int) -> tuple[Op, ...]:
    """A change with the word before it, or else the one after it, taken in; what it deletes comes last."""
    op = ops[at]
    before, after = ops[:at], ops[at + 1 :]
    head = tail = ""
    if before and before[-1].kind is Change.EQUAL:
        kept, head = _parted(before[-1].right, _LAST)
        before = (*before[:-1], Op(Change.EQUAL, kept, kept)) if kept else before[:-1]
    elif after and after[0].kind is Change.EQUAL:
        kept, tail = _parted(after[0].right, _FIRST)
        after = (Op(Change.EQUAL, kept, kept), *after[1:]) if kept else after[1:]
    made = Op(Change.INSERT, "", head + op.right + tail), Op(Change.DELETE, head + op.left + tail, "")
    return (*before, *(each for each in made if each.left or each.right), *after)


def _parted(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """A text without the word that is found at one of its ends, and that word."""
    found = pattern.search(text)
    return (text[: found.start()] + text[found.end() :], found[0]) if found else (text, "")


_Properties = tuple[str, tuple[int, int] | None]
"""A paragraph's style and its place in a list."""


class _Writer:
    def __init__(
        self, old: Sequence[Line], new: Sequence[Line], laid: Sequence[_Laid], look: Look, by: Revision
    ) -> None:
        self.old, self.new, self.look, self.by = old, new, look, by
        self.lists = Lists()
        # Three counts, so that each number is right whether changes are accepted or rejected: of what both texts have,
        # of what the old one alone has, of what the new one alone has.
        self.kept, self.was, self.now = (Stream(self.lists, name) for name in ("kept", "old", "new"))
        stays = [(each.old, each.new) for each in laid if each.fate is _Fate.STAYS]
        self._kept = {j: i for i, j in stays if _shape(old[i]) == _shape(new[j])}
        self._of_old: dict[int, _Properties] = {}
        self._of_new: dict[int, _Properties] = {}
        self._ids = count(1)

    def write(self, laid: _Laid) -> Xml:
        now = self._after(laid.new) if laid.new >= 0 else None
        was = self._before(laid.old) if laid.old >= 0 else None
        style, number = now or was or ("", None)
        before = None
        if now and was and now != was:
            self.lists.alone.update(place[0] for _, place in (now, was) if place)
            before = self.by.wrap("pPrChange", next(self._ids), w("pPr", *formatted(*was)))
        mark = self.by.wrap(laid.fate.value, next(self._ids)) if laid.fate.value else None
        return paragraph(self._content(laid), style, number=number, mark=mark, before=before)

    def _after(self, index: int) -> _Properties:
        """What a line of the new text is; what did not change since the old one is one for both."""
        if index not in self._of_new:
            line, kept = self.new[index], self._kept.get(index)
            self._of_new[index] = style_of(line), (self.now if kept is None else self.kept).number(line)
            if kept is not None:
                self._of_old[kept] = self._of_new[index]
        return self._of_new[index]

    def _before(self, index: int) -> _Properties:
        if index not in self._of_old:
            self._of_old[index] = style_of(self.old[index]), self.was.number(self.old[index])
        return self._of_old[index]

    def _content(self, laid: _Laid) -> Iterator[Xml]:
        if laid.move:
            place, tag = next(self._ids), laid.fate.value
            yield self.by.wrap(f"{tag}RangeStart", place, name=f"move{laid.move}")
            yield self._change(tag, self._moved(laid))
            yield w(f"{tag}RangeEnd", id=str(place))
            return
        for op in laid.ops:
            if op.kind is Change.EQUAL:
                yield run(op.right, self.look)
                continue
            if op.left:
                yield self._change("del", run(op.left, self.look, deleted=True))
            if op.right:
                yield self._change("ins", run(op.right, self.look))

    def _moved(self, laid: _Laid) -> Xml:
        line = self.old[laid.old] if laid.fate is _Fate.MOVES_AWAY else self.new[laid.new]
        return run(_text(line), self.look)

    def _change(self, tag: str, content: Xml) -> Xml:
        return self.by.wrap(tag, next(self._ids), content)


def _shape(line: Line) -> tuple[str, str, int]:
    return line.label, style_of(line), line.depth


def _text(line: Line) -> str:
    """The words of a line of a draft, which has no brackets."""
    return "".join(each for each in line.words if isinstance(each, str))
