"""Words: a lossless split of a string, and the codes by which words are compared.

A token is a word or a single punctuation mark; whitespace stands between tokens and is recovered from character
offsets. Nothing is normalised: case, quotes and spaces are compared as they are.

For speed every distinct word gets a *code*, one character of a string, so that a paragraph becomes a short string
which rapidfuzz compares in C. Codes are given in order of first appearance, which puts the frequent words first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from paraph.errors import N_, InvalidContent
from paraph.text.atoms import atoms

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
        return atoms(self.text, self.spans)

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """Offsets of the tokens, those of an atom drawn together: what a bracket may stand between."""
        return _united(self.spans, self.atoms)

    def raw(self, first: int, last: int) -> str:
        """The characters of tokens ``first`` to ``last`` (not included), without whitespace around them."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def __len__(self) -> int:
        return len(self.tokens)


def unit_spans(text: str) -> list[tuple[int, int]]:
    """The character offsets of words and marks, those of an atom as one.

    >>> text = "pays 1,000.5 dong"
    >>> [text[start:end] for start, end in unit_spans(text)]
    ['pays', '1,000.5', 'dong']
    """
    bounds = spans(text)
    return _united(bounds, atoms(text, bounds))


def _united(bounds: list[tuple[int, int]], groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    at = 0
    for first, last in groups:
        united += bounds[at:first]
        united.append((bounds[first][0], bounds[last - 1][1]))
        at = last
    return united + bounds[at:]


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
            raise InvalidContent(field=N_("text"), detail=N_("it has more than a million different words"))
        code = self[word] = chr(len(self))
        return code

    def encode(self, tokens: Iterable[str]) -> str:
        return "".join(map(self.__getitem__, tokens))

    def encode_all(self, texts: Iterable[str]) -> list[str]:
        """The codes of each text, one string a text."""
        look, find = self.__getitem__, _TOKEN.findall
        return ["".join(map(look, find(text))) for text in texts]
