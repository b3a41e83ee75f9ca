"""Words: a lossless split of a string, and the codes by which words are compared.

A token is a word or a single punctuation mark; whitespace stands between tokens and is recovered from character
offsets. Nothing is normalised: case, quotes and spaces are compared as they are.

For speed every distinct word gets a *code*, one character of a string, so that a paragraph becomes a short string
which rapidfuzz compares in C. Codes are given in order of first appearance, which puts the frequent words first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from paraph.errors import N_, InvalidContent
from paraph.text.lexicon import COMPOUNDS, REFERENCES

_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[^\w\s\u0300-\u036f]")
_CODES = 0x110000


def words(text: str) -> list[str]:
    """The words and punctuation marks of a text, in order, without the whitespace.

    >>> words("Each Party's rate: 46%")
    ['Each', 'Party', "'", 's', 'rate', ':', '46', '%']
    """
    return _TOKEN.findall(text)


def spans(text: str) -> list[tuple[int, int]]:
    """The character offsets (from, to) of ``words(text)``.

    >>> spans("may not")
    [(0, 3), (4, 7)]
    """
    return [found.span() for found in _TOKEN.finditer(text)]


def pieces(text: str) -> list[str]:
    """Words, punctuation and whitespace; joined they are the text.

    >>> pieces("may  not.")
    ['may', '  ', 'not', '.']
    """
    found = Words(text)
    bounds = [0, *chain.from_iterable(found.spans), len(text)]
    return [text[start:end] for start, end in pairwise(bounds) if start < end]


@dataclass(frozen=True)
class Words:
    """A text with its words, their offsets and its atoms, each worked out when first asked for.

    ``tokens[k]`` is ``text[start:end]`` with ``start, end = spans[k]``; what lies between is whitespace.
    """

    text: str

    @cached_property
    def tokens(self) -> list[str]:
        return words(self.text)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return spans(self.text)

    @cached_property
    def starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    @cached_property
    def ends(self) -> list[int]:
        return [end for _, end in self.spans]

    @cached_property
    def atoms(self) -> list[tuple[int, int]]:
        """Groups of two or more tokens that read as one, as token ranges (from, to), in order, not overlapping."""
        return atoms(self)

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """Offsets of the tokens, those of an atom drawn together: what a bracket may stand between."""
        bounds, at = [], 0
        for first, last in self.atoms:
            bounds += self.spans[at:first]
            bounds.append((self.spans[first][0], self.spans[last - 1][1]))
            at = last
        return bounds + self.spans[at:]

    def raw(self, first: int, last: int) -> str:
        """The characters of tokens ``first`` to ``last`` (not included), without whitespace around them."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def __len__(self) -> int:
        return len(self.tokens)


@lru_cache(maxsize=8192)
def split(text: str) -> Words:
    """``Words`` of a text, remembered for the paragraphs last compared."""
    return Words(text)


class Vocabulary(dict[str, str]):
    """Gives each distinct word one character, its code, in order of first appearance.

    >>> book = Vocabulary()
    >>> book.encode(["may", "not", "may"]) == book["may"] + book["not"] + book["may"]
    True

    Raises: InvalidContent when more than 1,114,112 different words are compared at once.
    """

    def __missing__(self, word: str) -> str:
        if len(self) >= _CODES:
            raise InvalidContent(field="text", detail=N_("it has more than a million different words"))
        code = self[word] = chr(len(self))
        return code

    def encode(self, tokens: Iterable[str]) -> str:
        return "".join(map(self.__getitem__, tokens))

    def encode_all(self, texts: Iterable[str]) -> list[str]:
        """The codes of each text, one string a text."""
        look, find = self.__getitem__, _TOKEN.findall
        return ["".join(map(look, find(text))) for text in texts]


# Numbers with separators, sub-paragraphs and unit; letters in parentheses; roman numerals and single capitals. The
# pattern begins with one set of characters, for which the engine scans fast.
_NUMBER = re.compile(
    r"[\d(A-Z](?<!\w.)(?:"
    r"(?<=\()(?:[a-zđ]|[ivxl]{1,5}|\d{1,2})\)(?:\([a-zđ]{1,4}\))*"
    r"|(?<=\d)\d*(?:[.,:/\-–]\d+)*(?:[ ]?\((?:[a-z]{1,4}|\d{1,2})\))*(?:[ ]?%|[ ](?:bis|ter|alt)\b)?"
    r"|(?<=[IVXLC])[IVXLC]*(?:[.:\-–]\d+)*|(?<=[A-Z])(?:[.:\-–]\d+)*"
    r")(?!\w)"
)
_HYPHEN = re.compile(r"[-‐‑'’](?<=\w.)(?=\w)")
_JOINT = re.compile(r",[ ]|[ ](?:and|or|to|through|và|hoặc|đến)[ ]")
_CURRENCIES = frozenset("$€£₫")
_VIETNAMESE = re.compile("[\u00c0-\u01b0\u1ea0-\u1ef9]")
_STARTS_COMPOUND = frozenset(compound.split()[0] for compound in COMPOUNDS)
_LONGEST_COMPOUND = max(len(compound.split()) for compound in COMPOUNDS)


def atoms(found: Words) -> list[tuple[int, int]]:
    """Token ranges that a bracket should not cut.

    >>> text = Words("Under Article 2.3(a) the thuế suất of a non-member is 1,000.5 or 46%.")
    >>> [text.raw(*atom) for atom in text.atoms]
    ['Article 2.3(a)', 'thuế suất', 'non-member', '1,000.5', '46%']
    """
    runs = [*_references(found), *_hyphenated(found)]
    if _VIETNAMESE.search(found.text):
        runs += _compounds(found.tokens)
    kept: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if kept and first < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], last))
        elif last - first > 1:
            kept.append((first, last))
    return kept


def _hyphenated(found: Words) -> Iterator[tuple[int, int]]:
    for mark in _HYPHEN.finditer(found.text):
        place = bisect_left(found.spans, (mark.start(),))
        yield place - 1, place + 2


def _references(found: Words) -> Iterator[tuple[int, int]]:
    """Numbers with their currency or with the head of their reference, lists included ("Articles 1 and 2")."""
    text, bounds, last_end = found.text, found.spans, 0
    run, referring = (0, 0), False
    for number in _NUMBER.finditer(text):
        first = bisect_left(bounds, (number.start(),))
        last = bisect_left(bounds, (number.end(),), first)
        if referring and _JOINT.fullmatch(text, last_end, number.start()):
            run = (run[0], last)
        else:
            yield run
            before = text[slice(*bounds[first - 1])].lower() if first else ""
            referring = before in REFERENCES and text[number.start() - 1] == " "
            if referring or before in _CURRENCIES:
                first -= 1
            run = (first, last)
        last_end = number.end()
    yield run


def _compounds(tokens: list[str]) -> Iterator[tuple[int, int]]:
    low = [token.lower() for token in tokens]
    place = 0
    while place < len(low):
        size = 1
        if low[place] in _STARTS_COMPOUND:
            sizes = range(min(_LONGEST_COMPOUND, len(low) - place), 1, -1)
            size = next((n for n in sizes if " ".join(low[place : place + n]) in COMPOUNDS), 1)
            if size > 1:
                yield place, place + size
        place += size
