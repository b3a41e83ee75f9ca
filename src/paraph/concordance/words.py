"""Words of segments as evidence: what is counted, and what a segment's shape tells without knowing its language.

A word is folded so that forms of one word meet: letters without marks and cut to a stem in languages with endings,
whole syllables in Vietnamese, which has none. A number is its digits, since 136,6 and 136.6 are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from paraph.concordance.segments import Segment

STEM = 6
"""Letters that are kept of a word in a language with endings."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_ENDS = (";", ":", ",", ".", "?", "!", ")", "”", '"')
_WITHOUT_ENDINGS = frozenset({"vi", "zh", "ja", "th", "lo", "km"})
_ALWAYS, _COMMON = 30, 0.25
"""From this many segments on, a word that stands in more than this share of them tells nothing of which is which."""

Matrix: TypeAlias = Any
"""A sparse matrix of scipy's, by rows (csr_matrix)."""
Vector = NDArray[np.float64]


@lru_cache(maxsize=1 << 17)
def folded(word: str, language: str) -> str:
    """A word as it is counted.

    >>> folded("Importación", "es"), folded("importations", "fr"), folded("thuế", "vi"), folded("136,6", "vi")
    ('import', 'import', 'thuế', '#1366')
    """
    if word[0].isdigit():
        return "#" + re.sub(r"\D", "", word)
    word = word.casefold()
    if language.split("-")[0] in _WITHOUT_ENDINGS:
        return word
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return plain[:STEM]


def words(text: str, language: str) -> list[str]:
    """The words of a text as they are counted.

    >>> words("Goods worth US$136.6 billion", "en")
    ['goods', 'worth', 'us', '#1366', 'billio']
    """
    return [folded(word, language) for word in _WORD.findall(text)]


def ending(text: str) -> int:
    """The class of its last character: 0 where it is a letter or digit, which has no class of its own."""
    last = text.rstrip()[-1:]
    return _ENDS.index(last) + 1 if last in _ENDS and last else 0


def beginning(text: str) -> int:
    """0 nothing or other, 1 a small letter, 2 a capital, 3 a digit, 4 a quotation mark or a bracket."""
    first = text.lstrip()[:1]
    if first.isalpha():
        return 1 if first.islower() else 2
    return 3 if first.isdigit() else 4 if first and first in "\"“‘'([«" else 0


ENDINGS, BEGINNINGS = len(_ENDS) + 1, 5


@dataclass(frozen=True)
class Side:
    """One language version, counted. ``counts``: segments by words that tell something; ``book``: those words' places.

    ``lengths``: characters without spaces. ``share``: how often each word stands among all words of this side.
    """

    segments: Sequence[Segment]
    language: str
    book: dict[str, int]
    counts: Matrix
    sizes: Vector
    lengths: Vector
    share: Vector
    endings: NDArray[np.int64]
    beginnings: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.segments)


def side_of(segments: Sequence[Segment]) -> Side:
    """Count the words of a list of segments; they are in one language, that of the first."""
    language = segments[0].language if segments else "en"
    texts = [each.text for each in segments]
    counted = [Counter(words(text, language)) for text in texts]
    spread = Counter(word for each in counted for word in each)
    most = _COMMON * len(segments) if len(segments) >= _ALWAYS else len(segments)
    book = {word: place for place, word in enumerate(sorted(word for word, n in spread.items() if n <= most))}
    rows, columns, values = [], [], []
    for row, each in enumerate(counted):
        for word in sorted(each):
            if word in book:
                rows.append(row)
                columns.append(book[word])
                values.append(each[word])
    shape = (len(segments), max(len(book), 1))
    counts = csr_matrix((np.array(values, dtype=np.float64), (rows, columns)), shape=shape)
    totals = np.asarray(counts.sum(axis=0)).ravel()
    return Side(
        segments,
        language,
        book,
        counts,
        np.asarray(counts.sum(axis=1)).ravel(),
        np.array([len("".join(text.split())) for text in texts], dtype=np.float64),
        (totals + 0.5) / (totals.sum() + 0.5 * len(totals)),
        np.array([ending(text) for text in texts], dtype=np.int64),
        np.array([beginning(text) for text in texts], dtype=np.int64),
    )


def numbers_of(left: Sequence[Segment], right: Sequence[Segment]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of two lists, equal ones by the same integer; -1 for none. "Article 2.3" and "Điều 2.3" are equal."""
    book: dict[str, int] = {}
    found = []
    for segments in (left, right):
        bare = [re.sub(r"[^\w.]|\.(?!\w)", " ", each.number.casefold()).split() for each in segments]
        found.append(np.array([book.setdefault(each[-1], len(book)) if each else -1 for each in bare], dtype=np.int64))
    return found[0], found[1]
