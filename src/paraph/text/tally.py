"""How bracketed a text is: brackets, depth, owners, words in and out, and what the brackets cross."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from paraph.text.markup import Addition, Brace, Bracket, Footnote, Group, Link, Option, Parsed, Role, Stray, Text, walk


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over one text.

    ``brackets``: square brackets that are no link, footnote or tick box, those never closed (``unclosed``) included;
    ``depth``: how many of them stand around the innermost one, itself included. ``by_owner`` counts a bracket once for
    each party that wants its words, ``unattributed`` those that name nobody. Words are runs of letters and digits;
    the two halves of a word that a bracket cuts count as two. ``crossing_paragraphs`` and ``crossing_items`` count
    brackets that end in another paragraph or list item than they begin; ``uneven_paragraphs`` counts paragraphs, of
    ``paragraphs``, in which not as many brackets end as begin.
    """

    brackets: int
    depth: int
    unclosed: int
    unopened: int
    unattributed: int
    by_owner: Mapping[str, int]
    by_role: Mapping[Role, int]
    words_inside: int
    words_outside: int
    crossing_paragraphs: int
    crossing_items: int
    paragraphs: int
    uneven_paragraphs: int
    footnotes: int
    links: int
    options: int


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"\n(?:[^\S\n]*\n)+")
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\(?[0-9A-Za-z]{1,4}[.)])[ \t]", re.M)


def tally(parsed: Parsed) -> Tally:
    """Count.

    >>> from paraph.text.notation import parse
    >>> found = tally(parse("Each Party [US: shall [not]] act.", parties=["US"]))
    >>> found.brackets, found.depth, found.words_inside, found.words_outside, dict(found.by_owner)
    (2, 2, 2, 3, {'US': 1})
    """
    found = [node for node, leaving, _ in walk(parsed) if not leaving]
    squares = [node for node in found if _square(node)]
    strays = [node.start for node in found if isinstance(node, Stray) and node.source == "]"]
    inside, outside = _words(parsed)
    breaks = [match.start() for match in _BREAK.finditer(parsed.text)]
    items = [match.start() for match in _ITEM.finditer(parsed.text)]
    return Tally(
        brackets=len(squares),
        depth=_depth(parsed),
        unclosed=sum(not node.closed for node in squares),
        unopened=len(strays),
        unattributed=sum(node.attribution is None for node in squares),
        by_owner=_by_owner(parsed, squares),
        by_role=Counter(node.role for node in found if isinstance(node, Bracket)),
        words_inside=inside,
        words_outside=outside,
        crossing_paragraphs=sum(_crosses(node, breaks) for node in squares if node.closed),
        crossing_items=sum(_crosses(node, items) for node in squares if node.closed),
        paragraphs=sum(bool(words.strip()) for words in _BREAK.split(parsed.text)),
        uneven_paragraphs=_uneven(squares, strays, breaks),
        footnotes=sum(isinstance(node, Footnote) for node in found),
        links=sum(isinstance(node, Link) for node in found),
        options=sum(isinstance(node, Option) for node in found),
    )


def _square(node: object) -> TypeGuard[Bracket]:
    return isinstance(node, Bracket) and not isinstance(node, Brace | Addition) and node.role is not Role.TICK


def _depth(parsed: Parsed) -> int:
    depth = deepest = 0
    for node, leaving, _ in walk(parsed):
        if _square(node):
            depth += -1 if leaving else 1
            deepest = max(deepest, depth)
    return deepest


def _by_owner(parsed: Parsed, squares: list[Bracket]) -> Counter[str]:
    return Counter(owner for node in squares if node.attribution for owner in node.attribution.owners(parsed.parties))


def _words(parsed: Parsed) -> tuple[int, int]:
    """Words in closed brackets of dispute, and all others."""
    inside = outside = around = 0
    for node, leaving, _ in walk(parsed):
        if isinstance(node, Group):
            if _square(node) and node.closed:
                around += -1 if leaving else 1
        elif isinstance(node, Text | Option):
            words = sum(1 for _ in _WORD.finditer(node.source))
            if around:
                inside += words
            else:
                outside += words
    return inside, outside


def _crosses(node: Group, boundaries: list[int]) -> bool:
    return bisect_right(boundaries, node.start) < bisect_left(boundaries, node.end)


def _uneven(squares: list[Bracket], strays: list[int], breaks: list[int]) -> int:
    balance: Counter[int] = Counter()
    for node in squares:
        balance[bisect_right(breaks, node.start)] += 1
        if node.closed:
            balance[bisect_right(breaks, node.end - 1)] -= 1
    for at in strays:
        balance[bisect_right(breaks, at)] -= 1
    return sum(1 for count in balance.values() if count)
