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
from itertools import accumulate

from paraph.errors import N_, InvalidContent
from paraph.text.atoms import atoms

_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[^\w\s\u0300-\u036f]")
_PARTED = re.compile(f"({_TOKEN.pattern})")
_CODES = 0x110000


def words(text: str) -> list[str]:
    """The words and punctuation marks of a text, in order, without the whitespace.

    >>> words("Each Party's rate: 46%")
    ['Each', 'Party', "'", 's', 'rate', ':', '46', '%']
    """
    return _TOKEN.findall(text)


def parts(text: str) -> list[str]:
    """White space and words by turns, white space (often empty) first and last; joined they are the text.

    >>> parts("may  not.")
    ['', 'may', '  ', 'not', '', '.', '']
    """
    return _PARTED.split(text)


def unit_parts(text: str) -> list[str]:
    """As ``parts``, the words of an atom drawn together with the white space between them.

    >>> unit_parts("pays 1,000.5 dong")
    ['', 'pays', ' ', '1,000.5', ' ', 'dong', '']
    """
    found = _PARTED.split(text)
    for first, last in reversed(atoms(found)):
        found[first:last] = ["".join(found[first:last])]
    return found


def offsets(found: list[str]) -> list[tuple[int, int]]:
    """The character offsets (from, to) of the words, or units, among parts.

    >>> offsets(parts("may not"))
    [(0, 3), (4, 7)]
    """
    bounds = list(accumulate(map(len, found)))
    return list(zip(bounds[0::2], bounds[1::2], strict=False))


@dataclass(frozen=True)
class Words:
    """A text with its words and their offsets, each worked out when first asked for.

    ``tokens[k]`` is ``text[start:end]`` with ``start, end = spans[k]``; what lies between is whitespace.
    """

    text: str

    @cached_property
    def tokens(self) -> list[str]:
        return words(self.text)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return offsets(parts(self.text))

    @cached_property
    def units(self) -> list[tuple[int, int]]:
        """Offsets of the tokens, those of an atom drawn together: what a bracket may stand between."""
        return offsets(unit_parts(self.text))

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
            raise InvalidContent(field=N_("text"), detail=N_("it has more than a million different words"))
        code = self[word] = chr(len(self))
        return code

    def encode(self, tokens: Iterable[str]) -> str:
        return "".join(map(self.__getitem__, tokens))

    def encode_all(self, texts: Iterable[str]) -> list[str]:
        """The codes of each text, one string a text."""
        look, find = self.__getitem__, _TOKEN.findall
        return ["".join(map(look, find(text))) for text in texts]
