"""Options: rival alternatives of a whole region of a text, each under a heading of its own.

A region runs from its first option to where the text goes on: a heading, a line further out than the options, the
end of the bracket they stand in, or options of an outer level. Regions nest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from paraph.text.markup import Bracket, Group, Leaf, Node, Option, Parsed, walk


@dataclass(frozen=True, slots=True)
class Span:
    """One option: its heading, and where its words begin and end in the text."""

    heading: Option
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """Rival options of one place, in order."""

    options: tuple[Span, ...]
    end: int

    @property
    def start(self) -> int:
        return self.options[0].heading.start


_AWAY = 3  # columns by which options of one level may be set apart
_NO_TEXT = re.compile(r"[\s*_\[]*(?:no (?:text|provisions?|reference)|không có (?:nội dung|quy định))\b", re.I)


def no_text(parsed: Parsed, span: Span) -> bool:
    """Whether an option is to say nothing: "No text", "No provision on ..."."""
    return _NO_TEXT.match(parsed.text, span.start, span.end) is not None


def regions(parsed: Parsed) -> tuple[Region, ...]:
    """The regions of a text, an inner one before the one around it.

    >>> from paraph.text.notation import parse
    >>> parsed = parse("Option 1: Sugar is free.\\nOption 2: No text\\n\\n# Next\\n")
    >>> [[no_text(parsed, span) for span in region.options] for region in regions(parsed)]
    [[False, True]]
    """
    return _gather(parsed.text, parsed.nodes)[0]


def misplaced(text: str, nodes: Sequence[Node]) -> tuple[Option, ...]:
    """The options that neither begin a region nor continue one."""
    return _gather(text, nodes)[1]


@dataclass(slots=True)
class _Region:
    headings: list[Option] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)  # where each option must end at the latest

    def add(self, option: Option, limit: int) -> None:
        self.headings.append(option)
        self.limits.append(limit)

    def closed(self, at: int) -> Region:
        stops = [heading.start for heading in self.headings[1:]] + [at]
        ends = map(min, stops, self.limits)
        spans = tuple(Span(heading, heading.end, end) for heading, end in zip(self.headings, ends, strict=True))
        return Region(spans, spans[-1].end)

    def continues(self, option: Option) -> bool:
        last = self.headings[-1]
        near = abs(self.headings[0].column - option.column) <= _AWAY or abs(last.column - option.column) <= _AWAY
        return last.ordinal + 1 == option.ordinal and near and _style(last) == _style(option)

    def reaches(self, option: Option, text: str) -> bool:
        """Whether the region is not over yet; an option that goes on with it may stand in a list item of its own."""
        if option.start < self.limits[-1]:
            return True
        return self.continues(option) and "\n" not in text[self.limits[-1] : option.start]

    def within(self, option: Option) -> bool:
        """Whether an option that begins a region begins it inside this one."""
        return option.column > self.headings[0].column


def _style(option: Option) -> str:
    """Options count in digits, in Roman numerals or in letters, and keep to it."""
    if option.label[0].isdigit():
        return "digits"
    return "letters" if option.ordinal == ord(option.label[0].lower()) - ord("a") + 1 else "roman"


def _gather(text: str, nodes: Sequence[Node]) -> tuple[tuple[Region, ...], tuple[Option, ...]]:
    done: list[Region] = []
    doubtful: list[Option] = []
    open_regions: list[_Region] = []

    def close(at: int) -> None:
        done.append(open_regions.pop().closed(at))

    found = list(_options(nodes, len(text)))
    outer = _Outer(text if found else "")
    for option, limit in found:
        while open_regions and not open_regions[-1].reaches(option, text):
            close(option.start)
        following = next((r for r in reversed(open_regions) if r.continues(option)), None)
        if following is not None:
            while open_regions[-1] is not following:
                close(option.start)
        else:
            while open_regions and not open_regions[-1].within(option):
                close(option.start)
            if option.ordinal != 1:
                doubtful.append(option)
            open_regions.append(_Region())
        open_regions[-1].add(option, min(limit, outer.after(option)))
    while open_regions:
        close(len(text))
    return tuple(done), tuple(doubtful)


def _options(nodes: Sequence[Node], length: int) -> Iterator[tuple[Option, int]]:
    """Each option, and where it must end: at the end of the bracket that it heads, else of the text."""
    headed = length
    for node, leaving, _ in walk(nodes):
        if isinstance(node, Option):
            yield node, headed
            headed = length
        elif isinstance(node, Group):
            headed = node.end - len(node.closing) if isinstance(node, Bracket) and not leaving else length
        elif isinstance(node, Leaf) and node.source.strip(" *_"):
            headed = length


class _Outer:
    """Finds where the text goes on after an option: a heading, or a line or list item further out."""

    _LINE = re.compile(
        r"^(?P<indent>[ \t]*)(?:(?P<heading>#{1,6}[ \t])|(?P<item>(?:[-*+]|\w{1,3}[.)])[ \t])|(?=\S))", re.M
    )

    def __init__(self, text: str) -> None:
        self.end = len(text)
        self.lines: list[
            tuple[int, int]
        ] = []  # offset, and the smallest column of an option that the line does not end
        self.beyond: dict[int, list[int]] = {}
        for line in self._LINE.finditer(text):
            indent = len(line["indent"].expandtabs(4))
            self.lines.append((line.start(), -1 if line["heading"] else indent + (1 if line["item"] else _AWAY)))

    def after(self, option: Option) -> int:
        """Where the first line after an option begins that is no part of it."""
        column = min(option.column, 60)
        if column not in self.beyond:
            self.beyond[column] = [start for start, least in self.lines if least < column]
        ends = self.beyond[column]
        place = bisect_right(ends, option.start)
        return ends[place] if place < len(ends) else self.end
